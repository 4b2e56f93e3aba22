"""十四、精彩回顾: photos, with their captions."""

from dataclasses import replace

from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material
from shufang.reports.document import Block, Gallery


def build(material: Material) -> list[Block]:
    pictures = tuple(material.pictures)
    if len(pictures) == 1:  # nothing to stand beside it
        return [replace(pictures[0], numbered=False)]
    return [Gallery(pictures)] if pictures else []


CHAPTER = Chapter("photos", gettext_lazy("精彩回顾"), build)
