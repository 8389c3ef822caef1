"""What the door is made of, said a second time and by hand: who at most may use what, and the headers word for word."""

import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from services.routes import Route
from shared.languages import FRAME
from tests.doors.browser import Browser
from tests.doors.places import routes
from tests.doors.town import Town, open_town

OFFICE = {"officer", "lead"}
MOST: tuple[tuple[str, set[str]], ...] = (
    ("/intake/candidates", OFFICE), ("/intake/candidates/{}/erasure", OFFICE | {"administrator"}),
    ("/intake/organisations", {"administrator"}), ("/intake/names", OFFICE), ("/intake/same-person", OFFICE),
    ("/intake/cases", OFFICE), ("/intake/cases/load", {"lead"}),
    ("/intake/colleagues", {"administrator"}),
    ("/placements/today", OFFICE), ("/placements/hires/{}/follow-ups", OFFICE | {"employer"}), ("/placements/hires", OFFICE),
    ("/placements/hires/{}/renewal", OFFICE | {"employer"}),
    ("/placements/people", {"employer"}), ("/placements/referrals", OFFICE | {"employer"}),
    ("/intake/my-data", {"candidate"}),
    ("/recognition/desk", {"editor"}), ("/recognition/editions", {"editor"}), ("/recognition/answers", {"editor"}),
    ("/recognition/profiles", {"editor"}), ("/recognition/series", {"editor"}),
    ("/recognition/standing", OFFICE | {"employer", "editor", "auditor", "administrator"}),
    ("/recognition/interview", {"employer"}), ("/recognition/interviews", OFFICE),
    ("/intake/employer", OFFICE | {"employer", "editor", "administrator"}),
    ("/intake/vacancies", OFFICE | {"employer", "editor"}), ("/intake/register", set()), ("/intake/sign-in", set()),
)  # fmt: skip
"""By the beginning of the address, the longest that fits: who at most. Nothing = anybody, for those pages alone."""
OPEN_TO_ALL = (
    "/intake/register",
    "/intake/sign-in",
    "/intake/invitations",
    "/intake/confirm",
    "/intake/reset",
    "/intake/unlock",
    "/placements/answers",
    "/intake/my-data/codes",
    "/intake/my-data/sign-in",
    *(f"/{lang}/{page}" for lang in FRAME for page in ("contact", "mistakes")),
)
OWN = ("/intake/sign-out", "/intake/account", "/intake/second-factor")
"""Everybody's own account, whatever the role."""
ANY_ACCOUNT = {
    "/recognition/awards/{year:str}/nominations",
    "/recognition/awards/{year:str}/nominations/{nomination:str}/removal",
}
"""Whoever has an account may put an employer forward (R-11)."""
SHARED = ("/healthz", "/readyz", "/language", "/static", "/demo")


def most(route: Route) -> set[str] | None:
    path = "/".join("{}" if part.startswith("{") else part for part in route.path.split("/"))
    found = [(len(start), roles) for start, roles in MOST if path.startswith(start)]
    return max(found, key=lambda one: one[0])[1] if found else None


@pytest.mark.parametrize("route", routes(), ids=lambda route: f"{route.method} {route.path}")
def test_no_route_lets_in_more_than_it_may(route: Route) -> None:
    if route.path.startswith(SHARED):
        assert not route.policy.roles
    elif route.path.startswith(OPEN_TO_ALL):
        assert route.policy.name == "anybody"
    elif route.policy.public:
        assert route.method == "GET"
        assert not route.path.startswith(("/intake", "/placements", "/recognition"))
    else:
        assert route.policy.signed_in, "a page of an office says who may use it"
        allowed = most(route)
        if allowed is not None:
            assert set(route.policy.roles) <= allowed, route.policy.name
            assert route.policy.roles, "signing in alone opens nothing here"


def test_every_page_that_changes_something_in_an_office_names_roles() -> None:
    unnamed = {
        route.path for route in routes() if route.method == "POST" and route.policy.signed_in and not route.policy.roles
    }
    assert {path for path in unnamed if not path.startswith(OWN)} == ANY_ACCOUNT


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town before anybody lives there."""
    with open_town(tmp_path_factory.mktemp("bare")) as town:
        yield town


@pytest.mark.parametrize("path", ["/healthz", "/intake/sign-in", "/nowhere", "/" + "a" * 5000, "/bg"])
def test_headers_word_for_word(bare: Town, path: str) -> None:
    answer = Browser(bare.app.site, bare.loop).get(path)
    assert {name: answer.header(name) for name in HEADERS} == HEADERS
    policy = dict(part.strip().partition(" ")[::2] for part in answer.header("content-security-policy").split(";"))
    assert policy == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:", "font-src": "'self'",
        "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip


def test_a_log_line_forgets_every_key_that_is_not_on_the_list(told: Callable[[], str]) -> None:
    structlog.get_logger("x").info("said", name="Жабуцо", email="a@b.c", reference="kept")
    logging.getLogger("y").info("said", extra={"phone": "+359888123", "why": "kept too"})
    lines = told()
    assert "kept" in lines
    assert "kept too" in lines
    assert not any(word in lines for word in ("Жабуцо", "\\u0416", "a@b.c", "359888"))


def test_whoever_lost_the_checkpoint_commits_nothing(bare: Town) -> None:
    from shared.inbox import Fenced, Projection

    runtime = bare.runtime("placements")
    old, new = Projection(runtime), Projection(runtime)
    runtime.database.transact(lambda session: old.begin(session, "then"))
    runtime.database.transact(lambda session: new.begin(session, "then"))
    with pytest.raises(Fenced):
        runtime.database.transact(lambda session: old.fence(session))
    runtime.database.transact(lambda session: new.fence(session))


@pytest.mark.parametrize("name", ["placements", "recognition"])
def test_a_service_that_hears_nothing_shows_nobody_and_does_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What was taken back may be unknown to it: closed accounts, withdrawn permissions, listings."""
    officer = town.people["officer"]
    here = {"placements": "/placements/today", "recognition": f"/recognition/standings/{town.refs['owner']}"}[name]
    assert officer.get(here).status == 200
    monkeypatch.setattr(town.runtime(name), "is_deaf", lambda: True)
    answer = officer.get(here)
    assert answer.status == 503
    assert "не знаем кои профили са закрити" in answer.text
    assert answer.header("cache-control") == "no-store"
    act = {"placements": "/placements/answers/any", "recognition": "/recognition/editions"}[name]
    assert officer.post(act, {}).status == town.visitor().post(act, {}).status == 503
    assert (
        officer.get(here, headers={"accept": "application/json"}).header("content-type") == "application/problem+json"
    )
    assert town.visitor().get("/bg/employers").status == 200, "public pages tell of nobody"
    assert officer.get("/intake/candidates").status == 200, "whoever takes back knows by itself"
