from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shufang.shared.deeds import name_deeds
from shufang.shared.roles import ALL_STAFF
from shufang.shared.ui.navigation import Entry, add


class ReportsConfig(AppConfig):
    name = "shufang.reports"
    label = "reports"

    def ready(self) -> None:
        add(
            Entry(
                "reports:list", pgettext_lazy("menu", "报告"), "report", "overview", 16, ALL_STAFF
            )
        )
        name_deeds(
            {
                "reports.begin": _("起草了报告"),
                "reports.change_heading": _("修改了封面与日期"),
                "reports.choose_chapters": _("选择了章节"),
                "reports.write_texts": _("修改了文字"),
                "reports.write_problems": _("修改了问题与措施"),
                "reports.add_quote": _("加入了读者声音"),
                "reports.remove_quote": _("去掉了读者声音"),
                "reports.add_picture": _("加入了照片"),
                "reports.remove_picture": _("去掉了照片"),
                "reports.seal": _("封存了报告"),
                "reports.discard": _("删除了草稿"),
                "reports.replace_template": _("换了 Word 模板"),
                "reports.restore_template": _("改回了自带的 Word 模板"),
            }
        )
