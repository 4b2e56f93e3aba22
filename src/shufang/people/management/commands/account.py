"""`shufang account`: the first account of an installation, or a way back in."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from shufang.people.actions.create_account import create_account
from shufang.people.actions.grants import Grant
from shufang.people.actions.remove_second_step import remove_second_step
from shufang.people.actions.reset_password import reset_password
from shufang.people.models import User
from shufang.people.policy import AT_ROOMS
from shufang.places.models import Site
from shufang.shared.roles import Role
from shufang.shared.text import plain_name


class Command(BaseCommand):
    """Creates an account, or resets its password, and prints a one-time password."""

    help = "Create an account (or reset its password) and print a one-time password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", help="the name pages show")
        parser.add_argument("--role", action="append", default=[], choices=Role.values)
        parser.add_argument(
            "--site",
            action="append",
            default=[],
            help="a room of site_staff, by its name or by its address in the site (slug)",
        )
        parser.add_argument(
            "--reset",
            action="store_true",
            help="a new password and no second step for this account",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"]
        try:
            if options["reset"]:
                account = self._account(username)
                password = reset_password(actor=None, account=account)
                remove_second_step(actor=None, account=account, reason="shufang account --reset")
            else:
                rooms = [self._room(name) for name in options["site"]]
                account, password = create_account(
                    actor=None,
                    username=username,
                    name=options["name"] or username,
                    grants=self._grants(options["role"], rooms),
                )
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"{_('用户名')}: {account.username}")
        self.stdout.write(f"{_('一次性密码')}: {password}")
        self.stdout.write(_("第一次登录时要换掉。"))

    def _grants(self, names: list[str], rooms: list[Site]) -> list[Grant]:
        """Rooms belong to the roles that are held at rooms; others mean the whole network."""
        roles = [Role(name) for name in dict.fromkeys(names)]
        if rooms and not AT_ROOMS & set(roles):
            raise CommandError(_("--site 只用于 --role site_staff。"))
        grants: list[Grant] = []
        for role in roles:
            at_rooms = role in AT_ROOMS and rooms
            grants += [Grant(role, room) for room in rooms] if at_rooms else [Grant(role)]
        return grants

    def _room(self, name: str) -> Site:
        for site in Site.objects.all():
            if site.slug == name or plain_name(site.name) == plain_name(name):
                return site
        raise CommandError(_("没有叫“%(name)s”的书房。") % {"name": name})

    def _account(self, username: str) -> User:
        found = User.objects.filter(username=username).first()
        if found is None:
            raise CommandError(_("没有叫“%(name)s”的账号。") % {"name": username})
        return found
