"""The only door to one report: fetch and check in one."""

import hashlib
from pathlib import Path

from django.conf import settings
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


def content_of(sealed: SealedFile) -> bytes:
    """The bytes that were sealed; anything else on the disk is given to nobody."""
    path = Path(settings.SHUFANG_HOME) / "reports" / sealed.stored
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Http404(_("封存的文件不在数据目录里，请从备份恢复 reports 文件夹。")) from error
    if hashlib.sha256(content).hexdigest() != sealed.sha256:
        raise PermissionDenied(
            _("这份文件和封存时不同，已停止提供。请从备份恢复数据目录里的 reports 文件夹。")
        )
    return content
