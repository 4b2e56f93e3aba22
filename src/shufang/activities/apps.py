from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared import jobs
from shufang.shared.deeds import name_deeds
from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class ActivitiesConfig(AppConfig):
    name = "shufang.activities"
    label = "activities"

    def ready(self) -> None:
        from shufang.activities import importers

        importers.register()

        from shufang.activities import measures

        measures.register()

        from shufang.activities import messages_draw

        messages_draw.register()

        from shufang.activities import messages_reminders
        from shufang.activities.actions.promoting.remind import remind

        messages_reminders.register()
        jobs.add("activities.remind", timedelta(minutes=1), remind)
        add(Entry("activities:list", _("活动"), "calendar-event", "records", 10, ALL_STAFF))
        add(Entry("activities:media", _("媒体报道"), "news", "records", 30, ALL_STAFF))
        add(Entry("activities:categories", _("活动分类"), "tags", "network", 40, ALL_STAFF))
        name_deeds(
            {
                "activities.add": _("添加了活动"),
                "activities.correct": _("更正了活动"),
                "activities.cancel": _("取消了活动"),
                "activities.restore": _("恢复了活动"),
                "activities.hold": _("活动状态随签到改变"),
                "activities.void_check_in": _("撤销了一条签到"),
                "activities.confirm_check_in": _("确认了一条补录"),
                "activities.make_pass": _("给志愿者开了签到授权"),
                "activities.revoke_pass": _("收回了签到授权"),
                "activities.commit_seed": _("定下了抽签种子"),
                "activities.weigh_first_timers": _("改了抽签权重"),
                "activities.run_draw": _("抽了签"),
                "activities.appeal": _("家长申诉了一次未到"),
                "activities.decide_appeal": _("答复了申诉"),
                "activities.forgive": _("补签到，撤销了未到记录"),
                "activities.change_attendance_rules": _("改了未到规则"),
                "activities.set_reminders": _("改了提醒时间"),
                "activities.record_media_report": _("登记了媒体报道"),
                "activities.correct_media_report": _("更正了媒体报道"),
                "activities.remove_media_report": _("删除了媒体报道"),
                "activities.save_category": _("保存了分类"),
            }
        )
