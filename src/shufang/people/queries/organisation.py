"""The organisation chart, for its page and for the report's table 2."""

from shufang.people.choices import Level
from shufang.people.models import Duty


def chart() -> list[tuple[Level, list[Duty]]]:
    """Who decides, executes, supports: every level in this order, with its posts in theirs."""
    posts: dict[str, list[Duty]] = {level: [] for level in Level}
    for duty in Duty.objects.select_related("organisation"):
        posts[duty.level].append(duty)
    return [(level, posts[level]) for level in Level]
