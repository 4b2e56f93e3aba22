"""The plan of one activity as a Word file to print, sign and pin up.

`content.py` says what stands in it, in the words of the page's language; `look.py` how it looks;
`word.py` writes the file.
"""
