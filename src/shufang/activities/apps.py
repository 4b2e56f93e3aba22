"""What activities bring to the house: importers, measures, messages, jobs, panels, menu, deeds."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.shared import jobs
from shufang.shared.deeds import name_deeds, word_values
from shufang.shared.roles import ALL_STAFF, Role
from shufang.shared.ui.navigation import Entry, add
from shufang.shared.ui.panels import Panel
from shufang.shared.ui.panels import add as add_panel


class ActivitiesConfig(AppConfig):
    name = "shufang.activities"
    label = "activities"

    def ready(self) -> None:
        from shufang.activities import family_data, importers, measures, messages

        importers.register()
        measures.register()
        family_data.register()
        messages.register()
        _add_jobs()
        _add_panels()
        _add_to_menu()
        _name_deeds()
        _word_values()


def _add_jobs() -> None:
    from shufang.activities.actions.drawing.by_the_clock import commit_missing_seeds, run_due_draws
    from shufang.activities.actions.no_shows.ask_again import ask_again
    from shufang.activities.actions.no_shows.forget import forget_old
    from shufang.activities.actions.no_shows.mark_absent import mark_absent_due
    from shufang.activities.actions.no_shows.release import release_due
    from shufang.activities.actions.planning.hold_place import end_holds
    from shufang.activities.actions.promoting.remind import remind
    from shufang.activities.actions.registering.end_with_activity import end_left_behind
    from shufang.activities.actions.registering.offers import end_waiting, expire_offers

    for minutes, code, job in (
        (1, "commit_seeds", commit_missing_seeds),
        (1, "expire_offers", expire_offers),
        (1, "release", release_due),
        (1, "remind", remind),
        (1, "run_draws", run_due_draws),
        (5, "ask_again", ask_again),
        (5, "end_holds", end_holds),
        (5, "end_left_behind", end_left_behind),
        (10, "end_waiting", end_waiting),
        (30, "mark_absent", mark_absent_due),
        (6 * 60, "forget_strikes", forget_old),
    ):
        jobs.add(f"activities.{code}", timedelta(minutes=minutes), job)


def _add_panels() -> None:
    from shufang.activities.web.door.panel import door_panel
    from shufang.activities.web.draw import draw_panel
    from shufang.activities.web.join.desk import registrations_panel
    from shufang.activities.web.no_shows import overbooking_panel
    from shufang.activities.web.planning.panel import plan_panel
    from shufang.activities.web.promoting import promote_panel
    from shufang.activities.web.review import review_panel

    for code, order, template, context in (
        ("plan", 10, "activities/planning/parts/panel.html", plan_panel),
        ("promote", 15, "activities/promoting/panel.html", promote_panel),
        ("registrations", 20, "activities/join/panel.html", registrations_panel),
        ("overbooking", 21, "activities/draw/overbooking.html", overbooking_panel),
        ("draw", 25, "activities/draw/panel.html", draw_panel),
        ("door", 30, "activities/door/panel.html", door_panel),
        ("review", 40, "activities/review/panel.html", review_panel),
    ):
        add_panel(Panel("activities.activity", code, order, template, context))


def _add_to_menu() -> None:
    add(
        Entry(
            "planning:calendar",
            _("日历"),
            "calendar-month",
            "overview",
            12,
            ALL_STAFF,
            ("planning",),
        )
    )
    own = ("join", "door", "review", "feeds", "draw")
    add(Entry("activities:list", _("活动"), "calendar-event", "overview", 14, ALL_STAFF, own))
    keepers = frozenset({Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF})
    add(
        Entry(
            "tablet:list",
            pgettext_lazy("menu", "书房平板"),
            "device-tablet",
            "network",
            50,
            keepers,
        )
    )
    deciders = frozenset({Role.LIBRARY, Role.OPERATOR})
    add(Entry("draw:strikes", _("未到与申诉"), "user-off", "people", 7, deciders))
    library = frozenset({Role.LIBRARY})
    add(Entry("door:confirm", _("补录待确认"), "user-check", "records", 12, library))
    add(Entry("feeds:network", _("日历与嵌入"), "calendar-share", "network", 45, ALL_STAFF))
    add(Entry("activities:media", _("媒体报道"), "news", "records", 15, ALL_STAFF))
    add(Entry("activities:categories", _("活动分类"), "tags", "network", 40, ALL_STAFF))


def _word_values() -> None:
    from shufang.activities.queries.planning.tables import in_yuan
    from shufang.activities.queries.tablet.words import conflict_words

    word_values(
        {
            "activities.review.cost": in_yuan,
            "activities.tabletentry.conflict": conflict_words,
        }
    )


def _name_deeds() -> None:
    name_deeds(
        {
            "activities.add": _("添加了活动"),
            "activities.correct": _("更正了活动"),
            "activities.cancel": _("取消了活动"),
            "activities.restore": _("恢复了活动"),
            "activities.plan": _("策划了活动"),
            "activities.plan_series": _("策划了系列"),
            "activities.extend_series": _("续排了系列"),
            "activities.change_plan": _("改了策划"),
            "activities.submit_plan": _("提交了策划"),
            "activities.approve_plan": _("批准了策划"),
            "activities.return_plan": _("退回了策划"),
            "activities.comment_on_plan": _("写了意见"),
            "activities.publish": _("发布了活动"),
            "activities.unpublish": _("撤下了活动"),
            "activities.call_off": _("取消了还没办的活动"),
            "activities.restore_plan": _("恢复了误取消的活动"),
            "activities.renew_hold": _("续留了区域"),
            "activities.end_hold": _("区域到期不再保留"),
            "activities.save_template": _("保存了活动模板"),
            "activities.save_day_off": _("保存了节假日"),
            "activities.save_term": _("保存了学期"),
            "activities.remove_term": _("删除了学期"),
            "activities.remove_day_off": _("删除了节假日"),
            "activities.register_on_behalf": _("代为报名"),
            "activities.cancel_registration": _("取消了报名"),
            "activities.give_place": _("不按次序给了名额"),
            "activities.export_registrations": _("导出了报名名单"),
            "activities.read_registration": _("查看了一份报名"),
            "activities.hold": _("活动状态随签到改变"),
            "activities.void_check_in": _("撤销了一条签到"),
            "activities.take_back_heads": _("减去了清点的人数"),
            "activities.confirm_check_in": _("确认了一条补录"),
            "activities.make_pass": _("给志愿者开了签到授权"),
            "activities.revoke_pass": _("收回了签到授权"),
            "activities.renew_room_code": _("换了书房的固定签到码"),
            "activities.commit_seed": _("定下了抽签种子"),
            "activities.weigh_first_timers": _("改了抽签权重"),
            "activities.run_draw": _("抽了签"),
            "activities.appeal": _("家长申诉了一次未到"),
            "activities.decide_appeal": _("答复了申诉"),
            "activities.forgive": _("补签到，撤销了未到记录"),
            "activities.change_attendance_rules": _("改了未到规则"),
            "activities.set_reminders": _("改了提醒时间"),
            "activities.register_tablet": _("登记了书房平板"),
            "activities.rename_tablet": _("给书房平板改了名"),
            "activities.offer_pairing": _("取了平板配对码"),
            "activities.pair_tablet": _("配对了书房平板"),
            "activities.revoke_tablet": _("停用了书房平板"),
            "activities.keep_tablet_entry": _("核对平板签到：计入"),
            "activities.ignore_tablet_entry": _("核对平板签到：不计"),
            "activities.record_media_report": _("登记了媒体报道"),
            "activities.correct_media_report": _("更正了媒体报道"),
            "activities.remove_media_report": _("删除了媒体报道"),
            "activities.save_category": _("保存了分类"),
            "activities.write_review": _("写了复盘"),
            "activities.close": _("活动结项"),
            "activities.reopen": _("重新打开了已结项的活动"),
            "activities.add_photo": _("加了照片"),
            "activities.check_photo": _("核对了照片许可"),
            "activities.remove_photo": _("删除了照片"),
        }
    )
