"""Times as readers' pages and messages say them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def moment_words(at: datetime) -> str:
    """11月22日 10:00."""
    local = timezone.localtime(at)
    return f"{date_format(local, _('n月j日'))} {local:%H:%M}"


def until_words(left: timedelta) -> str:
    """2 天 3 小时; 5 小时; 12 分钟."""
    minutes = max(int(left.total_seconds() // 60), 1)
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        said = ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
        if hours and days < 7:
            said += " " + ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
        return said
    if hours:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
