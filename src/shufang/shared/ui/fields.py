"""Form controls in the theme's clothes, whatever widget a form chose."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Dressed:
    """A control's HTML, and what kind it is: control, check or choices."""

    control: SafeString
    kind: str


def dress(bound: BoundField) -> Dressed:
    """Give the widget its class, and tie help and errors to it for screen readers."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        look: dict[str, str | bool] = {"class": "form-check-input"}
        return Dressed(bound.as_widget(attrs=look), "choices")
    attrs: dict[str, str | bool] = {"class": _classes(widget, wrong=bool(bound.errors))}
    if described := _described_by(bound):
        attrs["aria-describedby"] = described
    kind = "check" if isinstance(widget, forms.CheckboxInput) else "control"
    return Dressed(bound.as_widget(attrs=attrs), kind)


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
