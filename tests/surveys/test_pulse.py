"""Three questions after an activity: asked, answered once, taken back, counted, printed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone

from shufang.activities.choices import Grade, Method, State
from shufang.activities.models import Activity, CheckIn
from shufang.activities.news import SignedIn
from shufang.lake import ask
from shufang.outbox.models import Message
from shufang.outbox.templates import template
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.shared.announce import announce
from shufang.shared.models import LogEntry
from shufang.shared.period import Period
from shufang.shared.ui.panels import drawn
from shufang.surveys.actions.answer import Said, answer, withdraw
from shufang.surveys.actions.read_words import read_words
from shufang.surveys.measures import satisfaction_rate
from shufang.surveys.models import Answer
from shufang.surveys.queries.results import results
from shufang.surveys.queries.tickets import opened, poster_token, token_of
from shufang.surveys.queries.voices import voices
from tests.cast import ClientAs, make_family
from tests.factories.came import answered, check_in
from tests.factories.planned import plan_ahead
from tests.factories.reviewed import held_yesterday

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(tea_room: Site) -> Activity:
    activity = held_yesterday(tea_room)
    Activity.objects.filter(pk=activity.pk).update(state=State.HELD)
    activity.refresh_from_db()
    return activity


@pytest.fixture
def family(db: None) -> Household:
    return make_family("张家", "13800000001")


@pytest.fixture
def came(over: Activity, family: Household) -> CheckIn:
    return check_in(over, household=family, adults=2, children=2)


def test_an_invitation_goes_to_who_signed_in_an_hour_after_the_end(came: CheckIn) -> None:
    announce(SignedIn(came))
    announce(SignedIn(came))
    message = Message.objects.get(template="pulse_invitation")
    assert came.activity.ends_at is not None
    assert message.due_at >= came.activity.ends_at + timedelta(hours=1)
    kind = template("pulse_invitation")
    assert kind is not None
    text = kind.text(message)
    assert text is not None
    assert token_of(came) in text.link
    assert "张家" not in f"{text.title}{text.body}{text.link}"
    came.voided_at = timezone.now()
    came.save()
    assert kind.text(message) is None


def test_nobody_is_asked_whose_contact_is_not_known(over: Activity) -> None:
    announce(SignedIn(check_in(over)))
    assert not Message.objects.exists()


def test_one_answer_a_sign_in_and_nothing_tells_whose(came: CheckIn, client_as: ClientAs) -> None:
    address = f"/survey/{token_of(came)}/"
    client = client_as()
    assert "三个问题，半分钟" in client.get(address).content.decode()
    said = {"score": "5", "leader": "4", "again": "yes", "words": "孩子不肯走", "may_quote": "on"}
    done = client.post(address, said, follow=True)
    assert "谢谢，收到了" in done.content.decode()
    client_as().post(address, {"score": "1"})  # another browser, the same family
    kept = Answer.objects.get()
    assert (kept.score, kept.leader, kept.again, kept.may_quote) == (5, 4, True, True)
    assert token_of(came) not in kept.ticket
    assert timezone.localtime(kept.at).hour == 0
    assert not LogEntry.objects.exists()


def test_without_a_score_the_page_says_so(came: CheckIn, client_as: ClientAs) -> None:
    page = client_as().post(f"/survey/{token_of(came)}/", {"words": "好"}).content.decode()
    assert "请选一个表情" in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["1", "1.here", "1.here.x", "x.y.z", "99999999999999999999.a.b"])
def test_a_link_we_did_not_make_opens_nothing(client_as: ClientAs, token: str) -> None:
    assert client_as().get(f"/survey/{token}/").status_code == 404


def test_a_link_of_another_activity_can_not_be_made_from_ours(
    came: CheckIn, taiping: Site, client_as: ClientAs
) -> None:
    other = held_yesterday(taiping)
    _own, _dot, rest = token_of(came).partition(".")
    assert client_as().get(f"/survey/{other.pk}.{rest}/").status_code == 404


def test_the_poster_takes_one_answer_a_browser(over: Activity, client_as: ClientAs) -> None:
    address = f"/survey/{poster_token(over)}/"
    first, second = client_as(), client_as()
    for client in (first, first, second):
        client.post(address, {"score": "4"})
    assert Answer.objects.count() == 2
    assert "谢谢，收到了" in first.get(address).content.decode()


def test_no_more_answers_than_people(over: Activity) -> None:
    check_in(over, adults=1, children=1)
    for number in range(2):
        answer(activity=over, ticket=f"t{number}", said=Said(5))
    with pytest.raises(ValidationError, match="一样多"):
        answer(activity=over, ticket="t3", said=Said(5))
    assert answer(activity=over, ticket="t1", said=Said(1)).score == 5  # the same ticket again


def test_only_while_it_is_fresh(over: Activity, tea_room: Site) -> None:
    ahead = plan_ahead(tea_room, title="明天的")
    with pytest.raises(ValidationError, match="还没有开始"):
        answer(activity=ahead, ticket="a", said=Said(5))
    Activity.objects.filter(pk=ahead.pk).update(starts_at=None, ends_at=None)
    ahead.refresh_from_db()
    with pytest.raises(ValidationError, match="还没有开始"):
        answer(activity=ahead, ticket="a", said=Said(5))
    Activity.objects.filter(pk=over.pk).update(day=timezone.localdate() - timedelta(days=30))
    over.refresh_from_db()
    assert answer(activity=over, ticket="last day", said=Said(5)).pk
    Activity.objects.filter(pk=over.pk).update(day=timezone.localdate() - timedelta(days=31))
    over.refresh_from_db()
    with pytest.raises(ValidationError, match="已经结束"):
        answer(activity=over, ticket="b", said=Said(5))
    over.state = State.CANCELLED
    with pytest.raises(ValidationError, match="没有举办"):
        answer(activity=over, ticket="c", said=Said(5))


def test_what_is_taken_back_counts_nowhere_and_its_words_are_gone(
    came: CheckIn, client_as: ClientAs
) -> None:
    address, day = f"/survey/{token_of(came)}/", came.activity.day
    client = client_as()
    client.post(address, {"score": "2", "words": "太吵", "may_quote": "on"})
    assert ask("pulse_answers", Period(day, day)).total.value == 1
    page = client.post(f"{address}take-back/", follow=True).content.decode()
    assert "已撤回" in page
    assert ask("pulse_answers", Period(day, day)).total.value == 0
    assert Answer.objects.get().words == ""
    client.post(address, {"score": "5"})
    assert Answer.objects.count() == 1


def test_nothing_is_told_of_fewer_than_three_answers(
    over: Activity, client_as: ClientAs, operator: User
) -> None:
    answered(over, 1, 5, words="楼梯太暗")
    assert not results(over).is_told
    page = client_as(operator).get(f"/desk/activities/{over.pk}/").content.decode()
    assert "收到 2 份回答" in page
    assert "楼梯太暗" not in page
    day = Period(over.day, over.day)
    assert ask("satisfaction_rate", day).total.value is None
    rows = client_as(operator).get(
        f"/desk/figures/pulse_answers/rows.csv?from={over.day}&to={over.day}"
    )
    assert ",1," not in rows.getvalue().decode().splitlines()[1]
    answered(over, 3)
    told = results(over)
    assert told.is_told
    assert told.satisfied == pytest.approx(100 / 3)
    assert ask("satisfaction_rate", day).total.value == pytest.approx(100 / 3)


def test_the_rate_says_how_it_is_counted() -> None:
    strict, kind = satisfaction_rate(with_fair=False), satisfaction_rate(with_fair=True)
    assert "“一般”不算满意" in strict.definition_zh
    assert "把“一般”算作满意" in kind.definition_zh
    assert ">= 4" in strict.value
    assert ">= 3" in kind.value


def test_words_are_printed_once_the_reader_allowed_it_and_staff_have_read_them(
    over: Activity, operator: User
) -> None:
    said = Said(5, words="孩子天天想来", may_quote=True, said_by="一位妈妈")
    quiet = Said(5, words="只给你们看", may_quote=False)
    allowed = answer(activity=over, ticket="a", said=said)
    kept_back = answer(activity=over, ticket="b", said=quiet)
    period = Period(over.day, over.day)
    assert voices(period) == []
    read_words(actor=operator, answer=allowed, printable=True)
    with pytest.raises(ValidationError):
        read_words(actor=operator, answer=kept_back, printable=True)
    (voice,) = voices(period)
    assert (voice.text, voice.said_by) == ("孩子天天想来", "一位妈妈")
    assert voice.place == over.site.town.name  # type: ignore[union-attr]
    assert "孩子天天想来" not in str(LogEntry.objects.values_list())
    read_words(actor=operator, answer=allowed, printable=True)
    assert LogEntry.objects.filter(deed="surveys.read_words").count() == 1
    withdraw(ticket="a")
    withdraw(ticket="a")
    assert voices(period) == []
    Answer.objects.filter(ticket="a").update(may_quote=True)
    with pytest.raises(ValidationError):
        read_words(actor=operator, answer=allowed, printable=True)


def test_staff_of_another_room_do_not_pass_words(
    over: Activity, client_as: ClientAs, site_staff: User, other_site_staff: User, library: User
) -> None:
    (found,) = answered(over, 5, words="好", may_quote=True)
    address = f"/desk/surveys/words/{found.pk}/"
    for user in (other_site_staff, library):
        assert client_as(user).post(address, {"printable": "1"}).status_code in (403, 404)
    assert client_as(site_staff).post(address, {"printable": "1"}).status_code == 302
    found.refresh_from_db()
    assert found.printable is True


def test_the_poster_and_the_panel_speak_english(
    over: Activity, client_as: ClientAs, assessor: User
) -> None:
    answered(over, 5, 5, 3, words="很好", may_quote=True, said_by="一位妈妈")
    client = client_as(assessor, language="en")
    assert "Satisfaction rate" in client.get(f"/desk/activities/{over.pk}/").content.decode()
    assert "A mother" in client.get(f"/desk/activities/{over.pk}/").content.decode()
    assert "<svg" in client.get(f"/desk/surveys/{over.pk}/poster/").content.decode()
    page = Client(headers={"accept-language": "en"}).get(f"/survey/{poster_token(over)}/")
    assert page.status_code == 200


def test_the_ticket_of_a_family_is_always_the_same_one(came: CheckIn, over: Activity) -> None:
    assert opened(token_of(came)).ticket() == opened(token_of(came)).ticket()
    other = check_in(over, grade=Grade.B, method=Method.KIOSK)
    assert opened(token_of(came)).ticket() != opened(token_of(other)).ticket()


def test_the_receipt_of_a_sign_in_leads_to_the_questions(came: CheckIn) -> None:
    page = "".join(drawn("activities.receipt", RequestFactory().get("/"), came))
    assert token_of(came) in page
    came.voided_at = timezone.now()
    assert drawn("activities.receipt", RequestFactory().get("/"), came) == []
