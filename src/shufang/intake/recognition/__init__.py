"""Finding out what a sheet holds: its header under title rows and merged cells, what each column
means, which rows are records and which are subtotals, notes or leftovers of printing."""
