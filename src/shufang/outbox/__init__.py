"""Messages to people: written in the transaction that causes them, sent after it, once.

Words: a *message* is one text to one person by one channel; a *template* says what stands in it,
from how things are at the moment of sending; a *channel* carries it (console, e-mail; SMS and
WeChat as plug-ins). Start reading at `actions/send.py`, then `templates.py`.
"""
