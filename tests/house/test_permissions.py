"""Who may open what: every route of the site, by everybody, in both directions.

The routes come from the URL resolver, so a new page is walked from its first day. A route that
declares no audience is red here, and opens for nobody.
"""

from types import ModuleType

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.views import View

from shufang.lake.refresh import refresh
from shufang.people.models import User
from shufang.places.models import Site
from shufang.shared.audience import EVERYONE, FAMILIES, SIGNED_IN, TOKENS, audience, public, staff
from shufang.shared.models import log
from shufang.shared.roles import ALL_STAFF, Role
from tests.cast import ClientAs, browser, make_user
from tests.house.objects import OF_ONE_ROOM, SAMPLES, Things, sample
from tests.house.routes import Route, routes

pytestmark = pytest.mark.django_db
ROUTES = list(routes())
CANARY = "金丝雀甲"  # an account's name: for those who manage or audit accounts, nobody else

# What strangers may open. Adding to this list is a decision; say so in the review.
PUBLIC = {
    "people:sign_in", "people:sign_in_code",
    "shared:language", "shared:large_text", "shared:health",
    "feeds:short", "feeds:all", "feeds:room", "feeds:category", "feeds:activity", "feeds:json",
    "feeds:embed",
    "draw:show", "draw:file", "draw:verifier",
    "family:sign_in", "family:enter_code", "family:send_again", "family:password_sign_in",
    "family:wechat", "family:wechat_back", "family:welcome", "family:privacy",
    "programs:versions", "api:api-root", "api:openapi-json", "api:activities", "api:activity",
    "api:feeds",
    "review:picture", "join:activity", "join:register", "join:watch",
    "join:prove", "join:received",
}  # fmt: skip
PUBLIC_APPS = {"portal"}
# What anybody with an account sends about themselves.
OWN = {
    "people:own", "people:password", "people:sign_out", "people:second_step",
    "people:second_step_remove",
}  # fmt: skip
# The operator's records, which the library reads and never edits; categories are the library's.
OPERATORS = {"activities", "circulation", "planning", "review", "surveys", "join"}
LIBRARYS = {
    "activities:category_add", "activities:category_edit", "planning:approve", "planning:return",
    "planning:comment", "planning:day_off_add", "planning:day_off_edit", "planning:day_off_remove",
    "planning:term_add", "planning:term_edit", "planning:term_remove",
}  # fmt: skip


@pytest.fixture
def people(
    library: User,
    operator: User,
    site_staff: User,
    other_site_staff: User,
    assessor: User,
    auditor: User,
    outsider: User,
) -> dict[str, User]:
    """Everybody who walks; made together, so that a refusal can't come from a missing row."""
    canary = make_user("canary-account", CANARY, Role.OPERATOR)
    log(actor=library, deed="people.create_account", subject=canary)
    return {
        "outsider": outsider,
        "library": library,
        "operator": operator,
        "site_staff": site_staff,
        "other_site_staff": other_site_staff,
        "assessor": assessor,
        "auditor": auditor,
    }


def _call(client: Client, method: str, url: str) -> HttpResponse:
    """One request whose changes are taken back."""
    with transaction.atomic():
        response = client.generic(method, url)
        if response.streaming:
            list(response.streaming_content)  # type: ignore[attr-defined]
            # A HEAD's file, which nobody reads.
            for close in response._resource_closers:  # type: ignore[attr-defined]
                close()
        transaction.set_rollback(True)
    return response  # type: ignore[return-value]


def _is_for_programs(route: Route) -> bool:
    """By a token in a header: `tests/house/test_api.py` walks these with tokens of every kind."""
    return route.namespace == "api" and route.audience == TOKENS


