"""Looking back (复盘): the debrief, its pictures, and the closing of an activity."""
