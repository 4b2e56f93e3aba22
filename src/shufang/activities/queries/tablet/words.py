"""Everything a tablet's screen says, and conflicts in words.

The screen changes its language without network, so its words travel as one table a language.
`{n}` and the like are filled in by the script.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.shared.language import in_english


def screen_words() -> dict[str, str]:
    """By code, in the language of the moment."""
    return {
        **_of_the_screen(),
        **_of_signing_in(),
        **_of_the_tablet(),
    }


def _of_the_screen() -> dict[str, str]:
    return {
        "today": pgettext("tablet", "今天"),
        "tomorrow": pgettext("tablet", "明天"),
        "now": pgettext("tablet", "正在进行"),
        "next": pgettext("tablet", "接下来"),
        "ages": pgettext("tablet", "{a}–{b} 岁"),
        "ages_from": pgettext("tablet", "{a} 岁以上"),
        "ages_to": pgettext("tablet", "{b} 岁以下"),
        "arrived": pgettext("tablet", "组已到"),
        "heads": pgettext("tablet", "人在场"),
        "missing": pgettext("tablet", "组未到"),
        "scan": pgettext("tablet", "微信扫一扫签到"),
        "code_in": pgettext("tablet", "{n} 秒后换新码"),
        "code_later": pgettext("tablet", "{time} 起可以签到"),
        "code_none": pgettext("tablet", "这场活动没有可用的签到码，请用下面的按钮签到。"),
        "clock_unsure": pgettext("tablet", "平板的时间还没有校准，暂不显示签到码。"),
        "by_phone": pgettext("tablet", "手机尾号签到"),
        "walk_in": pgettext("tablet", "没有报名，直接来"),
        "choose": pgettext("tablet", "今天有 {n} 场，换一场"),
        "choose_head": pgettext("tablet", "来参加哪一场？"),
        "nothing": pgettext("tablet", "今天没有活动"),
        "nothing_text": pgettext("tablet", "来看看书吧。下一场：{title}，{when}"),
        "nothing_ahead": pgettext("tablet", "来看看书吧，这几天没有安排活动。"),
        "over": pgettext("tablet", "今天的活动都结束了"),
        "closed": pgettext("tablet", "书房已关门"),
        "closed_text": pgettext("tablet", "下次开放：{when}"),
        "hours": pgettext("tablet", "今天开放 {text}"),
        "notice": pgettext("tablet", "闭馆：{text}"),
        "cancelled": pgettext("tablet", "这场活动已取消"),
        "cancelled_text": pgettext("tablet", "对不起，让你白跑一趟。工作人员会帮你看看别的活动。"),
        "day": pgettext("tablet", "{m}月{d}日"),
        "online": pgettext("tablet", "网络正常 · 断网也能签到，恢复后自动上传"),
        "sending": pgettext("tablet", "网络正常 · 正在上传 {n} 条签到"),
        "offline": pgettext("tablet", "网络断开 · 照常签到，已存下 {n} 条，恢复后自动上传"),
        "offline_none": pgettext("tablet", "网络断开 · 照常签到，恢复后自动上传"),
        "stale": pgettext("tablet", "名单是 {time} 的"),
        "not_kept": pgettext("tablet", "这台平板没有离线功能，请用 https 打开"),
    }


def _of_signing_in() -> dict[str, str]:
    return {
        "back": pgettext("tablet", "返回"),
        "four_head": pgettext("tablet", "手机号的最后四位"),
        "four_help": pgettext("tablet", "报名时留的手机号，输满四位自动查找"),
        "delete": pgettext("tablet", "退格"),
        "clear": pgettext("tablet", "清空"),
        "digit": pgettext("tablet", "数字 {n}"),
        "typed": pgettext("tablet", "已输入 {n} 位"),
        "none_head": pgettext("tablet", "没有找到"),
        "none_text": pgettext("tablet", "请检查号码，或者选“没有报名，直接来”。"),
        "none_only": pgettext("tablet", "请检查号码，或者找一下现场工作人员。"),
        "again": pgettext("tablet", "重新输入"),
        "which_head": pgettext("tablet", "是哪一家？"),
        "party": pgettext("tablet", "{name}，{adults} 大 {children} 小"),
        "party_here": pgettext("tablet", "已签到"),
        "party_waiting": pgettext("tablet", "候补"),
        "heads_head": pgettext("tablet", "今天来了几位？"),
        "adults": pgettext("tablet", "大人"),
        "children": pgettext("tablet", "孩子"),
        "fewer": pgettext("tablet", "减少一位{who}"),
        "more": pgettext("tablet", "增加一位{who}"),
        "confirm": pgettext("tablet", "签到"),
        "nobody": pgettext("tablet", "至少要有一位。"),
        "welcome": pgettext("tablet", "欢迎，{name}"),
        "welcome_all": pgettext("tablet", "欢迎"),
        "welcome_text": pgettext("tablet", "已签到 {n} 位。玩得开心！"),
        "welcome_more": pgettext("tablet", "已签到 {n} 位，报名是 {m} 位。请和工作人员说一声。"),
        "welcome_waiting": pgettext("tablet", "已记下。你在候补名单上，请和工作人员说一声。"),
        "here_head": pgettext("tablet", "已经签到了"),
        "here_text": pgettext("tablet", "不用再签，直接进去就好。"),
        "leave": pgettext("tablet", "现在离开，签退"),
        "bye": pgettext("tablet", "再见"),
        "bye_text": pgettext("tablet", "已签退，下次见！"),
        "gone_head": pgettext("tablet", "已经签退了"),
        "early_head": pgettext("tablet", "还没到签到时间"),
        "early_text": pgettext("tablet", "{time} 起可以签到，先去看看书吧。"),
        "late_head": pgettext("tablet", "签到时间已过"),
        "late_text": pgettext("tablet", "请和现场工作人员说一声，由工作人员补录。"),
        "no_walk_in_head": pgettext("tablet", "这场活动要先报名"),
        "no_walk_in_text": pgettext("tablet", "请问一下现场工作人员，看看还有没有名额。"),
        "full_head": pgettext("tablet", "名额已满"),
        "full_text": pgettext("tablet", "请问一下现场工作人员，看看有没有人不来。"),
        "back_soon": pgettext("tablet", "{n} 秒后返回"),
        "failed_head": pgettext("tablet", "没有存下来"),
        "failed_text": pgettext("tablet", "平板的存储出了问题，请找工作人员用名单签到。"),
    }


def _of_the_tablet() -> dict[str, str]:
    return {
        "about": pgettext("tablet", "这台平板"),
        "about_device": pgettext("tablet", "{name}（{site}）"),
        "about_queue": pgettext("tablet", "等待上传：{n} 条"),
        "about_done": pgettext("tablet", "已上传：{n} 条，其中 {m} 条要工作人员核对"),
        "about_contact": pgettext("tablet", "上次联网：{when}"),
        "about_never": pgettext("tablet", "还没有联网"),
        "about_clock": pgettext("tablet", "平板时间比服务器快 {n} 秒"),
        "about_clock_slow": pgettext("tablet", "平板时间比服务器慢 {n} 秒"),
        "about_kept": pgettext("tablet", "离线功能已就绪"),
        "resend": pgettext("tablet", "全部重新上传"),
        "resent": pgettext("tablet", "已安排重新上传，服务器会认出已有的。"),
        "close": pgettext("tablet", "关闭"),
        "revoked_head": pgettext("tablet", "这台平板已停用"),
        "revoked_text": pgettext("tablet", "不能再签到。之前存下的记录会上传，由工作人员核对。"),
        "unknown_head": pgettext("tablet", "这台平板需要重新配对"),
        "unknown_text": pgettext(
            "tablet", "存下的签到都在，配对后会自动上传。请工作人员在工作台里取一个配对码。"
        ),
        "pair": pgettext("tablet", "去配对"),
        "broken": pgettext("tablet", "存下的名单损坏了，联网后会重新取。"),
        "loading": pgettext("tablet", "正在取名单……"),
        "other_language": "中文" if in_english() else "English",
    }


def conflict_words(code: str) -> str:
    """Why an entry waits for a person, or was not taken."""
    return {
        "already_here": _("这家人已在另一处签到，先到的那条算数。"),
        "registration_gone": _("报名记录已经不在了，先按直接来计入。"),
        "registration_over": _("报名在断网时已取消或过期。"),
        "registration_waiting": _("断网时这家人已转为候补。"),
        "activity_gone": _("这场活动已被删除。"),
        "activity_cancelled": _("断网时这场活动已取消。"),
        "other_room": _("断网时这场活动已改到别的书房。"),
        "not_scheduled": _("这场活动还没有安排好。"),
        "activity_closed": _("这场活动已经结项。"),
        "outside_window": _("签到时间不在这场活动的签到时段内，活动可能改了时间。"),
        "clock": _("平板的时间不可靠，说不准是什么时候签到的。"),
        "long_after": _("三天以后才上传的，要由人核对。"),
        "full": _("名额已满。"),
        "no_walk_ins": _("这场活动要先报名，不能直接来。"),
        "out_before_in": _("先签退、后签到，或者没有签到记录。"),
        "revoked_since": _("平板停用之前存下、停用之后才上传的。"),
        "revoked": _("平板停用之后的签到，不计入。"),
        "other_body": _("同一编号先后送来两种内容，后来的不计入。"),
        "unreadable": _("内容读不懂，不计入。"),
        "rules": _("签到规则不接受。"),
    }.get(code, code)
