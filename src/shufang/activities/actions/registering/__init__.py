"""From a party's wish to its place. `stages.py` is the only file that changes a stage, `seats.py`
the only one that changes how many places are taken."""
