"""Pictures of the invented activities: drawn by this code, so nobody is on them."""

import io
import random
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1440, 960
FINER = 2  # drawn larger, then made smaller: edges are smooth
SPINES = ("#a4503c", "#2f6b5b", "#3f5a86", "#8a6d1f", "#7a4a7d", "#b5722a", "#d8c7a3", "#5f6d69")
COATS = ("#a83c4b", "#2f6b5b", "#b5722a", "#3f5a86", "#7a4a7d", "#6c8f5e", "#cf9a3b", "#56707c")
HAIR = ("#26221f", "#3b2d24", "#4a4038", "#1f1d1c")
SKIN = "#e9c7a4"


class Sheet:
    """A drawing in parts of a thousand of its width, whatever its size."""

    def __init__(self, ground: str, seed: int) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.unit = WIDTH * FINER / 1000
        self.chance = random.Random(seed)  # noqa: S311 # nosec B311 - the same picture every time

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_: float = 0) -> None:
        u = self.unit
        self.pen.rounded_rectangle((x * u, y * u, (x + w) * u, (y + h) * u), round_ * u, fill)

    def disc(self, x: float, y: float, rx: float, fill: str, ry: float | None = None) -> None:
        u, ry = self.unit, rx if ry is None else ry
        self.pen.ellipse(((x - rx) * u, (y - ry) * u, (x + rx) * u, (y + ry) * u), fill)

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self.pen.polygon([(x * self.unit, y * self.unit) for x, y in points], fill)

    def shelf(self, x: float, y: float, w: float, rows: int) -> None:
        """Books in a case, some of them leaning on nothing at all."""
        self.box(x, y, w, rows * 88 + 12, "#8b6a45", 6)
        for row in range(rows):
            top, at = y + 12 + row * 88, x + 12.0
            self.box(x + 10, top, w - 20, 76, "#6f5335")
            while at < x + w - 34:
                thick, tall = self.chance.uniform(9, 20), self.chance.uniform(50, 70)
                self.box(at, top + 76 - tall, thick, tall, self.chance.choice(SPINES), 2)
                at += thick + (self.chance.uniform(16, 40) if self.chance.random() < 0.12 else 1.5)

    def from_behind(self, x: float, y: float, size: float, hair: str = "") -> None:
        """Somebody who sits and looks away: a coat and a head of hair."""
        coat = self.chance.choice(COATS)
        self.disc(x, y + size * 2.35, size * 1.25, coat, size * 1.65)
        self.box(x - size * 1.25, y + size * 2.3, size * 2.5, size * 2, coat, size * 0.3)
        self.disc(x, y, size, hair or self.chance.choice(HAIR))
        self.disc(x - size * 0.98, y + size * 0.15, size * 0.17, SKIN)
        self.disc(x + size * 0.98, y + size * 0.15, size * 0.17, SKIN)

    def reader(self, x: float, y: float, size: float, book: str) -> None:
        """Who reads aloud, the book open towards the others."""
        self.disc(x, y + size * 2.5, size * 1.3, "#4c6a60", size * 1.8)
        self.box(x - size * 1.3, y + size * 2.4, size * 2.6, size * 2.2, "#4c6a60", size * 0.3)
        self.disc(x, y, size, SKIN)
        self.disc(x, y - size * 0.35, size * 1.02, "#2b241f", size * 0.72)
        self.disc(x, y + size * 0.2, size * 0.8, SKIN, size * 0.72)
        self.box(x - size * 1.5, y + size * 1.5, size * 1.46, size * 1.9, book, size * 0.1)
        self.box(x + size * 0.04, y + size * 1.5, size * 1.46, size * 1.9, book, size * 0.1)


def _reading(sheet: Sheet) -> None:
    sheet.shelf(60, 60, 320, 4)
    sheet.shelf(620, 60, 320, 4)
    sheet.box(415, 70, 170, 210, "#cfe0dc", 8)
    sheet.box(497, 70, 6, 210, "#f4efe4")
    sheet.disc(500, 600, 470, "#d9b98c", 150)
    sheet.disc(500, 600, 420, "#e6cfa8", 128)
    sheet.reader(500, 300, 36, "#b5722a")
    for x, y in ((190, 430), (330, 480), (500, 505), (670, 480), (810, 430)):
        sheet.from_behind(x, y, 32)
    for x, y in ((255, 545), (410, 575), (590, 575), (745, 545)):
        sheet.from_behind(x, y, 27)


