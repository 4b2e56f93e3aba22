"""Pages: readers in `pulse.py`, staff in `staff.py`."""
