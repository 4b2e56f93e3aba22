"""Reader cards: of one household each, sealed, counted, and gone when they are removed."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.db import connection
from django.utils import timezone

from shufang.people.actions.family.erase_family import erase_family
from shufang.people.actions.family.invite import invite, join_household, leave_household
from shufang.people.actions.family.limits import TooOftenError
from shufang.people.actions.family.link_card import MOST_CARDS, TRIES, link_card
from shufang.people.actions.family.unlink_card import unlink_card
from shufang.people.models import Guardian, Household, ReaderCard, User
from shufang.people.queries.family.by_card import household_of_card
from shufang.shared.models import LogEntry
from shufang.shared.secrets import BrokenSealError, unseal
from tests.cast import make_card, make_family

pytestmark = pytest.mark.django_db
NUMBER = "SL20250001"


@pytest.fixture
def zhang(zhang_family: Household) -> Guardian:
    return zhang_family.guardians.get()


@pytest.fixture
def chen(chen_family: Household) -> Guardian:
    return chen_family.guardians.get()


class TestLinking:
    def test_the_family_is_found_by_the_whole_number_only(
        self, zhang: Guardian, zhang_family: Household
    ) -> None:
        link_card(guardian=zhang, typed="sl-2025 0001")
        assert household_of_card("ＳＬ２０２５０００１") == zhang_family
        assert household_of_card("0001") is None
        assert household_of_card("SL2025000") is None
        assert household_of_card("") is None

    def test_the_database_and_the_log_don_t_say_the_number(self, zhang: Guardian) -> None:
        card = link_card(guardian=zhang, typed=NUMBER)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_readercard")
            row = str(cursor.fetchall())
        assert NUMBER not in row
        assert (card.number, card.last_four) == (NUMBER, "0001")
        with pytest.raises(BrokenSealError):
            unseal(card.number_sealed, "people.guardian.phone")
        entry = LogEntry.objects.get(deed="people.link_card")
        assert (entry.actor, entry.detail) == ("family", {})
        assert NUMBER not in serialize("json", LogEntry.objects.all())

    def test_another_family_s_card_is_refused_without_telling_whose(
        self, zhang: Guardian, chen: Guardian, zhang_family: Household
    ) -> None:
        link_card(guardian=zhang, typed=NUMBER)
        with pytest.raises(ValidationError) as refused:
            link_card(guardian=chen, typed="sl20250001")
        assert refused.value.code == "taken"
        assert "张家" not in refused.value.messages[0]
        assert household_of_card(NUMBER) == zhang_family

    def test_one_s_own_card_again(self, zhang: Guardian) -> None:
        link_card(guardian=zhang, typed=NUMBER)
        with pytest.raises(ValidationError) as refused:
            link_card(guardian=zhang, typed=NUMBER)
        assert refused.value.code == "same"
        assert ReaderCard.objects.count() == 1

    def test_a_household_has_so_many_and_no_more(self, zhang: Guardian) -> None:
        for number in range(MOST_CARDS):
            link_card(guardian=zhang, typed=f"SL{number:08}")
        with pytest.raises(ValidationError) as refused:
            link_card(guardian=zhang, typed=NUMBER)
        assert refused.value.code == "most"
        assert ReaderCard.objects.count() == MOST_CARDS

    def test_who_tries_numbers_is_stopped_for_the_day(
        self, zhang_family: Household, chen: Guardian
    ) -> None:
        make_card(zhang_family, NUMBER)
        for _ in range(TRIES):
            with pytest.raises(ValidationError) as refused:
                link_card(guardian=chen, typed=NUMBER)
            assert refused.value.code == "taken"
        with pytest.raises(TooOftenError):
            link_card(guardian=chen, typed="SL20259999")
        with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
            link_card(guardian=chen, typed="SL20259999")


class TestRemoving:
    def test_it_finds_nobody_any_more_and_may_be_linked_by_others(
        self, zhang: Guardian, chen: Guardian, chen_family: Household
    ) -> None:
        unlink_card(card=link_card(guardian=zhang, typed=NUMBER))
        assert household_of_card(NUMBER) is None
        link_card(guardian=chen, typed=NUMBER)
        assert household_of_card(NUMBER) == chen_family
        assert NUMBER not in serialize("json", LogEntry.objects.all())

    def test_staff_say_why(self, zhang: Guardian, operator: User) -> None:
        card = link_card(guardian=zhang, typed=NUMBER)
        with pytest.raises(ValidationError):
            unlink_card(card=card, actor=operator, reason="  ")
        assert ReaderCard.objects.exists()
        unlink_card(card=card, actor=operator, reason="卡是陈家的")
        entry = LogEntry.objects.get(deed="people.unlink_card")
        assert (entry.actor, entry.reason) == ("李运营", "卡是陈家的")


class TestHouseholds:
    def test_erasing_the_family_forgets_its_cards(
        self, zhang: Guardian, zhang_family: Household, chen_family: Household
    ) -> None:
        link_card(guardian=zhang, typed=NUMBER)
        make_card(chen_family, "SL20250002")
        erase_family(household=zhang_family)
        assert household_of_card(NUMBER) is None
        assert [card.number for card in ReaderCard.objects.all()] == ["SL20250002"]

    def test_who_joins_a_household_brings_the_card_along(self, zhang: Guardian) -> None:
        aunt = make_family("小姨", "13700002222").guardians.get()
        link_card(guardian=aunt, typed=NUMBER)
        join_household(guardian=aunt, token=invite(guardian=zhang))
        assert household_of_card(NUMBER) == zhang.household

    def test_who_leaves_leaves_the_cards_to_the_others(self, zhang: Guardian) -> None:
        aunt = make_family("小姨", "13700002222").guardians.get()
        join_household(guardian=aunt, token=invite(guardian=zhang))
        aunt.refresh_from_db()
        link_card(guardian=aunt, typed=NUMBER)
        leave_household(guardian=aunt)
        assert household_of_card(NUMBER) == zhang.household
