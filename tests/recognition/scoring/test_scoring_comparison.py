"""Both versions of the standard side by side: which rule moves whom, and that the effects add up to the difference."""

from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given

from services.recognition import scoring
from services.recognition.scoring import RECOG_1_0_0, RECOG_1_1_0, Fact, Settled, snapshot
from tests.recognition.scoring.scoring_chance import days, groups, logs, some
from tests.recognition.scoring.scoring_log import Log, day


def compared(log: Log, at: int) -> scoring.Comparison:
    return scoring.compare(log.facts, "E1", day(at), old=RECOG_1_0_0, new=RECOG_1_1_0)


def test_a_quit_that_only_the_employer_tells_is_named_with_its_day() -> None:
    log = Log()
    log.kept(5, proved=2)
    log.seen(log.hire("p", candidate="Dora"), 90)
    log.end("p", 95, "candidate", evidence=0)
    (effect,) = compared(log, 200).effects
    assert effect.rule == "quit_needs_evidence"
    (dora,) = effect.people
    assert (dora.person, dora.was, dora.now) == ("Dora", Settled("R", 3, False), Settled("L", 0, False))
    assert (dora.start, dora.days, dora.reason) == (day(0), 95, "candidate")
    assert (effect.before.total, effect.after.total, effect.change) == (6681, 5772, -909)


def test_a_job_with_too_many_days_off_is_named_with_their_number() -> None:
    log = Log()
    log.kept(5, proved=2)
    log.end(log.hire("p", 0, candidate="Dora"), 60)
    log.seen(log.hire("q", 90, candidate="Dora"), 120)
    (effect,) = compared(log, 150).effects
    assert effect.rule == "uncovered_days"
    (dora,) = effect.people
    assert (dora.start, dora.days, dora.was, dora.now) == (day(0), 29, Settled("R", 3, False), Settled("L", 0, False))
    assert (effect.pending_before, effect.pending_after) == (0, 1)


def test_two_rules_are_told_apart_and_nobody_else_is_named() -> None:
    log = Log()
    log.kept(4)
    log.seen(log.hire("a", candidate="Ani"), 90)
    log.end("a", 95, "excused", evidence=0)
    log.end(log.hire("b", 0, candidate="Boyan"), 0)
    log.seen(log.hire("c", 30, candidate="Boyan"), 90)
    effects = compared(log, 130).effects
    assert [(effect.rule, [one.person for one in effect.people]) for effect in effects] == [
        ("quit_needs_evidence", ["Ani"]),
        ("uncovered_days", ["Boyan"]),
    ]


def test_where_both_agree_there_is_nothing_to_say() -> None:
    log = Log()
    log.kept(5, proved=2)
    found = compared(log, 200)
    assert not found.differs
    assert (found.effects, found.remembered) == ((), ())
    assert found.new == msgspec.structs.replace(found.old, method="recog-1.1.0")


def test_a_tier_that_only_an_earlier_quarter_gives_is_told_as_remembered() -> None:
    """On 31 March the quit was the employer's word only; it was confirmed in April, and a practice ran out."""
    log = Log()
    log.kept(5, -300, proved=2)
    for on, code in ((-620, "mentor"), (-1, "skills"), (-1, "language")):
        log.practice(on, code)
    log.seen(log.hire("p", -60, candidate="Dora"), 30)
    log.end("p", 40, "candidate", evidence=0)
    log.end("p", 40, "candidate", evidence=1, rev=1, recorded=100)
    found = compared(log, 130)
    assert (found.effects, found.differs) == ((), True)
    assert (found.old.tier, found.new.tier) == ("gold", "silver")
    assert found.remembered == (scoring.Remembered(date(2024, 3, 31), 3, 2),)


@given(logs, groups, days)
@some
def test_the_effects_add_up_and_name_everybody_who_counts_otherwise(facts: list[Fact], group: str, t: date) -> None:
    found = scoring.compare(facts, group, t, old=RECOG_1_0_0, new=RECOG_1_1_0)
    assert found.old == snapshot(facts, group, t, method=RECOG_1_0_0)
    assert found.new == snapshot(facts, group, t, method=RECOG_1_1_0)
    assert sum(effect.change for effect in found.effects) == found.new.total - found.old.total
    before, after = (scoring.basis(facts, group, t, method=method) for method in (RECOG_1_0_0, RECOG_1_1_0))
    moved = {person for person in before.keys() | after.keys() if before.get(person) != after.get(person)}
    named = [one.person for effect in found.effects for one in effect.people]
    assert moved <= set(named)
    for one, following in pairwise(found.effects):
        assert one.after == following.before
    if found.effects:
        ends = found.effects[0].before, found.effects[-1].after
        assert ends == (found.old.points, found.new.points)
        assert found.effects[-1].pending_after == found.new.pending
    else:
        assert numbers(found.old) == numbers(found.new)


def numbers(standing: scoring.Standing) -> tuple[Any, ...]:
    return (standing.counts, standing.points, standing.raw_tier, standing.pending)
