"""Which lake file holds which month, and which months have changed since."""

from django.db import models


class Partition(models.Model):
    """The current Parquet file of one fact and month.

    The lake folder may hold older ones, which nobody reads.
    """

    fact = models.CharField(max_length=40)
    month = models.DateField()  # its first day
    file = models.CharField(max_length=120)  # below SHUFANG_HOME/lake
    rows = models.PositiveBigIntegerField()
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "month"], name="one_file_per_month")]

    def __str__(self) -> str:
        return f"{self.fact} {self.month:%Y-%m}"


class NameFile(models.Model):
    """The current Parquet file of one name table, and a digest of the rows it was written from."""

    table = models.CharField(max_length=40, unique=True)
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.table


class State(models.Model):
    """The one row that says which lake this is.

    `version` is a new random word after every change: a counter would come back to a number it
    already had when a transaction is rolled back, and figures kept under it would be wrong.
    """

    version = models.CharField(max_length=32)
    folder = models.CharField(max_length=32)  # the name of the mark in the lake's folder
    shape = models.CharField(max_length=64)  # digest of all facts' columns

    def __str__(self) -> str:
        return self.version


class Touch(models.Model):
    """A month of a fact that an action has changed.

    Insert-only, deleted by whoever extracts the month again.
    """

    fact = models.CharField(max_length=40)
    month = models.DateField()

    def __str__(self) -> str:
        return f"{self.fact} {self.month:%Y-%m}"
