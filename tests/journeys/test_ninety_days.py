"""The ninety-day story through the pages, in the three arrangements, with equal results."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from shared.clock import Clock
from tests.arrangements import ARRANGEMENTS, START, arranged
from tests.journeys.reading import said_in
from tests.world import Person, World


def test_the_ninety_day_story_ends_on_the_board_alike_in_every_arrangement(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("postgres")

    def told_by(which: str) -> dict[str, Any]:
        folder = tmp_path / which.replace(",", "").replace(" ", "-")
        folder.mkdir()
        with arranged(which, folder, request) as running, World(running, Clock(folder / "clock")) as world:
            return ninety_days(world)

    with ThreadPoolExecutor(len(ARRANGEMENTS)) as side_by_side:
        told = list(side_by_side.map(told_by, ARRANGEMENTS))
    assert told[0] == told[1] == told[2]


def ninety_days(world: World) -> dict[str, Any]:
    """An employer hires six and keeps five; another keeps one. Returns what the public is told."""
    officer = world.staff("rada@centre.example", "officer", "Център за работа – Пловдив")
    editor = world.staff("elena@board.example", "editor")
    employer, key = joined(world, officer, "hr@peshti.example", "206432104", "Седемте пещи", "Sedemte Peshti", 25)
    small, small_key = joined(world, officer, "rosa@rosa.example", "175074752", "Малка Роса", "Malka Rosa", 6)
    vacancy = world.publish_vacancy(employer)
    other = world.publish_vacancy(small, openings=2, title="Продавач в пекарна")

    people = [world.ready_candidate(officer, name) for name in NAMES]
    placements = [_hired(world, officer, person, vacancy) for person in people[:6]]
    kept_by_small = _hired(world, officer, people[6], other)
    assert "6" in world.eventually(lambda: _shows(world, employer, "6"))

    world.pass_days(40)
    world.answer(
        officer, placements[5], 30, "left", last_day=(START + datetime.timedelta(days=35)).isoformat(), reason="quit"
    )
    world.pass_days(52)
    for placement in [*placements[:5], kept_by_small]:
        world.eventually(partial(world.answer, officer, placement, 90))
    world.letter("/intake/vacancies", "hr@peshti.example")  # it is told of before it closes
    world.pass_until(datetime.date(2026, 7, 16))
    world.eventually(lambda: world.reader.get(f"/bg/vacancies/{vacancy}", expect=410))
    world.publish_vacancy(small, openings=1, title="Пекар за неделя")
    world.eventually(lambda: _shows(world, employer, "57"))

    world.publish_edition(editor, "2026-2")
    board = world.eventually(lambda: _listed(world))
    world.eventually(lambda: _offers_no_more(world))
    rows, participants = board["rows"], board["participants"]
    assert [(row["name"], row["tier"]) for row in rows] == [("Седемте пещи", "bronze")]
    assert rows[0]["group"] == key
    assert "kept_floor" not in rows[0], "five kept people are not shown as a number"
    assert [one["name"] for one in participants] == ["Малка Роса"]
    return {"board": said_in(board["rows"]), **_articles(world), "small": small_key}


NAMES = ("Амина Карими", "Олена Бондар", "Самир Халед", "Иван Петров", "Лейла Назари", "Никола Илиев", "Зара Ахмади")


def joined(
    world: World, officer: Person, email: str, number: str, name: str, latin: str, staff: int
) -> tuple[Person, str]:
    employer = world.register_employer(email, number, name=name, name_en=latin, headcount=staff)
    key = world.employer_id(officer, name)
    world.verify(officer, key)
    return employer, key


def _hired(world: World, officer: Person, candidate: str, vacancy: str) -> str:
    referral = world.refer(officer, candidate, vacancy)
    return world.hire(officer, referral=referral)


def _shows(world: World, employer: Person, text: str) -> str:
    page = world.standing(employer)
    assert text in page, page
    return page


def _listed(world: World) -> dict[str, Any]:
    board = world.board()
    assert board["participants"]
    assert board["rows"]
    return board


def _offers_no_more(world: World) -> None:
    """The vacancy that ended is gone from the article in both languages."""
    for lang, name, words in (("bg", "Седемте пещи", "Свободни места в"), ("en", "Sedemte Peshti", "Open jobs at")):
        link = world.reader.get(f"/{lang}/employers").find("a", string=name)
        assert link is not None
        assert words not in world.reader.get(str(link["href"])).find("article").get_text(" ", strip=True)


def _articles(world: World) -> dict[str, str]:
    """The board leads to the article, in both languages, and no article names or counts one person."""
    found = {}
    for lang, name, mark in (("bg", "Седемте пещи", "бронзов знак"), ("en", "Sedemte Peshti", "bronze mark")):
        link = world.reader.get(f"/{lang}/employers").find("a", string=name)
        assert link is not None
        text = world.reader.get(str(link["href"])).find("article").get_text(" ", strip=True)
        assert mark in text
        assert not any(one.split()[0] in text for one in NAMES)
        found[lang] = text
    return found
