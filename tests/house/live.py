"""Two rooms while an activity is going on: ours, and another whose families must stay unseen.

`LiveThings` are the samples of `objects.py` with an activity that has just begun, so that the
pages of the door work. `Canaries` are the same things of another room, and every word about its
families is a canary: whoever reads one without being allowed to has found a leak.
"""

import re
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from shufang.activities.actions.registering.watch import watch
from shufang.activities.choices import Permission
from shufang.activities.models import (
    Activity,
    Attendee,
    CheckIn,
    Comment,
    Device,
    Pass,
    Photo,
    Plan,
    Registration,
    Review,
    Step,
    Strike,
    TabletEntry,
)
from shufang.outbox.actions.send import Address, send
from shufang.outbox.models import Message
from shufang.people.models import Child, FamilyAccess, Household, ReaderCard
from shufang.places.models import Site
from shufang.shared.secrets import fingerprint
from shufang.surveys.models import Answer
from tests.cast import make_card, make_family
from tests.factories.at_the_door import party
from tests.factories.planned import plan_ahead, with_places
from tests.house.objects import Things

STAFF_ONLY = "翠鸟"  # stands in plans, debriefs and drafts: for all staff, and for nobody else
CANARY = "鸢尾"  # stands in every name and every sentence of the other room's families
PHONE, LAST_FOUR = "13798765432", "5432"
_TAIL = re.compile(r"(?<![0-9A-Za-z_-])5432(?![0-9A-Za-z_-])")


def sings(text: str) -> list[str]:
    """The canaries in a text: names, the phone number, its end."""
    escaped = CANARY.encode("unicode_escape").decode()
    found = [word for word in (CANARY, escaped, PHONE) if word in text]
    return [*found, *([LAST_FOUR] if _TAIL.search(text) else [])]


class LiveThings(Things):
    """One of everything, and the activity began ten minutes ago."""

    @cached_property
    def activity(self) -> Activity:
        begun = timezone.now().replace(microsecond=0) - timedelta(minutes=10)
        found = plan_ahead(
            self.site, title="正在办的活动", starts=begun, leader=f"{STAFF_ONLY}老师",
            note=f"{STAFF_ONLY}备注",
        )  # fmt: skip
        with_places(found, 20, sign_out=True)
        Plan.objects.filter(activity=found).update(
            objectives=f"{STAFF_ONLY}目标", risks=[{"risk": f"{STAFF_ONLY}风险"}],
            budget=[{"item": f"{STAFF_ONLY}费用", "unit_price": 100, "quantity": 1}],
        )  # fmt: skip
        Review.objects.create(activity=found, problems=f"{STAFF_ONLY}问题")
        Comment.objects.create(activity=found, decision="comment", text=f"{STAFF_ONLY}意见")
        return found

    @cached_property
    def planned(self) -> Activity:
        found = super().planned
        Activity.objects.filter(pk=found.pk).update(title=f"{STAFF_ONLY}草稿")
        return found

    @cached_property
    def to_join(self) -> Activity:
        ahead = plan_ahead(
            self.site, title="示例要报名的活动", starts=timezone.now() + timedelta(2)
        )
        with_places(ahead, 5)
        return ahead


