"""The only door to one report: fetch and check in one."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from shufang.people.models import User
from shufang.reports.models import Report, SealedFile
from shufang.reports.policy import may_write_reports


def report_for(user: User, pk: int) -> Report:
    """The report, for anybody who works in the network."""
    found = Report.objects.filter(pk=pk).first()
    if found is None or not user.roles:
        raise Http404(_("没有这份报告。"))
    return found


def draft_to_write(user: User, pk: int) -> Report:
    """The draft, for those who write reports; a sealed one is changed by nobody."""
    report = report_for(user, pk)
    if not may_write_reports(user):
        raise PermissionDenied(_("报告由运营方和图书馆撰写，你可以查看。"))
    if report.sealed_at:
        raise PermissionDenied(_("这份报告已经封存，不能再改。需要更正时，请另起一份。"))
    return report


def sealed_file_for(user: User, pk: int, file_format: str) -> SealedFile:
    """A file as it was sealed."""
    report = report_for(user, pk)
    found = report.files.filter(format=file_format).first()
    if found is None:
        raise Http404(_("封存时没有这种格式的文件。"))
    return found
