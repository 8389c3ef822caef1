# ruff: noqa: E501
"""Every route, every kind of person, whose thing it is: who gets in is what the policy says, whose rows is what the SQL says."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.routes import Route
from tests.doors.both import backends, town_on
from tests.doors.browser import Answer, Browser, encoded
from tests.doors.places import routes
from tests.doors.town import Town

ACTORS = {
    "nobody": (), "officer": ("officer",), "lead": ("lead",), "stranger": ("officer",), "owner": ("employer",), "rival": ("employer",),
    "hidden": ("employer",), "editor": ("editor",), "administrator": ("administrator",), "auditor": ("auditor",), "coordinator": ("coordinator",),
    "person": ("candidate",),
}  # fmt: skip
OFFICES = {
    "officer": "ours",
    "lead": "ours",
    "stranger": "theirs",
    "owner": "owner",
    "rival": "rival",
    "hidden": "hidden",
    "person": "person",
}

# Whose a thing is: the first the first office's or employer's, the second the second's, the third nobody's.
THINGS = {
    "candidate": ("person 8", "their person 2"), "placement": ("hire 1", "their hire"), "referral": ("open referral", "their open referral"),
    "permission": ("permission", "their permission"), "employer": ("owner", "rival"), "vacancy": ("vacancy of owner", "vacancy of rival"),
    "entity": ("owner", "rival"), "given": ("said", "their said"), "answer": ("answer", "answer"), "account": ("account of officer", "account of stranger"), "slug": ("slug", "slug"),
    "code": ("code of person 8", "code of their person 2"),
}  # fmt: skip
PLAIN = {"milestone": "180", "number": "2026-2", "question": "activity", "practice": "mentor", "kind": "figure"}
PERSON = "person 8"
"""Who looks for work and came in by a one-time code: to the own data and to nothing else."""
NONE = "01a20026-0000-7000-8000-000000000000"

OWN = {
    "candidate": {"ours": 0, "theirs": 1}, "code": {"ours": 0, "theirs": 1}, "permission": {"ours": 0, "theirs": 1, "person": 0}, "placement": {"ours": 0, "theirs": 1, "owner": 0, "rival": 1},
    "referral": {"ours": 0, "theirs": 1, "owner": 0, "rival": 1}, "employer": {"owner": 0, "rival": 1}, "vacancy": {"owner": 0, "rival": 1},
}  # fmt: skip
"""By the kind of thing: which of the two belongs to whom. What is not here has no owner among those its policy lets in."""
OFFICE_WIDE = {"employer", "vacancy", "entity"}
"""Employers and vacancies are every office's business; an employer sees its own alone."""


class Probe(NamedTuple):
    route: Route
    who: str
    which: int
    """0 the first office's or employer's, 1 the second's, 2 one that is not there."""
    path: str


def path_of(town: Town, route: Route, which: int) -> str:
    path = route.template
    for name in route.parameters:
        known = THINGS.get(name)
        value = PLAIN.get(name) or (NONE if which == 2 or not known else town.refs[known[which]])
        path = path.replace(f"{{{name}}}", value)
    return path


def probes(town: Town) -> Iterator[Probe]:
    for route in routes():
        if "/static/" in route.path or route.path.startswith("/demo/"):
            continue
        owned = [name for name in route.parameters if name in THINGS]
        for which in (0, 1, 2) if owned else (0,):
            for who in ACTORS:
                yield Probe(route, who, which, path_of(town, route, which))


def may(route: Route, who: str) -> bool:
    policy = route.policy
    if policy.roles:
        return bool(set(policy.roles) & set(ACTORS[who]))
    return not policy.signed_in or who not in ("nobody", "person")


