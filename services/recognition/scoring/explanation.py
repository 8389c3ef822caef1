"""A standing explained line by line (§4)."""

from collections.abc import Collection
from datetime import date
from typing import Literal

import msgspec

from services.recognition.scoring.facts import Fact, Hired
from services.recognition.scoring.known import Known, learn
from services.recognition.scoring.parameters import (
    PROOF,
    SETTLE,
    WINDOW,
    Method,
)
from services.recognition.scoring.spells import (
    NEVER,
    OPEN,
    Outcome,
    Parts,
    Spell,
    Verdict,
    not_counted,
    quality_parts,
    verdict,
)
from services.recognition.scoring.standing import Standing, memory, snapshot
from services.recognition.scoring.world import World, look

LineOutcome = Literal["kept", "lost", "excused", "unconfirmed", "clawed_back", "pending", "not_counted"]
Why = Literal[
    "",
    "left_early",
    "excuse_unconfirmed",
    "ending_unconfirmed",
    "no_evidence",
    "seen_too_early",
    "voided",
    "short_planned",
    "fully_funded",
    "left_window",
    "not_begun",
]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One placement behind a standing.

    outcome, why: of the spell it belongs to; person_counts: what its person counts as (R, L, E or nothing yet);
    so_far: for a pending one the outcome if nothing else comes in; quality: 0..3, of the spell; parts: of this job;
    spell_start, last_day, confirmed_on, settles_on, proof_on, leaves_on: dates of the spell; proved: at day 180.
    """

    placement: str
    person: str
    entity: str
    start: date
    outcome: LineOutcome
    why: Why
    parts: Parts
    person_counts: Outcome | None = None
    so_far: Verdict | None = None
    quality: int = 0
    spell_start: date | None = None
    last_day: date | None = None
    confirmed_on: date | None = None
    settles_on: date | None = None
    proof_on: date | None = None
    leaves_on: date | None = None
    proved: bool = False


class Offer(msgspec.Struct, frozen=True):
    """A practice that counts, and the first day on which it no longer will."""

    practice: str
    expires_on: date


class Staff(msgspec.Struct, frozen=True):
    """The latest declared headcount of one entity of the group, 0 when unknown."""

    entity: str
    headcount: int


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A standing with everything it rests on; `memory`: (quarter-end, raw tier), latest first."""

    standing: Standing
    lines: tuple[Line, ...]
    practices: tuple[Offer, ...]
    staff: tuple[Staff, ...]
    memory: tuple[tuple[date, int], ...]


def explain(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> Explanation:
    """The standing of `snapshot` with the placements, practices, staff and memory behind it (§4 Breakdown)."""
    known = learn(facts, known_at or as_of)
    world = look(known, group, as_of, method)
    until = sorted(world.practices.items())
    return Explanation(
        standing=snapshot(facts, group, as_of, known_at, method=method),
        lines=tuple(_lines(known, world)),
        practices=tuple(Offer(practice, day) for practice, day in until),
        staff=tuple(Staff(entity, known.headcount_on(entity, as_of)) for entity in world.entities),
        memory=memory(facts, group, as_of, known_at, method=method),
    )


def lines(facts: Collection[Fact], group: str, as_of: date, *, method: Method) -> list[Line]:
    """The placements behind a standing alone, as known on its day."""
    known = learn(facts, as_of)
    return _lines(known, look(known, group, as_of, method))


def _lines(known: Known, world: World) -> list[Line]:
    """Every placement that is or was the group's, by start."""
    spell_of = {placement.ref: spell for spell in world.spells for placement in spell.placements}
    hires = [hire for hire in known.hires.values() if known.group_on(hire.entity, hire.start) == world.group]
    hires.sort(key=lambda hire: (hire.start, hire.placement))
    return [
        _counted(hire, spell_of[hire.placement], world) if hire.placement in spell_of else _not_counted(hire, known)
        for hire in hires
    ]


def _not_counted(hire: Hired, known: Known) -> Line:
    return Line(
        placement=hire.placement,
        person=hire.candidate,
        entity=hire.entity,
        start=hire.start,
        outcome="not_counted",
        why=not_counted(hire, known) or "not_begun",
        parts=quality_parts(hire),
    )


def _counted(hire: Hired, spell: Spell, world: World) -> Line:
    today = world.as_of.toordinal()
    what = verdict(spell, today, world.method)
    settled = world.basis.get(spell.person)
    settles = spell.start + SETTLE
    return Line(
        placement=hire.placement,
        person=hire.candidate,
        entity=hire.entity,
        start=hire.start,
        outcome="not_counted" if what == "left_window" else what,
        why=_why(spell, what),
        parts=quality_parts(hire),
        person_counts=settled.outcome if settled else None,
        so_far=verdict(spell, settles, world.method) if what == "pending" else None,
        quality=spell.quality,
        spell_start=date.fromordinal(spell.start),
        last_day=None if spell.end == OPEN else date.fromordinal(spell.end),
        confirmed_on=None if spell.seen == NEVER else date.fromordinal(spell.seen),
        settles_on=date.fromordinal(settles),
        proof_on=date.fromordinal(spell.start + PROOF),
        leaves_on=date.fromordinal(settles + WINDOW),
        proved=what == "kept" and spell.seen >= spell.start + PROOF <= today,
    )


def _why(spell: Spell, what: Verdict) -> Why:
    if what == "left_window":
        return "left_window"
    if what == "lost":
        return "excuse_unconfirmed" if spell.reason == "excused" else "left_early"
    if what == "clawed_back" and spell.reason != "employer":
        return "ending_unconfirmed"
    if what == "unconfirmed":
        return "no_evidence" if spell.seen == NEVER else "seen_too_early"
    return ""
