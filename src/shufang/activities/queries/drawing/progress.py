"""How far a draw is, and what may still be done about it."""

from shufang.activities.models import Activity, Draw
from shufang.activities.queries.drawing.published import applications_of
from shufang.activities.queries.drawing.window import has_opened, is_closed


def draw_of(activity: Activity) -> Draw | None:
    """None before its seed was fixed."""
    return Draw.objects.filter(activity=activity).first()


def step_of(draw: Draw) -> str:
    """ahead, open, closed or drawn."""
    if draw.drawn_at is not None:
        return "drawn"
    if is_closed(draw.activity):
        return "closed"
    return "open" if has_opened(draw.activity) else "ahead"


def has_applications(activity: Activity) -> bool:
    return applications_of(activity).exists()


def has_begun(activity: Activity) -> bool:
    """Whether families know their chances: the weights then stay as they are."""
    return has_opened(activity) or has_applications(activity)
