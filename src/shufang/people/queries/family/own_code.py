"""A household's personal code, for its own members."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

from shufang.people.models import Household
from shufang.shared.secrets import BrokenSealError, unseal

CODE = "people.household.code"


def own_code(household: Household) -> str:
    """The code itself; empty where it can't be read again and has to be made anew."""
    try:
        return unseal(household.code_sealed, CODE)
    except BrokenSealError:
        return ""


def drawn(code: str) -> SafeString:
    """The code as an SVG of its own: black on white, with the quiet border scanners need."""
    file = io.BytesIO()
    segno.make(code, error="m", micro=False).save(
        file, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff", dark="#1f2a26",
        omitsize=True, nl=False,
    )  # fmt: skip
    return mark_safe(file.getvalue().decode())  # noqa: S308 - drawn here, from letters and digits


def in_groups(code: str) -> str:
    """The code as people read it out: in fours."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