def _expected(route: Route, who: str, user: User, method: str) -> str:
    """ "in", "out", or "either" where the page's own rules decide."""
    assert route.audience is not None
    if route.audience == TOKENS:
        return "in" if method == "GET" else "either"  # the sample's address carries the token
    if route.audience == FAMILIES:
        return "either"  # the walk says what: on to signing in by phone
    if route.audience not in (EVERYONE, SIGNED_IN) and not user.roles & route.audience:
        return "out"
    if who == "other_site_staff" and method in OF_ONE_ROOM.get(route.name, ()):
        return "out"
    return "in" if method == "GET" else "either"


def test_every_route_declares_its_audience() -> None:
    silent = [f"{route.name} ({route.path})" for route in ROUTES if route.audience is None]
    assert not silent, f"@public, @signed_in, @staff or @audience is missing: {silent}"
    assert len(ROUTES) > 20


def test_few_pages_are_for_strangers() -> None:
    found = {
        route.name
        for route in ROUTES
        if route.audience == EVERYONE and route.namespace not in PUBLIC_APPS
    }
    assert found == PUBLIC


def test_only_ones_own_pages_are_for_accounts_without_a_role() -> None:
    assert {route.name for route in ROUTES if route.audience == SIGNED_IN} == OWN


def test_no_form_goes_without_its_token() -> None:
    """But programs: their token stands in a header, which no browser adds by itself, and their
    views look at no cookie; what needs no token changes nothing."""
    exempt = {route.name for route in ROUTES if getattr(route.view, "csrf_exempt", False)}
    assert exempt == {r.name for r in ROUTES if r.namespace in ("api", "programs")}


def test_samples_and_room_pages_name_routes_that_exist() -> None:
    names = {route.name for route in ROUTES}
    wanted = {
        name for route in ROUTES for kwarg in route.kwargs
        for name in (f"{route.name}.{kwarg}", f"{route.namespace}.{kwarg}")
    }  # fmt: skip
    apps = {route.namespace for route in ROUTES}
    assert OF_ONE_ROOM.keys() <= names
    assert {key for key in SAMPLES if key.split(".")[0].split(":")[0] in apps} <= wanted


def test_pages_that_staff_of_rooms_write_say_whose_room_they_are() -> None:
    """An object page for some roles with site staff among them: theirs only, or why not?"""
    unsaid = [
        route.name
        for route in ROUTES
        if route.kwargs
        and route.audience not in (ALL_STAFF, EVERYONE, SIGNED_IN, FAMILIES, TOKENS)
        and Role.SITE_STAFF in (route.audience or ())
        and route.name not in OF_ONE_ROOM
    ]
    assert not unsaid, f"add to OF_ONE_ROOM in tests/house/objects.py: {unsaid}"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_walk(route: Route, people: dict[str, User], tea_room: Site) -> None:
    url = reverse(route.name, kwargs=sample(route, Things(tea_room)))
    if route.namespace in ("insight", "portal", "reports"):
        refresh()  # of the lake: every request that is taken back would do it once more
    _walk_as_nobody(route, url)
    for who, user in people.items():
        client = browser(user)
        for method in ("GET", "POST"):
            response = _call(client, method, url)
            status = response.status_code
            said = f"{method} {url} as {who}: {status}"
            expected = _expected(route, who, user, method)
            assert status < 500, said
            if _is_for_programs(route):
                assert status in (401, 405), f"{said}: a browser's sign-in is no token"
                continue
            if expected == "out":
                assert status in (403, 404), said
            if expected == "in":
                assert status not in (401, 403, 404), said
            if route.audience == FAMILIES:  # a member of staff is no guardian
                assert status == 302, said
                assert response["Location"].startswith("/family/sign-in/"), said
                continue
            if status in (301, 302):
                assert not response["Location"].startswith("/sign-in/?"), said
            if who not in ("library", "auditor"):
                assert CANARY not in _text(response), said
            if method == "POST" and _may_not_write(route, who):
                assert status in (403, 404, 405), f"{said}: this role changes nothing here"


