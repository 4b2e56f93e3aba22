"""The code on its way to a phone, for installations that are only tried out."""

from shufang.people.models import OneTimeCode
from shufang.people.models.family import phone_print
from shufang.people.one_time_codes import code_of


def shown_code(phone: str) -> str:
    """The phone's latest code; pages show it only where `SHOW_CODES` says so."""
    row = OneTimeCode.objects.filter(phone_print=phone_print(phone)).order_by("-made_at").first()
    return code_of(row.phone_print, row.made_at) if row and row.used_at is None else ""
