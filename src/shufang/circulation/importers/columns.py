"""The headings of circulation ledgers, and the words that name what is counted and how."""

from shufang.circulation.choices import Counted, Method
from shufang.intake.columns import Column, Shape
from shufang.intake.saying import Both

PERIOD = Column(
    "period",
    Both("月份或日期", "month or day"),
    ("月份", "年月", "统计月份", "日期", "统计日期", "月", "统计时间", "统计周期", "时间",
     "所属月份", "month", "date", "period", "day", "yearmonth"),
    Shape.MONTH,
    fills_down=True,
)  # fmt: skip
YEAR = Column("year", Both("年份", "year"), ("年份", "年度", "年", "year"), fills_down=True)
SITE = Column(
    "site",
    Both("书房", "room"),
    ("书房", "书房名称", "场馆", "场馆名称", "馆名", "网点", "网点名称", "地点", "分馆", "名称",
     "馆舍", "site", "room", "library", "branch", "location", "sitename", "roomname",
     "readingroom"),
    names="site",
    fills_down=True,
)  # fmt: skip
FIGURES: dict[Counted, Column] = {
    Counted.VISITS: Column(
        "visits",
        Both("进馆人次", "visits"),
        ("进馆人次", "进馆人数", "到馆人次", "入馆人次", "到馆人数", "入馆人数", "接待人次",
         "客流量", "进馆量", "到馆量", "客流", "进馆", "到访人次", "进出人次", "入馆量",
         "接待读者", "进馆数", "visits", "visitors", "footfall", "entries", "doorcount", "人流量",
         "读者人次", "到馆"),
        Shape.COUNT,
    ),
    Counted.LOANS: Column(
        "loans",
        Both("借阅量", "loans"),
        ("借阅量", "借阅册次", "外借量", "外借册次", "借书量", "流通量", "借阅数", "借出册次",
         "借阅", "图书借阅量", "流通册次", "外借数", "借阅册数", "外借册数", "借书册数", "外借",
         "借出量", "loans", "issues", "checkouts", "circulation", "图书外借量", "借阅总量",
         "文献外借量"),
        Shape.COUNT,
    ),
    Counted.NEW_CARDS: Column(
        "new_cards",
        Both("新增读者证", "new cards"),
        ("新增读者证", "新增读者", "办证量", "办证数", "新办证", "新办读者证", "新增办证", "办证",
         "新增持证读者", "新证", "办证人数", "新增办证数", "新办证数", "新增证", "办理读者证",
         "办卡数", "newcards", "newreaders", "registrations", "cards", "newmembers",
         "新增读者证数"),
        Shape.COUNT,
    ),
}  # fmt: skip
METHOD = Column(
    "method",
    Both("计数方式", "method"),
    (
        "计数方式",
        "统计方式",
        "计数方法",
        "统计方法",
        "采集方式",
        "数据来源",
        "方式",
        "method",
        "source",
    ),
)
ITEM = Column(
    "item", Both("统计项目", "what is counted"),
    ("指标", "统计项目", "项目", "统计指标", "指标名称", "类别", "类型", "item", "measure",
     "indicator"),
)  # fmt: skip
VALUE = Column(
    "value", Both("数值", "value"), ("数值", "数量", "数据", "值", "统计值", "数", "value"),
    Shape.COUNT,
)  # fmt: skip
TOTAL = Column("total", Both("合计", "total"), ("合计", "总计", "累计", "小计", "共计", "total"))

# What a title, a sheet's name or a file's name says about the figures of a wide sheet.
ABOUT: dict[Counted, tuple[str, ...]] = {
    Counted.LOANS: ("借阅", "外借", "流通", "借书", "借出", "loan", "circulation", "checkout"),
    Counted.VISITS: ("进馆", "到馆", "入馆", "客流", "接待人次", "到访", "visit", "footfall"),
    Counted.NEW_CARDS: ("办证", "读者证", "新证", "办卡", "持证", "newcard", "new card"),
}
METHODS: tuple[tuple[str, Method], ...] = (
    ("估", Method.ESTIMATE), ("estimat", Method.ESTIMATE), ("约", Method.ESTIMATE),
    ("门禁", Method.GATE), ("闸机", Method.GATE), ("安全门", Method.GATE), ("gate", Method.GATE),
    ("人工", Method.MANUAL), ("手工", Method.MANUAL), ("登记", Method.MANUAL),
    ("manual", Method.MANUAL), ("手动", Method.MANUAL), ("hand", Method.MANUAL),
    ("客流", Method.COUNTER), ("红外", Method.COUNTER), ("计数器", Method.COUNTER),
    ("摄像", Method.COUNTER), ("视频", Method.COUNTER), ("counter", Method.COUNTER),
    ("系统", Method.SYSTEM), ("system", Method.SYSTEM), ("自助", Method.SYSTEM),
    ("ils", Method.SYSTEM),
)  # fmt: skip
