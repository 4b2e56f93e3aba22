"""十四、精彩回顾: photos, with their captions."""

from django.utils.translation import gettext_lazy

from shufang.reports.chapters.kit import Chapter, Material
from shufang.reports.document import Block, Gallery


def build(material: Material) -> list[Block]:
    return [Gallery(tuple(material.pictures))] if material.pictures else []


CHAPTER = Chapter("photos", gettext_lazy("精彩回顾"), build)
