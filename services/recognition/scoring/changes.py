"""What changed between two snapshots, as steps that add up exactly (§4)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

import msgspec

from services.recognition.scoring.facts import Ended, Fact, Headcount, Hired, Retained, Voided
from services.recognition.scoring.formula import Points, Tally
from services.recognition.scoring.known import Known, learn
from services.recognition.scoring.parameters import PRACTICE_DAYS, PROOF, SETTLE, WINDOW, Method
from services.recognition.scoring.spells import Settled, Spell, verdict
from services.recognition.scoring.standing import standing_from
from services.recognition.scoring.world import World, look

Cause = Literal[
    "entered",
    "left_window",
    "clawed_back",
    "confirmed",
    "proved",
    "corrected",
    "headcount",
    "entities",
    "practice_confirmed",
    "practice_expired",
    "practice_withdrawn",
    "practice_gone",
    "suspended",
    "suspension_over",
    "closed",
    "reopened",
]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One change and the points around it; the `after` of a step is the `before` of the next.

    on: the day it took effect or was told; what: person reference, practice or entities; points: hundredths;
    raw tiers -1..3.
    """

    on: date
    cause: Cause
    what: str
    before: Points
    after: Points
    raw_before: int
    raw_after: int

    @property
    def change(self) -> int:
        return self.after.total - self.before.total


class Change(NamedTuple):
    on: date
    cause: Cause
    what: str


class Moment(NamedTuple):
    """What was known at K, and the world of the group at T."""

    as_of: date
    known_at: date
    known: Known
    world: World


def steps(
    facts: Collection[Fact],
    group: str,
    before: date,
    after: date,
    *,
    known_before: date | None = None,
    known_after: date | None = None,
    method: Method,
) -> tuple[Step, ...]:
    """The changes from snapshot(before) to snapshot(after), in the order of their days.

    Each step is a recomputation, so the first begins at the earlier points, the last ends at the later ones, and the
    changes sum to the difference. Tiers are raw: memory and suspension are read from the two standings.
    """
    old = _moment(facts, group, before, known_before, method)
    new = _moment(facts, group, after, known_after, method)
    state = _State(old.world)
    found = []
    for change in sorted([*_people(facts, old, new), *_group(facts, old, new)]):
        was, was_raw = state.score()
        state.apply(change, new.world)
        now, now_raw = state.score()
        found.append(
            Step(
                on=change.on,
                cause=change.cause,
                what=change.what,
                before=was,
                after=now,
                raw_before=was_raw,
                raw_after=now_raw,
            )
        )
    return tuple(found)


def _moment(facts: Collection[Fact], group: str, as_of: date, known_at: date | None, method: Method) -> Moment:
    known = learn(facts, known_at or as_of)
    return Moment(as_of, known_at or as_of, known, look(known, group, as_of, method))


