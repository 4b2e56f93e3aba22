"""Pages of the import centre: choose files, check, import, take back."""
