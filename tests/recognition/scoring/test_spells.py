"""Which placements of a person are one spell, and how good and how proved it is (§3.5), as in recog-1.0.0."""

from typing import Any

import pytest

from tests.recognition.scoring.scoring_log import Log, outcomes, score


@pytest.mark.parametrize(("gap", "outcome"), [(1, "R"), (30, "R"), (31, "L")])
def test_a_placement_within_30_days_of_the_last_joins_it(gap: int, outcome: str) -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 60)
    log.hire("second", 60 + gap, candidate="c")
    log.seen("second", 95)
    assert outcomes(log, 120) == outcome


def test_a_placement_that_begins_while_another_is_open_joins_it() -> None:
    log = Log()
    log.hire("first", 0, candidate="c")
    log.seen(log.hire("second", 110, candidate="c"), 115)
    standing = score(log, 120)
    assert (standing.R, standing.pending) == (1, 0)


def test_a_placement_joins_by_the_latest_end_so_far_not_by_the_last_one_begun() -> None:
    log = Log()
    log.end(log.hire("long", 0, candidate="c"), 100)
    log.end(log.hire("short", 5, candidate="c"), 10)
    log.end(log.hire("next", 130, candidate="c"), 140)
    standing = score(log, 240)
    assert (standing.R, standing.L, standing.pending) == (1, 0, 0)


def test_a_placement_that_begins_after_t_joins_nothing_yet() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 80, "employer", recorded=80)
    log.seen(log.hire("second", 125, candidate="c", recorded=81), 95, recorded=95)
    log.seen(log.hire("third", 105, candidate="d", recorded=81), 95, recorded=95)
    assert outcomes(log, 120) == "L"


def test_a_spell_takes_its_reason_from_the_last_end_and_of_equal_ends_from_the_earlier() -> None:
    log = Log()
    log.end(log.hire("a", 0, candidate="c"), 50, "excused")
    log.end(log.hire("b", 10, candidate="c"), 50, "employer")
    assert outcomes(log, 120) == "E"
    log.end(log.hire("c", 20, candidate="c"), 51, "employer")
    assert outcomes(log, 120) == "L"


def test_a_spell_has_the_best_quality_and_the_latest_evidence_of_its_placements() -> None:
    log = Log()
    log.end(log.hire("trial", 0, candidate="c", permanent=False, hours=10, wage_bp=0), 30)
    log.seen(log.hire("proper", 31, candidate="c"), 90)
    assert score(log, 120).q_hist == (1, 0, 0, 0)


def test_a_second_chance_that_works_wins() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 20)
    log.seen(log.hire("second", 100, candidate="c"), 190)
    assert (outcomes(log, 219), outcomes(log, 220)) == ("L", "R")
    assert score(log, 219).pending == 1


def test_lost_comes_before_excused() -> None:
    log = Log()
    log.end(log.hire("first", 0, candidate="c"), 20, "excused")
    log.end(log.hire("second", 100, candidate="c"), 120, "candidate")
    assert outcomes(log, 400) == "L"


@pytest.mark.parametrize(
    ("about", "quality"),
    [
        ({"permanent": False, "hours": 29, "wage_bp": 11999}, 0),
        ({"permanent": True, "hours": 29, "wage_bp": 11999}, 1),
        ({"permanent": False, "planned_days": 365, "hours": 29, "wage_bp": 11999}, 1),
        ({"permanent": False, "planned_days": 364, "hours": 30, "wage_bp": 11999}, 1),
        ({"permanent": False, "hours": 10, "hours_choice": True, "wage_bp": 12000}, 2),
        ({"permanent": True, "hours": 30, "wage_bp": 12000}, 3),
    ],
)
def test_quality_is_one_third_each_for_contract_hours_and_pay(about: dict[str, Any], quality: int) -> None:
    log = Log()
    log.seen(log.hire(**about), 90)
    assert score(log, 120).q_hist[3 - quality] == 1


@pytest.mark.parametrize(("seen", "at", "proved"), [(179, 300, 0), (180, 179, 0), (180, 180, 1)])
def test_k_counts_those_seen_on_day_180_or_later(seen: int, at: int, proved: int) -> None:
    log = Log()
    log.seen(log.hire(), 90)
    log.seen("p", seen, recorded=100)
    assert proved == score(log, at).K


def test_an_evidenced_last_day_proves_work_until_then_and_an_unproved_one_does_not() -> None:
    log = Log()
    log.end(log.hire("told by the person"), 200, evidence=1)
    log.end(log.hire("told by the employer"), 200, evidence=0)
    standing = score(log, 300)
    assert (standing.R, standing.L, standing.K) == (1, 1, 1)
