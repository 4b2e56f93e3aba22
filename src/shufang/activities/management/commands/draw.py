"""`shufang draw verify FILE` recomputes a published draw; `shufang draw run ACTIVITY` makes one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from shufang.activities.actions.drawing.run_draw import run_draw
from shufang.activities.models import Activity
from shufang.activities.queries.drawing import recompute


class Command(BaseCommand):
    help = "Recompute a published draw (exit code 0: the same, 1: not), or make one."

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        verify = deeds.add_parser("verify", help="recompute draw.json")
        verify.add_argument("file")
        verify.add_argument("--hash", default="", help="of the seed, as noted before the draw")
        run = deeds.add_parser("run", help="draw now, after applications have closed")
        run.add_argument("activity", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["deed"] == "verify":
            said, code = recompute.verdict(options["file"], options["hash"])
            self.stdout.write(said, ending="")
            if code:
                raise SystemExit(code)
            return
        activity = Activity.objects.filter(pk=options["activity"]).first()
        if activity is None:
            raise CommandError(_("没有这场活动。"))
        try:
            draw = run_draw(activity=activity)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{len(draw.record['given'])} / {len(draw.record['order'])}")
