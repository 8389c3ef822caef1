"""Why an edition says of an employer what it says: for those inside, and never for the board (D3, D4, D10)."""

import datetime
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from services.recognition.cli import edition as edition_group
from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.desk.queries.preview import preview
from services.recognition.editions.queries.published import Published, as_it_would_be, group_in
from services.recognition.editions.queries.published import published as last_published
from shared.clock import end_of_day
from shared.events.intake import EmployerHeadcount
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals
from tests.recognition.conftest import Reader
from tests.recognition.opened import (
    AUTUMN,
    HOTEL,
    JANUARY,
    OVENS,
    correct,
    heard,
    ovens,
    publish,
    taken_back,
    wished,
)
from tests.recognition.telling import employer, kept, tell

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

NOW = datetime.datetime(2026, 4, 15, 10, tzinfo=datetime.UTC)
GROUP = employer_id("BG", OVENS)


def said(runtime: Runtime, number: str | None = None, group: str = GROUP) -> Published:
    found = anything_said(runtime, number, group)
    assert found
    return found


def anything_said(runtime: Runtime, number: str | None = None, group: str = GROUP) -> Published | None:
    return runtime.database.look(lambda session: last_published(session, group, number))


def test_a_basis_held_back_says_how_many_people_wait_and_until_when(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-1")
    assert (said(ovens.runtime).why, said(ovens.runtime).held) == ("first", 0)
    ovens.tell(*kept(OVENS, 3, datetime.date(2025, 2, 1)))
    publish(ovens.runtime, "2025-2")
    found = said(ovens.runtime)
    assert (found.number, found.why, found.held, found.taken_in) == ("2025-2", "held", 3, "2025-1")
    assert (found.standing.R, found.settled) == (12, 15)
    assert found.renewed_in == "2026-1"


def test_nobody_changed_says_so(ovens: Arrivals) -> None:
    for number in ("2025-3", "2025-4"):
        publish(ovens.runtime, number)
    assert (said(ovens.runtime).why, said(ovens.runtime).taken_in) == ("same", "2025-3")


def test_the_edition_that_counts_everybody_anew_is_the_one_that_was_named(ovens: Arrivals) -> None:
    ovens.tell(*kept(OVENS, 1, datetime.date(2025, 3, 20)))
    named = set()
    for number in ("2024-4", "2025-1", "2025-2", "2025-3"):
        publish(ovens.runtime, number)
        if said(ovens.runtime).taken_in == "2025-1":
            named.add(said(ovens.runtime).renewed_in)
    publish(ovens.runtime, "2025-4")
    assert named == {"2026-1"}
    found = said(ovens.runtime)
    assert (found.why, found.renewed_in) == ("held", "2026-1")
    would = ovens.runtime.database.look(lambda s: as_it_would_be(s, GROUP, "2026-1", NOW))
    assert would
    assert (would.why, would.taken_in, would.published_on) == ("renewed", "2026-1", None)


def test_who_waits_for_the_fifth_person_is_not_held_back(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Четири", "Four", JANUARY), *kept(OVENS, 4, AUTUMN))
    publish(heard.runtime, "2025-4")
    found = said(heard.runtime)
    assert (found.why, found.settled, found.held, found.tier) == ("waiting", 4, 0, "")
    assert heard.runtime.database.look(lambda s: preview(s, "2026-1", NOW)).held == 0


def test_a_mark_that_lives_on_memory_says_so(ovens: Arrivals) -> None:
    """The staff grew: by its own numbers silver, and gold is within five points."""
    publish(ovens.runtime, "2025-3")
    assert (said(ovens.runtime).tier, said(ovens.runtime).on_memory) == ("gold", False)
    grown = datetime.date(2025, 11, 1)
    ovens.tell((EmployerHeadcount(employer=GROUP, headcount=190, on=grown), grown))
    publish(ovens.runtime, "2025-4")
    found = said(ovens.runtime)
    assert (found.tier, found.by_its_numbers, found.on_memory) == ("gold", "silver", True)
    assert found.memory == (3,)


def test_a_correction_still_says_what_is_held_back(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-1")
    ovens.tell(*kept(OVENS, 2, datetime.date(2025, 2, 1)))
    publish(ovens.runtime, "2025-2")
    ovens.tell(*[taken_back(which, on=datetime.date(2025, 7, 20)) for which in range(3)])
    wished(ovens.runtime, "2025-2")
    correct(ovens.runtime, "2025-2", "three hires too many")
    found = said(ovens.runtime)
    assert (found.number, found.corrects, found.note) == ("2025-2.1", "2025-2", "three hires too many")
    assert (found.why, found.held, found.standing.R) == ("held", 2, 9)


def test_only_whom_a_correction_changed_reads_why_there_is_one(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY), *kept(HOTEL, 6, AUTUMN))
    publish(ovens.runtime, "2025-4")
    ovens.tell(*map(taken_back, range(3)))
    wished(ovens.runtime, "2025-4")
    correct(ovens.runtime, "2025-4", "three hires too many")
    assert said(ovens.runtime).note == "three hires too many"
    other = said(ovens.runtime, group=employer_id("BG", HOTEL))
    assert (other.corrects, other.note) == ("2025-4", "")


def test_facts_that_came_late_are_counted_for_whom_they_are_about(ovens: Arrivals) -> None:
    ovens.tell(*employer(HOTEL, "Хотел", "Hotel", JANUARY), *kept(HOTEL, 5, AUTUMN))
    publish(ovens.runtime, "2025-4")
    ovens.tell(*kept(OVENS, 1, datetime.date(2025, 3, 1)))
    assert said(ovens.runtime).late == 3
    assert said(ovens.runtime, group=employer_id("BG", HOTEL)).late == 0
    assert said(ovens.runtime).why == "first", "what came late explains nothing of the edition"


def test_who_has_not_agreed_is_in_no_edition(heard: Arrivals) -> None:
    assert anything_said(heard.runtime) is None
    heard.tell(*employer(OVENS, "Пещи", "Ovens", JANUARY, joined=False), *kept(OVENS, 6, AUTUMN))
    publish(heard.runtime, "2025-4")
    assert anything_said(heard.runtime) is None
    with pytest.raises(Missing):
        heard.runtime.database.look(lambda s: group_in(s, GROUP, "2025-4", NOW))


def test_what_is_no_quarter_is_refused(ovens: Arrivals) -> None:
    with pytest.raises(Refused):
        ovens.runtime.database.look(lambda s: group_in(s, GROUP, "2025-5", end_of_day(JANUARY)))


# -- the command line -----------------------------------------------------------------------------------------------


def explain(runtime: Runtime, *words: str) -> Result:
    office = SimpleNamespace(runtime=lambda name: runtime)
    return CliRunner().invoke(edition_group, ["explain", *words], obj=office)


def test_an_auditor_asks_why_an_edition_says_what_it_says(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-1")
    ovens.tell(*kept(OVENS, 3, datetime.date(2025, 2, 1)))
    publish(ovens.runtime, "2025-2")
    told = explain(ovens.runtime, "2025-2", OVENS)
    assert told.exit_code == 0, told.output
    assert "2025-2: Седемте пещи: gold" in told.output
    assert "basis of 2025-1 (2025-03-31): 12 kept, 0 lost, 0 excused, 12 proved" in told.output
    assert "fewer than five people changed since (3): held back, counted in 2026-1 at the latest" in told.output
    assert json.loads(explain(ovens.runtime, "2025-2", OVENS, "--json").output)["held"] == 3


@pytest.mark.both_databases
def test_of_an_edition_that_is_not_published_it_says_what_it_would_say(ovens: Arrivals) -> None:
    told = explain(ovens.runtime, "2025-4", OVENS).output
    assert "2025-4, not published yet: Седемте пещи: gold" in told
    assert "counted for the first time, 12 people" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2025-5", OVENS), "Give the edition as year and quarter"),
        (("2025-4", HOTEL), "nothing called"),
        (("2025-4",), "Missing argument"),
    ],
)
def test_the_command_line_says_what_is_wrong(ovens: Arrivals, words: tuple[Any, ...], says: str) -> None:
    told = explain(ovens.runtime, *words)
    assert told.exit_code != 0
    assert says in told.output
    assert "Traceback" not in told.output


# -- the pages ------------------------------------------------------------------------------------------------------


def test_an_employer_reads_why_the_public_number_is_another_one_and_the_public_does_not(
    board: Runtime, runtime: Runtime, owner: Reader, reader: Callable[..., Reader]
) -> None:
    """Three more people stayed: the live numbers know them, the published ones wait, and only those inside read why."""
    runtime.perform(lambda tx: handlers.publish_edition(commands.PublishEdition(number="2025-3"), tx), actor("editor"))
    tell(runtime, kept(OVENS, 3, datetime.date(2025, 8, 1)))
    runtime.perform(lambda tx: handlers.publish_edition(commands.PublishEdition(number="2025-4"), tx), actor("editor"))
    own = owner.text("/recognition/standing")
    assert "Оттогава числата са се променили с 3 души." in own
    officer = reader(roles=("officer",), organisation="centre").text(f"/recognition/standings/{GROUP}")
    assert "Оттогава числата са се променили с 3 души." in officer
    public = "".join(
        reader().text(path) for path in ("/bg/employers", "/bg/editions/2025-4", "/bg/editions/2025-4/changes")
    )
    assert "променили с 3" not in public


def test_of_another_day_than_today_nothing_is_said_about_the_public(published: Runtime, owner: Reader) -> None:
    assert "Какво четат всички" in owner.text("/recognition/standing")
    assert "Какво четат всички" not in owner.text("/recognition/standing?as_of=2025-12-01")


def test_an_edition_that_was_corrected_says_so_and_no_other_does(
    published: Runtime, runtime: Runtime, reader: Callable[..., Reader]
) -> None:
    """Whoever comes by an old link would take what was put right for true."""
    assert "This edition was corrected" not in reader().text("/en/editions/2025-4")
    for mistakes in (range(3), range(3, 8)):
        tell(runtime, [taken_back(which) for which in mistakes])
        wished(runtime, "2025-4")
        runtime.perform(
            lambda tx: handlers.correct_edition(commands.CorrectEdition(number="2025-4", note="A hire."), tx),
            actor("editor"),
        )
    for number, led_to in (("2025-4", "/en/editions/2025-4.2"), ("2025-4.1", "/en/editions/2025-4.2")):
        link = reader().page(f"/en/editions/{number}").find("a", string="Read edition 4/2025, correction 2 instead")
        assert link["href"] == led_to
    for path in ("/en/editions/2025-4.2", "/en/employers"):
        assert "This edition was corrected" not in reader().text(path)
