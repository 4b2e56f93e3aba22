"""Ledgers of activities and of media reports.

`columns.py` knows the headings, `row.py` makes an activity of a row, `ledger.py` knows what is
there already, `media.py` leads reports on a sheet of their own back to their activities,
`saving.py` inserts in bulk.
"""
