"""Who counts as kept, lost or excused, and from which day (§2.1, §2.3), as in recog-1.0.0."""

from typing import Any

import pytest

from tests.recognition.scoring.scoring_log import Log, outcomes, score

ENDINGS = ("last_day", "reason", "evidence", "outcome")


def seen_on(day: int, evidence: int = 1) -> Log:
    """Somebody hired on day 0 who was still at work then."""
    log = Log()
    log.seen(log.hire(), day, evidence)
    return log


@pytest.mark.parametrize(
    ENDINGS,
    [
        (89, "employer", 1, "L"),
        (89, "candidate", 1, "L"),
        (89, "excused", 1, "E"),
        (89, "excused", 2, "E"),
        (89, "excused", 0, "L"),
        (90, "excused", 1, "R"),
        (90, "candidate", 1, "R"),
        (90, "candidate", 0, "L"),
        (0, "excused", 1, "E"),
    ],
)
def test_a_person_who_left_before_day_90_is_lost_unless_excused_and_confirmed(
    last_day: int, reason: Any, evidence: int, outcome: str
) -> None:
    log = Log()
    log.end(log.hire(), last_day, reason, evidence)
    assert outcomes(log, 120) == outcome


def test_an_end_date_beats_a_claim_that_the_person_was_kept() -> None:
    log = seen_on(95)
    log.end("p", 89, evidence=0)
    assert outcomes(log, 120) == "L"


@pytest.mark.parametrize(
    ("checked_on", "evidence", "outcome"), [(89, 1, "L"), (90, 1, "R"), (90, 0, "L"), (90, 2, "R")]
)
def test_a_person_is_kept_when_somebody_else_saw_them_on_day_90(checked_on: int, evidence: int, outcome: str) -> None:
    assert outcomes(seen_on(checked_on, evidence), 120) == outcome


def test_late_evidence_turns_unconfirmed_into_kept() -> None:
    log = Log()
    log.seen(log.hire(), 100, recorded=130)
    assert outcomes(log, 129) == "L"
    assert outcomes(log, 130) == "R"


def test_confirmations_accumulate_and_an_earlier_one_takes_nothing_back() -> None:
    log = seen_on(95)
    log.seen("p", 40, recorded=110)
    assert outcomes(log, 120) == "R"


@pytest.mark.parametrize(
    ENDINGS,
    [
        (90, "employer", 1, "L"),
        (179, "employer", 1, "L"),
        (179, "employer", 0, "L"),
        (180, "employer", 1, "R"),
        (179, "candidate", 1, "R"),
        (179, "excused", 1, "R"),
    ],
)
def test_a_job_the_employer_ends_before_day_180_is_clawed_back(
    last_day: int, reason: Any, evidence: int, outcome: str
) -> None:
    log = seen_on(90)
    log.end("p", last_day, reason, evidence)
    assert outcomes(log, 300) == outcome


def test_a_claw_back_waits_for_the_last_day() -> None:
    log = seen_on(90)
    log.end("p", 150, "employer", recorded=121)
    assert outcomes(log, 149) == "R"
    assert outcomes(log, 150) == "L"


def test_a_placement_counts_from_day_120_for_1095_days() -> None:
    log = seen_on(90)
    standings = [score(log, at) for at in (-1, 0, 119, 120, 1214, 1215)]
    assert [(s.R, s.pending) for s in standings] == [(0, 0), (0, 1), (0, 1), (1, 0), (1, 0), (0, 0)]


def test_an_early_loss_waits_for_day_120_too() -> None:
    log = Log()
    log.end(log.hire(), 5)
    assert (outcomes(log, 119), outcomes(log, 120)) == ("", "L")


def test_short_contracts_and_fully_funded_ones_do_not_count() -> None:
    log = Log()
    log.lost(0)
    log.end(log.hire("short", planned_days=89), 5)
    log.end(log.hire("funded", funding="full"), 5)
    assert outcomes(log, 120) == ""
    assert score(log, 10).pending == 0
    log.end(log.hire("season", planned_days=90), 5)
    log.end(log.hire("part", funding="part"), 5)
    assert outcomes(log, 120) == "LL"


@pytest.mark.parametrize(
    ("kept", "excused", "settled"), [(3, 1, 4), (4, 1, 4), (7, 2, 8), (8, 2, 8), (8, 3, 9), (0, 2, 2)]
)
def test_one_excused_person_is_free_for_every_four_kept(kept: int, excused: int, settled: int) -> None:
    log = Log()
    log.kept(kept)
    log.lost(excused, reason="excused")
    assert settled == score(log, 120).M
