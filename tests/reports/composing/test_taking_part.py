"""Registrations, evidence grades, satisfaction, voices and pictures in the report."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from shufang.activities.actions.reviewing.pictures import add_photo, check_photo
from shufang.activities.choices import Grade, NationalType, Permission, Stage
from shufang.activities.models import Activity
from shufang.people.models import Household, User
from shufang.places.models import Site
from shufang.reports.actions.add_picture import remove_picture, take_photo
from shufang.reports.actions.write_report import Heading as ReportHeading
from shufang.reports.actions.write_report import begin_report, take_voice
from shufang.reports.chapters.kit import Material
from shufang.reports.composing.compose import Cover, Wish, compose
from shufang.reports.composing.contradictions import contradictions
from shufang.reports.composing.drafts import document_of
from shufang.reports.document import Document, Gallery, Heading, Paragraph, Picture, Quote, Table
from shufang.reports.models import Report
from shufang.reports.queries.evidence import Evidence
from shufang.reports.queries.offered import offered_photos, offered_voices
from shufang.shared.period import Period
from shufang.surveys.actions.answer import withdraw
from shufang.surveys.models import Answer
from tests.cast import ClientAs, make_family
from tests.factories import make_activity, state_count
from tests.factories.came import answered, check_in, registered
from tests.factories.reviewed import agree, upload

pytestmark = pytest.mark.django_db
DAY = date(2025, 3, 8)
YEAR = Period(date(2024, 7, 12), date(2025, 7, 11))


@pytest.fixture
def family(db: None) -> Household:
    return make_family("张家", "13800000001")


@pytest.fixture
def activity(tea_room: Site, family: Household) -> Activity:
    """Two signed in, one stayed away, one waits; three thought it good."""
    activity = make_activity(tea_room, DAY, title="皮影戏")
    check_in(activity, household=family, first_time=True)
    check_in(activity, grade=Grade.B)
    for stage in (Stage.ATTENDED, Stage.ATTENDED, Stage.ABSENT, Stage.WAITING):
        registered(activity, stage)
    answered(activity, 5, 4, 3)
    return activity


@pytest.fixture
def report(db: None) -> Report:
    return Report.objects.create(
        title="年度报告", start=YEAR.start, end=YEAR.end, cutoff=YEAR.end, created_by="李运营"
    )


def made(language: str = "zh") -> Document:
    return compose(Material(Evidence(YEAR, language)), Wish())


def headings(document: Document) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Heading)]


def said(document: Document) -> str:
    paragraphs = [b for b in document.body if isinstance(b, Paragraph)]
    return "\n".join("".join(run.text for run in p.runs) for p in paragraphs)


def table(document: Document, key: str) -> Table:
    return next(b for b in document.body if isinstance(b, Table) and b.key == key)


def test_a_report_of_totals_says_nothing_of_it(tea_room: Site) -> None:
    state_count(make_activity(tea_room, DAY), sign_ins=30)
    document = made()
    titles = headings(document)
    assert "报名与到场" not in titles
    assert "签到的证据等级" not in titles
    assert "满意度与读者声音" not in titles
    columns = [c.heading for c in document.attachments[0].blocks[0].columns]  # type: ignore[union-attr]
    assert "报名" not in columns
    assert "registrations" not in str(document.attachments[-1])


def test_registrations_grades_and_satisfaction_are_told_with_how_they_are_counted(
    activity: Activity,
) -> None:
    document = made()
    text = said(document)
    assert "共收到报名4组" in text
    assert "到场率66.7%" in text
    assert "1户不同的家庭" in text
    assert "有效回答3份，总的满意率为66.7%" in text
    assert table(document, "taking_part").texts()[1][1:4] == ["4", "66.7", "20.0"]
    assert [row[1:] for row in table(document, "grades").texts()[1:]] == [
        ["1", "50.0%"], ["1", "50.0%"], ["2", "100%"],
    ]  # fmt: skip
    note = table(document, "satisfaction").note
    assert "“一般”不算满意" in note
    listed = document.attachments[0].blocks[0]
    assert isinstance(listed, Table)
    row = dict(zip(listed.texts()[0], listed.texts()[1], strict=True))
    assert (row["报名"], row["签到数"], row["满意率"]) == ("4", "2", "67%")


def test_the_same_in_english(activity: Activity) -> None:
    document = made("en")
    text = said(document)
    assert "received 4 registrations" in text
    assert "show-up rate was 66.7%" in text
    assert "“fair” does not count" in table(document, "satisfaction").note
    assert table(document, "grades").texts()[1][0] == "A Seen by staff"


def test_fewer_than_three_answers_print_no_rate(tea_room: Site) -> None:
    answered(make_activity(tea_room, DAY), 1, 2)
    assert "满意度与读者声音" not in headings(made())


def test_many_late_entries_and_few_answers_are_told_before_sealing(
    activity: Activity,
) -> None:
    codes = {c.code for c in contradictions(Material(Evidence(YEAR)))}
    assert "few_answers" in codes
    assert "late" not in codes
    check_in(activity, grade=Grade.D, confirmed_at="2025-03-09T10:00+08:00")
    found = {c.code: c for c in contradictions(Material(Evidence(YEAR)))}
    assert "33.3%" in found["late"].text
    assert not found["late"].must_mend


def test_a_voice_from_the_survey_is_printed_until_it_is_taken_back(
    activity: Activity, report: Report, operator: User, client_as: ClientAs
) -> None:
    (answer,) = answered(
        activity, 5, words="孩子天天想来", may_quote=True, said_by="一位妈妈", printable=True
    )
    (voice,) = offered_voices(report)
    client = client_as(operator)
    page = client.get(f"/desk/reports/{report.pk}/edit/").content.decode()
    assert "调查里有 1 段可以印的话" in page
    client.post(f"/desk/reports/{report.pk}/edit/voices/", {"voice": voice.key})
    take_voice(actor=operator, report=report, voice=voice)
    assert offered_voices(report) == []
    quotes = [b for b in document_of(report).body if isinstance(b, Quote)]
    assert [(q.text, q.source) for q in quotes] == [("孩子天天想来", "一位妈妈，茶园街道")]
    withdraw(ticket=answer.ticket)
    assert not [b for b in document_of(report).body if isinstance(b, Quote)]


def test_words_nobody_has_read_are_not_offered(activity: Activity, report: Report) -> None:
    answered(activity, 5, words="我叫张小明", may_quote=True)
    answered(activity, 5, words="只给你们看", printable=True)
    assert offered_voices(report) == []
    assert Answer.objects.exclude(words="").count() == 2


def test_a_picture_is_printed_until_a_family_on_it_takes_its_consent_back(
    activity: Activity, family: Household, report: Report, operator: User, client_as: ClientAs
) -> None:
    photo = add_photo(actor=operator, activity=activity, upload=upload(), caption="上台")
    assert offered_photos(report) == []
    agree(family)
    check_photo(actor=operator, photo=photo, permission=Permission.AGREED, households=[family])
    client = client_as(operator)
    client.post(f"/desk/reports/{report.pk}/edit/photos/", {"photo": photo.pk})
    take_photo(actor=operator, report=report, photo=photo)
    assert report.pictures.count() == 1
    assert [p.caption for p in pictures(document_of(report))] == ["上台"]
    agree(family, given=False)
    assert pictures(document_of(report)) == []
    assert "上台" not in client.get(f"/desk/reports/{report.pk}/edit/").content.decode()


def test_a_report_begins_with_what_may_be_printed(
    activity: Activity, report: Report, operator: User, tmp_path: Path
) -> None:
    """The latest voices, a picture of each activity; so does a report from the command line."""
    for n in range(7):
        answered(activity, 5, words=f"第{n}句", may_quote=True, printable=True)
    answered(activity, 5, words="没人读过", may_quote=True)
    for permission in (Permission.NOBODY, Permission.NOBODY, Permission.UNCHECKED):
        photo = add_photo(actor=operator, activity=activity, upload=upload(), caption="上台")
        if permission != Permission.UNCHECKED:
            check_photo(actor=operator, photo=photo, permission=permission)
    cover = ReportHeading(YEAR, Cover(title="年度总结"), language="zh", style="gongwen")
    begun = begin_report(actor=operator, heading=cover)
    quoted = [b.text for b in document_of(begun).body if isinstance(b, Quote)]
    assert quoted == [f"第{n}句" for n in range(6)]
    assert [p.caption for p in pictures(document_of(begun))] == ["上台"]
    assert (begun.quotes.count(), begun.pictures.count()) == (6, 1)
    out = tmp_path / "report.html"
    span = ("--from", str(YEAR.start), "--to", str(YEAR.end))
    call_command("report", "annual", *span, "--format", "html", "--out", str(out))
    printed = out.read_text()
    assert "第5句" in printed
    assert "第6句" not in printed
    assert "没人读过" not in printed
    assert "上台" in printed


@pytest.mark.parametrize(
    ("language", "rooms", "untrue"),
    [("zh", "现有书房0间", "都举办了"), ("en", "has 0 rooms.", "every one")],
)
def test_an_empty_network_claims_nothing(db: None, language: str, rooms: str, untrue: str) -> None:
    text = said(made(language))
    assert rooms in text
    assert untrue not in text
    assert "—" not in text.split("\n")[1]  # no average of nothing


def test_english_says_how_many(tea_room: Site) -> None:
    """One activity was held, seven were held, and none of them 7 activity was."""
    for held, words in ((1, "1 activity was held"), (2, "2 activities were held")):
        make_activity(tea_room, DAY)
        text = said(made("en"))
        assert text.count(words) == 2
        gaps = f"incomplete data: {held} " + ("activity has" if held == 1 else "activities have")
        assert gaps in text


def test_english_says_one_sign_in_and_two_sign_ins(tea_room: Site) -> None:
    activity = make_activity(tea_room, DAY, national_type=NationalType.TRAINING)
    check_in(activity)
    one = said(made("en"))
    assert "with 1 sign-in (1.0 per activity)" in one
    assert "with 1 sign-in." in one
    assert "8 Mar 2025, 1 sign-in)" in one
    assert "Trainings: 1, with 1 sign-in." in one
    assert "has 1 room in 1 town or subdistrict; it held activities" in one
    check_in(activity)
    two = said(made("en"))
    assert "with 2 sign-ins (2.0 per activity)" in two
    assert "2 sign-ins)" in two


def test_taking_a_picture_out_of_a_report_leaves_the_activitys(
    activity: Activity, report: Report, operator: User, django_capture_on_commit_callbacks: object
) -> None:
    photo = add_photo(actor=operator, activity=activity, upload=upload())
    check_photo(actor=operator, photo=photo, permission=Permission.NOBODY)
    take_photo(actor=operator, report=report, photo=photo)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_picture(actor=operator, report=report, pk=report.pictures.get().pk)
    assert offered_photos(report) == [photo]


def pictures(document: Document) -> list[Picture]:
    found: list[Picture] = []
    for block in document.body:
        if isinstance(block, Gallery):
            found += block.pictures
        elif isinstance(block, Picture):
            found.append(block)
    return found
