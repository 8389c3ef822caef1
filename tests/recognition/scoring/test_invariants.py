"""What must hold for every log: the invariants of §3.10 in every version."""

from collections import Counter
from datetime import date, timedelta
from math import isqrt
from random import Random
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from services.recognition import scoring
from services.recognition.scoring import Counts, Ended, Fact, Headcount, Hired, points_of, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring.scoring_chance import (
    GROUPS,
    by_both,
    days,
    groups,
    logs,
    numbers,
    renumbered,
    some,
    unmoved_logs,
    unscheduled,
)
from tests.recognition.scoring.scoring_log import Log, day


@by_both
@given(logs, groups, days)
@some
def test_i1_points_stay_within_their_weights(method: Method, facts: list[Fact], group: str, t: date) -> None:
    standing = snapshot(facts, group, t, method=method)
    for points, weight in zip(msgspec.structs.astuple(standing.points), (4000, 2500, 2000, 1500), strict=True):
        assert 0 <= points <= weight
    assert 0 <= standing.total <= 10_000
    assert standing.total == standing.points.total


def tried(facts: list[Fact], t: date, **about: Any) -> list[Fact]:
    """The facts with one new person of E1 who began 200 days before t."""
    log = Log(None)
    start = (t - day(0)).days - 200
    log.hire("new", start, candidate="nobody seen before", **about)
    return [*facts, *log.facts]


@by_both
@given(unmoved_logs, days, st.booleans(), st.sampled_from((10, 40)), st.sampled_from((0, 13000)))
@some
def test_i2_one_more_kept_new_person_never_lowers_anything(
    method: Method, facts: list[Fact], t: date, permanent: bool, hours: int, wage: int
) -> None:
    before = snapshot(facts, "E1", t, method=method)
    log = Log(None)
    log.seen("new", (t - day(0)).days - 105)
    more = [*tried(facts, t, permanent=permanent, hours=hours, wage_bp=wage), *renumbered(log.facts)]
    after = snapshot(more, "E1", t, method=method)
    assert after.R == before.R + 1
    assert after.adjusted_bp >= before.adjusted_bp
    assert after.total >= before.total
    assert after.raw_tier >= before.raw_tier


@by_both
@given(unmoved_logs, days, st.sampled_from(("employer", "candidate", "excused")))
@some
def test_i3_one_more_early_exit_never_raises_anything(method: Method, facts: list[Fact], t: date, reason: str) -> None:
    before = snapshot(facts, "E1", t, method=method)
    log = Log(None)
    log.end("new", (t - day(0)).days - 150, reason)
    after = snapshot([*tried(facts, t), *renumbered(log.facts)], "E1", t, method=method)
    assert (after.L + after.E) == (before.L + before.E) + 1
    assert after.total <= before.total
    assert after.raw_tier <= before.raw_tier


def total(kept: int, lost: int, excused: int, headcount: int, practices: int = 0) -> int:
    counts = Counts(kept, lost, excused, 0, (kept // 2, 0, kept - kept // 2, 0))
    return points_of(counts, scoring.target_of(headcount), practices).total


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 6000))
@some
def test_i4_lost_is_never_better_than_excused(kept: int, lost: int, excused: int, headcount: int) -> None:
    assert total(kept, lost + 1, excused, headcount) <= total(kept, lost, excused + 1, headcount)


@by_both
@given(logs, days, st.randoms(use_true_random=False))
@some
def test_i6_a_declared_split_of_an_entity_changes_nothing(
    method: Method, facts: list[Fact], t: date, random: Random
) -> None:
    whole = [fact for fact in facts if getattr(fact, "entity", "E1") == "E1" and not isinstance(fact, scoring.Grouped)]
    declared = Log(None)
    for entity in ("E1", "E1 south"):
        declared.group(-5000, "G", entity)
    split: list[Fact] = list(renumbered(declared.facts))
    for fact in whole:
        if isinstance(fact, Hired) and random.random() < 0.5:
            fact = msgspec.structs.replace(fact, entity="E1 south")
        split.append(fact)
    assert numbers(snapshot(split, "G", t, method=method)) == numbers(snapshot(whole, "E1", t, method=method))


@given(st.integers(1, 15), st.integers(0, 15), st.integers(1, 100), st.integers(2, 4))
@some
def test_i6_an_undeclared_proportional_split_raises_no_retention(
    kept: int, lost: int, headcount: int, parts: int
) -> None:
    part = points_of(Counts(kept, lost, 0, 0, (kept, 0, 0, 0)), scoring.target_of(headcount), 0)
    whole = Counts(parts * kept, parts * lost, 0, 0, (parts * kept, 0, 0, 0))
    assert part.retention <= points_of(whole, scoring.target_of(parts * headcount), 0).retention