def is_own(probe: Probe) -> bool | None:
    """Whether the thing is this actor's; None where nobody owns it."""
    if probe.route.policy.public:
        return None
    owner = OFFICES.get(probe.who)
    answers = []
    for name in probe.route.parameters:
        if name not in OWN:
            continue
        if name in OFFICE_WIDE and not set(ACTORS[probe.who]) & {"employer"}:
            continue
        answers.append(OWN[name].get(owner or "") == probe.which)
    return all(answers) if answers else None


@pytest.fixture(scope="module", params=backends("probes"))
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    yield from town_on(request, tmp_path_factory)


@pytest.fixture(scope="module")
def people(town: Town) -> Town:
    town.join("coordinator", "coordinator", town.refs["organisation"])
    town.person(PERSON)
    town.settle()
    return town


def _browser(town: Town, who: str) -> Browser:
    if who != "nobody":
        return town.again(who)
    if who not in town.people:
        town.people[who] = town.visitor()
    return town.again(who)


async def _ask(town: Town, probe: Probe) -> Answer:
    """Look, or send an empty form with a good token: what is not permitted says so before it says what is missing."""
    browser = _browser(town, probe.who)
    if probe.route.method == "GET":
        return await browser.asked("GET", probe.path)
    body = encoded({"_csrf": browser.token, "_": "x"})
    return await browser.asked("POST", probe.path, body=body, kind="application/x-www-form-urlencoded")


CHANGES_WITHOUT_A_WORD = re.compile(
    r"/(closing|publication|prolongation|verification|readiness|withdrawal|reminder|listing|sign-out|language|staff-reference|group|text)$"
)
"""Forms with nothing to fill in: sent by their owner they act, so the owner's own probe is left to the other tests."""


def test_everybody_gets_what_the_policy_and_the_rows_say(people: Town) -> None:
    _browser(people, "nobody")
    count, wrong = people.loop.run(_all_asked(people), timeout=800)
    assert wrong == [], "\n".join(wrong)
    print(f"\n{dict(count)}")
    assert count["probes"] * people.every > 2600
    assert count["another's"] * people.every > 200


async def _all_asked(people: Town) -> tuple[Counter[str], list[str]]:
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for probe in people.some(_harmless(people)):
        permitted, own = may(probe.route, probe.who), is_own(probe)
        answer = await _ask(people, probe)
        expected = _expected(probe, permitted, own)
        count.update({"probes": 1, "permitted" if permitted else "not permitted": 1})
        count["another's"] += permitted and own is False
        if answer.status not in expected:
            told = f"{probe.who} {probe.route.method} {probe.path} ({probe.route.path}, {probe.which}): {answer.status}, not {expected}"
            wrong.append(told)
    return count, wrong


def _harmless(people: Town) -> Iterator[Probe]:
    for probe in probes(people):
        acts = may(probe.route, probe.who) and is_own(probe) is not False and probe.which != 2
        if not (acts and probe.route.method != "GET" and CHANGES_WITHOUT_A_WORD.search(probe.path)):
            yield probe


def _expected(probe: Probe, permitted: bool, own: bool | None) -> set[int]:
    if not permitted:
        return {303} if probe.who == "nobody" else {404}
    if own is False:
        return {404, 422} if _is_asked_first(probe) else {404}
    if probe.which == 2 and any(name in THINGS for name in probe.route.parameters):
        return {404, 422} if probe.route.method != "GET" else {404}
    return {200, 201, 302, 303, 304, 422, 410, 404} if probe.route.policy.public or own is None else {200, 303, 422}


def _is_asked_first(probe: Probe) -> bool:
    """An empty answer of an employer or of the person is told what is missing, whichever hire the address names."""
    asked = set(ACTORS[probe.who]) & {"employer", "candidate"}
    return probe.route.path.endswith("/follow-ups/{milestone:int}") and bool(asked)


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
            answers = [_browser(people, who).get(path) for path in (theirs, none)]
            bodies = [
                answer.body.replace(path.encode(), b"") for answer, path in zip(answers, (theirs, none), strict=True)
            ]
            assert [answer.status for answer in answers] == [404, 404], theirs
            assert bodies[0] == bodies[1], theirs
            names = [sorted(name for name, _ in answer.headers) for answer in answers]
            assert names[0] == names[1], theirs
            compared += 1
    assert compared > 30


