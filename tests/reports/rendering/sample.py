"""A rich document: all kinds of blocks, both languages, both styles, hostile and rare text."""

from datetime import date
from pathlib import Path

from shufang.reports.document import (
    Attachment,
    Block,
    Chart,
    Column,
    Document,
    Gallery,
    Heading,
    Items,
    KeyFigure,
    KeyFigures,
    Language,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Style,
    Table,
)
from shufang.shared.charts import (
    CATEGORY,
    Bar,
    Dot,
    Line,
    Marker,
    Place,
    Point,
    bars,
    lines,
    points_map,
    scatter,
)

HOSTILE = '#read("/etc/passwd") $x$ *a* _b_ <script>alert(1)</script> {{7*7}} {% x %} \\ & "\x07'
EXECUTION = (
    (1, "故事剧场", 43, 707, 7),
    (2, "亲子阅读", 190, 2461, 27),
    (3, "成人阅读", 4, 65, 0),
    (4, "老年阅读", 21, 293, 1),
    (5, "主题活动", 24, 359, 4),
    (6, "阅读推广人培训", 4, 70, 0),
)
ENGLISH = (
    "Story theatre",
    "Family reading",
    "Adult reading",
    "Senior reading",
    "Theme activities",
    "Promoter training",
)
MONTHS = [date(2024, m, 1) for m in range(7, 13)] + [date(2025, m, 1) for m in range(1, 6)]
ROOMS = (
    "茶园小学",
    "太平",
    "湖滨",
    "运河",
    "百花",
    "南溪",
    "烟雨",
    "秀水",
    "望吴",
    "双溪",
    "长虹",
    "梅湾",
    "月河",
    "芦席",
    "三塔",
    "凤凰",
)


def sample(
    *,
    language: Language = "zh",
    style: Style = "gongwen",
    pictures: tuple[Path, ...] = (),
    without: frozenset[str] = frozenset(),
    rows: int = 300,
) -> Document:
    """The document without the chapters named in `without`."""
    zh = language == "zh"
    chapters = {
        "overview": _overview(zh=zh),
        "execution": _execution(zh=zh),
        "lending": _lending(zh=zh),
        "voices": _voices(zh=zh),
        "photos": _photos(pictures, zh=zh),
    }
    blocks: list[Block] = []
    for code, chapter in chapters.items():
        blocks += [] if code in without else chapter
    return Document(
        title="禾城智慧书房阅读推广活动项目年度运营总结报告" if zh else "Annual report of Hecheng",
        subtitle="2024 年 7 月 12 日至 2025 年 7 月 11 日" if zh else "12 July 2024 – 11 July 2025",
        language=language,
        style=style,
        author="禾城书房" if zh else "Hecheng Reading Rooms",
        dated=date(2025, 6, 3),
        facts=_facts(zh=zh),
        key_figures=_key_figures(zh=zh),
        body=tuple(blocks),
        attachments=_attachments(zh=zh, rows=rows),
    )


def execution_table(*, zh: bool) -> Table:
    """Table 1 as it was published."""
    headings = (
        ("序号", "分类", "数量（场）", "签到数", "媒体报道")
        if zh
        else ("No.", "Category", "Activities", "Sign-ins", "Media reports")
    )
    rows = EXECUTION if zh else [(r[0], ENGLISH[r[0] - 1], *r[2:]) for r in EXECUTION]
    return Table(
        caption="项目执行数据一览表" if zh else "What was carried out",
        columns=(
            Column(headings[0], "center", 0.6),
            Column(headings[1], "left", 1.8),
            *(Column(name, "right", blank_zero=True) for name in headings[2:]),
        ),
        rows=tuple(rows),
        total=(None, "累计" if zh else "Total", 286, 3955, 39),
        key="execution",
        note="签到数以户为单位；数据截至 2025 年 5 月 31 日。"
        if zh
        else "A sign-in is one household once. Data until 31 May 2025.",
    )


def _facts(*, zh: bool) -> tuple[tuple[str, str], ...]:
    if zh:
        return (
            ("项目名称", "禾城智慧书房阅读推广活动服务"),
            ("合同编号", "HC-2024-017"),
            ("委托方", "禾城市图书馆"),
            ("承接方", "青禾文化传播有限公司"),
            ("报告期", "2024-07-12 至 2025-07-11"),
            ("数据截止日", "2025-05-31"),
        )
    return (
        ("Project", "Reading activities in Hecheng's rooms"),
        ("Contract", "HC-2024-017"),
        ("Commissioned by", "Hecheng City Library"),
        ("Carried out by", "Qinghe Culture"),
        ("Period", "2024-07-12 to 2025-07-11"),
        ("Data until", "2025-05-31"),
    )