def _stage(sheet: Sheet) -> None:
    sheet.box(0, 0, 1000, 667, "#3a2a24")
    sheet.box(150, 60, 700, 360, "#6b2f22", 10)
    sheet.box(180, 88, 640, 300, "#f6dfa6", 4)
    sheet.disc(500, 238, 300, "#fae9bd", 140)
    sheet.shape([(240, 388), (330, 330), (670, 330), (760, 388)], "#5a3a25")
    sheet.disc(500, 392, 95, "#f6dfa6", 44)
    sheet.box(180, 388, 640, 32, "#6b2f22")
    sheet.box(0, 420, 1000, 247, "#5b4640")
    for x, sign in ((400, 1), (600, -1)):  # two goats meet on a bridge
        sheet.disc(x, 280, 46, "#2a211d", 28)
        for leg in (-30, -14, 14, 30):
            sheet.box(x + leg - 4, 290, 8, 44, "#2a211d", 2)
        sheet.disc(x + sign * 54, 252, 20, "#2a211d")
        sheet.shape([(x + sign * 50, 238), (x + sign * 62, 236), (x + sign * 40, 205)], "#2a211d")
    for i in range(7):
        sheet.from_behind(90 + i * 137, 500 + 12 * (i % 2), 34 - 6 * (i % 2))


def _table(sheet: Sheet) -> None:
    sheet.shelf(40, 50, 260, 3)
    sheet.shelf(700, 50, 260, 3)
    sheet.box(340, 60, 320, 190, "#cfe0dc", 8)
    sheet.box(497, 60, 6, 190, "#f4efe4")
    for i in range(4):
        sheet.from_behind(230 + i * 180, 300, 33, hair=("#b9b3aa", "#8f8a83", "#d5d0c7")[i % 3])
    sheet.shape([(120, 400), (880, 400), (990, 600), (10, 600)], "#b98d5a")
    for i in range(4):
        x = 190 + i * 180
        sheet.shape([(x, 430), (x + 90, 430), (x + 104, 500), (x + 2, 500)], "#f7f3ea")
        for line in range(4):
            sheet.box(x + 12, 442 + line * 13, 62, 4, "#9c978d")
        sheet.disc(x + 52, 545, 24, "#f7f3ea", 13)
        sheet.disc(x + 52, 542, 18, "#8a5a2b", 8)


def _craft(sheet: Sheet) -> None:
    sheet.box(60, 60, 380, 240, "#cfe0dc", 8)
    sheet.box(247, 60, 6, 240, "#f4efe4")
    sheet.shelf(620, 50, 320, 3)
    for i in range(5):
        sheet.from_behind(140 + i * 180, 330 + 14 * (i % 2), 32)
    sheet.shape([(60, 430), (940, 430), (1000, 667), (0, 667)], "#c79c68")
    for i in range(6):
        x, y = 110 + i * 156, 500 + 40 * (i % 2)
        sheet.disc(x, y, 54, "#f7f3ea", 26)
        for grain in range(7):
            sheet.disc(x - 30 + grain * 10, y - 4 + 6 * (grain % 2), 8, COATS[(i + grain) % 8])
        sheet.shape([(x - 40, y + 60), (x + 30, y + 52), (x + 38, y + 84), (x - 34, y + 92)],
                    SPINES[i])  # fmt: skip


SCENES: dict[str, tuple[str, Callable[[Sheet], None]]] = {
    "reading": ("#f0e5d0", _reading),
    "stage": ("#3a2a24", _stage),
    "table": ("#ece6d8", _table),
    "craft": ("#f3e8d6", _craft),
}


def drawn(scene: str, seed: int) -> SimpleUploadedFile:
    """A picture as somebody would upload it."""
    ground, draw = SCENES[scene]
    sheet = Sheet(ground, seed)
    draw(sheet)
    out = io.BytesIO()
    sheet.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return SimpleUploadedFile(f"{scene}.jpg", out.getvalue(), "image/jpeg")
