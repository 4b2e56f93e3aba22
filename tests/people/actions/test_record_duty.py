"""The organisation chart: posts in three levels, in an order of their own."""

from shufang.people.actions.record_duty import Post, move_duty, record_duty, remove_duty
from shufang.people.choices import Level
from shufang.people.models import Duty, User
from shufang.people.queries.organisation import chart
from shufang.shared.models import LogEntry


def _post(name: str, level: Level = Level.EXECUTE) -> Post:
    return Post(level=level, post=name, duties="组织活动\n汇总台账", people="李运营")


def _names(level: Level) -> list[str]:
    return [duty.post for duty in dict(chart())[level]]


def test_the_chart_is_read_from_deciding_to_supporting(operator: User) -> None:
    for level in (Level.SUPPORT, Level.DECIDE, Level.EXECUTE):
        record_duty(actor=operator, post=_post(str(level.label), level))
    assert [(level, [d.post for d in posts]) for level, posts in chart()] == [
        (Level.DECIDE, ["决策"]),
        (Level.EXECUTE, ["执行"]),
        (Level.SUPPORT, ["支持"]),
    ]


def test_a_new_post_comes_last_and_can_be_moved_up(operator: User) -> None:
    for name in ("甲", "乙", "丙"):
        record_duty(actor=operator, post=_post(name))
    move_duty(actor=operator, duty=Duty.objects.get(post="丙"), up=True)
    assert _names(Level.EXECUTE) == ["甲", "丙", "乙"]
    move_duty(actor=operator, duty=Duty.objects.get(post="甲"), up=False)
    assert _names(Level.EXECUTE) == ["丙", "甲", "乙"]


def test_at_the_edge_nothing_moves_and_nothing_is_logged(operator: User) -> None:
    first = record_duty(actor=operator, post=_post("甲"))
    record_duty(actor=operator, post=_post("乙", Level.SUPPORT))
    LogEntry.objects.all().delete()
    move_duty(actor=operator, duty=first, up=True)
    move_duty(actor=operator, duty=first, up=False)
    assert not LogEntry.objects.exists()


def test_a_changed_post_says_what_stood_there_before(operator: User) -> None:
    duty = record_duty(actor=operator, post=_post("活动专员"))
    changed = Post(level=Level.SUPPORT, post="活动专员", duties="汇总台账", people="赵晓")
    record_duty(actor=operator, post=changed, duty=duty)
    assert LogEntry.objects.get(deed="people.change_duty").detail == {
        "level": ["execute", "support"],
        "duties": ["组织活动\n汇总台账", "汇总台账"],
        "people": ["李运营", "赵晓"],
    }
    record_duty(actor=operator, post=changed, duty=duty)
    assert LogEntry.objects.filter(deed="people.change_duty").count() == 1


def test_a_removed_post_stays_readable_in_the_log(operator: User) -> None:
    duty = record_duty(actor=operator, post=_post("活动专员"))
    remove_duty(actor=operator, duty=duty)
    assert not Duty.objects.exists()
    assert LogEntry.objects.get(deed="people.remove_duty").detail["people"] == ["李运营", None]
