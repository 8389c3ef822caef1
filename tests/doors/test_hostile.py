"""Thousands of hostile requests that reach the handlers: no fault of ours, nothing unescaped, each answered."""

import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from shared.languages import FRAME
from tests.doors.both import backends, town_on
from tests.doors.browser import Answer, Browser
from tests.doors.deeds import refer
from tests.doors.harm import MARK, MARKUP, RAW
from tests.doors.hostile import Corpus, Hostile
from tests.doors.places import routes
from tests.doors.town import Town
from tests.patience import PATIENCE

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""A body that breaks off in the middle of a file leaves the file to the collector."""

SEED, EACH, AT_ONCE = 20260302, 38, 4
LEAST = 5000
WATCHERS = ("visitor", "officer", "lead", "owner", "rival", "editor", "administrator", "auditor", "person")


class Sent(NamedTuple):
    """A request and its answer."""

    hostile: Hostile
    answer: Answer


NEVER = Answer(504, [], b"")
"""Stands for an answer that did not come while anybody would have waited."""


@pytest.fixture(scope="module", params=backends("hostile"))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield from town_on(request, tmp_path_factory)


@pytest.fixture(scope="module")
def answered(town: Town) -> list[Sent]:
    """The whole corpus, sent once."""
    town.people["visitor"] = town.visitor()
    town.person("person 8")
    town.join("passer", "administrator")
    _write_down(town)
    return town.loop.run(_all(town), timeout=800)


TAG = f"<b>{MARK}</b>"
HARM = " ".join(one for one in MARKUP if one.isprintable())


def _write_down(town: Town) -> None:
    """Harm in everything that people may write freely, by forms that are taken: what chance may leave out."""
    refs = town.refs
    officer, owner, rival = (town.again(name) for name in ("officer", "owner", "rival"))
    person, firm = f"/intake/candidates/{refs['person 2']}", f"/intake/employers/{refs['rival']}"
    refs["harmed"] = refer(town, "harmed", "person 7", refs["vacancy of owner"], "officer")
    vacancy = {"title": TAG, "description": HARM, "contract": "permanent", "town": "Русе", "kind": "job", "hours": 40}
    facts = {"name": f"Роса {TAG}", "name_en": "Rosa", "legal_form": "ood", "sector": "C", "town": "Русе"}
    made = town.post(rival, "/intake/vacancies", **vacancy, place="on-site", openings=1).location
    refs["harmed vacancy"] = made.rpartition("/")[2]
    forms: tuple[tuple[Browser, str, dict[str, Any]], ...] = (
        (rival, f"{made}/publication", {}),
        (rival, f"{firm}/facts", facts),
        (
            owner,
            f"/placements/referrals/{refs['harmed']}/steps",
            {"state": "declined", "reason": "skills", "text": HARM},
        ),
        (owner, "/recognition/interview/hiring", {"text": HARM, "language": "bg", "speaker": "owner", "send": "true"}),
        (owner, f"/placements/people/{refs['hire 2']}/staff-reference", {"staff_reference": TAG}),
        (officer, f"{person}/description", {"languages": "bg:B1", "right": "unrestricted", "wishes": HARM}),
        (officer, f"{person}/permissions", {"scope": "publish", "reach": "all", "words": HARM}),
    )
    for who, path, form in forms:
        town.post(who, path, **form)
    town.settle()
    answer = re.search(r"/recognition/answers/[\w-]+", town.again("editor").get("/recognition/desk").text)
    assert answer
    for name, path in (
        ("officer", f"/placements/referrals/{refs['harmed']}"),
        ("officer", firm),
        ("visitor", f"/bg/vacancies/{refs['harmed vacancy']}"),
        ("editor", answer[0]),
        ("owner", "/placements/people"),
        ("officer", person),
    ):
        text = town.again(name).get(path).text
        assert MARK in text, f"{path} shows what was written"
        assert TAG not in text, path


async def _all(town: Town) -> list[Sent]:
    answered: list[Sent] = []
    passers = Passers(town)
    town.people["passer-by"] = passers.next()
    waiting = iter(town.some(iter(Corpus(town, SEED, EACH))))

    async def work() -> None:
        for hostile in waiting:
            browser = passers.next() if hostile.who == "passer-by" else town.again(hostile.who)
            if hostile.who == "passer-by" and "x-form-token" in hostile.headers:
                hostile.headers["x-form-token"] = browser.token
            answered.append(Sent(hostile, await _answer(browser, hostile)))

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return answered


async def _answer(browser: Browser, sent: Hostile) -> Answer:
    """In ten seconds, or more where tests are told to be patient; who holds the loop lets no timer ring, and is late too."""
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE / 6
    try:
        async with asyncio.timeout_at(until):
            answer = await browser.asked(sent.method, sent.path, body=sent.body, kind=sent.kind, headers=sent.headers)
    except TimeoutError:
        return NEVER
    return answer if loop.time() < until else NEVER


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


def test_no_request_is_a_fault_of_ours(town: Town, answered: list[Sent]) -> None:
    faults = Counter(
        f"{answer.status} {one.method} {one.route.path}" for one, answer in answered if answer.status >= 500
    )
    examples = [str(one) for one, answer in answered if answer.status >= 500]
    assert faults == {}, examples[:5]
    assert len(answered) * town.every >= LEAST


def test_nothing_comes_back_as_markup(answered: list[Sent]) -> None:
    echoed = 0
    for one, answer in answered:
        if "html" in answer.header("content-type") or "svg" in answer.header("content-type"):
            if MARK.encode() not in answer.body:
                continue
            echoed += 1
            found = RAW.search(answer.body.decode("utf-8"))
            assert found is None, f"{found and found[0]} in the answer to {one}"
        else:
            assert answer.header("x-content-type-options") == "nosniff"
    assert echoed > len(answered) / 40, "pages show what was sent to them"


def test_the_corpus_reaches_the_handlers_of_every_route(town: Town, answered: list[Sent]) -> None:
    """A corpus that is turned away at the door proves nothing."""
    reached = {one.route.path for one, answer in answered if answer.status in (200, 201, 204, 302, 303, 304, 410, 422)}
    unseen = {route.path for route in routes()} - reached - NEVER_DONE
    missed = {
        path: dict(Counter(answer.status for one, answer in answered if one.route.path == path))
        for path in unseen
        if not path.startswith(NOT_THERE)
    }
    assert missed == {} or (town.every > 1 and len(missed) < len(reached) / 2)
    count = Counter(answer.status for _, answer in answered)
    assert count[403] < len(answered) / 20
    assert count[422] > len(answered) / 8
    print(f"\n{len(answered)} hostile requests: {dict(sorted(count.items()))}")


NEVER_DONE = {"/static/{path:path}", "/demo/clock"}
NOT_THERE = (
    *(f"/{lang}/mistakes/" for lang in FRAME),
    "/recognition/mistakes/",
    "/recognition/alerts/",
    "/recognition/audits/",
)
"""Nobody in the town saw a mistake, and no edition of it was drawn from: the tests of these subjects ask there."""


def test_every_request_is_answered(answered: list[Sent]) -> None:
    assert [str(one) for one, answer in answered if answer is NEVER] == []


def test_what_was_stored_comes_back_as_text(town: Town, answered: list[Sent]) -> None:
    """Every page of everybody, after everything was tried: what hostile words were kept are words."""
    shown: Counter[str] = Counter()
    read = 0
    town.settle()
    for who in WATCHERS:
        for path in _pages(town, who):
            answer = town.again(who).get(path)
            assert answer.status < 500, path
            read += 1
            if "html" in answer.header("content-type") and MARK.encode() in answer.body:
                shown[path] += answer.body.count(MARK.encode())
                assert RAW.search(answer.text) is None, f"{who}: {path}"
                assert TAG not in answer.text, f"{who}: {path}"
    print(f"\n{read} pages read, {shown.total()} hostile words on {len(shown)} of them")
    assert shown.total() > 100, "much of it was stored and is shown"


def test_what_a_rule_names_comes_back_as_text(town: Town) -> None:
    """A rule says no and repeats what was sent: in the summary of the form, and beside the field."""
    named = f"<b>{MARK}"
    answer = town.again("editor").post(f"/recognition/editions/{named}/corrections", {})
    assert answer.status == 422
    assert f"&lt;b&gt;{MARK}" in answer.text
    assert named not in answer.text


def _pages(town: Town, who: str) -> list[str]:
    """Each address that this person may read, with references that exist. What asks for nobody is the visitor's."""
    refs = town.refs
    known = {
        "candidate": ("person 1", "person 2"), "employer": ("owner", "rival", "hidden"), "entity": ("owner",),
        "placement": ("hire 1", "hire 2"), "referral": ("open referral", "harmed"), "slug": ("slug",),
        "series": ("series",), "initiative": ("initiative",),
        "vacancy": ("vacancy of owner", "vacancy of rival", "harmed vacancy"),
    }  # fmt: skip
    actor = None if who == "visitor" else town.actor(town.people[who])
    found = []
    for route in routes():
        if route.method != "GET" or "{path" in route.path or not route.policy.allows(actor):
            continue
        if route.policy.public and actor is not None:
            continue
        choices = [known.get(name, ()) for name in route.parameters] or [("",)]
        for choice in choices[0]:
            path = route.template
            for name in route.parameters:
                path = path.replace(f"{{{name}}}", refs[choice])
            found.append(path)
    return found
