"""The few words a renderer adds by itself. A document has its own language, not the page's."""

from shufang.reports.document import Language

WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "contents": "目　录",
        "key_figures": "数据摘要",
        "table_behind": "查看数据表",
        "picture_gone": "（图片文件已不在）",
        "source": "——",
    },
    "en": {
        "contents": "Contents",
        "key_figures": "Key figures",
        "table_behind": "Show the figures",
        "picture_gone": "(the picture file is gone)",
        "source": "— ",
    },
}
