"""Thousands of hostile requests that reach the handlers: no fault of ours, nothing unescaped, nothing slow."""

import asyncio
import time
from collections import Counter

import pytest

from services.wire import routes
from tests.doors.browser import Answer, Browser
from tests.doors.hostile import RAW, Corpus, Hostile
from tests.doors.town import Town

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.xdist_group("hostile"),
]
"""The corpus is sent once, so one process runs all of this.

A body that breaks off in the middle of a file leaves the file to the collector.
"""

SEED, EACH, AT_ONCE, PATIENCE = 20260302, 38, 4, 10.0
LEAST = 5000
WATCHERS = ("visitor", "officer", "lead", "owner", "rival", "editor", "administrator", "auditor")


@pytest.fixture(scope="module")
def answered(town: Town) -> list[tuple[Hostile, Answer, float]]:
    """The whole corpus, sent once."""
    town.people["visitor"] = town.visitor()
    town.join("passer", "administrator")
    return town.loop.run(_all(town), timeout=170)


async def _all(town: Town) -> list[tuple[Hostile, Answer, float]]:
    answered: list[tuple[Hostile, Answer, float]] = []
    corpus = Corpus(town, SEED, EACH)
    passers = Passers(town)
    town.people["passer-by"] = passers.next()
    waiting = iter(list(corpus))

    async def work() -> None:
        for hostile in waiting:
            browser = passers.next() if hostile.who == "passer-by" else town.again(hostile.who)
            if hostile.who == "passer-by" and "x-form-token" in hostile.headers:
                hostile.headers["x-form-token"] = browser.token
            started = time.monotonic()
            answer = await browser.asked(
                hostile.method, hostile.path, body=hostile.body, kind=hostile.kind, headers=hostile.headers
            )
            answered.append((hostile, answer, time.monotonic() - started))

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return answered


class Passers:
    """Administrators whose sessions nobody needs afterwards."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def next(self) -> Browser:
        token, actor = self.town.keys.sign_in(
            account=self.town.refs["account of passer"], name="П", roles=("administrator",)
        )
        cookies = {"session": token, "seen": self.town.keys.seen(actor.session)}
        return Browser(self.town.app.site, self.town.loop, cookies, self.town.keys.form_token(actor.session))


def test_no_request_is_a_fault_of_ours(answered: list[tuple[Hostile, Answer, float]]) -> None:
    faults = Counter(
        f"{answer.status} {one.method} {one.route.path}" for one, answer, _ in answered if answer.status >= 500
    )
    examples = [str(one) for one, answer, _ in answered if answer.status >= 500]
    assert faults == {}, examples[:5]
    assert len(answered) >= LEAST


def test_nothing_comes_back_as_markup(answered: list[tuple[Hostile, Answer, float]]) -> None:
    for one, answer, _ in answered:
        if "html" in answer.header("content-type") or "svg" in answer.header("content-type"):
            found = RAW.search(answer.body.decode("utf-8"))
            assert found is None, f"{found and found[0]} in the answer to {one}"
        else:
            assert answer.header("x-content-type-options") == "nosniff"


def test_the_corpus_reaches_the_handlers_of_every_route(answered: list[tuple[Hostile, Answer, float]]) -> None:
    """A corpus that is turned away at the door proves nothing."""
    reached = {
        one.route.path for one, answer, _ in answered if answer.status in (200, 201, 204, 302, 303, 304, 410, 422)
    }
    missed = {route.path for route in routes()} - reached - NEVER_DONE
    assert missed == set()
    count = Counter(answer.status for _, answer, _ in answered)
    assert count[403] < len(answered) / 20
    assert count[422] > len(answered) / 8
    print(f"\n{len(answered)} hostile requests: {dict(sorted(count.items()))}")


NEVER_DONE = {"/static/{path:path}", "/demo/clock"}


def test_no_request_takes_long(answered: list[tuple[Hostile, Answer, float]]) -> None:
    slowest = max(answered, key=lambda row: row[2])
    assert slowest[2] < PATIENCE, f"{slowest[2]:.1f} s: {slowest[0]}"


def test_what_was_stored_comes_back_as_text(town: Town, answered: list[tuple[Hostile, Answer, float]]) -> None:
    """Every page of everybody, after everything was tried: what hostile words were kept are words."""
    kept = 0
    town.settle()
    for who in WATCHERS:
        for path in _pages(town):
            answer = town.again(who).get(path)
            assert answer.status < 500, path
            if "html" in answer.header("content-type"):
                kept += answer.body.count(b"zq7")
                assert RAW.search(answer.text) is None, f"{who}: {path}"
    assert kept > 10, "some of it was stored and is shown"


def _pages(town: Town) -> list[str]:
    """Each address that can be read, with references that exist."""
    refs = town.refs
    known = {
        "candidate": ("person 1", "person 8"), "employer": ("owner", "hidden"), "entity": ("owner",),
        "placement": ("hire 1",),
        "vacancy": ("vacancy of owner", "vacancy of rival"), "referral": ("open referral",), "slug": ("slug",),
    }  # fmt: skip
    found = []
    for route in routes():
        if route.method != "GET" or "{path" in route.path:
            continue
        choices = [known.get(name, ()) for name in route.parameters] or [("",)]
        for choice in choices[0]:
            path = route.template
            for name in route.parameters:
                path = path.replace(f"{{{name}}}", refs[choice])
            found.append(path)
    return found
