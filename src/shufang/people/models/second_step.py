"""The second step of signing in, of staff who have set one up."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shufang.people.models.staff import User

SECRET = "people.second_step.secret"  # noqa: S105 - the column it is sealed for


class SecondStep(models.Model):
    """A secret shared with an app on the person's phone, and codes for the day it is lost."""

    account = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_step")
    secret_sealed = models.CharField(max_length=200)
    last_step = models.BigIntegerField(default=-1)  # of the clock: a code opens once
    recovery_prints = models.JSONField(default=list)  # of codes not used yet
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("两步验证")

    def __str__(self) -> str:
        return str(self.account_id)
