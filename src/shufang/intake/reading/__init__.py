"""Other people's spreadsheets, read without trusting them.

`read(path, name)` gives a `Book` of plain cells, or raises `Unreadable` with a sentence for the
person who brought the file. What a file is, is decided by its content; its name is only shown.

A hostile file of 4 KiB can make a parser ask for 500 GB and abort. So nothing but the size of the
file is looked at here: `child.py` runs in a process of its own with little memory, little time
and no environment, looks at the archive before opening it (`archive.py`), and sends the cells
back in bounded portions (`wire.py`). Start reading in `parent.py`.
"""

from shufang.intake.reading.book import Book, Cell, Sheet, Unreadable
from shufang.intake.reading.parent import read

__all__ = ["Book", "Cell", "Sheet", "Unreadable", "read"]
