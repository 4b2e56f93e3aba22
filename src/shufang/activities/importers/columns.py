"""The headings of activity ledgers and of lists of media reports."""

from shufang.intake.columns import Column, Shape
from shufang.intake.saying import Both

DATE = Column(
    "date",
    Both("日期", "date"),
    ("活动日期", "日期", "举办日期", "开展日期", "举行日期", "活动日", "日", "date",
     "eventdate", "day",
     "activitydate", "日期时间", "活动时间日期", "日期及时间", "活动日期及时间", "日期与时间"),
    Shape.DAY,
    also=("活动时间", "时间", "开始时间", "举办时间", "开展时间", "活动开始时间", "举行时间",
          "start", "starttime", "time", "datetime"),
    fills_down=True,
)  # fmt: skip
YEAR = Column("year", Both("年份", "year"), ("年份", "年度", "年", "year"), fills_down=True)
MONTH = Column(
    "month", Both("月份", "month"), ("月份", "年月", "月", "所属月份", "活动月份", "month"),
    Shape.MONTH, fills_down=True,
)  # fmt: skip
TIME = Column(
    "time",
    Both("时间", "time"),
    ("时间", "开始时间", "活动时间", "时间段", "时段", "起止时间", "具体时间", "活动时段",
     "举办时间", "开展时间", "活动开始时间", "time", "start", "starttime", "hours"),
    Shape.TIME,
)  # fmt: skip
END = Column(
    "end", Both("结束时间", "end"), ("结束时间", "活动结束时间", "截止时间", "end", "endtime"),
    Shape.TIME,
)  # fmt: skip
SITE = Column(
    "site",
    Both("书房", "room"),
    ("书房", "书房名称", "场馆", "活动书房", "场馆名称", "所属书房", "活动场馆", "举办书房",
     "活动地点", "地点", "举办地点", "活动场地", "开展地点", "网点", "site", "room", "library",
     "branch", "venue", "location", "where", "place", "sitename", "readingroom", "阅读空间",
     "馆名", "举办场馆"),
    names="site",
    fills_down=True,
)  # fmt: skip
TOWN = Column(
    "town",
    Both("街道（镇）", "town"),
    ("镇街", "街道", "所属街道", "所属街道镇", "街道镇", "乡镇街道", "所属镇街", "乡镇", "所在街道",
     "镇街道", "所在镇街", "town", "district"),
)  # fmt: skip
TITLE = Column(
    "title",
    Both("活动名称", "title"),
    ("活动名称", "活动主题", "活动标题", "主题", "名称", "活动", "课程名称", "讲座题目", "节目名称",
     "活动名", "题目", "title", "activity", "event", "eventname", "eventtitle", "activitytitle",
     "what", "名称主题", "活动名称及主题"),
    also=("标题", "活动内容", "内容", "项目名称", "subject", "name"),
)  # fmt: skip
OUTLET = Column(
    "outlet",
    Both("媒体报道", "media"),
    ("媒体报道", "报道媒体", "媒体", "媒体名称", "宣传媒体", "发布媒体", "报道", "宣传报道",
     "媒体宣传", "报道平台", "发布平台", "刊发媒体", "报道单位", "媒体单位", "报道渠道",
     "宣传平台", "outlet", "media", "mediareports", "press", "newspaper", "媒体报道数",
     "报道篇数", "报道数"),
)  # fmt: skip
HEADLINE = Column(
    "headline",
    Both("报道标题", "headline"),
    ("报道标题", "新闻标题", "稿件标题", "文章标题", "报道题目", "新闻题目", "标题", "headline"),
    also=("题目", "报道名称", "title"),
)
LINK = Column(
    "link",
    Both("链接", "link"),
    ("链接", "报道链接", "网址", "新闻链接", "原文链接", "链接地址", "报道网址", "link", "url"),
    Shape.LINK,
)
LEVEL = Column(
    "level",
    Both("级别", "level"),
    ("级别", "媒体级别", "报道级别", "层级", "媒体层级", "媒体类别", "level"),
)

