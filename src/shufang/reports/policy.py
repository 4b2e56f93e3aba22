"""Who may write and seal reports; reading is open to everybody who works in the network."""

from shufang.people.models import User
from shufang.shared.roles import Role


def may_write_reports(user: User) -> bool:
    """The operator writes the account of the year, the library may complete and seal it."""
    return user.is_superuser or bool(user.roles & {Role.OPERATOR, Role.LIBRARY})
