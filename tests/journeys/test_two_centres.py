"""One woman, two centres: she is registered at both, and counts once, on either database."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shared.clock import Clock
from tests.arrangements import ARRANGEMENTS, arranged
from tests.journeys.test_ninety_days import joined
from tests.world import Person, World

NUMBER = "206432104"
LATER = 20
"""Days between the two starts: too far apart for the rule that sees one hire recorded twice."""


@pytest.mark.parametrize("which", ARRANGEMENTS[:2])
def test_one_woman_registered_at_two_centres_is_one_kept_person(
    which: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with arranged(which, tmp_path, request) as running, World(running, Clock(tmp_path / "clock")) as world:
        two_centres(world)


def two_centres(world: World) -> None:
    plovdiv = world.staff("rada@plovdiv.example", "officer", "Център Пловдив")
    sofia = world.staff("ivan@sofia.example", "officer", "Център София", "София")
    _, key = joined(world, plovdiv, "hr@peshti.example", NUMBER, "Седемте пещи", "Sedemte Peshti", 25)
    here = world.ready_candidate(plovdiv, "Две Служби Петрова", "1996-06-06")
    sofia.get("/intake/candidates/new")
    there = world.ready_candidate(sofia, "Petrova Dve Sluzhbi", "1996-06-06")

    begun = world.today
    first = _hired(world, plovdiv, here, key, str(begun))
    _refuses_the_same_hire(world, sofia, there, key, str(begun))
    world.pass_days(LATER)
    second = _hired(world, sofia, there, key, str(world.today))
    world.pass_days(90)
    for officer, placement in ((plovdiv, first), (sofia, second)):
        world.eventually(partial(world.answer, officer, placement, 90))
    world.pass_days(40)
    world.eventually(lambda: _kept(world, people=1))

    for officer, file in ((plovdiv, here), (sofia, there)):
        assert "Може би се води и другаде" in officer.text(f"/intake/candidates/{file}")
    _says(plovdiv, "different")
    world.eventually(lambda: _kept(world, people=2))
    _says(sofia, "one")
    _says(plovdiv, "one")
    world.eventually(lambda: _kept(world, people=1))


def _hired(world: World, officer: Person, candidate: str, employer: str, start: str) -> str:
    return world.hire(officer, candidate=_code(officer, candidate), employer=employer, start=start)


def _code(officer: Person, candidate: str) -> str:
    return officer.text(f"/intake/candidates/{candidate}").partition("Код на досието ")[2].split()[0]


def _refuses_the_same_hire(world: World, officer: Person, candidate: str, employer: str, start: str) -> None:
    given = {"candidate": _code(officer, candidate), "employer": employer, "start": start, "pay": "yes"}

    def refused() -> None:
        officer.ready_to_send("/placements/hires/new")
        officer.post("/placements/hires", expect=422, contract="permanent", hours=40, **given)

    world.eventually(refused)


def _says(officer: Person, word: str) -> None:
    officer.send("/intake/same-person", rf"/intake/same-person/.*/{word}$")


def _kept(world: World, people: int) -> None:
    said: dict[str, Any] = json.loads(world.running.command("standing", NUMBER, "--json"))
    standing = said["explanation"]["standing"]
    assert (standing["R"], standing["M"]) == (people, people), said
