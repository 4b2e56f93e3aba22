"""Who takes part: accounts, their roles by site, and the duties of the organisation chart.

A *membership* gives a user a role at one site or, without a site, in the whole network. Later:
households, readers,
volunteers, promoters, consents.
"""