class Canaries(LiveThings):
    """The other room's, with our own where a thing belongs to no room and no family."""

    def __init__(self, site: Site, ours: Things) -> None:
        super().__init__(site)
        self.ours = ours

    def __getattribute__(self, name: str) -> object:
        if name in SHARED:
            return getattr(self.ours, name)
        return super().__getattribute__(name)

    @cached_property
    def household(self) -> Household:
        found = make_family(
            f"{CANARY}一家", PHONE, (f"{CANARY}宝", 2020, 5), (f"{CANARY}贝", 2018, 3),
            town=self.site.town,
        )  # fmt: skip
        found.guardians.update(name=f"{CANARY}妈妈")
        CheckIn.objects.create(
            activity=self.activity, household=found, name=found.name, adults=1, children=2,
            grade="A", method="scan", key="canary-family",
        )  # fmt: skip
        CheckIn.objects.create(
            activity=self.activity, household=found, name=found.name, children=1, grade="A",
            method="scan", key="canary-wrong", voided_at=timezone.now(),
            void_reason=f"{CANARY}宝没来",
        )  # fmt: skip
        FamilyAccess.objects.create(household=found, actor=f"{CANARY}老师", page="报名名单")
        return found

    @cached_property
    def child(self) -> Child:
        return self.household.children.order_by("pk")[0]

    @cached_property
    def card(self) -> ReaderCard:
        return make_card(self.household, f"SL{PHONE}")

    @cached_property
    def family(self) -> Household:
        return self.household

    @cached_property
    def registration(self) -> Registration:
        """Ahead, with a child by name and an answer; a guest comes, too."""
        guest = party(self.to_join, f"{CANARY}客人", phone=PHONE)
        Attendee.objects.create(
            registration=guest, activity=self.to_join, nickname=f"{CANARY}客宝", birth_year=2020,
            birth_month=1,
        )  # fmt: skip
        watch(activity=self.to_join, phone=PHONE, language="zh-hans")
        made = party(
            self.to_join, f"{CANARY}一家", household=self.household,
            answers={"a": f"{CANARY}宝对花生过敏"},
        )  # fmt: skip
        Attendee.objects.create(
            registration=made, activity=self.to_join, child=self.child,
            nickname=f"{CANARY}宝", birth_year=2020, birth_month=5,
        )  # fmt: skip
        Step.objects.create(
            registration=made, before="waiting", after="confirmed", actor=f"{CANARY}妈妈",
            reason=f"{CANARY}宝好了",
        )  # fmt: skip
        return made

    @cached_property
    def photo(self) -> Photo:
        """Nobody has asked the family yet."""
        found = super().photo
        found.caption, found.permission = f"{STAFF_ONLY}照片", Permission.UNCHECKED
        found.save(update_fields=["caption", "permission"])
        found.households.add(self.household)
        return found

    @cached_property
    def strike(self) -> Strike:
        missed = party(self.activity, f"{CANARY}客人", stage="absent", phone=PHONE)
        return Strike.objects.create(
            registration=missed, phone_print=missed.phone_print, appeal=f"{CANARY}宝那天发烧",
            expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip

    @cached_property
    def answer(self) -> Answer:
        return Answer.objects.create(
            activity=self.activity,
            ticket="canary",
            score=1,
            words=f"{CANARY}妈妈不满意",
            may_quote=True,
        )

    @cached_property
    def tablet_entry(self) -> TabletEntry:
        return TabletEntry.objects.create(
            device=self.tablet, nonce=f"{2:032x}", body_hash="canary", activity=self.activity,
            registration=party(self.activity, f"{CANARY}路人", phone=PHONE), outcome="conflict",
            conflict="clock", happened_at=timezone.now(),
            body={"kind": "in", "adults": 1, "children": 1, "name": f"{CANARY}路人"},
        )  # fmt: skip

    @cached_property
    def check_in(self) -> CheckIn:
        return CheckIn.objects.create(
            activity=self.activity, name=f"{CANARY}奶奶", children=1, grade="D", method="paper",
            key="canary-later", reason=f"{CANARY}奶奶没带手机",
        )  # fmt: skip

    @cached_property
    def helper(self) -> Pass:
        return Pass.objects.create(
            activity=self.activity, name=f"{CANARY}志愿者", token=fingerprint("canary-pass"),
            until=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def tablet(self) -> Device:
        return Device.objects.create(site=self.site, name="别处的平板", token="canary")

    @cached_property
    def message(self) -> Message:
        send(to=Address("sms", PHONE), template="canary", subject=self.registration)
        return Message.objects.get(template="canary")


# Of the network, not of a room or a family; two of them would clash.
SHARED = {
    "account", "duty", "organisation", "category", "api_token", "plan_template", "day_off", "term",
    "import_run", "report", "quote", "picture", "count", "invitation",
}  # fmt: skip
