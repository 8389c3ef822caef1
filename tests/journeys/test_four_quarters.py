"""Four quarters of the board through the pages: marks won, kept by memory and lost, held back, late, corrected, taken back."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shared.clock import Clock
from tests.arrangements import ARRANGEMENTS, arranged
from tests.journeys.quarters import ENDS, START, Quarters
from tests.journeys.reading import changes, mark_of, the_file_still_checks, the_public_reads
from tests.world import World


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
    return {
        "2026-1": _three_marks_are_won(story),
        "2026-2": _one_mark_lives_on_memory_one_basis_is_held_back_and_two_facts_come_late(story),
        "2026-3": _one_mark_is_lost_and_what_was_held_back_or_late_or_corrected_counts(story),
        "2026-4": _practices_alone_make_gold(story),
        "2026-4.1": _a_hire_taken_back_is_put_right_beside_the_edition(story),
        "digests": _everything_published_still_verifies(story),
    }


def _three_marks_are_won(story: Quarters) -> Any:
    """Five people each, all kept; a sixth employer has hired only lately, and its people do not count yet."""
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
    story.publishes("2026-1")

    told = the_public_reads(
        story, "2026-1", {"ovens": "bronze", "hotel": "bronze", "workshop": "bronze"}, ("rosa", "pero")
    )
    story.world.reader.get("/bg/employers/snezha-laundry", 404)
    story.reads("rosa", "Последното издание (1/2026) не показва знак.", "Преброени на 31 март 2026 г.: 1 човек.")
    story.reads("ovens", "Последното издание (1/2026) показва бронзов знак.")
    return told


def _one_mark_lives_on_memory_one_basis_is_held_back_and_two_facts_come_late(story: Quarters) -> Any:
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
    assert "Хотел Орфей: 4 души" in story.preview("2026-2"), "the editor reads whose numbers are held back"
    _published_while_recognition_has_not_heard_everything(story)

    marks = {"workshop": "silver", "ovens": "bronze", "hotel": "bronze"}
    told = the_public_reads(story, "2026-2", marks, ("rosa", "pero"))
    assert changes(story, "2026-2").endswith("Wooden World, Asenovgrad: bronze mark → silver mark")
    world.reader.get("/bg/employers/snezha-laundry", 404)
    story.reads(
        "ovens", "Последното издание (2/2026) показва бронзов знак.", "По собствените си числа знакът би бил по-нисък."
    )
    story.reads(
        "hotel",
        "Последното издание (2/2026) показва бронзов знак.",
        "Сребърен знак",
        "Оттогава числата са се променили с 4 души.",
    )
    story.reads("hotel", "най-късно в издание 1/2027 всички се преброяват отново")
    story.reads("laundry", "2 записа са направени навреме, но са стигнали до нас след изданието.")
    held = story.explained("2026-2", "hotel")
    assert (held["tier"], held["why"], held["held"], held["taken_in"]) == ("bronze", "held", 4, "2026-1")
    return told


def _published_while_recognition_has_not_heard_everything(story: Quarters) -> None:
    """On the last evening of the quarter recognition goes down; what an officer records then waits in the stream."""
    running = story.world.running
    story.world.all_is_heard()
    with running.without("recognition"):
        story.at_work("laundry", 90, range(3, 5), checked_on="2026-05-20")
        story.world.pass_until(datetime.date(2026, 7, 15))
        running.command("edition", "publish", "2026-2")
    story.stands("laundry", "2026-2", R=5, L=0)
    verdict = running.command("edition", "verify", "2026-2")
    assert "agrees" in verdict
    assert "2 late facts left out" in verdict


def _one_mark_is_lost_and_what_was_held_back_or_late_or_corrected_counts(story: Quarters) -> Any:
    """The laundry's silver takes all three: the late confirmations, the proofs, and the pay of two hires put right."""
    world = story.world
    world.pass_until(datetime.date(2026, 7, 20))
    for placement in story["laundry"].hires[:2]:
        world.correct_hire(story.officer, placement, pay="yes")
    world.pass_until(datetime.date(2026, 8, 17))
    story.at_work("laundry", 180, range(5))
    story.at_work("ovens", 180, range(1, 4))
    story.at_work("hotel", 180, range(3, 5))
    story.stands("ovens", "2026-3", R=5, L=4, K=4)
    story.stands("hotel", "2026-3", R=6, K=5)
    story.stands("laundry", "2026-3", R=5, K=5)
    story.reads("laundry", "Поправен е запис", "61 от 100 точки")
    world.pass_until(datetime.date(2026, 10, 15))
    assert json.loads(world.running.command("edition", "check", "2026-3", "--json"))["late"] == 2
    would = story.preview("2026-3")
    assert "Седемте пещи, Асеновград: бронзов знак" in would, (
        "who loses a mark, and that one is lost, the editor reads before"
    )
    assert "Хотел Орфей , Асеновград: бронзов знак → сребърен знак" in would
    assert "2 записа" in would, "what came too late for the last edition counts in this one"
    story.publishes("2026-3")

    marks = {"hotel": "silver", "workshop": "silver", "laundry": "silver"}
    told = the_public_reads(story, "2026-3", marks, ("rosa", "pero", "ovens"))
    story.reads("ovens", "Последното издание (3/2026) не показва знак.", "На 30 септември 2026 г. са преброени 11 души")
    said = changes(story, "2026-3")
    assert "Hotel Orpheus, Asenovgrad: bronze mark → silver mark" in said
    assert "Snezha Laundry, Asenovgrad: silver mark" in said
    assert "Sedemte Peshti" not in said
    assert "No longer in the edition 1 employer" in said
    return told