@by_both
@given(logs, groups, days, st.integers(0, 500))
@some
def test_i7_a_larger_headcount_never_raises(method: Method, facts: list[Fact], group: str, t: date, more: int) -> None:
    larger = [
        msgspec.structs.replace(f, headcount=f.headcount + more) if isinstance(f, Headcount) and f.headcount else f
        for f in facts
    ]
    before, after = snapshot(facts, group, t, method=method), snapshot(larger, group, t, method=method)
    assert after.total <= before.total
    assert after.raw_tier <= before.raw_tier


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 6000), st.integers(0, 4))
@some
def test_i7_one_more_practice_is_exactly_300(
    kept: int, lost: int, excused: int, headcount: int, practices: int
) -> None:
    assert (
        total(kept, lost, excused, headcount, practices + 1) - total(kept, lost, excused, headcount, practices) == 300
    )


@given(st.integers(0, 10**12))
@some
def test_the_target_is_the_smallest_whole_number_whose_square_covers_the_staff(headcount: int) -> None:
    target = scoring.target_of(headcount)
    assert target == 0 if headcount == 0 else target >= 5
    assert target * target >= headcount
    assert target <= 5 or (target - 1) ** 2 < headcount
    assert target <= max(5, isqrt(headcount) + 1)


@by_both
@given(logs, groups, days, st.integers(-100, 300), st.randoms(use_true_random=False))
@some
def test_i5_order_and_repetition_do_not_matter(
    method: Method, facts: list[Fact], group: str, t: date, known_later: int, random: Random
) -> None:
    k = t + timedelta(known_later)
    shuffled = facts + random.choices(facts, k=len(facts)) if facts else []
    random.shuffle(shuffled)
    assert snapshot(shuffled, group, t, k, method=method) == snapshot(facts, group, t, k, method=method)
    assert scoring.statistics(shuffled, group, t, k, method=method) == scoring.statistics(
        facts, group, t, k, method=method
    )


@by_both
@given(logs, groups, days)
@some
def test_i9_what_arrived_later_changes_no_earlier_snapshot(
    method: Method, facts: list[Fact], group: str, t: date
) -> None:
    """Replay of a part of the log gives what the whole log gives at that K."""
    until_then = [fact for fact in facts if fact.recorded <= t]
    assert snapshot(until_then, group, t, method=method) == snapshot(facts, group, t, method=method)


@by_both
@given(logs, groups, days, st.integers(-100, 300))
@some
def test_i8_facts_recorded_after_k_change_nothing(
    method: Method, facts: list[Fact], group: str, t: date, known_later: int
) -> None:
    k = t + timedelta(known_later)
    known = [fact for fact in facts if fact.recorded <= k]
    assert snapshot(known, group, t, k, method=method) == snapshot(facts, group, t, k, method=method)


@by_both
@given(logs, groups, days)
@some
def test_i8_of_facts_dated_after_t_only_evidence_of_work_counts(
    method: Method, facts: list[Fact], group: str, t: date
) -> None:
    revised = Counter(f.placement for f in facts if isinstance(f, Ended | Hired))
    cut = [f for f in facts if not dated_after(f, t) or (isinstance(f, Hired | Ended) and revised[f.placement] > 1)]
    k = day(3000)
    assert unscheduled(snapshot(cut, group, t, k, method=method)) == unscheduled(
        snapshot(facts, group, t, k, method=method)
    )


def dated_after(fact: Fact, t: date) -> bool:
    if isinstance(fact, Ended):
        return fact.last_day is not None and fact.last_day > t and fact.evidence == 0
    if isinstance(fact, Hired):
        return fact.start > t
    if isinstance(fact, scoring.Suspended):
        return fact.since > t
    return getattr(fact, "date", date.min) > t


@by_both
@given(logs, logs, days)
@some
def test_i10_facts_of_another_group_do_not_matter(
    method: Method, facts: list[Fact], others: list[Fact], t: date
) -> None:
    foreign = [elsewhere(fact) for fact in others]
    for group in GROUPS:
        assert snapshot([*facts, *foreign], group, t, method=method) == snapshot(facts, group, t, method=method)
        assert scoring.statistics([*facts, *foreign], group, t, method=method) == scoring.statistics(
            facts, group, t, method=method
        )


def elsewhere(fact: Fact) -> Fact:
    new = {
        field: f"other {getattr(fact, field)}"
        for field in ("id", "entity", "placement", "group")
        if hasattr(fact, field)
    }
    return msgspec.structs.replace(fact, **new)


@by_both
@given(logs, groups, days, st.integers(0, 20))
@some
def test_i12_a_void_is_as_if_the_placement_had_never_been_told(
    method: Method, facts: list[Fact], group: str, t: date, number: int
) -> None:
    ref = f"p{number % 3:02}"
    log = Log(None)
    log.void(ref, recorded=-3000)
    without = [fact for fact in facts if getattr(fact, "placement", None) != ref]
    assert snapshot([*facts, *renumbered(log.facts)], group, t, method=method) == snapshot(
        without, group, t, method=method
    )
