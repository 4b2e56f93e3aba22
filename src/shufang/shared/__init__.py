"""What every app may use and no app owns: periods, the log, audiences, charts, tables out, the
page shell.

Imports nothing of ours. Start reading in `audience.py` (who may open a page) and `period.py`
(what a period is).
"""