def _practices_alone_make_gold(story: Quarters) -> Any:
    """Nobody's outcome has changed, so every basis stays; what is no person's counts at once."""
    world = story.world
    world.pass_until(datetime.date(2026, 11, 10))
    for practice in ("mentor", "language", "skills"):
        world.confirm_practice(story.officer, story["hotel"].key, practice)
    story.has_points("hotel", "75,81")
    world.pass_until(datetime.date(2027, 1, 15))
    story.publishes("2026-4")

    marks = {"hotel": "gold", "workshop": "silver", "laundry": "silver"}
    told = the_public_reads(story, "2026-4", marks, ("rosa", "pero", "ovens"))
    assert "Hotel Orpheus, Asenovgrad: silver mark → gold mark" in changes(story, "2026-4")
    rests = story.explained("2026-4", "hotel")
    assert (rests["why"], rests["taken_in"]) == ("same", "2026-3")
    return told


NOTE = "Едно наемане беше записано два пъти."


def _a_hire_taken_back_is_put_right_beside_the_edition(story: Quarters) -> Any:
    """One of eight people was never there, and was one of the two proofs that silver needs."""
    world = story.world
    world.pass_until(datetime.date(2027, 1, 20))
    world.void_hire(story.officer, story["workshop"].hires[0])
    world.eventually(lambda: story.reads("workshop", "Записано по грешка и оттеглено"))
    story.reads("workshop", "Последното издание (4/2026) показва сребърен знак.")
    assert "сребърен знак → бронзов знак" not in story.preview("2026-4.1"), "one person waits, unless the employer asks"
    story.notes_that_it_asked("2026-4", "workshop", datetime.date(2027, 1, 20))
    assert "Дървен свят , Асеновград: сребърен знак → бронзов знак" in story.preview("2026-4.1")
    story.publishes("2026-4.1", note=NOTE)

    marks = {"hotel": "gold", "workshop": "bronze", "laundry": "silver"}
    told = the_public_reads(story, "2026-4.1", marks, ("rosa", "pero", "ovens"))
    assert NOTE in world.reader.text("/bg/editions/2026-4.1")
    assert "Wooden World, Asenovgrad: silver mark → bronze mark" in changes(story, "2026-4.1")
    story.reads(
        "workshop", "Последното издание (4/2026, поправка 1) показва бронзов знак.", f"Какво е поправено: {NOTE}"
    )
    assert NOTE not in story["rosa"].person.text("/recognition/standing"), "what was put right is nothing of hers"
    return told


def _everything_published_still_verifies(story: Quarters) -> list[str]:
    """By the facts, and by what anybody can load; the edition that was corrected stands beside its correction."""
    verdicts = story.world.running.command("edition", "verify", "--all").splitlines()
    assert [verdict.split()[:2] for verdict in verdicts] == [
        [number, "agrees"] for number in ("2026-4.1", "2026-4", "2026-3", "2026-2", "2026-1")
    ]
    old = story.world.reader.get("/en/editions/2026-4")
    assert mark_of(old, "Wooden World").startswith("Silver mark")
    assert old.find("a", string="Read edition 4/2026, correction 1 instead"), "and says that there is a correction"
    return [the_file_still_checks(story, number) for number in ("2026-4.1", *reversed(ENDS))]
