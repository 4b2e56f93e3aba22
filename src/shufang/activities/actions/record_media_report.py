"""Record, correct or remove a media report of an activity."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shufang.activities.actions.refusals import refuse_day
from shufang.activities.models import Activity, MediaReport
from shufang.lake import touch
from shufang.people.models import User
from shufang.shared.changes import change, differences
from shufang.shared.holding import hold
from shufang.shared.models import log
from shufang.shared.reasons import refuse_without
from shufang.shared.text import plain_name


@dataclass(frozen=True)
class ReportDetails:
    """One report in one outlet."""

    outlet: str
    day: date
    level: str = ""
    title: str = ""
    link: str = ""


def record_media_report(*, actor: User, activity: Activity, details: ReportDetails) -> MediaReport:
    """Add a report to an activity; refused are a day to come, and the same outlet and headline a
    second time."""
    refuse_day(details.day)
    with transaction.atomic():
        hold(activity)
        _refuse_second(activity, details)
        report = MediaReport.objects.create(activity=activity, **asdict(details))
        detail = {name: ["", str(value)] for name, value in asdict(details).items() if value}
        log(actor=actor, deed="activities.record_media_report", subject=report, detail=detail)
        touch("media_reports", report.day)
    return report


def correct_media_report(
    *, actor: User, report: MediaReport, details: ReportDetails, reason: str
) -> None:
    """Change a report and say why; nothing happens when nothing differs."""
    now = asdict(details)
    with transaction.atomic():
        hold(report)
        changes = differences(report, now)
        if not changes:
            return
        reason = refuse_without(reason)
        if details.day != report.day:
            refuse_day(details.day)
        _refuse_second(report.activity, details, itself=report)
        touch("media_reports", report.day)
        change(report, now)
        report.changed_at = timezone.now()
        report.save()
        log(
            actor=actor,
            deed="activities.correct_media_report",
            subject=report,
            reason=reason,
            detail=changes,
        )
        touch("media_reports", report.day)


def remove_media_report(*, actor: User, report: MediaReport, reason: str) -> None:
    """Delete a report that never was; the log keeps what it said and why it went."""
    reason = refuse_without(reason)
    with transaction.atomic():
        hold(report)
        said = {f.name: [str(getattr(report, f.name)), ""] for f in fields(ReportDetails)}
        touch("media_reports", report.day)
        log(
            actor=actor,
            deed="activities.remove_media_report",
            subject=report,
            reason=reason,
            detail=said,
        )
        report.delete()


def _refuse_second(
    activity: Activity, details: ReportDetails, *, itself: MediaReport | None = None
) -> None:
    for other in activity.media_reports.all():
        if (
            other != itself
            and plain_name(other.outlet) == plain_name(details.outlet)
            and plain_name(other.title) == plain_name(details.title)
        ):
            raise ValidationError({"outlet": _("这家媒体的这篇报道已经登记过了。")})
