"""Who takes part: accounts, their roles by site, the duties of the organisation chart, families.

A *membership* gives a user a role at one site or, without a site, in the whole network. A
*household* has *guardians*, who sign in by phone and are no users, and *children*, who are
profiles; a *consent* is what a guardian agreed to, for one purpose. Start reading at
`models/staff.py`, then `models/family.py`.
"""
