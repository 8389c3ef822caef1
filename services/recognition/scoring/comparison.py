"""One group by two versions of the standard, and why they differ: rule by rule, person by person (§3.9)."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from services.recognition.scoring.facts import Fact, Reason
from services.recognition.scoring.formula import Points
from services.recognition.scoring.known import learn
from services.recognition.scoring.parameters import PROOF, Method
from services.recognition.scoring.spells import Settled, Spell, is_employers
from services.recognition.scoring.standing import Standing, memory, snapshot, standing_of
from services.recognition.scoring.world import World, look

Rule = Literal["quit_needs_evidence", "uncovered_days"]
RULES: tuple[Rule, ...] = ("quit_needs_evidence", "uncovered_days")


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One person who counts otherwise under a rule; None: not counted (any more, or not yet).

    start: first day of the employment that the rule judges; days: under quit_needs_evidence the day it ended (0 = the
    first), under uncovered_days how many of its first 90 no placement covers; reason: of the ending, as told.
    """

    person: str
    was: Settled | None
    now: Settled | None
    start: date
    days: int
    reason: Reason | None = None


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What one rule makes of the rule before: points in hundredths, raw tiers -1..3, spells not yet settled."""

    rule: Rule
    people: tuple[Moved, ...]
    before: Points
    after: Points
    raw_before: int
    raw_after: int
    pending_before: int
    pending_after: int

    @property
    def change(self) -> int:
        return self.after.total - self.before.total


class Remembered(NamedTuple):
    """A quarter-end of the memory whose raw tier is another one under the newer version."""

    quarter: date
    raw_before: int
    raw_after: int


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """A group by two versions; the effects add up to the difference of their points exactly.

    A tier may differ with no effect: then `remembered` says which earlier quarters are seen otherwise.
    """

    old: Standing
    new: Standing
    effects: tuple[Effect, ...]
    remembered: tuple[Remembered, ...]

    @property
    def differs(self) -> bool:
        return bool(self.effects) or self.old.tier != self.new.tier


def compare(
    facts: Collection[Fact], group: str, as_of: date, known_at: date | None = None, *, old: Method, new: Method
) -> Comparison:
    """The group at T = `as_of`, by what was recorded until K = `known_at` (default: T), under both versions (§3.9).

    The rules take effect one after the other, in the order of RULES, each beside those before it.
    """
    known_at = known_at or as_of
    known = learn(facts, known_at)
    ways = [look(known, group, as_of, method) for method in between(old, new)]
    pasts = (memory(facts, group, as_of, known_at, method=method) for method in (old, new))
    return Comparison(
        old=snapshot(facts, group, as_of, known_at, method=old),
        new=snapshot(facts, group, as_of, known_at, method=new),
        effects=tuple(
            effect
            for rule, (was, now) in zip(RULES, pairwise(ways), strict=True)
            if (effect := _effect(rule, was, now)) is not None
        ),
        remembered=tuple(
            Remembered(quarter, was, now) for (quarter, was), (_, now) in zip(*pasts, strict=True) if was != now
        ),
    )


def between(old: Method, new: Method) -> Iterator[Method]:
    """The older version, then with one rule more of the newer at a time."""
    yield old
    for rule in RULES:
        old = msgspec.structs.replace(old, **{rule: getattr(new, rule)})
        yield old


def _effect(rule: Rule, was: World, now: World) -> Effect | None:
    """What a rule changes for a group, or None."""
    people = tuple(_moved(rule, was, now))
    if not people and was.pending == now.pending:
        return None
    before, after = (standing_of(world, world.as_of) for world in (was, now))
    return Effect(
        rule=rule,
        people=people,
        before=before.points,
        after=after.points,
        raw_before=before.raw_tier,
        raw_after=after.raw_tier,
        pending_before=was.pending,
        pending_after=now.pending,
    )


def _moved(rule: Rule, was: World, now: World) -> Iterator[Moved]:
    """Everybody who counts otherwise, by reference; the latest employment that the rule judges speaks."""
    judged = {spell.person: spell for spell in was.spells if JUDGES[rule](spell, was.method, now.method)}
    for person, spell in sorted(judged.items()):
        before, after = was.basis.get(person), now.basis.get(person)
        if before != after:
            yield _of(rule, spell, before, after)


def _of(rule: Rule, spell: Spell, before: Settled | None, after: Settled | None) -> Moved:
    start = date.fromordinal(spell.start)
    if rule == "uncovered_days":
        return Moved(person=spell.person, was=before, now=after, start=start, days=spell.uncovered)
    days = spell.end - spell.start
    return Moved(person=spell.person, was=before, now=after, start=start, days=days, reason=spell.reason)


def _ends_otherwise(spell: Spell, old: Method, new: Method) -> bool:
    return spell.end < spell.start + PROOF and is_employers(spell, old) != is_employers(spell, new)


def _joins_otherwise(spell: Spell, old: Method, new: Method) -> bool:
    """Whether placements that the older version joined fall apart; newer versions join no more than older ones."""
    return new.uncovered_days is not None and spell.uncovered > new.uncovered_days


JUDGES = {"quit_needs_evidence": _ends_otherwise, "uncovered_days": _joins_otherwise}
