"""One use case a file: answer, take back, pass words for print."""
