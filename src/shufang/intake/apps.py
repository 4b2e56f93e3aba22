from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from shufang.shared.roles import Role
from shufang.shared.ui.navigation import Entry, add


class IntakeConfig(AppConfig):
    name = "shufang.intake"
    label = "intake"

    def ready(self) -> None:
        from shufang.shared.deeds import name_deeds

        importers = frozenset({Role.OPERATOR, Role.LIBRARY})
        add(Entry("intake:list", _("导入数据"), "file-import", "records", 40, importers))
        name_deeds(
            {
                "intake.import": _("导入文件"),
                "intake.undo": _("撤销导入"),
                "intake.change_mapping": _("说明列的含义"),
            }
        )
