"""From seven integers to points and tier: the whole of the arithmetic (§3.6, §3.7)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import isqrt

import msgspec

from services.recognition.scoring.parameters import (
    KEPT_PER_EXCUSED,
    MINIMUM_KEPT,
    PRACTICE,
    PRIOR_KEPT,
    PRIOR_LOST,
    PROOF_DIVISOR,
    PROOF_FROM,
    QUALITY,
    REACH,
    RETENTION,
    RETENTION_ZERO,
    SLACK,
    TARGET_FLOOR,
    TIERS,
)
from services.recognition.scoring.spells import Basis, Settled

NOT_RATED = -1


class Counts(msgspec.Struct, frozen=True, gc=False):
    """People kept, lost, excused, proved at day 180, and the kept by quality (3, 2, 1, 0)."""

    R: int
    L: int
    E: int
    K: int
    q_hist: tuple[int, int, int, int]

    @property
    def settled(self) -> int:
        """M: kept and lost, and the excused above one for every four kept."""
        return self.R + self.L + max(0, self.E - self.R // KEPT_PER_EXCUSED)


class Points(msgspec.Struct, frozen=True, gc=False):
    """Hundredths of a point: retention 0..4000, reach 0..2500, quality 0..2000, support 0..1500."""

    retention: int
    reach: int
    quality: int
    support: int

    @property
    def total(self) -> int:
        return self.retention + self.reach + self.quality + self.support


class Result(msgspec.Struct, frozen=True, gc=False):
    """What decides a tier: kept people, proved people, target, total and adjusted retention (bp)."""

    R: int
    K: int
    target: int
    total: int
    adjusted_bp: int


def count(basis: Basis) -> Counts:
    """The integers of a personal basis."""
    return count_marks(Counter(basis.values()))


def count_marks(marks: Mapping[Settled, int]) -> Counts:
    """The integers of so many people of each mark."""
    people = {"R": 0, "L": 0, "E": 0}
    kept, proved = [0, 0, 0, 0], 0
    for (outcome, quality, at_work), number in marks.items():
        people[outcome] += number
        if outcome == "R":
            kept[3 - quality] += number
            proved += number * at_work
    return Counts(people["R"], people["L"], people["E"], proved, (kept[0], kept[1], kept[2], kept[3]))


class Tally:
    """A personal basis that changes one person at a time; its integers cost the same whatever its size."""

    def __init__(self, basis: Basis) -> None:
        self.basis = dict(basis)
        self._marks = Counter(basis.values())

    def put(self, person: str, now: Settled | None) -> None:
        """The person counts as `now` from here on; None: not at all."""
        before = self.basis.pop(person, None)
        if before is not None:
            self._marks[before] -= 1
        if now is not None:
            self.basis[person] = now
            self._marks[now] += 1

    @property
    def counts(self) -> Counts:
        return count_marks(self._marks)


def target_of(headcount: int) -> int:
    """t: the square root of the staff, rounded up, never below 5; 0 when the headcount is unknown."""
    return 0 if headcount <= 0 else max(TARGET_FLOOR, isqrt(headcount - 1) + 1)


def adjusted_retention(kept: int, settled: int) -> int:
    """A in basis points: everybody begins with five imaginary people, three of them kept."""
    return 10_000 * (kept + PRIOR_KEPT) // (settled + PRIOR_KEPT + PRIOR_LOST)


def retention_points(adjusted_bp: int) -> int:
    return min(max(adjusted_bp - RETENTION_ZERO, 0), RETENTION)


def points_of(counts: Counts, target: int, practices: int) -> Points:
    """The four dimensions (§3.6)."""
    retention = retention_points(adjusted_retention(counts.R, counts.settled))
    if target == 0:
        return Points(retention, 0, 0, PRACTICE * practices)
    reach = REACH * min(counts.R, target) // target
    good, room = 0, target
    for quality, people in zip((3, 2, 1), counts.q_hist, strict=False):
        best = min(people, room)
        good, room = good + quality * best, room - best
    return Points(retention, reach, QUALITY * good // (3 * target), PRACTICE * practices)


def proof_needed(target: int) -> int:
    """The proved people that silver and gold ask for: the smallest K with 4K >= target."""
    return -(-target // PROOF_DIVISOR)


def meets(level: int, result: Result, slack: int = 0) -> bool:
    """Whether the gates of tier 1..3 are open, with `slack` hundredths of a point less asked for (§3.7)."""
    total, adjusted = TIERS[level - 1]
    proved = level < PROOF_FROM or result.target <= PROOF_DIVISOR * result.K
    return result.total >= total - slack and result.adjusted_bp >= adjusted - slack and proved


def raw_tier(result: Result) -> int:
    """-1 not rated, 0 none, 1 bronze, 2 silver, 3 gold, without memory."""
    if result.R < MINIMUM_KEPT:
        return NOT_RATED
    return max((level for level in (1, 2, 3) if meets(level, result)), default=0)


def tier_level(result: Result, raw: int, memory: Iterable[int]) -> int:
    """The tier with memory: `memory` holds the raw tiers of earlier quarter-ends, read only if they can matter."""
    within = [level for level in (1, 2, 3) if level > raw and meets(level, result, SLACK)]
    if raw == NOT_RATED or not within:
        return raw
    remembered = list(memory)
    return max((level for level in within if any(past >= level for past in remembered)), default=raw)
