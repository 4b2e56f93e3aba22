"""The doors to one family: its own things for itself, and for staff whose work it concerns."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from shufang.outbox.actions.send import Address, send
from shufang.people.actions.api_tokens import make_token
from shufang.people.actions.family.erase_family import erase_family
from shufang.people.actions.family.invite import invite
from shufang.people.actions.family.keep_guardian import link_wechat
from shufang.people.actions.family.request_code import request_code
from shufang.people.choices import Scope
from shufang.people.models import Child, Guardian, Household, Invitation, SecondStep, User
from shufang.people.queries.api_tokens import token_to_revoke
from shufang.people.queries.family.access import (
    card_for_staff,
    families_of,
    family_for_staff,
    family_of_card,
    guardian_for_staff,
    own_card,
    own_child,
)
from shufang.people.queries.family.by_card import household_of_card
from shufang.people.queries.family.by_code import household_of_code
from shufang.people.queries.family.codes import shown_code
from shufang.people.queries.family.guardians import guardian_of_wechat
from shufang.people.queries.family.invitations import open_invitation
from shufang.people.queries.family.own_data import own_data
from shufang.people.queries.family.search import search
from shufang.people.queries.second_step import has_second_step
from shufang.places.models import Site
from shufang.shared.roles import Role
from tests.cast import make_card
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead

pytestmark = pytest.mark.django_db
ZHANG, CHEN = "13800004821", "13900007733"


def test_own_things_are_of_the_household(zhang_family: Household, chen_family: Household) -> None:
    guardian, other = zhang_family.guardians.get(), chen_family.guardians.get()
    child = zhang_family.children.get(nickname="豆豆")
    make_card(zhang_family, "SL11112222")
    card = make_card(zhang_family, "SL33334444")
    assert own_child(guardian, child.pk) == child
    assert own_card(guardian, card.pk) == card
    for door, pk in ((own_child, child.pk), (own_card, card.pk)):
        with pytest.raises(Http404):
            door(other, pk)
    Child.objects.filter(pk=child.pk).update(removed_at=timezone.now())
    with pytest.raises(Http404):
        own_child(guardian, child.pk)


def test_staff_reach_those_whom_their_work_concerns(
    zhang_family: Household,
    chen_family: Household,
    tea_room: Site,
    superuser: User,
    library: User,
    operator: User,
    site_staff: User,
    other_site_staff: User,
    assessor: User,
    auditor: User,
    outsider: User,
) -> None:
    party(plan_ahead(tea_room), household=chen_family)
    number = "SL33334444"
    make_card(zhang_family, "SL11112222")
    card, guardian = make_card(chen_family, number), chen_family.guardians.get()
    for user in (superuser, library, operator, site_staff):
        assert family_for_staff(user, chen_family.pk) == chen_family
        assert guardian_for_staff(user, guardian.pk) == guardian
        assert card_for_staff(user, card.pk) == card
        assert family_of_card(user, number) == chen_family
    for user in (other_site_staff, assessor, auditor, outsider):
        assert families_of(user) == frozenset()
        assert family_of_card(user, number) is None
        for door, pk in (
            (family_for_staff, chen_family.pk),
            (guardian_for_staff, guardian.pk),
            (card_for_staff, card.pk),
        ):
            with pytest.raises(Http404):
                door(user, pk)
    with pytest.raises(Http404):
        family_for_staff(site_staff, zhang_family.pk)  # never at the tea room


def test_nobody_finds_a_family_that_was_erased(
    zhang_family: Household, chen_family: Household, library: User
) -> None:
    """Not even by what somebody forgot to take away."""
    guardian = zhang_family.guardians.get()
    make_card(zhang_family, "SL11112222")
    link_wechat(guardian=guardian, mark="wechat of 张家")
    token = invite(guardian=guardian)

    def found() -> list[object]:
        return [
            household_of_card("SL11112222"),
            household_of_code(f"code {ZHANG}"),
            guardian_of_wechat("wechat of 张家"),
            open_invitation(token),
            search(library, "4821") or None,
        ]

    assert None not in found()
    Household.objects.filter(pk=zhang_family.pk).update(erased_at=timezone.now())
    assert found() == [None] * 5
    with pytest.raises(Http404):
        family_for_staff(library, zhang_family.pk)
    erase_family(household=chen_family)
    with pytest.raises(Http404):
        family_for_staff(library, chen_family.pk)


def test_each_is_found_by_its_own_and_nobody_elses(
    zhang_family: Household, chen_family: Household
) -> None:
    for household, phone in ((zhang_family, ZHANG), (chen_family, CHEN)):
        make_card(household, f"SL{phone}")
        link_wechat(guardian=household.guardians.get(), mark=phone)
        assert household_of_card(f"SL{phone}") == household
        assert household_of_code(f"code {phone}") == household
        assert guardian_of_wechat(phone) == household.guardians.get()
    assert household_of_code("code 13700000000") is None
    assert guardian_of_wechat("another") is None
    first, second = (invite(guardian=each.guardians.get()) for each in (zhang_family, chen_family))
    assert open_invitation(first) == Invitation.objects.get(household=zhang_family)
    assert open_invitation(second) == Invitation.objects.get(household=chen_family)
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert open_invitation(first) is None


def test_the_code_of_a_trial_is_the_phones_own() -> None:
    request_code(phone=ZHANG, address="x", language="zh-hans")
    own = shown_code(ZHANG)
    request_code(phone=CHEN, address="x", language="zh-hans")
    assert shown_code(ZHANG) == own
    assert shown_code("13700000000") == ""


def test_what_a_family_takes_along_is_its_own(
    zhang_family: Household, chen_family: Household
) -> None:
    """Children on the page, and only the messages that went to its own numbers."""
    for phone, template in ((ZHANG, "own_message"), (CHEN, "others_message")):
        send(to=Address("sms", phone), template=template, subject=zhang_family)
    removed = zhang_family.children.get(nickname="豆豆")
    Child.objects.filter(pk=removed.pk).update(removed_at=timezone.now())
    text = str(own_data(zhang_family))
    assert "小米" in text
    assert "豆豆" not in text
    assert "own_message" in text
    assert "others_message" not in text
    for theirs in ("阿哲", "陈家", "7733"):
        assert theirs not in text


def test_a_token_is_the_librarys_to_revoke(library: User, operator: User) -> None:
    made = [
        make_token(actor=library, name=name, role=Role.OPERATOR, scopes=[Scope.MEASURES])[0]
        for name in ("一", "二")
    ]
    assert token_to_revoke(library, made[1].pk) == made[1]
    with pytest.raises(PermissionDenied):
        token_to_revoke(operator, made[1].pk)
    with pytest.raises(Http404):
        token_to_revoke(library, made[1].pk + 1000)


def test_a_second_step_is_ones_own(library: User, operator: User) -> None:
    SecondStep.objects.create(account=library)
    assert has_second_step(library)
    assert not has_second_step(operator)


def test_a_guardian_is_not_another_households(
    zhang_family: Household, chen_family: Household, operator: User
) -> None:
    for household in (zhang_family, chen_family):
        found = guardian_for_staff(operator, household.guardians.get().pk)
        assert found.household == household
    with pytest.raises(Http404):
        guardian_for_staff(operator, Guardian.objects.latest("pk").pk + 1000)
