"""Uploads, import runs, and what was learned from them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One import of one or several files: previewed, committed, perhaps undone."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("待确认")
        COMMITTED = "committed", _("已导入")
        UNDONE = "undone", _("已撤销")

    state = models.CharField(_("状态"), max_length=12, choices=State.choices, default=State.PREVIEW)
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    committed_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    actor = models.CharField(_("操作人"), max_length=150)
    # The account that brought the files, by its key: the people live in an app above. Empty for
    # imports from the command line.
    owner = models.PositiveBigIntegerField(null=True, blank=True)
    forced_kind = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict)  # question id -> choice
    result = models.JSONField(default=dict)  # the JSON of `shufang import`
    preview = models.JSONField(default=dict)  # what the wizard shows beside it

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("导入")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


class Upload(models.Model):
    """One file of a run, kept under SHUFANG_HOME/uploads under a name of our own."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(_("文件名"), max_length=255)
    stored = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.name


class Mapping(models.Model):
    """What the columns of one source shape mean, as confirmed by a person."""

    shape = models.CharField(max_length=64, unique=True)  # hash of the headings
    kind = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)  # heading -> field code, "" for a column to leave out
    confirmed_by = models.CharField(max_length=150)
    confirmed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.shape[:8]}"


class Refusal(models.Model):
    """A row that was not imported, and why."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="refusals")
    file = models.CharField(max_length=255)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    value = models.TextField(blank=True)
    reason_zh = models.TextField()
    reason_en = models.TextField()
    cells = models.JSONField(default=list)  # pairs of heading and cell as it stood, in order
    title = models.CharField(max_length=200, blank=True)  # the line over its table with the year

    class Meta:
        ordering = ["pk"]  # as they stand in the files

    def __str__(self) -> str:
        return f"{self.file} {self.sheet} {self.row}"
