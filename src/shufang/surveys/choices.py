"""The five-point scale."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST = 3  # answers: of fewer, no result is shown, for it would tell who said what


class Score(models.IntegerChoices):
    VERY_GOOD = 5, _("非常满意")
    GOOD = 4, _("满意")
    FAIR = 3, _("一般")
    BAD = 2, _("不满意")
    VERY_BAD = 1, _("非常不满意")
