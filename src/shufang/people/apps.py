from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "shufang.people"
    label = "people"

    def ready(self) -> None:
        from shufang.shared.deeds import name_deeds
        from shufang.shared.roles import ALL_STAFF, Role
        from shufang.shared.ui.navigation import Entry, add

        library = frozenset({Role.LIBRARY})
        log_readers = frozenset({Role.LIBRARY, Role.AUDITOR, Role.OPERATOR})
        add(Entry("people:organisation_chart", _("组织架构"), "sitemap", "people", 10, ALL_STAFF))
        add(Entry("people:accounts", _("账号与角色"), "users", "people", 20, library))
        add(Entry("people:log", _("变更记录"), "history", "people", 30, log_readers))
        name_deeds(
            {
                "people.create_account": _("新建账号"),
                "people.change_roles": _("更改角色"),
                "people.rename_account": _("更改姓名"),
                "people.deactivate_account": _("停用账号"),
                "people.reactivate_account": _("恢复账号"),
                "people.reset_password": _("重置密码"),
                "people.change_own_password": _("改了自己的密码"),
                "people.add_duty": _("新增岗位"),
                "people.change_duty": _("修改岗位"),
                "people.move_duty": _("调整岗位次序"),
                "people.remove_duty": _("移除岗位"),
            }
        )
