"""What was on in the invented city in the last weeks, and what was written about it afterwards.
Everybody and everything is invented; the pictures are drawn by `pictures.py`."""

from dataclasses import dataclass

from shufang.portal.example_city.season import ALONE, Coming


@dataclass(frozen=True)
class LookedBack:
    """A debrief; `pictures` are (scene, caption), `quotes` (words, who says so), money in yuan."""

    results: str
    highlights: str
    problems: str
    improvements: str
    cost: int
    pictures: tuple[tuple[str, str], ...] = ()
    scores: tuple[int, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    decision: str = "repeat"
    causes: str = ""
    media: tuple[str, str] | None = None  # the outlet and its headline


@dataclass(frozen=True)
class Past:
    """An activity `days` ago (negative in `what`), who came without a word before, and how it
    went; without `looked_back` its debrief is still owed."""

    what: Coming
    walk_ins: int = 0
    heads: tuple[tuple[str, int], ...] = ()  # by age band, where nobody signs in by name
    looked_back: LookedBack | None = None


ROOMY = {"way": "first", "places": 20}

PAST = (
    Past(
        Coming("皮影戏《小羊过桥》", "故事剧场", -21, "10:00", 60, 2,
               "跟着皮影艺人认识光与影，一起把《小羊过桥》演一遍。", ages=(4, 8),
               zone="故事角", leader="陈老师", rules=ROOMY, families=11),
        walk_ins=2,
        looked_back=LookedBack(
            "孩子都上台演了一遍，现场借走绘本 12 册。", "爷爷带着孙子一起上台，全场鼓掌。",
            "开场晚了十分钟。", "提前一小时搭幕布，门口多留一位志愿者。", 1260,
            (("stage", "两只小羊在桥上相遇"), ("reading", "演出前先读一遍故事")),
            (5, 5, 5, 4, 5, 5, 4, 5),
            (("原来皮影是自己可以做的，孩子回家用纸板又做了一只羊。", "一位妈妈"),
             ("第一次坐得住一个小时。", "一位祖辈")),
            causes="幕布没有提前搭好。", media=("禾城晚报（示例）", "书房里的光与影")),
    ),
    Past(
        Coming("绘本共读《团圆》", "亲子阅读", -14, "15:00", 60, 3,
               "一起读《团圆》，包一个属于自己的饺子皮愿望。", ages=(3, 8), leader="林老师",
               rules=ROOMY, families=13),
        walk_ins=1,
        looked_back=LookedBack(
            "读完后每家写下一个愿望，贴满一面墙。", "有两家第一次来，当场办了借书证。",
            "后排听不清。", "围成半圆坐，准备一个小音箱。", 380,
            (("reading", "围着坐下，听一个过年的故事"),), (5, 4, 5, 5, 4, 5),
            (("爸爸在外地，孩子说要把这本书读给他听。", "一位妈妈"),),
            causes="一排排坐，没有扩音。"),
    ),
    Past(
        Coming("银龄读报会", "老年阅读", -12, "14:30", 90, 4,
               "一起读这一周的报纸，聊聊身边的变化。有茶，有放大镜。", audience="seniors",
               leader="周阿姨", rules={"way": "first", "places": 20, "counted": "person",
               "adults_least": 1, "children_most": 0, "walk_ins": True}),
        walk_ins=9,
        looked_back=LookedBack(
            "读了三篇，聊了半小时老城。", "两位老人约好下次带老照片来。",
            "字太小，放大镜不够。", "报纸放大复印，再添六个放大镜。", 90,
            (("table", "一壶茶，几份报纸"),), (5, 5, 4, 5),
            (("在家没人说这些，到这里话就多了。", "一位读者"),),
            causes="报纸是原样的，没有放大。"),
    ),
    Past(
        Coming("立冬手作：做一只布老虎", "主题活动", -15, "14:00", 90, 6,
               "认节气，缝布老虎。材料都备好了。", ages=(5, 12), rules=ROOMY, families=9),
        walk_ins=1,
        looked_back=LookedBack(
            "每个孩子带走一只布老虎和一张节气小卡。", "哥哥姐姐帮小的穿针。",
            "针线活对 5 岁孩子太难。", "年龄改为 7 岁起，小的改用贴布。", 640,
            (("craft", "布片、线和一桌子老虎"),), (4, 5, 4, 3, 5),
            (("慢慢缝一下午，比看屏幕安静多了。", "一位祖辈"),), decision="change",
            causes="没有按年龄分材料。"),
    ),
    Past(
        Coming("开放阅读角", "亲子阅读", -8, "09:00", 180, 1,
               "随时来听一段故事，不用报名。", rules=ALONE, zone="阅读角", leader="赵晓"),
        heads=(("0-3", 4), ("4-6", 11), ("7-12", 9), ("18-59", 14), ("60+", 6)),
        looked_back=LookedBack(
            "一上午来了四十多人，讲了五段故事。", "路过的快递员坐下听完了一段。",
            "十点以后座位不够。", "加十个坐垫，分两个角落讲。", 0,
            (("reading", "坐满的阅读角"),), (5, 5, 4), causes="只备了三十个坐垫。"),
    ),
    Past(
        Coming("夜读：一本小说的开头", "成人阅读", -6, "19:00", 90, 5,
               "每次只读一个开头，读完再决定要不要借走它。", audience="adults", leader="顾老师",
               rules={"way": "first", "places": 16, "counted": "person", "adults_least": 1,
               "children_most": 0, "walk_ins": True}),
        walk_ins=6,
        looked_back=LookedBack(
            "读了两个开头，借走 5 册。", "读完没人想走，多聊了二十分钟。", "停车难。",
            "海报上写明公交线路。", 0, (("table", "只读开头的晚上"),), (5, 4, 5),
            (("一天里只有这一个半小时是我自己的。", "一位读者"),), causes="书房门口没有车位。"),
    ),
    Past(
        Coming("英文绘本下午茶", "亲子阅读", -2, "15:00", 60, 8, "两本英文绘本，一首歌。",
               ages=(4, 7), rules=ROOMY, families=8),
    ),
)  # fmt: skip

# One activity of the ledger in each category, looked back on, so that its year tells more than
# figures: the category, and how it went.
OF_THE_LEDGER = (
    ("故事剧场", LookedBack(
        "孩子从看戏变成演戏，散场后借走同名绘本 15 册。", "最小的弟弟抢着上台。",
        "后排看不见舞台。", "搭一级台阶，前排坐地垫。", 980,
        (("stage", "光与影里的故事"),), (5, 5, 4, 5, 5, 4),
        (("孩子每周都问：今天有戏吗？", "一位妈妈"),), causes="舞台和座位一样高。")),
    ("亲子阅读", LookedBack(
        "每家做完一页，写一句话贴在墙上。", "有爸爸第一次陪孩子来。", "开场人多，登记慢。",
        "提前二十分钟签到。", 260, (("reading", "一起读、一起记的上午"),), (5, 5, 5, 4, 5, 5, 4),
        (("以前不知道周末带孩子去哪儿，现在就来书房。", "一位爸爸"),
         ("家门口就有，走路十分钟。", "一位祖辈")), causes="一个人登记，大家同时到。")),
    ("老年阅读", LookedBack(
        "读完报纸，11 人学会用手机借书。", "教的人也是老读者。", "手机型号太杂。",
        "按型号分两组。", 60,
        (("table", "戴上老花镜，慢慢学"),), (5, 4, 5), (("学会了，孙子都夸我。", "一位读者"),),
        causes="没有事先问用什么手机。")),
    ("主题活动", LookedBack(
        "节气、故事、手工连成一串，来的人比去年多一半。", "一家三代一起做。", "材料少备了两份。",
        "按名额加两成备料。", 720, (("craft", "节气里的一下午"),), (4, 5, 5, 4), (), "change",
        causes="按报名数备料，没有留余量。")),
)  # fmt: skip