def _key_figures(*, zh: bool) -> KeyFigures:
    data = (
        ("活动", "Activities", "286", "场", "", ""),
        ("签到", "Sign-ins", "3,955", "户次", "", "场均 13.8"),
        ("参与人次", "Attendees", "12,250", "人次", "", "其中 2% 为估计"),
        ("借阅", "Loans", "96,412", "册次", "", "同比 +21%"),
        ("进馆", "Visits", "490,163", "人次", "", "10 个点月缺数"),
        ("媒体报道", "Media reports", "39", "篇", "", ""),
    )
    return KeyFigures(
        tuple(
            KeyFigure(a if zh else b, value, unit if zh else "", note if zh else "")
            for a, b, value, unit, _, note in data
        )
    )


def _overview(*, zh: bool) -> list[Block]:
    text = (
        "项目以“志愿服务＋多元场景＋数据驱动”为方法，在全市 31 间智慧书房开展阅读活动。"
        "书房多为无人值守，分布在各街道（镇）、学校与社区，读者以亲子家庭为主；"
        "活动由运营方策划，图书馆审定，阅读推广人带领，志愿者协助。"
        if zh
        else "The project brings reading activities into 31 small, mostly unattended rooms. "
    )
    return [
        Heading(1, "项目概况" if zh else "Overview", key="overview"),
        Heading(2, "背景与范围" if zh else "Background"),
        Paragraph.of(text * 3),
        Paragraph.of("总体执行数据见{表:execution}，" if zh else "See {table:execution}: "),
        Heading(2, "定位与目标" if zh else "Aims"),
        Heading(3, "三个目标" if zh else "Three aims"),
        Items.of(
            *(
                ["让家门口的书房活起来", "让推广人从协助走到主导", "让活动带动日常借阅"]
                if zh
                else ["Rooms alive", "Promoters who lead", "Activities that lend books"]
            )
        ),
        Heading(3, "四个步骤" if zh else "Four steps"),
        Items.of(
            *(["策划", "宣传", "执行", "复盘"] if zh else ["Plan", "Promote", "Run", "Review"]),
            ordered=True,
        ),
    ]


def _execution(*, zh: bool) -> list[Block]:
    chart = bars(
        [
            Bar(f"{m.month}月" if zh else f"{m:%b}", v)
            for m, v in zip(MONTHS, (22, 31, 24, 27, 26, 29, 18, 25, 28, 32, 24), strict=True)
        ],
        unit="场",
    )
    tones = list(CATEGORY.values())
    by_category = bars(
        [
            Bar(row[1] if zh else ENGLISH[i], row[2], tones[i], estimated=i == 3)
            for i, row in enumerate(EXECUTION)
        ],
        lying=True,
    )
    assert chart
    assert by_category
    share = Run("亲子阅读占 66%" if zh else "66 % family reading", strong=True)
    figures = Run("286", figure=True), Run("3955", figure=True)
    return [
        Heading(1, "活动执行情况" if zh else "What was done", key="execution"),
        Heading(2, "总体" if zh else "In total"),
        Paragraph.of(
            "报告期内共开展活动 " if zh else "There were ",
            figures[0],
            " 场，签到 " if zh else " activities with ",
            figures[1],
            " 户次，" if zh else " sign-ins, ",
            share,
            "（见{表:execution}、{图:months}；名单见{附件:list}；问题见{章:lending}）。"
            if zh
            else " (see {table:execution}, {figure:months}, {annex:list}, {chapter:lending}).",
        ),
        execution_table(zh=zh),
        Paragraph.of(HOSTILE + " 𠮷"),
        Heading(2, "月度与分类分布" if zh else "By month and category"),
        Chart(
            "各月活动场次" if zh else "Activities by month",
            chart,
            key="months",
            table=Table("", (Column("月"), Column("场", "right")), (("7", 22), ("8", 31))),
        ),
        Chart("各分类活动场次" if zh else "Activities by category", by_category),
        Note("浅色虚线为估计值。" if zh else "Pale bars are estimates."),
    ]


