"""Log entries made readable: fields by their names, values as pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shufang.shared.deeds import deed_name, value_words
from shufang.shared.models import LogEntry
from shufang.shared.roles import Role

NOTHING = "—"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


@dataclass(frozen=True)
class Change:
    """One field, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry of the log as a page shows it."""

    at: datetime
    actor: str
    account: str
    deed: str
    kind: str  # what sort of object
    label: str
    subject: str
    reason: str
    changes: list[Change]

    @property
    def is_new(self) -> bool:
        """Whether nothing stood there before: there is no change to show, only values."""
        return all(change.before == NOTHING for change in self.changes)


def lines(entries: Iterable[LogEntry]) -> list[Line]:
    """The entries in their order; names behind keys are looked up once for all of them."""
    entries = list(entries)
    names = _names_behind_keys(entries)
    return [_line(entry, names) for entry in entries]


_Names = dict[tuple[type[Model], Any], str]


def _line(entry: LogEntry, names: _Names) -> Line:
    model = _model(entry.subject)
    detail = entry.detail if isinstance(entry.detail, dict) else {}
    changes = []
    for code, value in detail.items():
        before, after = _pair(value)
        field = _field(model, code, after)
        changes.append(
            Change(
                _field_name(field, code),
                _shown(field, code, before, names),
                _shown(field, code, after, names),
            )
        )
    return Line(
        at=entry.at,
        actor=_actor(entry.actor),
        account=entry.account,
        deed=deed_name(entry.deed),
        kind=capfirst(str(model._meta.verbose_name)) if model else "",
        label=entry.label,
        subject=entry.subject,
        reason=entry.reason,
        changes=changes,
    )


def _actor(actor: str) -> str:
    return {"shufang": _("系统"), "family": _("读者家庭")}.get(actor, actor)


def _pair(value: Any) -> tuple[Any, Any]:
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    return None, value


def _model(subject: str) -> type[Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _field(model: type[Model] | None, code: str, value: Any) -> "Field[Any, Any] | None":
    """The field of the object or, as for what was stated about it, of another row of its app: one
    that can hold the value, if several have the name.
    """
    if model is None:
        return None
    named = None
    for candidate in (model, *apps.get_app_config(model._meta.app_label).get_models()):
        try:
            found = candidate._meta.get_field(code.removesuffix("_id"))
        except FieldDoesNotExist:
            continue
        if isinstance(found, Field):
            if not found.choices or not isinstance(value, str):
                return found
            if value in dict(found.flatchoices):
                return found
            named = named or found
    return named


def _field_name(field: "Field[Any, Any] | None", code: str) -> str:
    if field is not None and field.verbose_name != field.name.replace("_", " "):
        return capfirst(str(field.verbose_name))
    return {
        "roles": _("角色"),
        "aliases": _("别名"),
        "hours": _("开放时间"),
        "zone": _("区域"),
        "accepted": _("接受的提示"),
        "totals": _("行数"),
        "files": _("文件"),
        "twice": _("确认仍要导入的重复行"),
        "priority_rules": _("优先规则"),
        "own_questions": _("报名时要回答的问题"),
        "registration": pgettext("log", "报名"),
        "check_in": pgettext("log", "签到"),
        "seed_hash": _("种子的指纹"),
        "applications": _("参加抽签的"),
        "list_hash": _("名单的指纹"),
        "count": _("行数"),
        "guests": _("未登录的家庭"),
        "conflict": pgettext("log", "冲突"),
        "number": pgettext("log", "第几个码"),
    }.get(code, capfirst(code.replace("_", " ")))


def _in_words(parts: dict[str, str]) -> str:
    """The parts of a value, such as the totals of an import, by their names.

    The parts we know come first and in our order: PostgreSQL keeps the keys of JSON in its own.
    """
    known = {
        "read": _("读到"),
        "imported": _("导入"),
        "duplicates": _("重复"),
        "ignored": _("忽略"),
        "refused": _("拒绝"),
    }
    codes = [code for code in known if code in parts] + sorted(parts.keys() - known.keys())
    return _("、").join(f"{known.get(code, code)} {parts[code]}" for code in codes)


def _shown(field: "Field[Any, Any] | None", code: str, value: Any, names: _Names) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list | tuple):
        return _("、").join(_shown(field, code, each, names) for each in value)
    if isinstance(value, dict):
        return _in_words({key: _shown(None, code, each, names) for key, each in value.items()})
    if code == "roles":
        return _role(str(value))
    if field and (words := value_words(f"{field.model._meta.label_lower}.{field.name}")):
        return words(value)
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value), str(value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, str) and _INSTANT.match(value) and (said := _moment(value)):
        return said
    return " / ".join(str(value).splitlines())


def _moment(value: str) -> str:
    """In our hours; nothing for what only looks like a moment, such as a title."""
    try:
        instant = parse_datetime(value)
        if instant is None or timezone.is_naive(instant):
            return ""
        return date_format(timezone.localtime(instant), "Y-m-d H:i")
    except (ValueError, OverflowError):
        return ""


def _role(value: str) -> str:
    """ "site_staff@太平智慧书房" in words."""
    role, _at, room = value.partition("@")
    name = str(Role(role).label) if role in Role.values else role
    return f"{name} · {room}" if room else name


def _names_behind_keys(entries: Iterable[LogEntry]) -> _Names:
    wanted: dict[type[Model], set[Any]] = {}
    for entry in entries:
        model = _model(entry.subject)
        if model is None or not isinstance(entry.detail, dict):
            continue
        for code, value in entry.detail.items():
            field = _field(model, code, _pair(value)[1])
            if isinstance(field, ForeignKey):
                keys = {key for key in _pair(value) if isinstance(key, int)}
                wanted.setdefault(field.related_model, set()).update(keys)
    return {
        (model, pk): str(getattr(row, "log_label", row))
        for model, keys in wanted.items()
        for pk, row in model._default_manager.in_bulk(keys).items()
    }
