"""A room's own tablet: pairing, taking in what it queued, settling what it got wrong
(docs/decisions/0017)."""
