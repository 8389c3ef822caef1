# ruff: noqa: E501
"""Every route, every kind of person, whose thing it is: who gets in is what the policy says, whose rows is what the SQL says."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.doors.both import backends, town_on
from tests.doors.browser import Answer, Browser, encoded
from tests.doors.changes import digest, valid_forms
from tests.doors.places import routes
from tests.doors.private import READERS, addresses, forbidden
from tests.doors.probes import OFFICES, OWN, PERSON, Probe, expected, harmless, is_own, may, path_of, window
from tests.doors.town import Town


@pytest.fixture(scope="module", params=backends("probes"))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield from town_on(request, tmp_path_factory)


@pytest.fixture(scope="module")
def people(town: Town) -> Town:
    town.join("coordinator", "coordinator", town.refs["organisation"])
    town.person(PERSON)
    town.settle()
    return town


async def _ask(town: Town, probe: Probe) -> Answer:
    """Look, or send an empty form with a good token: what is not permitted says so before it says what is missing."""
    browser = window(town, probe.who)
    if probe.route.method == "GET":
        return await browser.asked("GET", probe.path)
    body = encoded({"_csrf": browser.token, "_": "x"})
    return await browser.asked("POST", probe.path, body=body, kind="application/x-www-form-urlencoded")


def test_everybody_gets_what_the_policy_and_the_rows_say(people: Town) -> None:
    window(people, "nobody")
    count, wrong = people.loop.run(_all_asked(people), timeout=800)
    assert wrong == [], "\n".join(wrong)
    print(f"\n{dict(count)}")
    assert count["probes"] * people.every > 2600
    assert count["another's"] * people.every > 200


async def _all_asked(people: Town) -> tuple[Counter[str], list[str]]:
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for probe in people.some(harmless(people)):
        permitted, own = may(probe.route, probe.who), is_own(probe)
        answer = await _ask(people, probe)
        right = expected(probe, permitted, own)
        count.update({"probes": 1, "permitted" if permitted else "not permitted": 1})
        count["another's"] += permitted and own is False
        if answer.status not in right:
            told = f"{probe.who} {probe.route.method} {probe.path} ({probe.route.path}, {probe.which}): {answer.status}, not {right}"
            wrong.append(told)
    return count, wrong


def test_another_offices_thing_looks_exactly_like_one_that_is_not_there(people: Town) -> None:
    """Status, headers and words are the same; only the address that was asked for differs."""
    compared = 0
    for route in routes():
        owned = [name for name in route.parameters if name in OWN]
        if not owned or route.method != "GET" or route.policy.public:
            continue
        for who in ("officer", "lead", "stranger", "owner", "rival", "hidden"):
            probe = Probe(route, who, 1 if OFFICES[who] in ("ours", "owner") else 0, "")
            if not may(route, who) or is_own(probe) is not False:
                continue
            theirs, none = path_of(people, route, probe.which), path_of(people, route, 2)
            answers = [window(people, who).get(path) for path in (theirs, none)]
            bodies = [
                answer.body.replace(path.encode(), b"") for answer, path in zip(answers, (theirs, none), strict=True)
            ]
            assert [answer.status for answer in answers] == [404, 404], theirs
            assert bodies[0] == bodies[1], theirs
            names = [sorted(name for name, _ in answer.headers) for answer in answers]
            assert names[0] == names[1], theirs
            compared += 1
    assert compared > 30


def test_nobody_reads_what_is_not_theirs_on_any_page(people: Town) -> None:
    """Every readable address with every reference, read by everybody; the words of others are on none, nor in a header."""
    found, pages = people.loop.run(_read_by_all(people), timeout=800)
    assert found == []
    print(f"\n{pages} pages read")
    assert pages * people.every > 1000


async def _read_by_all(people: Town) -> tuple[list[str], int]:
    leaks, pages = [], 0
    hidden = {who: forbidden(people, who) for who in READERS}
    everywhere = addresses(people)
    for who, path in people.some((who, path) for who in READERS for path in everywhere):
        browser = Browser(people.app.site, people.loop) if who == "nobody" else people.again(who)
        answer = await browser.asked("GET", path)
        whole = answer.body.decode("utf-8", "replace") + repr(answer.headers)
        leaks += [f"{who} reads {what} at {path}" for what, words in hidden[who] if any(one in whole for one in words)]
        pages += 1
    return leaks, pages


# -- what another's hand may not do -----------------------------------------------------------------------------------


def test_a_command_about_anothers_thing_changes_nothing(people: Town) -> None:
    """Whole, valid forms of every kind, sent by whoever the policy lets in but who does not own the thing."""
    before = digest(people)
    sent = 0
    for route in routes():
        owned = [name for name in route.parameters if name in OWN]
        if route.method == "GET" or not owned:
            continue
        for who in ("officer", "lead", "stranger", "owner", "rival", "hidden", "person"):
            for which in (0, 1):
                probe = Probe(route, who, which, path_of(people, route, which))
                if not may(route, who) or is_own(probe) is not False:
                    continue
                for form in valid_forms(people, route):
                    answer = window(people, who).post(probe.path, form)
                    unasked = who == "person" and form == {"answer": "not_reachable"}
                    assert answer.status == (422 if unasked else 404), f"{who} {probe.path} {form}: {answer.status}"
                    sent += 1
    assert sent > 100
    assert digest(people) == before


def test_a_command_naming_anothers_thing_in_its_fields_changes_nothing(people: Town) -> None:
    refs, before = people.refs, digest(people)
    hire = {"start": "2026-07-20", "contract": "permanent", "hours": "40", "pay": "yes"}
    vacancy = {
        "title": "Чуждо място", "description": "Някаква работа на смени, обучаваме.", "contract": "permanent", "town": "Русе",
    }  # fmt: skip
    attempts = (
        ("stranger", "/placements/referrals", {"candidate": refs["person 7"], "vacancy": refs["vacancy of owner"]}),
        (
            "officer",
            "/placements/referrals",
            {"candidate": refs["their person 1"], "vacancy": refs["vacancy of owner"]},
        ),
        ("stranger", "/placements/hires", {**hire, "candidate": refs["person 7"], "employer": refs["owner"]}),
        ("stranger", "/placements/hires", {**hire, "referral": refs["open referral"]}),
        ("officer", "/placements/hires", {**hire, "referral": refs["their open referral"]}),
        (
            "officer",
            "/placements/hires",
            {**hire, "candidate": refs["person 7"], "referral": refs["their open referral"]},
        ),
        ("owner", "/intake/vacancies", {**vacancy, "employer": refs["rival"]}),
        ("rival", "/intake/vacancies", {**vacancy, "employer": refs["owner"]}),
    )
    for who, path, form in attempts:
        answer = people.again(who).post(path, form)
        assert answer.status in (404, 422), f"{who} {path} {form}: {answer.status}"
    assert digest(people) == before


def test_an_employer_that_nobody_verified_sees_and_gets_nobody(people: Town) -> None:
    refs = people.refs
    answer = people.again("officer").post(
        "/placements/referrals", {"candidate": refs["person 7"], "vacancy": refs["vacancy of hidden"]}
    )
    assert answer.status == 422
    assert people.again("officer").post(
        "/placements/referrals", {"candidate": refs["person 7"], "employer": refs["hidden"]}
    ).status == 422  # fmt: skip
    page = people.again("hidden").get("/placements/people").text
    assert not re.search(r"C-[0-9A-Z]{4}", page)
    assert Browser(people.app.site, people.loop).get(f"/bg/vacancies/{refs['vacancy of hidden']}").status in (404, 410)


def test_a_permission_that_was_withdrawn_takes_the_referral_from_the_employer_at_once(people: Town) -> None:
    refs = people.refs
    path = f"/placements/referrals/{refs['open referral']}"
    assert people.again("owner").get(path).status == 200
    taken = f"/intake/candidates/{refs['person 8']}/permissions/{refs['permission']}/withdrawal"
    assert people.again("officer").post(taken, {}).status == 303
    people.settle()
    assert people.again("owner").get(path).status == 404
    assert people.again("owner").post(f"{path}/steps", {"state": "interview"}).status == 404
    assert refs["open referral"] not in people.again("owner").get("/placements/people").text
    assert refs["open referral"] not in people.again("owner").get("/placements/referrals").text
    assert people.again("officer").get(path).status == 200


# -- the second net ---------------------------------------------------------------------------------------------------


def test_each_query_keeps_to_its_actor_when_it_is_asked_directly(people: Town) -> None:
    """Pages ask several queries about one thing; each alone must refuse, whatever was asked before it."""
    from services.intake.candidates.queries import candidates, files
    from services.intake.vacancies import queries as vacancies
    from services.placements.hires.queries import hires, history, worklist
    from services.placements.known import queries as known
    from services.placements.referrals import queries as referrals
    from shared.transaction import Missing

    refs, today = people.refs, people.clock.today()
    intake, placements = people.runtime("intake"), people.runtime("placements")
    stranger, rival = (people.actor(people.people[name]) for name in ("stranger", "rival"))

    def look(runtime: Any, query: Any, *args: Any) -> Any:
        return runtime.database.look(lambda session: query(session, *args))

    noted = {refs["person 1"]: "call", refs["minor"]: "names"}
    assert look(intake, candidates.names, intake.tools.keys, stranger, noted) == []
    refused = [
        (intake, candidates.code_of, stranger, refs["person 1"]),
        (intake, files.candidate_file, intake.tools.keys, stranger, refs["person 1"]),
        (intake, vacancies.own_vacancy, rival, refs["vacancy of owner"]),
        (placements, hires.hire, stranger, refs["hire 1"]),
        (placements, worklist.check, stranger, refs["hire 1"], 180),
        (placements, worklist.check, rival, refs["hire 1"], 180),
        (placements, referrals.referral_of, stranger, today, refs["refused"]),
        (placements, referrals.referral_of, rival, today, refs["refused"]),
        (placements, known.candidate, refs["person 7"], stranger.organisation),
    ]
    for runtime, query, *args in refused:
        with pytest.raises(Missing):
            look(runtime, query, *args)
    sealer = placements.tools.sealer
    for who in (stranger, rival):
        assert look(placements, worklist.checks, who, refs["hire 1"]) == []
        for query in (history.answers, history.history):
            assert look(placements, query, who, refs["hire 1"], sealer) == []
