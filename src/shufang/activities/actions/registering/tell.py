"""Which message tells a party how its registration stands now."""

from shufang.activities.actions.tell_party import tell_party
from shufang.activities.choices import Stage
from shufang.activities.models import Registration

# (before, now) -> the template; what is not here is told by whoever did it, or needs no word.
TOLD: dict[tuple[str, str], str] = {
    ("", Stage.CONFIRMED): "registered_confirmed",
    ("", Stage.WAITING): "registered_waiting",
    ("", Stage.APPLIED): "registered_applied",
    (Stage.APPLIED, Stage.CONFIRMED): "drawn_confirmed",
    (Stage.APPLIED, Stage.WAITING): "drawn_waiting",
    (Stage.APPLIED, Stage.OFFERED): "place_offered",
    (Stage.WAITING, Stage.CONFIRMED): "promoted",
    (Stage.WAITING, Stage.OFFERED): "place_offered",
    ("", Stage.OFFERED): "place_offered",
    (Stage.OFFERED, Stage.CONFIRMED): "registered_confirmed",
    (Stage.OFFERED, Stage.EXPIRED): "offer_expired",
    (Stage.CONFIRMED, Stage.EXPIRED): "place_released",
    (Stage.APPLIED, Stage.CANCELLED): "registration_cancelled",
    (Stage.WAITING, Stage.CANCELLED): "registration_cancelled",
    (Stage.OFFERED, Stage.CANCELLED): "registration_cancelled",
    (Stage.CONFIRMED, Stage.CANCELLED): "registration_cancelled",
}


def tell(registration: Registration, before: str) -> None:
    """The message of this change, where one belongs to it."""
    template = TOLD.get((before, registration.stage))
    if template is not None:
        tell_party(registration, template, version=registration.version)
