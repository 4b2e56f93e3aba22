"""The dimensions that every fact can have: time, and where a row comes from."""

from django.utils.translation import gettext_lazy as _

from shufang.lake.definitions import Dimension

LEDGER, STAFF, CHECK_IN, HEAD_COUNT = "ledger", "staff", "check_in", "head_count"
SOURCES = (
    (LEDGER, _("导入台账")),
    (STAFF, _("工作人员填写")),
    (CHECK_IN, _("逐户签到")),
    (HEAD_COUNT, _("现场清点")),
)
MONTH = Dimension(
    "month", "月份", "Month", key="cast(date_trunc('month', f.day) as date)", kind="month"
)
YEAR = Dimension("year", "年份", "Year", key="year(f.day)", kind="year")
SOURCE = Dimension("source", "来源", "Source", key="f.source", kind="code", choices=lambda: SOURCES)
