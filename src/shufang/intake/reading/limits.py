"""How much of a file is read. Every number here stands in the sentence that refuses a file."""

MIB = 1024 * 1024

FILE_BYTES = 50 * MIB
MEMORY_BYTES = 1024 * MIB  # of the child; an honest workbook of 200,000 rows needs 300 MiB
CPU_SECONDS = 40
WALL_SECONDS = 90  # a loaded machine gives a child half of a core

# What one file may occupy in the process that asked for it: 200 MiB are promised, the rest is
# for the portion being decoded.
BOOK_BYTES = 145 * MIB
SHEETS = 200
ROWS = 1_048_576  # of a sheet, as in Excel
COLUMNS = 16_384
MERGED = 20_000
TEXT = 32_767  # characters in a cell: Excel's own limit

ARCHIVE_ENTRIES = 3_000
ARCHIVE_BYTES = 600 * MIB  # unpacked; an honest workbook of 200,000 rows has 110 MiB
RATIO = 200  # unpacked to packed, looked at from RATIO_FROM on
RATIO_FROM = 30 * MIB
