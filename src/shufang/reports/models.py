"""Reports, their pictures and quotes, and the files that sealing fixed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shufang.activities.models import Photo
from shufang.surveys.models import Answer


class Report(models.Model):
    """An annual summary report: a draft that lives with the figures until it is sealed."""

    class Style(models.TextChoices):
        GONGWEN = "gongwen", _("公文")
        HUACE = "huace", _("画册")

    title = models.CharField(_("报告标题"), max_length=120)
    start = models.DateField(_("开始日期"))
    end = models.DateField(_("结束日期"))
    cutoff = models.DateField(_("数据截止日"))
    language = models.CharField(_("语言"), max_length=8, default="zh")
    style = models.CharField(_("版式"), max_length=8, choices=Style.choices, default=Style.GONGWEN)
    # The cover: project, contract number, commissioned by, carried out by.
    facts = models.JSONField(_("封面"), default=dict)
    # Chapter code -> False where it is switched off.
    chapters = models.JSONField(_("印出的章节"), default=dict)
    # Block code -> text with {figures}; absent = the prefilled one.
    texts = models.JSONField(_("文字"), default=dict)
    # Rows of problem, cause, measure, who, by when.
    problems = models.JSONField(_("问题与措施"), default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    sealed_at = models.DateTimeField(_("封存时间"), null=True, blank=True)
    sealed_by = models.CharField(_("封存人"), max_length=150, blank=True)
    figures = models.JSONField(default=dict)  # the exact document as sealed

    class Meta:
        ordering = ["-end", "-id"]
        verbose_name = _("报告")

    def __str__(self) -> str:
        return self.title


class SealedFile(models.Model):
    """A file as it was when the report was sealed; its hash proves that it is the same one."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=5)
    style = models.CharField(max_length=8)
    stored = models.CharField(max_length=120)  # below SHUFANG_HOME/reports
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.report} {self.format}"


class Picture(models.Model):
    """A photo in the report, re-encoded without its location data."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pictures")
    stored = models.CharField(max_length=120)  # below SHUFANG_HOME/media
    caption = models.CharField(_("图注"), max_length=120)
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # of an activity: printed as long as those on it agree; its file is the activity's
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.caption


class Quote(models.Model):
    """A reader's voice, printed with the place where it was heard."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="quotes")
    text = models.TextField(_("原话"))
    said_by = models.CharField(_("谁说的"), max_length=60)  # 一位妈妈, not a name
    place = models.CharField(_("说话的地点"), max_length=80, blank=True)
    answer = models.ForeignKey(
        Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # to the survey: printed as long as its reader has not taken it back
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text[:40]
