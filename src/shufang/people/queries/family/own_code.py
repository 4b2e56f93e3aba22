"""A household's personal code, for its own members."""

from shufang.people.models import Household
from shufang.shared.secrets import BrokenSealError, unseal

CODE = "people.household.code"


def own_code(household: Household) -> str:
    """The code itself; empty where it can't be read again and has to be made anew."""
    try:
        return unseal(household.code_sealed, CODE)
    except BrokenSealError:
        return ""


def in_groups(code: str) -> str:
    """The code as people read it out: in fours."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
