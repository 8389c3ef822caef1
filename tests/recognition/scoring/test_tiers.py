"""The gates of a tier, its memory, suspended and closed (§3.7), as in recog-1.0.0."""

from datetime import date
from typing import Any

import pytest

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, snapshot
from tests.recognition.scoring.scoring_log import Log, day, faded_gold, score


def test_nobody_is_rated_before_three_people_are_kept() -> None:
    log = Log(5)
    log.kept(2, proved=2)
    assert (score(log, 200).raw_tier, score(log, 200).tier) == (-1, "not_rated")


def test_silver_and_gold_need_a_quarter_of_the_target_proved_at_day_180() -> None:
    log = Log(5)
    log.kept(20, proved=1)
    assert score(log, 200).tier == "bronze"
    log.seen("kept1", 180)
    assert score(log, 200).tier == "gold"


@pytest.mark.parametrize(
    ("total", "adjusted", "raw"),
    [
        (3999, 9000, 0),
        (4000, 6000, 1),
        (9000, 5999, 0),
        (6000, 6500, 2),
        (6000, 6499, 1),
        (7500, 7500, 3),
        (7499, 7500, 2),
        (7500, 7499, 2),
    ],
)
def test_the_gates_of_a_tier_are_points_and_adjusted_retention(total: int, adjusted: int, raw: int) -> None:
    result = scoring.formula.Result(R=3, K=5, target=20, total=total, adjusted_bp=adjusted)
    assert scoring.formula.raw_tier(result) == raw


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({}, 2),
        ({"total": 5500}, 2),
        ({"total": 5499}, 1),
        ({"adjusted_bp": 6000}, 2),
        ({"adjusted_bp": 5999}, 1),
        ({"K": 4}, 1),
        ({"R": 2}, -1),
    ],
)
def test_a_tier_is_remembered_within_five_points_while_the_proof_holds(change: dict[str, Any], level: Any) -> None:
    given = {"R": 3, "K": 5, "target": 20, "total": 5999, "adjusted_bp": 6499} | change
    result = scoring.formula.Result(**given)
    assert scoring.formula.tier_level(result, scoring.formula.raw_tier(result), [0, 2, -1]) == level


def test_memory_is_the_last_three_quarter_ends_before_t() -> None:
    assert list(scoring.quarter_ends(date(2024, 3, 31))) == [date(2023, 12, 31), date(2023, 9, 30), date(2023, 6, 30)]
    assert list(scoring.quarter_ends(date(2024, 4, 1))) == [date(2024, 3, 31), date(2023, 12, 31), date(2023, 9, 30)]
    assert next(scoring.quarter_ends(date(2024, 12, 31))) == date(2024, 9, 30)


def test_a_tier_stays_for_three_quarters_and_no_longer() -> None:
    log = faded_gold()
    tiers = [
        snapshot(log.facts, "E1", on, method=RECOG_1_0_0)
        for on in (date(2024, 10, 9), date(2024, 10, 10), date(2025, 6, 30), date(2025, 7, 1))
    ]
    assert [s.tier for s in tiers] == ["gold", "gold", "gold", "silver"]
    assert [s.raw_tier for s in tiers] == [3, 2, 2, 2]
    assert [s.on_memory for s in tiers] == [False, True, True, False]
    assert tiers[1].next_due == date(2025, 1, 1)


def test_memory_knows_each_quarter_by_its_own_k_when_k_is_t() -> None:
    log = faded_gold()
    log.end("kept3", -50, rev=1, recorded=333)
    log.end("kept4", -50, rev=1, recorded=333)
    own = scoring.memory(log.facts, "E1", day(333), method=RECOG_1_0_0)
    assert own == ((date(2024, 9, 30), 3), (date(2024, 6, 30), 3), (date(2024, 3, 31), 3))
    given = scoring.memory(log.facts, "E1", day(333), known_at=day(334), method=RECOG_1_0_0)
    assert [raw for _, raw in given] == [1, 1, 1]


def test_memory_of_things_voided_since_still_holds_when_k_is_t() -> None:
    log = faded_gold()
    for ref in ("kept0", "kept1", "kept2"):
        log.void(ref, recorded=330)
    log.kept(3, start=-100, proved=2, prefix="found late", recorded=332)
    assert (score(log, 332).raw_tier, score(log, 332).tier) == (2, "gold")


def test_a_suspended_group_has_no_other_tier_from_the_first_day_until_before_the_last() -> None:
    log = Log(5)
    log.kept(5, proved=5)
    log.suspend(300, 310)
    assert [score(log, at).tier for at in (299, 300, 309, 310)] == [
        "silver",
        "suspended",
        "suspended",
        "silver",
    ]
    assert [score(log, at).suspended for at in (299, 300, 309, 310)] == [False, True, True, False]
    assert score(log, 300).tier == "suspended"
    assert score(log, 300).raw_tier == score(log, 299).raw_tier


def test_any_suspended_entity_suspends_its_group_of_the_day() -> None:
    log = Log()
    log.group(-900, "G", "E1")
    log.group(-900, "G", "E2")
    log.suspend(0, entity="E2")
    assert score(log, 500, group="G").suspended
    log.group(100, "H", "E2")
    assert not score(log, 500, group="G").suspended
    assert score(log, 500, group="H").suspended


def test_a_revised_suspension_replaces_the_first() -> None:
    log = Log()
    log.suspend(0, reference="s", rev=0)
    log.suspend(0, 50, reference="s", rev=1)
    log.suspend(80, 90, reference="t")
    assert [score(log, at).suspended for at in (49, 60, 85)] == [True, False, True]


def test_a_group_is_closed_when_all_its_entities_are() -> None:
    log = Log()
    for entity in ("E1", "E2"):
        log.group(-900, "G", entity)
    log.close(10, "E1")
    log.close(20, "E2")
    assert [score(log, at, group="G").closed for at in (10, 19, 20)] == [False, False, True]
    assert not score(Log(None), 10).closed
