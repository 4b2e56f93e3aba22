"""From cells as people write them to values: dates, counts, places on the map, opening hours.

Pure functions without a database. Each takes a cell as `shufang.intake.reading` hands it over,
and either returns a clean value or raises `Bad` with the reason in both languages. They never
guess: what can be read in two ways is refused.

`dates.day`, `dates.times`, `dates.month`, `numbers.count`, `numbers.coordinate`, `hours.hours`,
`texts.clean`, `texts.nothing`.
"""

from shufang.intake.values.bad import Bad

__all__ = ["Bad"]
