"""What is on in the invented city in the next weeks. Everybody and everything is invented."""

from dataclasses import dataclass, field
from typing import Any

ALONE = {"way": "open"}
SMALL = {"way": "first", "places": 12, "waiting_places": 6, "reconfirm_hours": 24}


@dataclass(frozen=True)
class Coming:
    """One activity: `days` from today, in the room of that number, by `rules`; `families` of the
    list below register."""

    title: str
    category: str
    days: int
    starts: str
    minutes: int
    room: int
    description: str
    ages: tuple[int | None, int | None] = (None, None)
    audience: str = "families"
    zone: str = ""
    leader: str = ""
    rules: dict[str, Any] = field(default_factory=dict)
    families: int = 0
    plan: dict[str, Any] = field(default_factory=dict)
    stage: str = "published"  # or "draft", "submitted"
    beside: str = ""  # the title of the one it runs beside


SHADOW = {
    "objectives": "让 12 个家庭第一次接触皮影，当场借走一本相关的绘本。",
    "flow": [
        {"time": "10:00", "step": "暖场", "content": "认识皮影人物", "lead": "陈老师",
         "things": "皮影 6 件"},
        {"time": "10:15", "step": "演出", "content": "《小羊过桥》", "lead": "陈老师",
         "things": "幕布、灯"},
        {"time": "10:35", "step": "动手", "content": "孩子上台演一遍", "lead": "志愿者",
         "things": "半成品皮影 15 份"},
    ],
    "staffing": [
        {"post": "带领人", "people": "陈老师", "duties": "演出与讲解"},
        {"post": "志愿者", "people": "2 人", "duties": "签到、照看幕布后的孩子"},
    ],
    "books": [{"title": "小羊过桥（示例绘本）", "author": "", "isbn": "", "copies": "12"}],
    "materials": [{"name": "半成品皮影", "quantity": "15 份", "who": "赵晓", "ready": "已备"}],
    "budget": [
        {"item": "半成品皮影", "unit_price": 800, "quantity": 15, "source": "活动经费"},
    ],
    "risks": [{"risk": "幕布后电线绊倒", "measure": "贴地固定，志愿者看护", "who": "赵晓"}],
}  # fmt: skip

SEASON = (
    Coming("开放阅读角", "亲子阅读", 0, "09:00", 690, 1,
           "一整天都有人在，随时来听一段故事。不用报名，到了在门口的屏幕上签到。",
           rules=ALONE, zone="阅读角", leader="赵晓"),
    Coming("皮影戏《小羊过桥》", "故事剧场", 1, "10:00", 60, 2,
           "跟着皮影艺人认识光与影，一起把《小羊过桥》演一遍。结束后可以借走现场的 12 本绘本。",
           ages=(4, 8), zone="故事角", leader="陈老师",
           rules={**SMALL, "household_limit": 3, "questions": [
               {"code": "q1", "text": "孩子看过皮影戏吗？", "kind": "choice",
                "choices": ["看过", "没看过"], "needed": False}]},
           families=14, plan=SHADOW),
    Coming("家长成长角：在家怎么读图画书", "阅读推广人培训", 1, "10:00", 60, 2,
           "孩子看皮影的时候，家长在隔壁聊聊怎么一起读图画书。", audience="adults",
           zone="研讨间", leader="林老师", rules={"way": "first", "places": 15,
           "counted": "person", "adults_least": 1, "children_most": 0},
           beside="皮影戏《小羊过桥》"),
    Coming("宝宝第一本书：触摸书时间", "亲子阅读", 2, "09:30", 40, 3,
           "给 1 到 3 岁的宝宝：摸一摸、翻一翻、唱一唱。", ages=(1, 3), leader="林老师",
           rules=SMALL, families=5),
    Coming("银龄读报会", "老年阅读", 2, "14:30", 90, 4,
           "一起读这一周的报纸，聊聊身边的变化。有茶，有放大镜。", audience="seniors",
           leader="周阿姨", rules={"way": "first", "places": 20, "counted": "person",
           "adults_least": 1, "children_most": 0}),
    Coming("小小故事家抽签专场", "故事剧场", 6, "10:00", 75, 1,
           "专业剧团来演，名额少、想来的人多，所以抽签：先报的不占便宜，种子先公布、后揭晓，"
           "谁都能自己算一遍。", ages=(5, 10), leader="陈老师", zone="阅读角",
           rules={"way": "draw", "places": 8, "waiting_places": 10, "closes_hours": 48},
           families=11),
    Coming("夜读：一本小说的开头", "成人阅读", 3, "19:00", 90, 5,
           "每次只读一个开头，读完再决定要不要借走它。", audience="adults", leader="顾老师",
           rules={"way": "first", "places": 16, "counted": "person", "adults_least": 1,
           "children_most": 0}),
    Coming("节气手作：搓汤圆", "主题活动", 8, "14:00", 90, 6,
           "搓汤圆、认节气、画一枝素梅。材料都备好了。", ages=(5, 12), rules=SMALL, families=3),
    Coming("自然笔记亲子课", "亲子阅读", 9, "10:00", 90, 7,
           "带上外套，我们到书房外面的小河边画一张落叶地图。", ages=(6, 12),
           rules={**SMALL, "places": 6}, families=9),
    Coming("英文绘本下午茶", "亲子阅读", 13, "15:00", 60, 8, "两本英文绘本，一首歌。",
           ages=(4, 7), rules=SMALL, stage="submitted"),
    Coming("灯谜会", "主题活动", 20, "14:00", 120, 9, "还在想谜面。", audience="everyone",
           rules=ALONE, stage="draft"),
)  # fmt: skip

# Family name, children as (nickname, years and months old); the phone numbers are made up too.
FAMILIES = (
    ("张家", (("小米", 6, 3), ("豆豆", 2, 8))), ("陈家", (("阿哲", 7, 1),)),
    ("林家", (("圆圆", 5, 0), ("满满", 5, 0))), ("王家", (("朵朵", 4, 6),)),
    ("赵家", (("一一", 6, 10),)), ("钱家", (("乐乐", 7, 8), ("安安", 5, 2))),
    ("孙家", (("果果", 4, 11),)), ("李家", (("木木", 8, 0),)), ("周家", (("星星", 6, 6),)),
    ("吴家", (("小树", 5, 9),)), ("郑家", (("可可", 4, 2), ("糖糖", 7, 4))),
    ("冯家", (("阿福", 6, 0),)), ("沈家", (("小鱼", 5, 5),)), ("韩家", (("团团", 7, 0),)),
)  # fmt: skip
FIRST_PHONE = 19900000101
FIRST_CARD = "SL20250008"  # of the first family: a reader card
