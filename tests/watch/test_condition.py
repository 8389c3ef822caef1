"""*Is everything all right?* for everybody who works here, in their language: what is so, what waits, and what to do."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from services.app import listening
from services.condition.lines import GOOD, STOP, WAIT, Line, lines, worst
from services.intake.letters.tables import letter
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared.clock import machine_now
from shared.database import DERIVED
from shared.gap import Gap
from shared.service import Runtime, Service
from tests.markup import parsed
from tests.visitor import Visitor, site_of

Open = Callable[[Service], Runtime]
SERVICES = [INTAKE, PLACEMENTS, RECOGNITION]


def told_of(runtime: Runtime) -> dict[str, Line]:
    return {one.what: one for one in runtime.database.look(lambda session: lines(session, runtime))}


def trouble(runtime: Runtime) -> None:
    """An event that has waited for an hour, one set aside, records gone on without."""
    tables, hour = runtime.service.metadata.tables, datetime.timedelta(hours=1)
    event = {"event_id": "1", "type": "a.b.c", "aggregate_id": "x", "aggregate_version": 1, "payload": b""}
    aside = {"event_id": "2", "stream_seq": 1, "type": "a.b.c", "aggregate_id": "x", "payload": b"", "error": "e"}
    with runtime.database.session() as session:
        session.execute(sa.insert(tables["outbox"]).values(**event, recorded_at=runtime.clock.now() - hour))
        letters = tables[f"{DERIVED}.dead_letter"]
        session.execute(sa.insert(letters).values(**aside, why="poison", since=machine_now()))
    runtime.gap = Gap(runtime.clock.now() - hour, runtime.clock.now())


@pytest.mark.both_databases
@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.name)
def test_all_is_well_where_nothing_waits_and_the_day_has_begun(open_runtime: Open, service: Service) -> None:
    runtime = open_runtime(service)
    assert worst(list(told_of(runtime).values())) == WAIT, "the day has not begun here"
    runtime.day_begun = runtime.clock.today()
    assert {one.state for one in told_of(runtime).values() if one.what != "backup"} == {GOOD}


@pytest.mark.one_database
def test_each_thing_that_is_wrong_is_a_line_of_its_own(open_runtime: Open) -> None:
    runtime = open_runtime(PLACEMENTS)
    trouble(runtime)
    runtime.is_deaf = lambda: True
    found = told_of(runtime)
    assert (found["passed_on"].state, found["passed_on"].number, found["passed_on"].minutes) == (WAIT, 1, 60)
    assert (found["understood"].state, found["heard"].state, found["missing"].state) == (STOP, STOP, WAIT)
    assert worst(list(found.values())) == STOP


@pytest.mark.one_database
def test_what_waits_for_a_moment_is_on_its_way(open_runtime: Open) -> None:
    runtime = open_runtime(PLACEMENTS)
    trouble(runtime)
    box = runtime.service.metadata.tables["outbox"]
    fresh = sa.update(box).values(recorded_at=runtime.clock.now())
    runtime.database.transact(lambda session: session.execute(fresh))
    assert told_of(runtime)["passed_on"].state == GOOD


@pytest.mark.one_database
def test_letters_that_wait_for_hours_are_told_and_fresh_ones_are_not(open_runtime: Open) -> None:
    runtime = open_runtime(INTAKE)
    row = {"id": "1", "kind": "x", "address": "", "path": "", "lang": "bg", "made": machine_now()}
    runtime.database.transact(lambda session: session.execute(sa.insert(letter).values(**row)))
    assert told_of(runtime)["letters"].state == GOOD
    old = sa.update(letter).values(made=machine_now() - datetime.timedelta(hours=2))
    runtime.database.transact(lambda session: session.execute(old))
    assert (told_of(runtime)["letters"].state, told_of(runtime)["letters"].number) == (WAIT, 1)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "en",
            ["Is everything all right?", "Something is wrong", "1 record waits to be passed on", "tell whoever runs"],
        ),
        ("bg", ["Всичко наред ли е?", "Нещо не е наред", "1 запис чака да бъде предаден", "кажете на този"]),
    ],
)
def test_the_page_says_it_in_the_readers_language_and_asks_the_others(
    open_runtime: Open, lang: str, words: list[str]
) -> None:
    runtime = open_runtime(listening(PLACEMENTS))
    trouble(runtime)
    page = parsed(visitor(runtime, "officer", lang=lang).get("/placements/all-right").text)
    unanswered = [str(one.extract()) for one in page.select("[data-unanswered][hidden]")]
    said = " ".join(page.get_text(" ").split())
    assert [one for one in words if one not in said] == []
    asked = [each["hx-get"] for each in page.select("[hx-get]")]
    assert asked == ["/intake/all-right/brief", "/recognition/all-right/brief"]
    silent = {"en": "has not answered", "bg": "не отговори"}[lang]
    assert silent not in said, "nobody is told of a failure before there is one"
    assert [silent in one for one in unanswered] == [True, True]
    assert len(page.select("[data-asking]")) == 2


@pytest.mark.one_database
def test_every_line_that_is_not_well_says_what_to_do(open_runtime: Open) -> None:
    runtime = open_runtime(listening(PLACEMENTS))
    trouble(runtime)
    page = parsed(visitor(runtime, "lead", lang="en").get("/placements/all-right/brief").text)
    marks = [each["class"][1] for each in page.select(".condition .mark")]
    advice = [
        bool(each.select_one("dd") and each.select_one("dd").get_text(strip=True))
        for each in page.select(".condition > div")
    ]
    assert advice == [mark != "good" for mark in marks]
    assert marks.count("stop") == 1


@pytest.mark.one_database
def test_who_does_not_work_here_finds_no_such_page(open_runtime: Open) -> None:
    runtime = open_runtime(listening(PLACEMENTS))
    for who in ("employer", "candidate"):
        assert visitor(runtime, who).get("/placements/all-right").status_code in (303, 404)
    for who in ("officer", "lead", "editor", "auditor", "administrator"):
        assert visitor(runtime, who).get("/placements/all-right").status_code == 200


def visitor(runtime: Runtime, role: str, **more: Any) -> Visitor:
    given = {"account": "a-1", "name": "Test", "roles": (role,), "organisation": "plovdiv", **more}
    return Visitor(site_of(runtime), runtime.keys, **given)
