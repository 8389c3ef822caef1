"""The target, the best jobs and the practices that make the points (§3.6), as in recog-1.0.0."""

import pytest

from services.recognition import scoring
from tests.recognition.scoring.scoring_log import Log, score


@pytest.mark.parametrize(
    ("headcount", "target"),
    [
        (0, 0),
        (1, 5),
        (25, 5),
        (26, 6),
        (36, 6),
        (37, 7),
        (100, 10),
        (400, 20),
        (401, 21),
        (5000, 71),
        (10**12 + 1, 10**6 + 1),
    ],
)
def test_the_target_is_the_root_of_the_staff_rounded_up_and_at_least_five(headcount: int, target: int) -> None:
    assert scoring.target_of(headcount) == target


def test_the_best_jobs_up_to_the_target_make_the_quality() -> None:
    counts = scoring.Counts(9, 0, 0, 0, (2, 2, 2, 3))
    assert scoring.points_of(counts, 5, 0) == scoring.Points(4000 * 0 + 2571, 2500, 2000 * (6 + 4 + 1) // 15, 0)


@pytest.mark.parametrize(("at", "counts"), [(-1, False), (0, True), (729, True), (730, False)])
def test_a_practice_counts_for_730_days(at: int, counts: bool) -> None:
    log = Log()
    log.practice(0)
    standing = score(log, at, known=800)
    assert standing.practices == (("mentor",) if counts else ())
    assert standing.points.support == (300 if counts else 0)


def test_a_practice_needs_somebody_elses_word_and_a_place_in_the_method() -> None:
    log = Log()
    log.practice(0, "mentor", evidence=0)
    log.practice(0, "housing")
    log.practice(0, "skills", evidence=2)
    assert score(log, 10).practices == ("skills",)


def test_a_withdrawal_on_the_same_day_wins_and_a_later_confirmation_counts_again() -> None:
    log = Log()
    log.practice(0)
    log.withdraw(0)
    assert score(log, 5).practices == ()
    log.practice(10)
    log.withdraw(20)
    assert [score(log, at).practices for at in (9, 10, 19, 20)] == [(), ("mentor",), ("mentor",), ()]


def test_one_entity_cannot_withdraw_the_practice_of_another() -> None:
    log = Log()
    for entity in ("E1", "E2"):
        log.group(-900, "G", entity)
        log.practice(0, entity=entity)
    log.withdraw(5, entity="E1")
    assert score(log, 10, group="G").practices == ("mentor",)
