"""`shufang demo`: an invented city to look around in."""

from typing import Any

from django.core.management.base import BaseCommand

from shufang import lake
from shufang.portal.actions.load_example_city import load_example_city
from shufang.portal.example_city.season import FIRST_CARD, FIRST_PHONE


class Command(BaseCommand):
    help = "载入示例城市 / load the example city (an empty installation only)"
    requires_system_checks = []  # pages are not needed to import

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_example_city()
        lake.version()  # so that the first page of figures need not wait
        if loaded.imported is None:
            self.stdout.write(
                "已有数据，没有载入示例城市。There is data already; nothing was loaded."
            )
        else:
            totals = loaded.imported.totals
            self.stdout.write(
                f"示例城市已载入：{totals['imported']} 行。The example city is loaded: "
                f"{totals['imported']} rows."
            )
        if not loaded.passwords:
            self.stdout.write(
                "账号已在；忘了密码：shufang account --username NAME --reset。Accounts are there; "
                "for a new password: shufang account --username NAME --reset"
            )
            return
        self.stdout.write("账号 account      密码 password       角色 role")
        for user, password in loaded.passwords:
            roles = "、".join(str(m.get_role_display()) for m in user.memberships.all())
            self.stdout.write(f"  {user.username:<15} {password:<19} {user.name}（{roles}）")
        self.stdout.write("登录 sign in at: /sign-in/")
        if loaded.coming:
            self.stdout.write(
                f"家庭 a family: /family/sign-in/  手机 phone {FIRST_PHONE}"
                "（验证码显示在页面上 the code is shown on the page）"
                f"  借书证 reader card {FIRST_CARD}"
            )
