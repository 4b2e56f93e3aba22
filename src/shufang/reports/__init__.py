"""Documents written from evidence: the annual summary report, as Word, PDF and web page.

A report is data first (`document.py`), rendering second (`rendering/`). Words: a *chapter* is a
part that can be left
out, *sealing* fixes figures and files for good.
"""
