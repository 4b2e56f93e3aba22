"""Fill an empty installation with an invented city, so that every page has something to show."""

from dataclasses import dataclass, field
from pathlib import Path

from shufang.activities.models import Activity
from shufang.intake.actions.commit_import import commit_import
from shufang.intake.actions.start_import import start_import
from shufang.intake.analysis import Source
from shufang.intake.plan import Preview
from shufang.intake.progress import Tell, nobody
from shufang.people.actions.create_account import create_account
from shufang.people.actions.grants import Grant
from shufang.people.actions.record_duty import Post, record_duty
from shufang.people.choices import Level
from shufang.people.models import Duty, User
from shufang.people.policy import AT_ROOMS
from shufang.places.choices import OrganisationKind
from shufang.places.models import Organisation, Site
from shufang.portal.actions.load_example_season import load_example_season
from shufang.shared.roles import Role

WORKBOOKS = Path(__file__).resolve().parent.parent / "example_city"
ACTOR = "shufang demo"
PEOPLE = (
    ("library", "王馆长", Role.LIBRARY),
    ("operator", "李运营", Role.OPERATOR),
    ("staff", "赵晓", Role.SITE_STAFF),
    ("assessor", "周评审", Role.ASSESSOR),
    ("auditor", "吴审计", Role.AUDITOR),
)
LIBRARY, OPERATOR, SCHOOL = "禾城市图书馆", "禾风文化运营中心", "茶园小学"
ORGANISATIONS = (
    (LIBRARY, OrganisationKind.LIBRARY),
    (OPERATOR, OrganisationKind.OPERATOR),
    (SCHOOL, OrganisationKind.SCHOOL),
)
POSTS = (
    (Level.DECIDE, "项目领导小组", "审定年度计划、经费和考核办法；协调街道与学校。", "王馆长",
     LIBRARY),
    (Level.DECIDE, "专家顾问", "对活动内容和阅读推广人的培训提出意见。", "周评审", LIBRARY),
    (Level.EXECUTE, "项目经理", "编制月度计划，落实活动的策划、宣传、执行和复盘。", "李运营",
     OPERATOR),
    (Level.EXECUTE, "书房管理员", "书房日常开放、签到登记、设备和环境检查。", "赵晓 等", OPERATOR),
    (Level.EXECUTE, "阅读推广人", "带领亲子阅读、故事剧场等活动，填写活动记录。", "推广人团队",
     OPERATOR),
    (Level.SUPPORT, "志愿者队伍", "协助签到、秩序维护和摄影。", "志愿者团队", OPERATOR),
    (Level.SUPPORT, "学校联络员", "组织学生到馆，安排课后阅读和借书。", "学校老师", SCHOOL),
    (Level.SUPPORT, "数据与宣传", "汇总台账和流通数据，联络媒体。", "运营数据组", OPERATOR),
)  # fmt: skip


@dataclass
class Loaded:
    """What was done: nothing where it was there already."""

    imported: Preview | None = None
    passwords: list[tuple[User, str]] = field(default_factory=list)
    coming: int = 0  # activities of the next weeks


def load_example_city(*, tell: Tell = nobody) -> Loaded:
    """Import the workbooks kept in the package, and make an account for each role.

    Each part only where there is none of its kind yet: an installation with activities gets no
    invented ones, one with accounts gets no others. Nothing is ever reset.
    """
    loaded = Loaded()
    if not Activity.objects.exists():
        files = [Source(path, path.name) for path in sorted(WORKBOOKS.glob("*.xlsx"))]
        run = start_import(files=files, actor=ACTOR)
        loaded.imported = commit_import(run=run, actor=ACTOR, tell=tell)
    if not User.objects.exists():
        loaded.passwords = _accounts()
        if loaded.imported is not None and not Duty.objects.exists():
            library, operator = loaded.passwords[0][0], loaded.passwords[1][0]
            _chart(library)
            loaded.coming = load_example_season(library=library, operator=operator)
    return loaded


def _accounts() -> list[tuple[User, str]]:
    """One for each role; their printed passwords may be kept, for this is no real installation."""
    room = Site.objects.order_by("import_run", "pk").first()
    made = []
    for username, name, role in PEOPLE:
        site = room if role in AT_ROOMS else None
        if role in AT_ROOMS and site is None:
            continue
        user, password = create_account(
            actor=ACTOR, username=username, name=name, grants=[Grant(role, site)]
        )
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        made.append((user, password))
    return made


def _chart(actor: User) -> None:
    organisations = {
        name: Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]
        for name, kind in ORGANISATIONS
    }
    for level, post, duties, people, organisation in POSTS:
        record_duty(
            actor=actor, post=Post(level, post, duties, people, organisations[organisation])
        )
