"""The organisation chart's pages."""

import pytest
from django.urls import reverse

from shufang.people.actions.record_duty import Post, record_duty
from shufang.people.choices import Level
from shufang.people.models import Duty, User
from tests.cast import ClientAs

CHART = "/desk/people/organisation/"
POST = {"level": "execute", "post": "活动专员", "duties": "组织活动", "people": "赵晓"}


@pytest.fixture
def duty(operator: User) -> Duty:
    post = Post(level=Level.DECIDE, post="项目主任", duties="定计划\n批预算", people="王馆长")
    return record_duty(actor=operator, post=post)


@pytest.mark.parametrize("who", ["library", "operator"])
def test_both_sides_of_the_contract_keep_the_chart(
    request: pytest.FixtureRequest, client_as: ClientAs, duty: Duty, who: str
) -> None:
    client = client_as(request.getfixturevalue(who))
    assert client.post(f"{CHART}add/", POST).status_code == 302
    client.post(f"{CHART}{duty.pk}/", {**POST, "post": "总监", "level": "decide"})
    client.post(f"{CHART}{Duty.objects.get(post='活动专员').pk}/remove/")
    assert [d.post for d in Duty.objects.all()] == ["总监"]


@pytest.mark.parametrize("who", ["site_staff", "assessor", "auditor"])
def test_other_staff_read_it_and_change_nothing(
    request: pytest.FixtureRequest, client_as: ClientAs, duty: Duty, who: str
) -> None:
    client = client_as(request.getfixturevalue(who))
    text = client.get(CHART).content.decode()
    assert "项目主任" in text
    assert reverse("people:duty_add") not in text
    for url in (
        f"{CHART}add/",
        f"{CHART}{duty.pk}/",
        f"{CHART}{duty.pk}/move/",
        f"{CHART}{duty.pk}/remove/",
    ):
        assert client.post(url, POST).status_code == 403
    assert [d.post for d in Duty.objects.all()] == ["项目主任"]


def test_outsiders_do_not_see_it(outsider: User, client_as: ClientAs, duty: Duty) -> None:
    page = client_as(outsider).get(CHART)
    assert page.status_code == 403
    assert "项目主任" not in page.content.decode()


def test_posts_move_within_their_level(library: User, client_as: ClientAs, duty: Duty) -> None:
    second = record_duty(actor=library, post=Post(Level.DECIDE, "副主任", "协助"))
    client = client_as(library)
    client.post(f"{CHART}{second.pk}/move/", {"to": "up"})
    assert [d.post for d in Duty.objects.all()] == ["副主任", "项目主任"]


def test_an_incomplete_post_is_refused(library: User, client_as: ClientAs) -> None:
    page = client_as(library).post(f"{CHART}add/", {**POST, "duties": ""})
    assert page.context["form"].errors.keys() == {"duties"}
    assert not Duty.objects.exists()


def test_it_reads_in_english_with_names_as_typed(
    library: User, client_as: ClientAs, duty: Duty
) -> None:
    text = client_as(library, language="en").get(CHART).content.decode()
    for words in ("Decide", "Execute", "Support", "项目主任", "No posts yet"):
        assert words in text
