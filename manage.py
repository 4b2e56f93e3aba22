#!/usr/bin/env python3
"""`python manage.py X` is `shufang X`."""

from shufang.config.cli import main

if __name__ == "__main__":
    main()
