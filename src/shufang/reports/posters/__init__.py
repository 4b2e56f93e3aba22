"""An activity's poster: what stands on it (`poster.py`), and how it is drawn (`drawing.py`)."""
