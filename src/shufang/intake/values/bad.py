"""The one way in which a cell is refused."""


class Bad(ValueError):  # noqa: N818 (it names the cell, not an error of ours)
    """The cell cannot mean what its column asks for: one plain sentence in each language."""

    def __init__(self, reason_zh: str, reason_en: str) -> None:
        super().__init__(reason_zh)
        self.reason_zh = reason_zh
        self.reason_en = reason_en
