"""How ledgers name rooms and towns."""

from collections.abc import Iterable
from typing import Any

from shufang.intake.desk import Desk
from shufang.intake.names import NameBook
from shufang.intake.saying import Both
from shufang.places.models import Site, Town
from shufang.places.slugs import slug_for
from shufang.shared.text import plain_name


class SiteNames(NameBook):
    """太平书房 and 太平 智慧书房 are 太平智慧书房; 太平村书房 is a question."""

    code = "site"
    ask = Both("“{name}”是哪个书房？", "Which room is “{name}”?")
    noise = ("书房", "图书馆", "分馆", "书屋")

    def __init__(self, analysis: Desk) -> None:
        self.new: list[Site] = []  # answered to be new, beside those a list of rooms brings
        self._slugs = set(Site.objects.values_list("slug", flat=True))
        super().__init__(analysis)

    def entries(self) -> Iterable[tuple[Site, str]]:
        for site in Site.objects.prefetch_related("aliases"):
            yield site, site.name
            for alias in site.aliases.all():
                yield site, alias.name

    def creatable(self) -> Both:
        return Both("新建书房“{name}”", "Add the room “{name}”")

    def ask_unknown(self) -> bool:
        """Only while there are no rooms at all: a first ledger may bring them."""
        return not any(site.pk for site in self.rows()) and len(self.new) == len(self.rows())

    def create(self, name: str) -> Site:
        site = Site(name="".join(name.split()), slug=self.slug(name))
        self.new.append(site)
        return site

    def _look_up(self, text: str) -> Any:
        """A new room takes the fullest of its spellings: 太平智慧书房 rather than 太平书房."""
        found = super()._look_up(text)
        name = "".join(text.split())
        is_new = isinstance(found, Site) and found in self.new
        if is_new and len(name) > len(found.name) and plain_name(name) == plain_name(found.name):
            found.name = name
        return found

    def slug(self, name: str) -> str:
        """An address no other room has, planned ones included."""
        slug = slug_for(name, self._slugs)
        self._slugs.add(slug)
        return slug


class TownNames(NameBook):
    """王江泾 is 王江泾镇: a question; 新城街道 and 新嘉街道 are two towns and none."""

    code = "town"
    ask = Both("“{name}”是哪个街道（镇）？", "Which town is “{name}”?")
    noise = ("街道办事处", "人民政府", "街道", "镇", "乡")

    def __init__(self, analysis: Desk) -> None:
        self.new: list[Town] = []
        super().__init__(analysis)

    def entries(self) -> Iterable[tuple[Town, str]]:
        for town in Town.objects.prefetch_related("aliases"):
            yield town, town.name
            for alias in town.aliases.all():
                yield town, alias.name

    def creatable(self) -> Both:
        return Both("新建街道（镇）“{name}”", "Add the town “{name}”")

    def candidates(self, text: str) -> list[Town]:
        core = self.core(text)
        return [town for town in self.rows() if core and self.core(town.name) == core]

    def find_or_create(self, text: str, field: str) -> Town:
        """A list of rooms brings its towns along."""
        if self.peek(text) is None and not self.candidates(text):
            self.add(self.create(text), text)
        found: Town = self.find(text, field)
        return found

    def create(self, name: str) -> Town:
        town = Town(name="".join(name.split()))
        self.new.append(town)
        return town
