"""Standing, basis, due days, explanation and steps are one implementation: each comes to what the others say."""

import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from types import FrameType

from hypothesis import given
from hypothesis import strategies as st

from services.recognition import scoring
from services.recognition.scoring import Fact, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_chance import by_both, days, groups, logs, numbers, some, unscheduled
from tests.recognition.scoring.scoring_log import Log, day


@by_both
@given(logs, groups, days)
@some
def test_a_snapshot_is_what_its_own_basis_gives(method: Method, facts: list[Fact], group: str, t: date) -> None:
    standing = snapshot(facts, group, t, method=method)
    again = scoring.standing_from(
        scoring.basis(facts, group, t, method=method),
        standing.headcount,
        standing.practices,
        group=group,
        as_of=t,
        memory=[raw for _, raw in scoring.memory(facts, group, t, method=method)],
        suspended=standing.suspended,
        pending=standing.pending,
        entities=standing.entities,
        method=method,
    )
    assert again == unscheduled(standing)


@by_both
@given(logs, groups, days, st.integers(0, 400))
@some
def test_nothing_changes_before_the_next_due_day(
    method: Method, facts: list[Fact], group: str, t: date, later: int
) -> None:
    known = [fact for fact in facts if fact.recorded <= t]
    standing = snapshot(known, group, t, method=method)
    last = date.max if standing.next_due is None else standing.next_due - timedelta(1)
    for quiet in {min(t + timedelta(later), last), min(t + timedelta(90), last), min(last, t + timedelta(1500))}:
        assert numbers(snapshot(known, group, quiet, method=method)) == numbers(standing)


@by_both
@given(logs, groups, days)
@some
def test_the_first_of_the_due_days_is_the_next(method: Method, facts: list[Fact], group: str, t: date) -> None:
    due = scoring.due_days(facts, group, t, method=method)
    assert due == sorted(set(due))
    assert (due[0] if due else None) == snapshot(facts, group, t, method=method).next_due


@by_both
@given(logs, groups, days)
@some
def test_every_person_counted_is_explained_by_a_line(method: Method, facts: list[Fact], group: str, t: date) -> None:
    explained = scoring.explain(facts, group, t, method=method)
    counted = {line.person: line.person_counts for line in explained.lines if line.person_counts}
    assert Counter(counted.values()) == Counter(
        {
            o: n
            for o, n in zip("RLE", (explained.standing.R, explained.standing.L, explained.standing.E), strict=True)
            if n
        }
    )
    pending = {(line.person, line.spell_start) for line in explained.lines if line.outcome == "pending"}
    assert len(pending) == explained.standing.pending


@by_both
@given(logs, groups, days, st.integers(0, 500), st.integers(0, 300))
@some
def test_steps_between_two_snapshots_add_up(
    method: Method, facts: list[Fact], group: str, before: date, days_later: int, known_later: int
) -> None:
    after = before + timedelta(days_later)
    k = after + timedelta(known_later)
    first, last = snapshot(facts, group, before, method=method), snapshot(facts, group, after, k, method=method)
    found = scoring.steps(facts, group, before, after, known_after=k, method=method)
    assert [step.on for step in found] == sorted(step.on for step in found)
    assert first.total + sum(step.change for step in found) == last.total
    if found:
        assert (found[0].before, found[-1].after) == (first.points, last.points)
        assert (found[0].raw_before, found[-1].raw_after) == (first.raw_tier, last.raw_tier)
    for one, following in pairwise(found):
        assert one.after == following.before


@by_both
@given(logs, groups, days, st.integers(0, 500))
@some
def test_steps_are_what_counting_everybody_anew_at_each_step_gives(
    method: Method, facts: list[Fact], group: str, before: date, days_later: int
) -> None:
    after = before + timedelta(days_later)
    first, last = snapshot(facts, group, before, method=method), snapshot(facts, group, after, method=method)
    people = scoring.basis(facts, group, before, method=method)
    then = scoring.basis(facts, group, after, method=method)
    headcount, practices = first.headcount, set(first.practices)
    for step in scoring.steps(facts, group, before, after, method=method):
        if step.cause in ("headcount", "entities"):
            headcount = last.headcount
        elif step.cause.startswith("practice_"):
            practices ^= {step.what}
        elif step.what in people.keys() | then.keys():
            people.pop(step.what, None)
            people.update({step.what: then[step.what]} if step.what in then else {})
        anew = scoring.standing_from(people, headcount, practices, group=group, as_of=before, method=method)
        assert (step.after, step.raw_after) == (anew.points, anew.raw_tier)


def test_steps_of_a_large_group_cost_what_its_people_do() -> None:
    """Counted in calls, which no load changes: four times the people, four times the calls; once it was sixteen times."""
    calls = [_calls_of_steps(number) for number in (300, 1200)]
    assert calls[1] < 5 * calls[0]


def _calls_of_steps(people: int) -> int:
    log, calls = Log(), 0
    log.kept(people)

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assert len(scoring.steps(log.facts, "E1", day(100), day(130), method=scoring.CURRENT)) == people
    finally:
        sys.setprofile(before)
    return calls
