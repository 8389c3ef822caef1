"""What must hold for every log: the invariants of §3.10 in every version, and a second reading of the standard."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from math import isqrt
from random import Random
from time import process_time
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.recognition import scoring
from services.recognition.scoring import Counts, Ended, Fact, Headcount, Hired, Standing, points_of, snapshot
from services.recognition.scoring.parameters import Method
from tests.recognition.scoring import scoring_oracle as oracle
from tests.recognition.scoring.scoring_log import Log, day

GROUPS = ("E1", "E2", "G")
EDGES = (0, 10, 29, 30, 31, 60, 88, 89, 90, 91, 119, 120, 121, 150, 178, 179, 180, 181, 240, 400)


class Told(Log):
    """A log written by chance: mostly a decent employer, with all that may go wrong."""

    def __init__(self, random: Random) -> None:
        super().__init__(None)
        self.random = random
        self.good = random.choice((random.random(), random.random(), 1.0))
        self.entities = ("E1",) if self.good == 1 else random.choice((("E1",), ("E1", "E2"), ("E1", "E2")))
        for entity in self.entities:
            self.about(entity)
        for i in range(random.choice((3, 8, 14, 20))):
            self.one(f"p{i:02}")
        while self.chance(0.6):
            self.doubtful(f"d{len(self.facts):03}")
        while self.chance(0.75):
            self.stints(f"s{len(self.facts):03}")
        random.shuffle(self.facts)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def late(self, on: int) -> int:
        return on + self.random.choice((0, 0, 0, 1, 20, 70))

    def about(self, entity: str) -> None:
        pick = self.random.randint
        for _ in range(self.random.choice((0, 1, 1, 2))):
            on = pick(-700, 500)
            self.headcount(on, self.random.choice((0, 5, 25, 26, 60, 400)), entity, recorded=self.late(on))
        while self.good < 1 and self.chance(0.3):
            on = pick(-400, 400)
            self.group(on, self.random.choice(GROUPS), entity, recorded=self.late(on))
        for code in (*scoring.PRACTICES, "housing"):
            if self.chance(self.good):
                self.practice(pick(-800, 500), code, self.random.choice((0, 1, 2)), entity)
            if self.chance(0.2):
                self.withdraw(pick(-800, 500), code, entity)
        if self.chance(0.1):
            since = pick(-100, 700)
            self.suspend(since, self.random.choice((None, since + 30, since + 200)), entity)

    def one(self, ref: str) -> None:
        random, start = self.random, self.random.choice((-900, 0, 0, 100, 200)) + self.random.randint(-60, 60)
        self.hire(ref, start, recorded=self.late(start) + random.choice((0, 0, -40)), **self.terms())
        if self.chance(0.1):
            self.hire(ref, start + random.choice((-1, 0, 1)), recorded=self.late(start + 30), rev=1, **self.terms())
        if self.chance(0.2 + 0.8 * self.good):
            for at in random.sample((89, 90, 95, 179, 180, 185), 3):
                self.seen(ref, start + at, random.choice((0, 1, 1, 2)), recorded=self.late(start + at))
        while self.chance(0.5 - 0.4 * self.good):
            on = start + random.choice(EDGES)
            last = None if self.chance(0.1) else on
            reason = random.choice(("employer", "candidate", "excused"))
            rev, told = random.randint(0, 2), max(self.late(on) + random.choice((0, 0, -50)), start)
            self.end(ref, last, reason, random.choice((0, 1, 1)), rev, recorded=told)
        if self.chance(0.05):
            self.void(ref, recorded=self.late(start + 100))

    def doubtful(self, ref: str) -> None:
        """Somebody seen on day 90 leaves before day 180, and perhaps nobody but the employer says why."""
        random, start = self.random, self.random.randint(-60, 200)
        self.hire(ref, start, **self.terms())
        self.seen(ref, start + 90, recorded=self.late(start + 90))
        on = start + random.choice((89, 90, 95, 150, 178, 179, 180))
        reason = random.choice(("employer", "candidate", "candidate", "excused", None))
        self.end(ref, on, reason, random.choice((0, 0, 1)), recorded=self.late(on))

    def stints(self, ref: str) -> None:
        """One person employed a while, and again, and again, with breaks between."""
        random, start = self.random, self.random.randint(-60, 200)
        terms = self.terms()
        for part in range(random.choice((2, 2, 3, 4))):
            self.hire(f"{ref}{part}", start, **terms)
            last = start + random.choice((0, 5, 20, 40, 60, 75))
            if self.chance(0.8):
                self.end(f"{ref}{part}", last, random.choice(("employer", "candidate", "excused")), 1)
            if self.chance(0.6):
                seen = start + random.choice((30, 60, 90, 120))
                self.seen(f"{ref}{part}", seen, recorded=self.late(seen))
            start = last + 1 + random.choice((0, 6, 7, 8, 13, 14, 15, 16, 29, 30))

    def terms(self) -> dict[str, Any]:
        random = self.random
        return {
            "entity": random.choice(self.entities),
            "candidate": f"c{random.randint(0, 17)}",
            "permanent": self.chance(self.good),
            "hours": random.choice((20, 29, 30, 40)),
            "hours_choice": self.chance(0.1),
            "wage_bp": 12000 if self.chance(self.good / 2) else random.choice((0, 11999, 12000, 13000)),
            "planned_days": random.choice((None, None, None, None, 89, 90, 364, 365)),
            "funding": random.choice((None, None, None, None, None, "full")),
        }


logs = st.integers(0, 10**6).map(lambda seed: Told(Random(seed)).facts)
unmoved_logs = logs.filter(lambda facts: not any(isinstance(f, scoring.Grouped) and f.entity == "E1" for f in facts))
days = st.integers(-200, 1500).map(day)
groups = st.sampled_from(GROUPS)
some = settings(max_examples=120, deadline=None)
by_both = pytest.mark.parametrize("method", scoring.METHODS.values(), ids=scoring.METHODS)


def numbers(standing: Standing) -> dict[str, Any]:
    """What the oracle computes too."""
    fields = ("R", "L", "E", "M", "K", "pending", "headcount", "target", "q_hist", "practices", "adjusted_bp", "total")
    told = {field: getattr(standing, field) for field in (*fields, "suspended", "tier")}
    return told | {"points": msgspec.structs.asdict(standing.points), "raw": standing.raw_tier}


@by_both
def test_the_score_agrees_with_a_second_reading_of_the_standard_on_random_logs(method: Method) -> None:
    random = Random(20261121)
    met: Counter[Any] = Counter()
    for _ in range(1200):
        facts = Told(random).facts
        events = oracle.plain(facts)
        for _ in range(2):
            group, t = random.choice(("E1", *GROUPS)), a_telling_day(random, facts)
            k = t if random.random() < 0.7 else t + timedelta(random.randint(-100, 300))
            standing = snapshot(facts, group, t, k, method=method)
            expected = oracle.score(events, group, t, k, method.name)
            km = scoring.statistics(facts, group, t, k, method=method).km90
            assert km == pytest.approx(None if expected["km"] is None else float(expected.pop("km")), abs=1e-9)
            expected.pop("km", None)
            assert numbers(standing) == expected
            met[standing.tier, standing.on_memory] += 1
    # The sample has something of everything, or it would prove little.
    assert {tier for tier, _ in met} == {"not_rated", "none", "bronze", "silver", "gold", "suspended"}
    assert sum(count for (_, on_memory), count in met.items() if on_memory) >= 10


def a_telling_day(random: Random, facts: list[Fact]) -> date:
    """Half the time any day, half the time one on which some person's outcome may turn."""
    starts = [fact.start for fact in facts if isinstance(fact, Hired)]
    turns = (119, 120, 121, 149, 150, 178, 179, 180, 181, 1214, 1215)
    return random.choice((day(random.randint(0, 900)), random.choice(starts) + timedelta(random.choice(turns))))


# I1


@by_both
@given(logs, groups, days)
@some
def test_i1_points_stay_within_their_weights(method: Method, facts: list[Fact], group: str, t: date) -> None:
    standing = snapshot(facts, group, t, method=method)
    for points, weight in zip(msgspec.structs.astuple(standing.points), (4000, 2500, 2000, 1500), strict=True):
        assert 0 <= points <= weight
    assert 0 <= standing.total <= 10_000
    assert standing.total == standing.points.total


# I2, I3


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


def renumbered(facts: list[Fact]) -> list[Fact]:
    return [msgspec.structs.replace(fact, id=f"z{fact.id}") for fact in facts]


# I4, I6, I7


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


# I5, I9


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


# I8


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


def unscheduled(standing: Standing) -> Standing:
    return msgspec.structs.replace(standing, next_due=None)


# I10, I12


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


# One implementation, two ways in


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
    """Four times the people may cost little more than four times the time; once it was sixteen times."""
    times = []
    for number in (1500, 6000):
        log = Log()
        log.kept(number)
        began = process_time()
        assert len(scoring.steps(log.facts, "E1", day(100), day(130), method=scoring.CURRENT)) == number
        times.append(process_time() - began)
    assert times[1] < 8 * times[0]
