"""Four quarters of the board through the pages: marks won, kept by memory and lost, held back, late, corrected, taken back."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shared.clock import Clock
from tests.arrangements import ARRANGEMENTS, arranged
from tests.journeys.quarters import START, Quarters
from tests.world import World

DAY = datetime.timedelta(days=1)


def test_four_quarters_and_a_correction_are_alike_on_both_databases(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("postgres")

    def told_by(which: str) -> dict[str, Any]:
        folder = tmp_path / which.replace(",", "").replace(" ", "-")
        folder.mkdir()
        with arranged(which, folder, request, START) as running, World(running, Clock(folder / "clock")) as world:
            return four_quarters(world)

    with ThreadPoolExecutor(2) as side_by_side:
        told = list(side_by_side.map(told_by, ARRANGEMENTS[:2]))
    assert told[0] == told[1]


def four_quarters(world: World) -> dict[str, Any]:
    """Returns what the public is told, edition by edition."""
    story = Quarters(world)
    _the_first_edition_gives_three_bronze_marks(story)
    _in_the_second_a_mark_lives_on_memory_and_a_basis_is_held_back(story)
    _in_the_third_a_mark_is_lost_and_two_are_won(story)
    _in_the_fourth_practices_alone_make_gold(story)
    _a_hire_taken_back_leads_to_a_correction_beside_the_edition(story)
    return {}


def _the_first_edition_gives_three_bronze_marks(story: Quarters) -> None:
    for short, people in (("ovens", 5), ("hotel", 5), ("workshop", 5), ("rosa", 1)):
        story.hires(short, people)
    story.world.pass_until(datetime.date(2026, 2, 2))
    for short, people in (("ovens", 5), ("hotel", 5), ("workshop", 5), ("rosa", 1)):
        story.at_work(short, 90, range(people))
    story.world.pass_until(datetime.date(2026, 2, 16))
    story.hires("ovens", 4)
    story.hires("hotel", 1)
    story.hires("workshop", 3)
    story.hires("laundry", 5, pay="not_told")
    story.world.pass_until(datetime.date(2026, 3, 20))
    story.left("ovens", range(5, 9), datetime.date(2026, 3, 10))
    story.world.pass_until(datetime.date(2026, 4, 15))
    for short in ("ovens", "hotel", "workshop"):
        story.stands(short, "2026-1", R=5, L=0, K=0)
    story.stands("rosa", "2026-1", R=1)
    story.world.publish_edition(story.editor, "2026-1")
    assert story.rows("2026-1") == {"Седемте пещи": "bronze", "Хотел Орфей": "bronze", "Дървен свят": "bronze"}


def _in_the_second_a_mark_lives_on_memory_and_a_basis_is_held_back(story: Quarters) -> None:
    """Seven of nine things happen in time; two confirmations are recorded on the last day and heard after it."""
    world = story.world
    world.pass_until(datetime.date(2026, 5, 4))
    for short, proved in (("ovens", 1), ("hotel", 3), ("workshop", 2), ("rosa", 1)):
        story.at_work(short, 180, range(proved))
    world.pass_until(datetime.date(2026, 5, 18))
    story.at_work("hotel", 90, range(5, 6))
    story.at_work("workshop", 90, range(5, 8))
    story.at_work("laundry", 90, range(3))
    story.hires("ovens", 2)
    world.pass_until(datetime.date(2026, 6, 19))
    story.left("ovens", range(9, 11), datetime.date(2026, 6, 18))
    world.pass_until(datetime.date(2026, 6, 30))
    story.stands("ovens", "2026-2", R=5, L=4, K=1)
    story.stands("hotel", "2026-2", R=6, L=0, K=3)
    story.stands("workshop", "2026-2", R=8, L=0, K=2)
    story.stands("laundry", "2026-2", R=3, L=2)
    with world.running.without("recognition"):
        story.at_work("laundry", 90, range(3, 5), checked_on="2026-05-20")
        world.pass_until(datetime.date(2026, 7, 15))
        world.running.command("edition", "publish", "2026-2")
    story.stands("laundry", "2026-2", R=5, L=0)
    assert story.rows("2026-2") == {"Седемте пещи": "bronze", "Хотел Орфей": "bronze", "Дървен свят": "silver"}
    verdict = world.running.command("edition", "verify", "2026-2")
    assert "agrees" in verdict
    assert "2 late facts left out" in verdict


def _in_the_third_a_mark_is_lost_and_two_are_won(story: Quarters) -> None:
    world = story.world
    world.pass_until(datetime.date(2026, 7, 20))
    for placement in story["laundry"].hires[:2]:
        world.correct_hire(story.officer, placement, pay="yes")
    world.pass_until(datetime.date(2026, 8, 17))
    story.at_work("laundry", 180, range(5))
    story.at_work("ovens", 180, range(1, 4))
    story.at_work("hotel", 180, range(3, 5))
    world.pass_until(datetime.date(2026, 10, 15))
    story.stands("ovens", "2026-3", R=5, L=6, K=4)
    story.stands("hotel", "2026-3", R=6, K=5)
    story.stands("laundry", "2026-3", R=5, K=5)
    assert json.loads(world.running.command("edition", "check", "2026-3", "--json"))["late"] == 2
    world.publish_edition(story.editor, "2026-3")
    assert story.rows("2026-3") == {"Хотел Орфей": "silver", "Дървен свят": "silver", "Пералня Снежа": "silver"}


def _in_the_fourth_practices_alone_make_gold(story: Quarters) -> None:
    world = story.world
    world.pass_until(datetime.date(2026, 11, 10))
    for practice in ("mentor", "language", "skills"):
        world.confirm_practice(story.officer, story["hotel"].key, practice)
    story.has_points("hotel", "75,81")
    world.pass_until(datetime.date(2027, 1, 15))
    world.publish_edition(story.editor, "2026-4")
    assert story.rows("2026-4") == {"Хотел Орфей": "gold", "Дървен свят": "silver", "Пералня Снежа": "silver"}


def _a_hire_taken_back_leads_to_a_correction_beside_the_edition(story: Quarters) -> None:
    world = story.world
    world.pass_until(datetime.date(2027, 1, 20))
    world.void_hire(story.officer, story["workshop"].hires[0])
    story.stands("workshop", "2026-4", R=8, K=2)
    world.running.command("edition", "correct", "2026-4", "--note", "Едно наемане беше записано два пъти.")
    assert story.rows("2026-4.1") == {"Хотел Орфей": "gold", "Дървен свят": "bronze", "Пералня Снежа": "silver"}
    verdicts = world.running.command("edition", "verify", "--all").splitlines()
    assert len(verdicts) == 5
    assert all("agrees" in verdict for verdict in verdicts)