def _lending(*, zh: bool) -> list[Block]:
    points = tuple(Point(m, 400 + 37 * i * (i % 3)) for i, m in enumerate(MONTHS))
    before = tuple(Point(m.replace(year=m.year - 1), 300 + 12.0 * i) for i, m in enumerate(MONTHS))
    curve = lines(
        [
            Line("本期" if zh else "now", points),
            Line("上一年" if zh else "before", before, before=True),
        ],
        markers=[Marker(date(2024, 9, 3 * d), "绘本") for d in range(1, 9)],
        markers_label="活动" if zh else "events",
        language="zh" if zh else "en",
    )
    dots = scatter(
        [Dot(r, 60 + i * 37 % 200, 900 + i * 733 % 5900) for i, r in enumerate(ROOMS)],
        x_title="签到数（户次）" if zh else "Sign-ins",
        y_title="借阅量（册次）" if zh else "Loans",
    )
    where = points_map(
        [
            Place(r, 120.7 + i * 7 % 17 / 100, 30.7 + i * 5 % 13 / 100, i)
            for i, r in enumerate(ROOMS)
        ],
        kilometres="公里" if zh else "km",
    )
    assert curve
    assert dots
    assert where
    ratio = Table(
        caption="典型书房借阅量（册次）" if zh else "Loans of typical rooms",
        columns=(
            Column("书房" if zh else "Room", width=2),
            *(Column(y, "right") for y in ("2023", "2024")),
            Column("每次进馆借阅" if zh else "Loans a visit", "right", decimals=3),
        ),
        rows=(
            ("茶园小学智慧书房", 2539, 6621, 0.1963),
            ("太平智慧书房", None, 1168, 0.05),
            ("一个名字特别长的街道联合社区共建共享城市书房（含夜读专区）", 12, 0, None),
        ),
        key="rooms",
    )
    return [
        Heading(
            1, "服务成效与“活动热、借阅冷”" if zh else "Hot activities, cold lending", key="lending"
        ),
        Paragraph.of("两间典型书房对照见{表:rooms}。" if zh else "Two rooms: see {table:rooms}. "),
        ratio,
        Chart("借阅量逐月变化" if zh else "Loans by month", curve),
        Chart("签到与借阅" if zh else "Sign-ins and loans", dots),
        Chart("书房分布" if zh else "Where the rooms are", where),
    ]


def _voices(*, zh: bool) -> list[Block]:
    problems = Table(
        caption="问题与措施" if zh else "Problems and measures",
        columns=tuple(
            Column(h, width=w)
            for h, w in (("问题表现", 2), ("原因", 2), ("措施", 2.4), ("责任", 1), ("时限", 1.1))
        ),
        rows=(
            (
                "成人难以参加",
                "上班、带孩子",
                "家长成长角与孩子活动同步进行；线上共读每天 15 分钟",
                "运营方",
                date(2025, 9, 30),
            ),
            (
                "活动现场热、日常借阅冷",
                "位置、人手、藏书",
                "活动后引导借书，按月更换主题书架，学校课后服务固定阅读课",
                "图书馆",
                date(2025, 12, 31),
            ),
        ),
    )
    return [
        Heading(1, "问题与优化方向" if zh else "Problems", key="voices"),
        Quote("孩子每周六都问我，今天书房讲什么故事？", "一位妈妈，茶园小学智慧书房"),
        Quote("以前来了就走，现在会坐下来看一会儿书。"),
        problems,
        PageBreak(),
    ]


def _photos(pictures: tuple[Path, ...], *, zh: bool) -> list[Block]:
    return [
        Heading(1, "精彩回顾" if zh else "In pictures"),
        *(
            [
                Picture("皮影戏进书房" if zh else "Shadow play", str(pictures[0]), key="shadow"),
                Gallery(tuple(Picture(f"照片 {i + 1}", str(p)) for i, p in enumerate(pictures))),
            ]
            if pictures
            else [Picture("文件不在", "/nowhere/x.jpg")]
        ),
        Paragraph.of("皮影戏见{图:shadow}。" if zh else "See {figure:shadow}."),
    ]


def _attachments(*, zh: bool, rows: int) -> tuple[Attachment, ...]:
    headings = (
        ("序号", "日期", "书房", "活动名称", "分类", "签到")
        if zh
        else ("No.", "Date", "Room", "Activity", "Category", "Sign-ins")
    )
    aligns = ("center", "left", "left", "left", "left", "right")
    widths = (0.7, 1.5, 2.2, 3.2, 1.6, 0.9)
    listed = tuple(
        (
            i + 1,
            date(2024, 7 + i % 6, 1 + i % 28),
            ROOMS[i % 16] + "智慧书房",
            ("绘本《好饿的毛毛虫》共读", "皮影戏《三打白骨精》", "Picture book: Elmer 花格子大象")[
                i % 3
            ],
            EXECUTION[i % 6][1],
            i * 7 % 30 or None,
        )
        for i in range(rows)
    )
    columns = tuple(
        Column(h, a, w)  # type: ignore[arg-type]
        for h, a, w in zip(headings, aligns, widths, strict=True)
    )
    return (
        Attachment(
            "活动明细" if zh else "All activities",
            (Table("活动明细表" if zh else "Activities", columns, listed, numbered=False),),
            key="list",
        ),
        Attachment(
            "数据口径说明" if zh else "Definitions",
            (
                Heading(2, "签到数" if zh else "Sign-ins", numbered=False),
                Paragraph.of("一户到场一次计一次签到。" if zh else "One household, once."),
            ),
        ),
    )
