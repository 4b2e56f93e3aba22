"""What the figures say: the network's dashboard and, later, hot/cold, effect and forecast.

Owns no rows.
"""
