"""Form controls in the theme's clothes, whatever widget a form chose."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.forms.widgets import DateTimeBaseInput
from django.utils.safestring import SafeString

_ISO = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime-local": "%Y-%m-%dT%H:%M", "month": "%Y-%m"}


@dataclass(frozen=True)
class Dressed:
    """A control's HTML, and what kind it is: control, check or choices."""

    control: SafeString
    kind: str


def dress(bound: BoundField) -> Dressed:
    """Give the widget its class, and tie help and errors to it for screen readers."""
    widget = bound.field.widget
    _iso_dates(widget)
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return Dressed(bound.as_widget(), "choices")
    attrs: dict[str, str | bool] = {"class": _classes(widget, wrong=bool(bound.errors))}
    if described := _described_by(bound):
        attrs["aria-describedby"] = described
    kind = "check" if isinstance(widget, forms.CheckboxInput) else "control"
    return Dressed(bound.as_widget(attrs=attrs), kind)


def _iso_dates(widget: forms.Widget) -> None:
    """A browser's date picker takes ISO dates only; Django would write 2025/05/31 in Chinese."""
    form = _ISO.get(str(getattr(widget, "input_type", "")))
    if form and isinstance(widget, DateTimeBaseInput) and not widget.format:
        widget.format = form


def _classes(widget: forms.Widget, *, wrong: bool) -> str:
    if isinstance(widget, forms.CheckboxInput):
        name = "form-check-input"
    elif isinstance(widget, forms.Select):
        name = "form-select"
    else:
        name = "form-control"
    own = str(widget.attrs.get("class", ""))
    return " ".join(part for part in (own, name, "is-invalid" if wrong else "") if part)


def _described_by(bound: BoundField) -> str:
    if bound.field.widget.attrs.get("aria-describedby"):
        return ""
    ids = []
    if bound.help_text:
        ids.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)
