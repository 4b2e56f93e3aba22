"""Lists of rooms: name, town, kind, hours, place on the map."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from shufang.intake.columns import Column, Shape
from shufang.intake.importer import Importer, Reader, reading
from shufang.intake.models import ImportRun
from shufang.intake.plan import Duplicate
from shufang.intake.reading.book import Cell
from shufang.intake.recognition.evidence import Evidence
from shufang.intake.recognition.grid import Grid
from shufang.intake.recognition.matching import Match
from shufang.intake.saying import Both, Refuse, as_typed
from shufang.intake.table import Table
from shufang.intake.undoing import dependents
from shufang.intake.values import hours, numbers, texts
from shufang.places.choices import SiteKind
from shufang.places.importers.completing import (
    Completing,
    changed_since,
    take_back,
    towns_given,
)
from shufang.places.importers.names import SiteNames, TownNames
from shufang.places.models import Hours, Site, SiteAlias, Town, TownAlias
from shufang.shared.text import plain_name

NAMELESS = Both("没有写书房名称。", "The room's name is missing.")
WHICH_IS_WHICH = Both(
    "看不出哪个是经度、哪个是纬度；请写成 120.73183,30.83721 的样子，或分成两列。",
    "This does not tell longitude from latitude; write such as 120.73183,30.83721, or two columns.",
)
FILLS_IN = Both(
    "其中 {count} 间书房原来就有，这次补上缺的资料",
    "{count} of these rooms were there before; what they lacked is filled in",
)
KINDS = (
    ("流动", SiteKind.VAN), ("书车", SiteKind.VAN), ("校", SiteKind.SCHOOL_ROOM),
    ("总馆", SiteKind.CENTRAL), ("分馆", SiteKind.BRANCH),
)  # fmt: skip


class SitesImporter(Importer):
    kind = "sites"
    order = 10
    label = Both("书房名录", "Rooms")
    columns = (
        Column(
            "name",
            Both("书房名称", "room"),
            ("书房名称", "书房", "场馆", "场馆名称", "名称", "馆名", "网点名称", "网点", "地点",
             "书房全称", "阅读空间名称", "点位名称", "室名", "room", "site", "library",
                "branch", "name", "roomname", "sitename"),
        ),
        Column(
            "town",
            Both("街道（镇）", "town"),
            ("镇街", "街道", "所属街道", "所属街道镇", "街道镇", "乡镇街道", "镇街道", "所属镇街",
             "乡镇", "所在街道", "所在镇街", "town", "district", "streetoffice"),
            fills_down=True,
        ),
        Column(
            "setting", Both("类型", "kind"), ("类型", "书房类型", "类别", "属性", "type", "kind")
        ),
        Column(
            "hours",
            Both("开放时间", "opening hours"),
            ("开放时间", "开馆时间", "服务时间", "营业时间", "openinghours", "hours"),
            Shape.HOURS,
        ),
        Column(
            "closes",
            Both("闭馆时间", "closing time"),
            ("闭馆时间", "关闭时间", "关门时间", "关馆时间", "结束时间", "closes", "closingtime"),
            Shape.TIME,
        ),
        Column(
            "place",
            Both("坐标", "coordinates"),
            ("坐标", "经纬度", "地理坐标", "坐标位置", "位置坐标", "地图坐标", "gps", "经纬度坐标",
             "coordinates", "latlng", "lnglat", "latlon", "lonlat", "gps坐标"),
        ),
        Column("longitude", Both("经度", "longitude"), ("经度", "longitude", "lng", "lon"),
               Shape.COORDINATE),
        Column("latitude", Both("纬度", "latitude"), ("纬度", "latitude", "lat"), Shape.COORDINATE),
        Column(
            "address",
            Both("地址", "address"),
            ("地址", "详细地址", "具体地址", "位置", "address"),
        ),
    )  # fmt: skip
    needs = (("name",),)
    keys = ("name",)
    words = ("名录", "名单", "书房信息", "书房一览", "网点", "rooms", "sites")
    _NOT_HERE = re.compile(
        r"场次|人次|签到|报道|借阅|外借|进馆|到馆|办证|活动|志愿|主题|合计|数量|\d月|20\d\d|日期|人数"
        r"|sign-?ins|attend|visits|loans|activit|event",
        re.IGNORECASE,
    )

    @classmethod
    def weigh(cls, match: Match, grid: Grid) -> float:
        """A list of rooms tells no figures of use and no days; with those it is another ledger."""
        at = match.columns.get("name")
        names = Evidence(grid, match.bottom).cells(at) if at is not None else []
        if len(names) > 5 and len(set(names)) < 0.7 * len(names):
            return -100.0  # a room stands in such a list once
        strange = sum(bool(cls._NOT_HERE.search(h.text)) for h in match.left_out())
        detailed = len({"longitude", "latitude", "hours", "address"} & set(match.columns))
        if len(match.columns) == 1 and match.left_out():
            return -100.0  # names beside something else: a list of phone numbers, say
        return float(detailed) - (1.5 if detailed > 1 else 6.0) * strange

    def __init__(self, analysis: object) -> None:
        super().__init__(analysis)  # type: ignore[arg-type]
        self.planned: list[tuple[Site, list[Hours]]] = []
        self.completing = Completing()
        self._sources: dict[int, str] = {}

    @property
    def names(self) -> SiteNames:
        book = self.analysis.books["site"]
        assert isinstance(book, SiteNames)
        return book

    @property
    def towns(self) -> TownNames:
        book = self.analysis.books["town"]
        assert isinstance(book, TownNames)
        return book

    def reader(self, table: Table) -> Reader:
        def cell(cells: Sequence[Cell], field: str) -> Cell:
            at = table.index(field)
            return cells[at] if at is not None else None

        def read(number: int, cells: list[Cell]) -> bool:
            site, spans = self._read(cells, cell)
            known = self.names.peek(site.name)
            if known is not None:
                if self.completing.plan(known, site, spans):
                    return True
                self._note_duplicate(table, number, site, known)
                return False
            site.slug = self.names.slug(site.name)
            self.names.add(site, site.name)
            self.planned.append((site, spans))
            self._sources[id(site)] = table.source(number)
            self.analysis.tally.of(table.account.file)["sites", ""] += 1
            return True

        return read

    def _read(
        self, cells: list[Cell], cell: Callable[[Sequence[Cell], str], Cell]
    ) -> tuple[Site, list[Hours]]:
        name = "".join(reading(texts.clean, cell(cells, "name"), "name", 80).split())
        if not name or texts.nothing(name):
            raise Refuse(NAMELESS, field="name")
        town = reading(texts.clean, cell(cells, "town"), "town", 60)
        setting = reading(texts.clean, cell(cells, "setting"), "setting", 40)
        site = Site(
            name=name,
            setting=setting,
            kind=next((kind for word, kind in KINDS if word in setting), SiteKind.ROOM),
            address=reading(texts.clean, cell(cells, "address"), "address", 200),
            longitude=reading(
                numbers.coordinate, cell(cells, "longitude"), "longitude", "longitude"
            ),
            latitude=reading(numbers.coordinate, cell(cells, "latitude"), "latitude", "latitude"),
        )
        place = cell(cells, "place")
        if site.longitude is None and site.latitude is None and not texts.nothing(place):
            site.longitude, site.latitude = _both_coordinates(place)
        spans = [
            Hours(site=site, weekday=weekday, opens=opens, closes=closes)
            for weekdays, opens, closes in reading(
                hours.hours, _from_to(cell(cells, "hours"), cell(cells, "closes")), "hours"
            )
            for weekday in weekdays
        ]
        if town and not texts.nothing(town):
            site.town = self.towns.find_or_create(town, "town")
        return site, spans

    def _note_duplicate(self, table: Table, number: int, site: Site, known: Site) -> None:
        differences = [
            (column.label, as_typed(mine), as_typed(other))
            for column in self.columns
            if column.code not in {"name", "hours", "closes", "place"}
            for mine, other in [(_shown(site, column.code), _shown(known, column.code))]
            if mine and mine != other
        ]
        self.analysis.preview.duplicates.append(
            Duplicate(
                table.account.file, table.account.sheet, number, site.name,
                self._sources.get(id(known), known.name), differences,
            )
        )  # fmt: skip

    def done(self, table: Table) -> None:
        filled = len(self.completing.planned)
        if filled:
            table.account.note = FILLS_IN.put(count=filled)

    def insert(self, run: ImportRun, told: Callable[[int], None]) -> None:
        """Towns, rooms, hours, the aliases that answers taught, and what known rooms lacked."""
        for town in self.towns.new:
            town.import_run = run
        Town.objects.bulk_create(self.towns.new)
        sites = [site for site, _ in self.planned] + self.names.new
        for site in sites:
            site.import_run = run
        Site.objects.bulk_create(sites)
        Hours.objects.bulk_create([span for _, spans in self.planned for span in spans])
        SiteAlias.objects.bulk_create(
            SiteAlias(site=site, name=name, plain=plain_name(name), import_run=run)
            for site, name in self.names.learned
            if plain_name(name) != plain_name(site.name)
        )
        TownAlias.objects.bulk_create(
            TownAlias(town=town, name=name, plain=plain_name(name), import_run=run)
            for town, name in self.towns.learned
            if plain_name(name) != plain_name(town.name)
        )
        self.completing.insert(run)
        told(len(self.planned) + len(self.completing.planned))

    @classmethod
    def in_the_way(cls, run: ImportRun) -> list[Both]:
        of_others = Site.objects.filter(town__import_run=run).exclude(import_run=run)
        ours = of_others.filter(completions__import_run=run, town__in=towns_given(run))
        filled_in = of_others.count() == ours.count()  # these towns are taken back with the rest
        return [
            *dependents(Site, run, owned=(Hours,)),
            *changed_since(run),
            *dependents(Town, run, owned=(Site,) if filled_in else ()),
        ]

    @classmethod
    def delete(cls, run: ImportRun) -> dict[str, set[date]]:
        take_back(run)
        for model in (SiteAlias, TownAlias, Site, Town):
            model._default_manager.filter(import_run=run).delete()
        return {}


def _from_to(opens: Cell, closes: Cell) -> Cell:
    """Opening hours written in two columns."""
    if texts.nothing(opens) or texts.nothing(closes):
        return opens
    return f"{texts.spell(opens)}-{texts.spell(closes)}"


def _both_coordinates(cell: Cell) -> tuple[float, float]:
    """Longitude and latitude from one cell; China's longitudes are beyond any latitude."""
    parts = [part for part in re.split(r"[,;，；、/\s]+", texts.spell(cell)) if part]
    sizes = [float(size) for part in parts for size in re.findall(r"\d+(?:\.\d+)?", part)[:1]]
    if len(parts) != 2 or len(sizes) != 2:
        raise Refuse(WHICH_IS_WHICH, field="place", cell=cell)
    marked = [bool(re.search("纬|N", part, re.IGNORECASE)) for part in parts]
    if marked[0] or (not marked[1] and sizes[0] <= 90 < sizes[1]):
        parts.reverse()
    elif not marked[1] and sizes[0] <= 90:
        raise Refuse(WHICH_IS_WHICH, field="place", cell=cell)
    longitude: float = reading(numbers.coordinate, parts[0], "place", "longitude")
    latitude: float = reading(numbers.coordinate, parts[1], "place", "latitude")
    return longitude, latitude


def _shown(site: Site, field: str) -> str:
    value = getattr(site, field)
    return "" if value is None else str(value)
