"""Several names in one box."""

import re

from django import forms


class NamesField(forms.CharField):
    """Names, one a line or set apart by 、; empty where nothing is typed."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: str | None) -> list[str]:
        text = super().clean(value)
        names = [name.strip() for name in re.split(r"[\n、，,;；]", text)]
        return list(dict.fromkeys(name[:60] for name in names if name))

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value
