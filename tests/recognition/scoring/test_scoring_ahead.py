"""What already waits to be counted is what the days to come will give if nothing more is told."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, RECOG_1_1_0, Fact, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_chance import by_both, days, groups, logs, some
from tests.recognition.scoring.scoring_log import Log, day


def ahead(log: Log, at: int, method: scoring.Method = RECOG_1_1_0) -> list[tuple[int, int]]:
    """(day, hundredths of a point) of every change to come."""
    found = scoring.waiting(log.facts, "E1", day(at), method=method)
    return [((one.on - day(0)).days, one.total) for one in found]


def test_each_cohort_that_settles_is_foretold_with_its_day() -> None:
    log = Log()
    log.kept(3, 0)
    log.kept(1, 20, prefix="next")
    log.lost(1, 30)
    assert ahead(log, 110) == [(120, 4200), (140, 5377), (150, 4600)]


def test_a_proof_a_practice_that_runs_out_and_a_notice_are_foretold() -> None:
    log = Log()
    log.kept(3, 0, proved=3)
    log.practice(-530)
    log.end("kept0", 178, "candidate", evidence=0, recorded=100)
    log.end("kept0", 178, "candidate", evidence=0, rev=1, recorded=150)
    log.facts = [fact for fact in log.facts if getattr(fact, "checked_on", None) != day(180)]
    assert [on for on, _ in ahead(log, 150)] == [178, 200]
    assert [on for on, _ in ahead(log, 150, RECOG_1_0_0)] == [200]


def test_a_hire_told_beforehand_that_joins_another_is_foretold() -> None:
    """Kept for 80 days, back after ten: without the second job a loss."""
    log = Log()
    log.end(log.hire("p", 0, candidate="Dora", recorded=0), 80, recorded=75)
    log.hire("q", 91, candidate="Dora", recorded=75)
    log.seen("q", 91, recorded=92)
    now = scoring.waiting(log.facts, "E1", day(80), day(92), method=RECOG_1_1_0)
    assert [(one.on, one.counts.R, one.counts.L) for one in now] == [(day(120), 1, 0)]


def test_nothing_waits_where_nothing_is_to_come() -> None:
    assert ahead(Log(), 0) == []


@by_both
@given(logs, groups, days, st.integers(0, 200), st.integers(1, 160), st.integers(0, 160))
@some
def test_what_is_foretold_is_what_the_day_gives(
    method: Method, facts: list[Fact], group: str, t: date, known_later: int, horizon: int, later: int
) -> None:
    k = t + timedelta(known_later)
    told = [fact for fact in facts if fact.recorded <= k]
    found = scoring.waiting(facts, group, t, k, method=method, days=horizon)
    assert [one.on for one in found] == sorted({one.on for one in found})
    assert all(t < one.on <= t + timedelta(horizon) for one in found)
    now = seen(snapshot(told, group, t, k, method=method))
    for on in {*(one.on for one in found), t + timedelta(min(later, horizon)), t + timedelta(horizon)}:
        foretold = [seen_ahead(one) for one in found if one.on <= on]
        assert ([now, *foretold])[-1] == seen(snapshot(told, group, on, max(on, k), method=method))
    states = [now, *(seen_ahead(one) for one in found)]
    assert all(one != following for one, following in pairwise(states))


def seen(standing: scoring.Standing) -> tuple[Any, ...]:
    return standing.points, standing.counts, standing.raw_tier


def seen_ahead(one: scoring.Waiting) -> tuple[Any, ...]:
    return one.points, one.counts, one.raw_tier
