"""The import centre: other people's spreadsheets in, every row accounted for.

Apps above register importers; this one reads files in a limited child process, finds headers and
columns, asks questions once, shows a preview, commits in one transaction, and can undo a whole
import. Start reading in `analysis.py`, or with docs/walkthroughs/import.md.
"""
