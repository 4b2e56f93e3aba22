"""What people bring to the house: menu, messages, jobs, a check of the settings, deeds."""

from datetime import timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.shared import jobs
from shufang.shared.deeds import name_deeds, word_values
from shufang.shared.roles import ALL_STAFF, Role
from shufang.shared.ui.navigation import Entry, add


class PeopleConfig(AppConfig):
    name = "shufang.people"
    label = "people"

    def ready(self) -> None:
        from shufang.people import messages
        from shufang.people.checks import codes_in_public, unknown_roles
        from shufang.people.queries.family.own_data import page_words

        messages.register()
        checks.register(codes_in_public, deploy=True)
        checks.register(unknown_roles)
        _add_jobs()
        _add_to_menu()
        _name_deeds()
        word_values({"people.familyaccess.page": page_words})


def _add_jobs() -> None:
    from shufang.people.actions.api_tokens import forget_requests
    from shufang.people.actions.clear_sessions import clear_sessions
    from shufang.people.actions.family.tidy import tidy

    jobs.add("people.tidy", timedelta(hours=1), tidy)
    jobs.add("people.forget_requests", timedelta(hours=1), forget_requests)
    jobs.add("people.clear_sessions", timedelta(days=1), clear_sessions)


def _add_to_menu() -> None:
    library = frozenset({Role.LIBRARY})
    log_readers = frozenset({Role.LIBRARY, Role.AUDITOR, Role.OPERATOR})
    door = frozenset({Role.LIBRARY, Role.OPERATOR, Role.SITE_STAFF})
    families = pgettext_lazy("menu", "家庭")
    add(Entry("family:staff_search", families, "users-group", "people", 5, door))
    add(Entry("people:organisation_chart", _("组织架构"), "sitemap", "people", 10, ALL_STAFF))
    add(Entry("people:accounts", _("账号与角色"), "users", "people", 20, library))
    add(Entry("people:log", _("变更记录"), "history", "people", 30, log_readers))
    add(Entry("tokens:list", _("接口令牌"), "key", "network", 90, library))


def _name_deeds() -> None:
    name_deeds(
        {
            "people.create_account": _("新建账号"),
            "people.change_roles": _("更改角色"),
            "people.rename_account": _("更改姓名"),
            "people.deactivate_account": _("停用账号"),
            "people.reactivate_account": _("恢复账号"),
            "people.reset_password": _("重置密码"),
            "people.change_own_password": _("改了自己的密码"),
            "people.set_up_second_step": _("开了两步验证"),
            "people.use_recovery_code": _("用了一个备用码登录"),
            "people.remove_second_step": _("关了两步验证"),
            "people.add_duty": _("新增岗位"),
            "people.change_duty": _("修改岗位"),
            "people.move_duty": _("调整岗位次序"),
            "people.remove_duty": _("移除岗位"),
            "people.rotate_code": _("换了家庭码"),
            "people.join_household": _("一位家长加入了家庭"),
            "people.leave_household": _("一位家长离开了家庭"),
            "people.link_card": _("连上了一张借书证"),
            "people.unlink_card": _("移除了一张借书证"),
            "people.change_phone": _("换了手机号"),
            "people.set_family_password": _("改了家庭账号的密码"),
            "people.show_phone": _("看了完整手机号"),
            "people.see_guests": _("看了未登录家庭的报名"),
            "people.erase_family": _("删除了全家资料"),
            "people.make_token": _("做了一个接口令牌"),
            "people.revoke_token": _("停用了接口令牌"),
        }
    )
