"""Invented content for the style page: every part in every state, in both languages."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Category:
    """Looks to the page like a category of activities."""

    name: str
    name_en: str
    colour: str


@dataclass(frozen=True)
class Line:
    """One line of table 1, with the published figures."""

    category: Category
    held: int
    share: float
    sign_ins: int
    each: float
    media: int | None


LINES = [
    Line(Category("故事剧场", "Story theatre", "theatre"), 43, 0.1503, 707, 16.44, 7),
    Line(Category("亲子阅读", "Family reading", "family"), 190, 0.6643, 2461, 12.95, 27),
    Line(Category("成人阅读", "Adult reading", "adult"), 4, 0.014, 65, 16.25, None),
    Line(Category("老年阅读", "Senior reading", "senior"), 21, 0.0734, 293, 13.95, 1),
    Line(Category("主题活动", "Theme activities", "theme"), 24, 0.0839, 359, 14.96, 4),
    Line(Category("阅读推广人培训", "Promoter training", "training"), 4, 0.014, 70, 17.5, None),
]


@dataclass(frozen=True)
class Token:
    """A colour of the theme and what it means."""

    code: str
    meaning: str | Promise


TOKENS = [
    Token("paper", pgettext_lazy("style", "纸：页面的底")),
    Token("sheet", pgettext_lazy("style", "笺：卡片的底")),
    Token("wash", pgettext_lazy("style", "安静的底色")),
    Token("ink", pgettext_lazy("style", "墨：正文")),
    Token("ink-2", pgettext_lazy("style", "淡墨：说明")),
    Token("bamboo", pgettext_lazy("style", "竹：主按钮、选中")),
    Token("bamboo-deep", pgettext_lazy("style", "深竹：链接")),
    Token("ochre-deep", pgettext_lazy("style", "赭：提醒、估计")),
    Token("rouge", pgettext_lazy("style", "胭脂：现在就要处理")),
    Token("indigo-deep", pgettext_lazy("style", "靛：在等回答")),
]


class SampleForm(forms.Form):
    """A field of every kind."""

    title = forms.CharField(label=pgettext_lazy("style", "活动名称"), max_length=60)
    room = forms.ChoiceField(
        label=pgettext_lazy("style", "书房"),
        choices=[("", "—"), ("1", "茶园小学智慧书房"), ("2", "太平智慧书房")],
    )
    day = forms.DateField(
        label=pgettext_lazy("style", "日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    sign_ins = forms.IntegerField(
        label=pgettext_lazy("style", "签到数"),
        min_value=0,
        required=False,
        help_text=pgettext_lazy("style", "一户到场一次记一个；不知道就留空，不要填 0。"),
    )
    evidence = forms.ChoiceField(
        label=pgettext_lazy("style", "依据"),
        widget=forms.RadioSelect,
        choices=[
            ("list", pgettext_lazy("style", "签到表")),
            ("ledger", pgettext_lazy("style", "台账")),
            ("guess", pgettext_lazy("style", "估计")),
        ],
    )
    note = forms.CharField(
        label=pgettext_lazy("style", "备注"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    open_to_all = forms.BooleanField(
        label=pgettext_lazy("style", "不用报名，到场签到"), required=False
    )


def forms_to_show() -> tuple[SampleForm, SampleForm]:
    """One form as it is opened, and one that was refused."""
    fresh = SampleForm(initial={"title": "皮影戏《小羊过桥》", "day": date(2025, 5, 31)})
    wrong = SampleForm({"title": "", "room": "9", "sign_ins": "-2"}, prefix="wrong")
    wrong.is_valid()
    return fresh, wrong


def page() -> Page[int]:
    """The fourth of many pages."""
    return Paginator(range(1, 621), 50).page(4)
