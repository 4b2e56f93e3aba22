"""A year of ledgers, and the table that was published of it."""

from pathlib import Path

LEDGERS = Path(__file__).parents[1] / "data" / "jiaxing-2024"
TABLE_ONE = [
    ["1", "故事剧场", "43", "707", "7"],
    ["2", "亲子阅读", "190", "2461", "27"],
    ["3", "成人阅读", "4", "65", ""],
    ["4", "老年阅读", "21", "293", "1"],
    ["5", "主题活动", "24", "359", "4"],
    ["6", "阅读推广人培训", "4", "70", ""],
    ["", "累计", "286", "3955", "39"],
]