def _walk_as_nobody(route: Route, url: str) -> None:
    client, opened = browser(), 0
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        response = _call(client, method, url)
        said = f"{method} {url} as nobody: {response.status_code}"
        assert CANARY not in _text(response), said
        if _is_for_programs(route):
            assert response.status_code in (401, 405), said
        elif route.audience in (EVERYONE, TOKENS):
            assert response.status_code < 500, said
            assert method != "GET" or response.status_code not in (401, 403, 404), said
            assert method != "HEAD" or response.status_code == opened, said
            opened = response.status_code if method == "GET" else opened
        else:
            assert response.status_code == 302, said
            door = "/family/sign-in/" if route.audience == FAMILIES else "/sign-in/"
            assert response["Location"].startswith(door), said
            assert "no-store" in response["Cache-Control"], said


def _may_not_write(route: Route, who: str) -> bool:
    if route.audience in (EVERYONE, TOKENS) or route.name in OWN:
        return False
    if who == "library":
        return route.namespace in OPERATORS and route.name not in LIBRARYS
    return who in ("assessor", "auditor", "outsider")


def _text(response: HttpResponse) -> str:
    return "" if response.streaming else response.content.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "route",
    [
        route
        for route in ROUTES
        if "pk" in route.kwargs and route.audience != FAMILIES and not _is_for_programs(route)
    ],
    ids=str,
)
def test_what_does_not_exist_is_not_found(route: Route, superuser: User, tea_room: Site) -> None:
    kwargs = {**sample(route, Things(tea_room)), "pk": 999_999_999}
    client = browser(superuser)
    for method in ("GET", "POST"):
        response = _call(client, method, reverse(route.name, kwargs=kwargs))
        assert response.status_code in (404, 405)


def test_an_unknown_address_is_not_found(client_as: ClientAs, operator: User) -> None:
    for client in (client_as(), client_as(operator)):
        assert client.get("/desk/no-such-page/").status_code == 404


class TestDenyByDefault:
    """Views of a site where somebody forgot to say for whom they are."""

    @pytest.fixture(autouse=True)
    def _forgetful_site(self, settings: LazySettings) -> None:
        def silent(request: HttpRequest) -> HttpResponse:
            return HttpResponse("secret")

        def for_staff(request: HttpRequest) -> HttpResponse:
            return HttpResponse("desk")

        class Silent(View):
            def get(self, request: HttpRequest) -> HttpResponse:
                return HttpResponse("secret")

        class Welcome(View):
            def get(self, request: HttpRequest) -> HttpResponse:
                return HttpResponse("welcome")

        site = ModuleType("forgetful_site")
        site.urlpatterns = [  # type: ignore[attr-defined]
            path("silent/", silent),
            path("silent-class/", Silent.as_view()),
            path("welcome/", public(Welcome.as_view())),
            path("desk/", staff(for_staff)),
        ]
        settings.ROOT_URLCONF = site

    @pytest.mark.parametrize("address", ["/silent/", "/silent-class/"])
    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
    def test_a_view_without_an_audience_opens_for_nobody(
        self, superuser: User, address: str, method: str
    ) -> None:
        for client in (browser(), browser(superuser)):
            response = client.generic(method, address)
            assert response.status_code == 403
            assert b"secret" not in response.content
            assert b"forgetful" not in response.content  # nor does it say how we work inside

    def test_declared_views_open(self, operator: User) -> None:
        assert browser().get("/welcome/").content == b"welcome"
        assert browser(operator).get("/desk/").content == b"desk"

    def test_a_page_without_an_account_may_be_kept_by_caches(self) -> None:
        assert not browser().get("/welcome/").has_header("Cache-Control")

    def test_an_outsider_stays_outside(self, outsider: User) -> None:
        assert browser(outsider).get("/desk/").status_code == 403


def test_decorating_a_class_is_a_mistake_that_is_told() -> None:
    with pytest.raises(ImproperlyConfigured):

        @staff
        class Page(View):
            pass


def test_an_audience_of_nobody_is_a_mistake_that_is_told() -> None:
    with pytest.raises(ImproperlyConfigured):
        audience()