READERS = {
    # who: what they must never read, by the beginning of its name
    "nobody": ("",),
    "officer": ("name of their", "phone of their", "birth of their", "wishes of their", "words of refusal", "staff reference", "draft of"),
    "lead": ("name of their", "phone of their", "birth of their", "wishes of their", "staff reference", "draft of"),
    "stranger": ("name of person", "phone of person", "birth of person", "wishes of person", "name of minor", "guardian", "words to", "words of", "staff reference", "draft of"),
    "owner": ("name of person", "name of their", "name of minor", "phone of p", "birth", "wishes", "guardian", "words to", "contact of r", "contact of h", "phone of r", "address of r"),
    "rival": ("name of person", "name of their", "phone of p", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact of o", "phone of o", "address of o"),
    "hidden": ("name of person", "name of their", "phone of p", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact of o", "contact of r"),
    "editor": ("name of person", "name of their", "name of minor", "phone of person", "birth", "wishes", "guardian", "words of", "staff reference", "draft of"),
    "administrator": ("name of person", "name of their", "name of minor", "phone of person", "birth", "wishes", "guardian", "words", "staff reference", "draft of"),
    "auditor": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
    "coordinator": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
    "person": ("name of person", "name of their", "name of minor", "phone", "birth", "wishes", "guardian", "words", "staff reference", "draft of", "contact"),
}  # fmt: skip


def test_nobody_reads_what_is_not_theirs_on_any_page(people: Town) -> None:
    """Every readable address with every reference, read by everybody; the words of others are on none, nor in a header."""
    found, pages = people.loop.run(_read_by_all(people), timeout=800)
    assert found == []
    print(f"\n{pages} pages read")
    assert pages * people.every > 1000


async def _read_by_all(people: Town) -> tuple[list[str], int]:
    leaks, pages = [], 0
    forbidden = {who: _forbidden(people, who) for who in READERS}
    addresses = _addresses(people)
    for who, path in people.some((who, path) for who in READERS for path in addresses):
        browser = Browser(people.app.site, people.loop) if who == "nobody" else people.again(who)
        answer = await browser.asked("GET", path)
        whole = answer.body.decode("utf-8", "replace") + repr(answer.headers)
        leaks += [
            f"{who} reads {what} at {path}" for what, words in forbidden[who] if any(one in whole for one in words)
        ]
        pages += 1
    return leaks, pages


def _forbidden(people: Town, who: str) -> list[tuple[str, tuple[str, ...]]]:
    """What this person must never read, in every form in which a page may write it."""
    found = [
        (what, forms(word))
        for what, word in people.private.items()
        if what.startswith(READERS[who])
        and (who, what) != ("officer", "words of refusal")
        and not (who == "person" and what.endswith(PERSON))
    ]
    assert found
    return found


def forms(word: str) -> tuple[str, ...]:
    """A private word as pages may write it: dates in three ways."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        year, month, day = word.split("-")
        return word, f"{day}.{month}.{year}", f"{int(day)}.{int(month)}.{year}"
    return (
        word.split()[-1]
        if word.startswith(("Иска", "Казвам", "Не ", "Още"))
        else word.split(" ")[0]
        if " Ил" in word or " К" in word
        else word,
    )


def _addresses(town: Town) -> list[str]:
    found = []
    for route in routes():
        if route.method != "GET" or "/static/" in route.path or route.path.startswith("/demo/"):
            continue
        for which in (0, 1) if any(name in THINGS for name in route.parameters) else (0,):
            found.append(path_of(town, route, which))
    everybody = [town.refs[name] for name in ("person 1", "person 8", "minor", "their person 1", "their person 2")]
    asked = ("&".join(f"{what}={code}" for code in [*everybody, *_codes(town)]) for what in ("c", "call"))
    return [*found, *(f"/intake/names?{codes}" for codes in asked),
            *(f"/placements/hires?code={code}" for code in _codes(town)), f"/intake/vacancies?employer={town.refs['rival']}",
            f"/intake/vacancies?employer={town.refs['owner']}", f"/intake/vacancies/new?employer={town.refs['rival']}",
            f"/placements/hires/new?referral={town.refs['their open referral']}", f"/placements/referrals/new?candidate={town.refs['their person 2']}"]  # fmt: skip


def _codes(town: Town) -> list[str]:
    import sqlalchemy as sa

    table = town.runtime("intake").service.metadata.tables["candidate"]
    query = sa.select(table.c.case_code).order_by(table.c.id)
    return [str(code) for code in town.runtime("intake").database.look(lambda s: list(s.scalars(query)))]


# -- what another's hand may not do -----------------------------------------------------------------------------------


def test_a_command_about_anothers_thing_changes_nothing(people: Town) -> None:
    """Whole, valid forms of every kind, sent by whoever the policy lets in but who does not own the thing."""
    before = _digest(people)
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
                    answer = _browser(people, who).post(probe.path, form)
                    unasked = who == "person" and form == {"answer": "not_reachable"}
                    assert answer.status == (422 if unasked else 404), f"{who} {probe.path} {form}: {answer.status}"
                    sent += 1
    assert sent > 100
    assert _digest(people) == before


def test_a_command_naming_anothers_thing_in_its_fields_changes_nothing(people: Town) -> None:
    refs, before = people.refs, _digest(people)
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
    assert _digest(people) == before


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


def valid_forms(town: Town, route: Route) -> list[dict[str, str]]:
    """Forms that would act, were they sent by the owner."""
    day = "2026-07-20"
    forms_ = {
        "identity": [{"name": "Друго Име", "born": "1990-01-01", "no_phone": "true", "town": "Русе"}], "description": [{"languages": "bg:B2"}],
        "notice": [{"language": "bg"}], "permissions": [{"scope": "apply", "reach": "all"}], "steps": [{"state": "interview"}, {"state": "withdrawn"}, {"state": "seen"}],
        "ending": [{"last_day": "2026-07-10", "reason": "quit"}], "void": [{"reason": "other"}], "180": [{"answer": "at_work"}, {"answer": "not_reachable"}],
        "correction": [{"start": "2026-03-03", "contract": "permanent", "hours": "30"}], "staff-reference": [{"staff_reference": "X1"}],
        "headcounts": [{"headcount": "77"}], "suspensions": [{"begins": day, "reason": "Проверка"}], "practices": [{"practice": "skills"}],
        "refusal": [{"reason": "Не е вярно"}], "facts": [{"name": "Чуждо име", "name_en": "Foreign", "legal_form": "ood", "sector": "C", "town": "Русе"}],
        "text": [{"title": "Друг текст", "description": "Някаква работа на смени, обучаваме.", "contract": "permanent", "town": "Русе"}],
    }  # fmt: skip
    return forms_.get(route.template.replace("{milestone}", "180").rpartition("/")[2], [{}])


def _lines(table: sa.Table, session: Session) -> list[str]:
    return [repr(tuple(row)) for row in session.execute(sa.select(table))]


def _digest(town: Town) -> dict[str, str]:
    """Every owned row of every service except what is written when somebody reads."""

    found = {}
    for name, runtime in town.app.runtimes.items():
        for table in runtime.service.metadata.sorted_tables:
            if table.name in ("lease", "checkpoint", "inbox", "reading", "outbox_mark") or table.schema:
                continue
            rows = runtime.database.look(partial(_lines, table))
            if table.name == "outbox":
                rows = [row.partition("2026")[0][:60] for row in rows]
            found[f"{name}.{table.name}"] = hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()[:12]
    return found


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
