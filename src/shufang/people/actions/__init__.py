"""One use case a file: accounts, the organisation chart, programs; families in `family/`."""
