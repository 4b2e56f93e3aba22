"""The invented city: its workbooks, and what is on in the next weeks."""
