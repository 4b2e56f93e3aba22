"""An activity's whole life: plan, promotion, registration, sign-in, review; and media reports.

Words: an *activity* is anything that happens in or around a room; a *category* is the contract's
own class, the *national type* the statistics' class; a *party* registers, a *check-in* is a
household that came, with its *grade* of evidence; a *stated count* is what a ledger or a person
says about who came. Start reading at `models/activity.py`, then `actions/planning/`.
"""