ACTIVITY = (
    DATE,
    YEAR,
    MONTH,
    TIME,
    END,
    SITE,
    TOWN,
    Column(
        "category",
        Both("分类", "category"),
        ("活动分类", "分类", "类别", "活动类别", "活动类型", "类型", "品类", "活动品类", "category",
         "type", "class", "活动板块", "板块", "所属类别", "所属分类", "kind"),
        names="category",
        fills_down=True,
    ),
    TITLE,
    Column(
        "leader",
        Both("带领人", "leader"),
        ("带领人", "主讲人", "主讲", "负责人", "主持人", "阅读推广人", "推广人", "讲师", "领读人",
         "授课老师", "主讲老师", "带领老师", "活动负责人", "老师", "leader", "speaker", "host",
         "who"),
    ),
    Column(
        "helpers",
        Both("志愿者（人）", "volunteers"),
        ("志愿者", "志愿者人数", "志愿者数", "志愿服务人数", "义工", "helpers", "volunteers"),
    ),
    Column(
        "sign_ins",
        Both("签到数", "sign-ins"),
        ("签到数", "签到家庭", "签到家庭数", "签到户数", "户数", "家庭数", "签到", "参与家庭",
         "家庭", "参与家庭数", "参加家庭", "签到人数", "参与户数", "户", "signins", "families",
         "households", "familysignins", "签到数户", "签到组数", "参加家庭数", "家庭户数",
         "签到量", "组数"),
        Shape.COUNT,
    ),
    Column(
        "adults",
        Both("成人", "adults"),
        ("成人", "成人数", "成人人数", "大人", "成年人", "家长", "家长数", "家长人数", "adults",
         "成人人次", "参与成人", "大人数", "成年人数", "其中成人", "adult", "大人人数"),
        Shape.COUNT,
    ),
    Column(
        "children",
        Both("儿童", "children"),
        ("儿童", "儿童数", "儿童人数", "孩子", "小朋友", "少儿", "未成年人", "孩子数", "children",
         "儿童人次", "参与儿童", "少儿人数", "小孩", "其中儿童", "孩子人数", "child", "kids",
         "少儿数"),
        Shape.COUNT,
    ),
    Column(
        "attendees",
        Both("参与人次", "attendees"),
        ("参与人次", "合计人次", "参与人数", "参加人数", "总人次", "人次", "参加人次", "人数",
         "总人数", "合计人数", "活动人次", "活动人数", "到场人数", "实到人数", "现场人数",
         "参与总人次", "合计", "参与人次合计", "attendees", "attendance", "participants",
         "people", "heads", "实际人数", "实际参与人数",
         "total", "totalattendees", "参加总人数", "服务人次", "受众人数",
         "惠及人次", "参与总人数", "人次合计"),
        Shape.COUNT,
        also=("签到人数", "签到数人", "签到人次"),
    ),
    Column("sessions", Both("场次", "sessions"), ("场次", "场数", "活动场次"), Shape.COUNT),
    OUTLET,
    HEADLINE,
    LINK,
    LEVEL,
    Column(
        "national_type",
        Both("国家统计类型", "national type"),
        ("国家统计类型", "统计类型", "统计分类", "国家类型"),
        also=("活动形式", "形式"),
    ),
    Column("state", Both("状态", "state"), ("状态", "活动状态", "完成情况", "是否举办", "status",
                                        "举办情况", "开展情况")),
    Column("note", Both("备注", "note"), ("备注", "说明", "备注说明", "note", "notes", "remarks")),
)  # fmt: skip

MEDIA = (
    Column(
        "date",
        Both("活动日期", "date of the activity"),
        ("活动日期", "日期", "举办日期", "活动时间", "开展日期", "date", "activitydate", "时间",
         "活动举办日期", "eventdate", "day"),
        Shape.DAY,
        also=("报道日期", "发布日期", "刊发日期", "发布时间", "报道时间", "published"),
        fills_down=True,
    ),
    Column(
        "published",
        Both("报道日期", "published"),
        ("报道日期", "发布日期", "刊发日期", "见报日期", "发布时间", "报道时间", "刊登日期",
         "published", "publicationdate"),
        Shape.DAY,
    ),
    SITE,
    Column(
        "title",
        Both("活动名称", "activity"),
        ("活动名称", "活动主题", "活动标题", "对应活动", "报道活动", "活动", "主题", "名称",
         "相关活动", "所属活动", "activity", "event", "eventname", "activitytitle", "eventtitle"),
        also=("标题", "title"),
        fills_down=True,
    ),
    OUTLET,
    HEADLINE,
    LINK,
    LEVEL,
)  # fmt: skip
