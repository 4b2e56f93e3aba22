"""Where things happen: organisations, towns, sites (a room, a branch, a van) with zones, hours
and closures.

A *site* is any place of service of the network; readers know most of them as 书房, reading rooms.
"""
