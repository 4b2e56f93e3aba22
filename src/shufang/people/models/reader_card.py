"""A library's reader cards, linked by a family to its household."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.people.models.family import Household
from shufang.shared.secrets import blind, seal, unseal

NUMBER = "people.reader_card.number"  # the column a number is bound to


class ReaderCard(models.Model):
    """A card of one household; which of them it belongs to is not kept, nor what is lent on it."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="cards")
    number_sealed = models.CharField(max_length=200)
    number_print = models.CharField(max_length=64, unique=True)
    last_four = models.CharField(_("卡号尾号"), max_length=4)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("借书证")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def number(self) -> str:
        return unseal(self.number_sealed, NUMBER)

    def set_number(self, number: str) -> None:
        """`number` is clean (`people.card_numbers`)."""
        self.number_sealed, self.last_four = seal(number, NUMBER), number[-4:]
        self.number_print = card_print(number)


def card_print(number: str) -> str:
    """The fingerprint by which a clean number is found."""
    return blind(number, "reader card")
