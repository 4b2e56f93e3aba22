"""The network's rules for those who don't come, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shufang.activities.models import AttendanceRules, Rules


def network_rules() -> AttendanceRules:
    """The one row of the network; as shipped where nobody has changed it."""
    return AttendanceRules.objects.order_by("pk").first() or AttendanceRules()


def rules_text(rules: Rules | None = None) -> list[str]:
    """What happens to those who don't come, as sentences for the page where people register;
    with an activity's rules also what it asks and releases."""
    said = []
    if rules is not None and rules.reconfirm_hours:
        said.append(
            ngettext(
                "开始前 %(hours)s 小时会发消息问还来不来；不回复，名额照样保留。",
                "开始前 %(hours)s 小时会发消息问还来不来；不回复，名额照样保留。",
                rules.reconfirm_hours,
            )
            % {"hours": rules.reconfirm_hours}
        )
    if rules is not None and rules.release_minutes:
        said.append(
            _("开始 %(minutes)s 分钟后还没签到，名额让给现场的家庭，候补的也可以直接来。")
            % {"minutes": rules.release_minutes}
        )
    network = network_rules()
    if network.strikes:
        said.append(
            ngettext(
                "报了名没来、也没取消，记一次未到，暂停报名 %(pause)s 天。",
                "报了名没来、也没取消，记一次未到；%(within)s 天内满 %(strikes)s 次，"
                "暂停报名 %(pause)s 天。",
                network.strikes,
            )
            % {
                "within": network.within_days,
                "strikes": network.strikes,
                "pause": network.pause_days,
            }
        )
        said.append(_("过了取消期限才取消，也记一次；期限过后才得到名额的不记。"))
        said.append(
            _("一次记录保留 %(kept)s 天；有原因的，%(appeal)s 天内可以申诉。")
            % {"kept": network.strike_days, "appeal": network.appeal_days}
        )
    return said
