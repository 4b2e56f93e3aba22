"""Loans, visits and new cards, as counted by day or month with the method of counting.

Words: a *visit* is one entry at a site, a *loan* one item lent, a *new card* one reader's card
issued.
"""