class _State:
    """The running inputs of the score between the two snapshots."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.people = Tally(world.basis)
        self.headcount = world.headcount
        self.practices = set(world.practices)

    def score(self) -> tuple[Points, int]:
        standing = standing_from(
            self.people.counts,
            self.headcount,
            self.practices,
            group=self.world.group,
            as_of=self.world.as_of,
            method=self.world.method,
        )
        return standing.points, standing.raw_tier

    def apply(self, change: Change, new: World) -> None:
        if change.cause in ("headcount", "entities"):
            self.headcount = new.headcount
        elif change.cause == "practice_confirmed":
            self.practices.add(change.what)
        elif change.cause in ("practice_expired", "practice_withdrawn", "practice_gone"):
            self.practices.discard(change.what)
        elif change.cause in ("entered", "left_window", "clawed_back", "confirmed", "proved", "corrected"):
            self.people.put(change.what, new.basis.get(change.what))


def _people(facts: Collection[Fact], old: Moment, new: Moment) -> Iterator[Change]:
    spells = _by_person(new.world.spells)
    unconfirmed = _unconfirmed(old)
    recorded = _recorded(facts, old, new)
    for person in old.world.basis.keys() | new.world.basis.keys():
        was, now = old.world.basis.get(person), new.world.basis.get(person)
        if was != now:
            on, cause = _why_person(was, now, spells.get(person, []), old, new)
            if cause == "corrected" and person in unconfirmed and now is not None and now.outcome == "R":
                cause = "confirmed"
            yield Change(on or recorded.get(person, new.known_at), cause, person)


def _unconfirmed(moment: Moment) -> set[str]:
    world, today = moment.world, moment.as_of.toordinal()
    return {spell.person for spell in world.spells if verdict(spell, today, world.method) == "unconfirmed"}


def _by_person(spells: list[Spell]) -> dict[str, list[Spell]]:
    found: dict[str, list[Spell]] = {}
    for spell in spells:
        found.setdefault(spell.person, []).append(spell)
    return found


def _why_person(
    was: Settled | None, now: Settled | None, spells: list[Spell], old: Moment, new: Moment
) -> tuple[date | None, Cause]:
    """The day (None = the day it was told) and cause of a change in one person's outcome."""
    since, today = old.as_of.toordinal(), new.as_of.toordinal()
    for spell in spells:
        if since < spell.start + SETTLE <= today:
            return date.fromordinal(spell.start + SETTLE), "entered"
    for spell in spells:
        if since < spell.start + SETTLE + WINDOW <= today:
            return date.fromordinal(spell.start + SETTLE + WINDOW), "left_window"
    if was is None or now is None:
        return None, "corrected"
    if was.outcome == "R" and now.outcome == "L":
        ends = [spell.end for spell in spells if verdict(spell, today, new.world.method) == "clawed_back"]
        return (date.fromordinal(max(ends)), "clawed_back") if ends else (None, "corrected")
    if now.proved and not was.proved and was.quality == now.quality:
        proofs = [spell.start + PROOF for spell in spells if since < spell.start + PROOF <= today]
        return (date.fromordinal(proofs[0]) if proofs else None), "proved"
    return None, "corrected"


def _recorded(facts: Collection[Fact], old: Moment, new: Moment) -> dict[str, date]:
    """The last day between the two K on which something about a person's placements was recorded."""
    people: dict[str, set[str]] = {}
    for known in (old.known, new.known):
        for hire in known.hires.values():
            people.setdefault(hire.placement, set()).add(hire.candidate)
    recorded: dict[str, date] = {}
    for fact in facts:
        if isinstance(fact, Hired | Retained | Ended | Voided) and old.known_at < fact.recorded <= new.known_at:
            for person in people.get(fact.placement, ()):
                recorded[person] = max(fact.recorded, recorded.get(person, fact.recorded))
    return recorded


def _group(facts: Collection[Fact], old: Moment, new: Moment) -> Iterator[Change]:
    was, now = old.world, new.world
    if was.entities != now.entities:
        yield Change(new.as_of, "entities", " ".join(sorted(set(was.entities) ^ set(now.entities))))
    elif was.headcount != now.headcount:
        yield Change(_headcount_day(facts, old, new), "headcount", now.group)
    yield from _practices(old, new)
    if was.suspended != now.suspended:
        yield Change(new.as_of, "suspended" if now.suspended else "suspension_over", now.group)
    if was.closed != now.closed:
        yield Change(new.as_of, "closed" if now.closed else "reopened", now.group)


def _practices(old: Moment, new: Moment) -> Iterator[Change]:
    was, now = old.world.practices, new.world.practices
    for practice in now.keys() - was.keys():
        yield Change(now[practice] - timedelta(PRACTICE_DAYS), "practice_confirmed", practice)
    for practice in was.keys() - now.keys():
        withdrawn = [
            fact.date
            for entity in old.world.entities
            for fact in new.known.withdrawals.get(entity, ())
            if fact.practice == practice and fact.date <= new.as_of
        ]
        if withdrawn:
            yield Change(max(withdrawn), "practice_withdrawn", practice)
        elif was[practice] <= new.as_of:
            yield Change(was[practice], "practice_expired", practice)
        else:
            yield Change(new.as_of, "practice_gone", practice)


def _headcount_day(facts: Collection[Fact], old: Moment, new: Moment) -> date:
    days = [
        fact.date
        for fact in facts
        if isinstance(fact, Headcount) and fact.entity in new.world.entities and fact.date <= new.as_of
    ]
    return max((day for day in days if day > old.as_of), default=new.as_of)
