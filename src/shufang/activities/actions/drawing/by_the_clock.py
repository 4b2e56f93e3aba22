"""Draws and their seeds, when it is time; and the news that fixes a seed."""

import logging

from django.core.exceptions import ValidationError

from shufang.activities.actions.drawing.commit_seed import commit_seed
from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.choices import Stage
from shufang.activities.news import ActivityPublished, Registered
from shufang.activities.queries.drawing.window import due, without_seed

logger = logging.getLogger(__name__)


def commit_when_published(news: ActivityPublished) -> None:
    """The hash of the seed is on the page from the first moment."""
    commit_seed(news.activity)


def commit_with_first_application(news: Registered) -> None:
    """At the latest; a seed fixed so late says so on the page."""
    if news.registration.stage == Stage.APPLIED:
        commit_seed(news.registration.activity)


def commit_missing_seeds() -> int:
    """For activities that turned to drawing after they were published."""
    return sum(commit_seed(activity) is not None for activity in without_seed())


def run_due_draws() -> int:
    """Draw where applications have closed; one that fails keeps no other from being drawn."""
    drawn = 0
    for activity in due():
        try:
            run_draw(activity=activity)
        except ValidationError as refusal:
            logger.error("draw of activity %s refused: %s", activity.pk, refusal.code)
        else:
            drawn += 1
    return drawn
