"""From placements to spells, and from spells to the one outcome of each person (§2.1, §3.5)."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Literal, NamedTuple

import msgspec

from services.recognition.scoring.facts import Hired, Reason
from services.recognition.scoring.known import Known
from services.recognition.scoring.parameters import (
    HOURS,
    JOIN_GAP,
    LONG_CONTRACT,
    MILESTONE,
    PROOF,
    SETTLE,
    WAGE_BP,
    WINDOW,
    Method,
)

OPEN = 10_000_000  # the last day of a placement that has none: after every date there is
NEVER = 0  # the day on which nobody was ever seen

Outcome = Literal["R", "L", "E"]
Verdict = Literal["kept", "lost", "excused", "unconfirmed", "clawed_back", "pending", "left_window"]
NotCounted = Literal["voided", "short_planned", "fully_funded"]

OUTCOMES: dict[Verdict, Outcome] = {
    "kept": "R",
    "lost": "L",
    "clawed_back": "L",
    "unconfirmed": "L",
    "excused": "E",
}


class Settled(NamedTuple):
    """One person of the personal basis (rule D3): outcome, quality 0..3, proved at work on day 180 or later."""

    outcome: Outcome
    quality: int
    proved: bool


Basis = dict[str, Settled]


class Parts(NamedTuple):
    """The three parts of job quality, one third each (§0)."""

    contract: bool
    hours: bool
    pay: bool


class Placement(msgspec.Struct, gc=False):
    """A placement that counts, as known at K. Days are proleptic ordinals."""

    ref: str
    person: str
    start: int
    end: int
    reason: Reason | None
    evidence: int
    seen: int
    quality: int


class Spell(msgspec.Struct):
    """Continuous employment of one person in one group; takes its reason from the placement that ended last.

    uncovered: how many of its first 90 days no placement covers.
    """

    person: str
    start: int
    end: int
    reason: Reason | None
    evidence: int
    seen: int
    quality: int
    placements: list[Placement]
    uncovered: int = 0

    def continues(self, other: Placement, method: Method) -> bool:
        """Whether a later placement belongs to this employment (§3.5, and 1.1.0 (b))."""
        if self.person != other.person or other.start > self.end + JOIN_GAP:
            return False
        return method.uncovered_days is None or self.uncovered + self.gap(other) <= method.uncovered_days

    def gap(self, other: Placement) -> int:
        """How many of the first 90 days lie open between the last covered day and a later placement."""
        since = max(self.end + 1, self.placements[-1].start)
        return max(min(other.start, self.start + MILESTONE) - since, 0)

    def absorb(self, other: Placement) -> None:
        """Join a placement that continues this; of equal ends the earlier speaks."""
        self.uncovered += self.gap(other)
        if other.end > self.end:
            self.end, self.reason, self.evidence = other.end, other.reason, other.evidence
        self.seen = max(self.seen, other.seen)
        self.quality = max(self.quality, other.quality)
        self.placements.append(other)


def not_counted(hire: Hired, known: Known) -> NotCounted | None:
    """Why a placement has no outcome at all, or None (§2.1, first row)."""
    if hire.placement in known.voided:
        return "voided"
    if hire.planned_days is not None and hire.planned_days < MILESTONE:
        return "short_planned"
    return "fully_funded" if hire.funding == "full" else None


def quality_parts(hire: Hired) -> Parts:
    """Which of the three parts a job has; their number is its quality 0..3 (§0)."""
    return Parts(
        hire.permanent or (hire.planned_days or 0) >= LONG_CONTRACT,
        hire.hours >= HOURS or hire.hours_choice,
        hire.wage_bp >= WAGE_BP,
    )


def placements_of(known: Known, group: str) -> list[Placement]:
    """The placements that count in a group: the one their entity had on the start date (§3.4)."""
    return [
        _placement(hire, known)
        for hire in known.hires.values()
        if known.group_on(hire.entity, hire.start) == group and not_counted(hire, known) is None
    ]


def _placement(hire: Hired, known: Known) -> Placement:
    ref = hire.placement
    checked = known.seen.get(ref)
    seen = checked.toordinal() if checked else NEVER
    quality = sum(quality_parts(hire))
    ending = known.endings.get(ref)
    if ending is None or ending.last_day is None:
        return Placement(ref, hire.candidate, hire.start.toordinal(), OPEN, None, 0, seen, quality)
    end = ending.last_day.toordinal()
    if ending.evidence >= 1 and end > seen:
        seen = end
    return Placement(ref, hire.candidate, hire.start.toordinal(), end, ending.reason, ending.evidence, seen, quality)


def join(placements: Iterable[Placement], today: int, method: Method) -> list[Spell]:
    """Spells of the placements begun by `today` (an ordinal), by person and start (§3.5)."""
    spells: list[Spell] = []
    running: Spell | None = None
    for one in sorted((p for p in placements if p.start <= today), key=attrgetter("person", "start", "ref")):
        if running is not None and running.continues(one, method):
            running.absorb(one)
        else:
            running = Spell(one.person, one.start, one.end, one.reason, one.evidence, one.seen, one.quality, [one])
            spells.append(running)
    return spells


def is_employers(spell: Spell, method: Method) -> bool:
    """Whether an ending on day 90-179 is the employer's; an employment that has not ended is nobody's (1.1.0 (a))."""
    if method.quit_needs_evidence:
        return spell.end < OPEN and not (spell.reason in ("candidate", "excused") and spell.evidence >= 1)
    return spell.reason == "employer"


def verdict(spell: Spell, today: int, method: Method) -> Verdict:
    """What a spell is on a day; the conditions in the order of §2.1. Unanswered by day 120 is *unconfirmed*: it counts as lost."""
    if today < spell.start + SETTLE:
        return "pending"
    if today >= spell.start + SETTLE + WINDOW:
        return "left_window"
    if spell.end < spell.start + MILESTONE:
        return "excused" if spell.reason == "excused" and spell.evidence >= 1 else "lost"
    if spell.seen < spell.start + MILESTONE:
        return "unconfirmed"
    if spell.end <= today and spell.end < spell.start + PROOF and is_employers(spell, method):
        return "clawed_back"
    return "kept"


def settle(spells: Iterable[Spell], today: int, method: Method) -> Basis:
    """The personal basis: each person in the window with the best of its outcomes, R before L before E (§3.5)."""
    basis: Basis = {}
    for spell in spells:
        outcome = OUTCOMES.get(verdict(spell, today, method))
        if outcome is None:
            continue
        kept = outcome == "R"
        proved = kept and spell.seen >= spell.start + PROOF <= today
        here = Settled(outcome, spell.quality if kept else 0, proved)
        before = basis.get(spell.person)
        basis[spell.person] = here if before is None else _better(before, here)
    return basis


def _better(one: Settled, other: Settled) -> Settled:
    if one.outcome == other.outcome == "R":
        return Settled("R", max(one.quality, other.quality), one.proved or other.proved)
    return max(one, other, key=lambda settled: "ELR".index(settled.outcome))
