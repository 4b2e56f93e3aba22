"""An activity's whole life; for now what was held, what was stated about it, and what the media
said.

Words: an *activity* is anything that happens in or around a room; a *category* is the
contract's own class, the
*national type* the statistics' class; a *stated count* is what a ledger or a person says about
who came.
"""
