"""Fact tables, the Parquet store and the measure engine: everything that is counted is counted
here.

Knows no app above: apps register their facts (`facts.py`) and measures (`measures.py`). Words:
a *fact table* is a kind
of row, a *measure* a figure defined over one, a *dimension* what it can be broken down by.
"""
