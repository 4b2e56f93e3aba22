"""A draw's public page at each of its steps, and staff's part of it."""

import json
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from shufang.activities.actions.drawing.commit_seed import SEED
from shufang.activities.actions.registering.register import Party, register
from shufang.activities.choices import State
from shufang.activities.models import Activity, Draw, Registration, Rules
from shufang.activities.queries.drawing import recompute
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.secrets import unseal
from tests.cast import ClientAs
from tests.factories.planned import plan_ahead, to_be_drawn, with_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(tea_room: Site) -> Activity:
    return to_be_drawn(tea_room, 2)


def apply(activity: Activity, phone: str) -> Registration:
    return register(activity=activity, party=Party(adults=1), phone=phone, name="保密家")


def close(activity: Activity) -> None:
    Rules.objects.filter(pk=activity.pk).update(closes_at=timezone.now() - timedelta(seconds=1))


def page(client_as: ClientAs, activity: Activity, language: str = "zh-hans") -> str:
    response = client_as(language=language).get(f"/draw/{activity.pk}/")
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_before_the_draw_the_hash_stands_there_and_the_seed_does_not(
    client_as: ClientAs, activity: Activity, language: str
) -> None:
    draw = Draw.objects.get(activity=activity)
    applied = apply(activity, "13800000001")
    for step in ("open", "closed"):
        text = page(client_as, activity, language)
        assert draw.seed_hash in text
        assert unseal(draw.seed_sealed, SEED) not in text
        assert draw.seed_sealed not in text
        assert "保密家" not in text
        listed = f'<td class="num">{applied.pk}</td>' in text
        assert listed == (step == "closed")
        close(activity)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_after_it_everything_to_recompute_it_is_there(
    client_as: ClientAs, activity: Activity, site_staff: User, language: str
) -> None:
    for n in range(4):
        apply(activity, f"1380000000{n}")
    close(activity)
    answer = client_as(site_staff).post(f"/desk/draw/{activity.pk}/run/")
    assert answer.status_code == 302
    text = page(client_as, activity, language)
    draw = Draw.objects.get(activity=activity)
    assert unseal(draw.seed_sealed, SEED) in text
    assert text.count("pill good") == 1 + 2  # drawn; two places
    file = client_as().get(f"/draw/{activity.pk}/draw.json")
    assert recompute.fault_of(json.loads(file.content)) == ""
    program = client_as().get("/draw/recompute.py")
    assert b"hmac" in program.content
    assert "保密家" not in file.content.decode()


def test_the_file_before_the_draw_holds_no_seed(client_as: ClientAs, activity: Activity) -> None:
    record = json.loads(client_as().get(f"/draw/{activity.pk}/draw.json").content)
    assert "seed" not in record
    assert recompute.fault_of(record) == "undrawn"


def test_a_plan_s_draw_is_not_shown(
    client_as: ClientAs, activity: Activity, operator: User
) -> None:
    Activity.objects.filter(pk=activity.pk).update(state=State.DRAFT)
    for client in (client_as(), client_as(operator)):
        assert client.get(f"/draw/{activity.pk}/").status_code == 404
        assert client.get(f"/draw/{activity.pk}/draw.json").status_code == 404


def test_there_is_no_page_where_nothing_is_drawn(client_as: ClientAs, tea_room: Site) -> None:
    activity = plan_ahead(tea_room)
    with_places(activity)
    assert client_as().get(f"/draw/{activity.pk}/").status_code == 404


def test_a_late_seed_is_said(client_as: ClientAs, activity: Activity) -> None:
    assert "无法证明" in page(client_as, activity)  # by_draw opens a minute before the seed
    Rules.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    assert "无法证明" not in page(client_as, activity)


class TestTheDesk:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_the_panel_stands_on_the_activity(
        self, client_as: ClientAs, activity: Activity, operator: User, assessor: User, language: str
    ) -> None:
        close(activity)
        address = f"/desk/activities/{activity.pk}/"
        text = client_as(operator, language=language).get(address).content.decode()
        assert f"/desk/draw/{activity.pk}/run/" in text
        text = client_as(assessor, language=language).get(address).content.decode()
        assert Draw.objects.get(activity=activity).seed_hash in text
        assert f"/desk/draw/{activity.pk}/run/" not in text

    def test_there_is_none_where_nothing_is_drawn(
        self, client_as: ClientAs, tea_room: Site, operator: User
    ) -> None:
        activity = plan_ahead(tea_room)
        with_places(activity)
        text = client_as(operator).get(f"/desk/activities/{activity.pk}/").content.decode()
        assert 'id="draw"' not in text

    def test_setting_up_before_it_opens(
        self, client_as: ClientAs, activity: Activity, site_staff: User
    ) -> None:
        Rules.objects.update(opens_at=timezone.now() + timedelta(hours=1))
        Draw.objects.all().delete()
        client_as(site_staff).post(f"/desk/draw/{activity.pk}/set-up/", {"weight": "4"})
        assert Draw.objects.get().first_timer_weight == 4
        client_as(site_staff).post(f"/desk/draw/{activity.pk}/set-up/", {"weight": "99"})
        assert Draw.objects.get().first_timer_weight == 4

    def test_a_forgotten_seed_is_fixed_late(
        self, client_as: ClientAs, activity: Activity, site_staff: User
    ) -> None:
        Draw.objects.all().delete()
        client_as(site_staff).post(f"/desk/draw/{activity.pk}/commit/")
        assert Draw.objects.count() == 1

    def test_where_places_are_not_drawn_no_seed_is_said_to_be_fixed(
        self, client_as: ClientAs, tea_room: Site, site_staff: User
    ) -> None:
        plain = plan_ahead(tea_room, title="不抽签的")
        with_places(plain)
        said = client_as(site_staff).post(f"/desk/draw/{plain.pk}/commit/", follow=True)
        assert "这场活动不抽签。" in said.content.decode()
        assert "种子已定下" not in said.content.decode()

    def test_others_draw_nothing(
        self,
        client_as: ClientAs,
        activity: Activity,
        other_site_staff: User,
        library: User,
        auditor: User,
        outsider: User,
    ) -> None:
        close(activity)
        for user in (other_site_staff, library, auditor, outsider):
            for deed in ("run", "set-up", "commit"):
                answer = client_as(user).post(f"/desk/draw/{activity.pk}/{deed}/", {"weight": "5"})
                assert answer.status_code == 403
        assert Draw.objects.get().drawn_at is None
        assert Draw.objects.get().first_timer_weight == 1

    def test_too_early_is_said(
        self, client_as: ClientAs, activity: Activity, site_staff: User
    ) -> None:
        answer = client_as(site_staff).post(f"/desk/draw/{activity.pk}/run/", follow=True)
        assert "截止后才能抽签" in answer.content.decode()
        assert Draw.objects.get().drawn_at is None
