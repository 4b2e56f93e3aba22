"""Everything that is kept about a family, from all apps."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.outbox import templates
from shufang.outbox.models import Message
from shufang.people.family_data import Section, sources
from shufang.people.models import Household
from shufang.shared.secrets import blind


def own_data(household: Household) -> list[Section]:
    """Tables in the reader's language; `people`'s own first."""
    found = [_family(household), _guardians(household), _children(household), _cards(household)]
    for source in sources():
        found += source.sections(household)
    return [*found, _consents(household), _messages(household), _accesses(household)]


def as_json(sections: list[Section]) -> dict[str, Any]:
    """The same, as plain values for a file."""
    return {
        section.code: {
            "title": section.title,
            "rows": [dict(zip(section.columns, row, strict=True)) for row in section.rows],
        }
        for section in sections
    }


def _family(household: Household) -> Section:
    columns = [_("称呼"), _("街道（镇）"), _("登记时间")]
    row = [household.name, household.town.name if household.town else "", household.created_at]
    return Section("household", _("家庭"), columns, [row])


def _guardians(household: Household) -> Section:
    columns = [
        _("称呼"), _("与孩子的关系"), _("手机号"), _("电子邮箱"), _("消息的语言"), _("设了密码"),
        _("连着微信"),
    ]  # fmt: skip
    rows = [
        [
            each.name, each.get_relation_display(), each.phone, each.email,
            dict(settings.LANGUAGES).get(each.language, each.language),
            _yes(each.password), _yes(each.wechat_print),
        ]
        for each in household.guardians.order_by("pk")
    ]  # fmt: skip
    return Section("guardians", _("监护人"), columns, rows)


def _children(household: Household) -> Section:
    columns = [_("小名"), _("出生年"), _("出生月")]
    rows = [
        [child.nickname, child.birth_year, child.birth_month]
        for child in household.children.filter(removed_at=None)
    ]
    return Section("children", _("孩子们"), columns, rows)


def _cards(household: Household) -> Section:
    rows = [[card.number, card.made_at] for card in household.cards.all()]
    return Section("cards", _("借书证"), [_("号码"), _("登记时间")], rows)


def _consents(household: Household) -> Section:
    columns = [_("用途"), _("版本"), _("同意"), _("谁"), _("时间")]
    rows = [
        [
            each.get_purpose_display(), each.version, _yes(each.given), str(each.guardian or ""),
            each.at,
        ]
        for each in household.consents.select_related("guardian")
    ]  # fmt: skip
    return Section("consents", _("同意记录"), columns, rows)


def _messages(household: Household) -> Section:
    """What was sent to the family's phones; texts are not kept."""
    marks = [blind(f"sms {each.phone}", "address") for each in household.guardians.all()]
    columns = [_("消息"), _("状态"), _("时间")]
    rows = []
    for message in Message.objects.filter(recipient__in=marks).order_by("-due_at")[:500]:
        template = templates.template(message.template)
        name = template.name if template else message.template
        rows.append([str(name), message.get_status_display(), message.ended_at or message.due_at])
    return Section("messages", _("收到的消息"), columns, rows)


def _accesses(household: Household) -> Section:
    columns = [_("操作人"), _("页面"), _("时间")]
    rows = [[each.actor, page_words(each.page), each.at] for each in household.accesses.all()]
    return Section("accesses", _("查阅记录"), columns, rows)


def page_words(page: str) -> str:
    """What somebody looked at, in the reader's language; a reason stays as it was written."""
    name, colon, reason = page.partition("：")
    return _(name) + colon + reason if name else ""


def _yes(value: object) -> str:
    return _("是") if value else _("否")


def file_name() -> str:
    """Of the files a family takes along: a day, and nobody's name."""
    return f"shufang-{timezone.localdate():%Y%m%d}"
