"""What a household has agreed to."""

from dataclasses import dataclass

from shufang.people.choices import Purpose
from shufang.people.consent_texts import ConsentText, current
from shufang.people.models import Consent, Household


@dataclass(frozen=True)
class Answer:
    """One purpose: its text in force, and the answer that holds."""

    purpose: Purpose
    text: ConsentText
    consent: Consent | None

    @property
    def given(self) -> bool:
        """Only a yes is a yes: no answer is a no."""
        return self.consent is not None and self.consent.given

    @property
    def is_old(self) -> bool:
        """The words have changed since the answer."""
        return self.consent is not None and self.consent.version != self.text.version


def standing(household: Household) -> dict[Purpose, Consent | None]:
    """The latest answer to each purpose."""
    found: dict[Purpose, Consent | None] = dict.fromkeys(Purpose)
    for consent in household.consents.order_by("at", "pk"):
        found[Purpose(consent.purpose)] = consent
    return found


def answers(household: Household) -> list[Answer]:
    """Every purpose, in the order of the page."""
    return [Answer(p, current(p), consent) for p, consent in standing(household).items()]


def agrees(household: Household, purpose: Purpose) -> bool:
    """Whether the household agrees to this purpose now."""
    consent = standing(household)[purpose]
    return consent is not None and consent.given
