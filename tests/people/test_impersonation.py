"""Nobody does a deed under somebody else's name."""

import pytest
from django.core.exceptions import ValidationError

from shufang.people.actions.change_account import rename_account
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.models import LogEntry, log
from tests.cast import ClientAs, make_user


@pytest.mark.parametrize("name", ["王馆长", " 王 馆长", "王\u200b馆长", "王馆\u00ad长\u2063"])
def test_nobody_takes_the_name_of_another_account(library: User, operator: User, name: str) -> None:
    with pytest.raises(ValidationError, match="另一个账号"):
        rename_account(actor=operator, account=operator, name=name)
    operator.refresh_from_db()
    assert operator.name == "李运营"


def test_the_library_may_have_two_people_of_one_name(library: User, operator: User) -> None:
    rename_account(actor=library, account=operator, name="王馆长")
    assert operator.name == "王馆长"


def test_the_log_knows_the_account_whatever_it_is_called_now(
    library: User, operator: User, auditor: User, client_as: ClientAs
) -> None:
    rename_account(actor=operator, account=operator, name="王 馆 长 助理")
    log(actor=operator, deed="activities.add", subject=operator)
    assert set(LogEntry.objects.values_list("account", flat=True)) == {"li"}
    page = client_as(auditor).get("/desk/people/log/").content.decode()
    assert "（li）" in page
    assert client_as(auditor).get("/desk/people/log/", {"who": "li"}).context["lines"]


def test_the_operator_learns_no_user_names_from_the_log(
    operator: User, tea_room: Site, client_as: ClientAs
) -> None:
    other = make_user("geheim", "某人")
    log(actor=other, deed="activities.add", subject=tea_room)
    page = client_as(operator).get("/desk/people/log/").content.decode()
    assert "某人" in page
    assert "geheim" not in page
    assert not client_as(operator).get("/desk/people/log/", {"who": "geheim"}).context["lines"]
