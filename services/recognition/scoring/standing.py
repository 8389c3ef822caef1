"""The standing of a group at two times: snapshot(T, K), and what it is built from (§3.3, §3.4, §3.7)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from services.recognition.scoring.due import days_that_turn
from services.recognition.scoring.facts import Fact
from services.recognition.scoring.formula import (
    Counts,
    Points,
    Result,
    adjusted_retention,
    count,
    points_of,
    raw_tier,
    target_of,
    tier_level,
)
from services.recognition.scoring.known import Known, learn
from services.recognition.scoring.parameters import MEMORY, PRACTICES, Method
from services.recognition.scoring.spells import Basis, join, placements_of, settle
from services.recognition.scoring.world import World, look
from shared.tiers import Tier, tier_name


class Standing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One group at T as known at K.

    R, L, E: people kept, lost, excused; M: settled people that count; K: kept and proved at day 180;
    pending: spells not yet settled; q_hist: kept people of quality (3, 2, 1, 0); adjusted_bp: basis points;
    points and total: hundredths of a point; raw_tier: -1 not rated .. 3 gold, before memory and suspension;
    entities: those of the group on T; next_due: the next day on which time alone can change any of this but itself.
    """

    group: str
    as_of: date
    known_at: date
    R: int
    L: int
    E: int
    M: int
    K: int
    pending: int
    headcount: int
    target: int
    q_hist: tuple[int, int, int, int]
    practices: tuple[str, ...]
    adjusted_bp: int
    points: Points
    total: int
    raw_tier: int
    tier: Tier
    suspended: bool
    closed: bool
    entities: tuple[str, ...] = ()
    next_due: date | None = None
    method: str

    @property
    def counts(self) -> Counts:
        return Counts(self.R, self.L, self.E, self.K, self.q_hist)

    @property
    def result(self) -> Result:
        return Result(self.R, self.K, self.target, self.total, self.adjusted_bp)

    @property
    def on_memory(self) -> bool:
        """Whether an earlier quarter-end, not the numbers of T, gives the tier (§3.7)."""
        return self.tier not in ("suspended", tier_name(self.raw_tier))

    @property
    def settled_people(self) -> int:
        """R + L + E: the people behind the numbers, for the thresholds of disclosure (not M)."""
        return self.R + self.L + self.E


def standing_from(
    people: Basis | Counts,
    headcount: int,
    practices: Iterable[str],
    *,
    group: str,
    as_of: date,
    known_at: date | None = None,
    memory: Iterable[int] = (),
    suspended: bool = False,
    closed: bool = False,
    pending: int = 0,
    entities: tuple[str, ...] = (),
    method: Method,
) -> Standing:
    """The standing that follows from a personal basis, or its integers, and non-personal facts (§3.6, §3.7).

    `practices`: codes, those that are not scored are left out; `memory`: raw tiers (-1..3) of earlier quarters in
    any order, read only when one of them can matter. An edition passes an older published basis, and the raw tiers
    of its last three editions.
    """
    counts = people if isinstance(people, Counts) else count(people)
    return Standing(
        group=group,
        as_of=as_of,
        known_at=known_at or as_of,
        pending=pending,
        headcount=headcount,
        suspended=suspended,
        closed=closed,
        entities=entities,
        method=method.name,
        **_numbers(counts, target_of(headcount), practices, memory, suspended),
    )


def _numbers(
    counts: Counts, target: int, practices: Iterable[str], memory: Iterable[int], suspended: bool
) -> dict[str, Any]:
    """What the formula makes of them, by the names of a standing."""
    scored = tuple(sorted(set(practices) & set(PRACTICES)))
    points = points_of(counts, target, len(scored))
    adjusted = adjusted_retention(counts.R, counts.settled)
    result = Result(counts.R, counts.K, target, points.total, adjusted)
    raw = raw_tier(result)
    return {
        "R": counts.R,
        "L": counts.L,
        "E": counts.E,
        "M": counts.settled,
        "K": counts.K,
        "target": target,
        "q_hist": counts.q_hist,
        "practices": scored,
        "adjusted_bp": adjusted,
        "points": points,
        "total": points.total,
        "raw_tier": raw,
        "tier": "suspended" if suspended else tier_name(tier_level(result, raw, memory)),
    }


def standing_of(world: World, known_at: date, memory: Iterable[int] = ()) -> Standing:
    """The standing of a group in a world, without its next due day."""
    return standing_from(
        world.basis,
        world.headcount,
        world.practices,
        group=world.group,
        as_of=world.as_of,
        known_at=known_at,
        memory=memory,
        suspended=world.suspended,
        closed=world.closed,
        pending=world.pending,
        entities=world.entities,
        method=world.method,
    )


def snapshot(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> Standing:
    """The standing of `group` at T = `as_of`, by what was recorded until K = `known_at` (default: T).

    A pure function of the facts, in any order and any number of copies; facts of other groups do not matter,
    but every fact of each placement and entity that ever touched the group must be there.
    """
    known_at = known_at or as_of
    known = learn(facts, known_at)
    world = look(known, group, as_of, method)
    past = (raw for _, raw in _remembered(facts, known, world, known_at))
    standing = standing_of(world, known_at, past)
    turns = days_that_turn(known, world, standing.on_memory)
    return msgspec.structs.replace(standing, next_due=min(turns, default=None))


def basis(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> Basis:
    """The personal basis of rule D3: person reference -> (outcome, quality, proved), of everybody in the window."""
    known = learn(facts, known_at or as_of)
    today = as_of.toordinal()
    return settle(join(placements_of(known, group), today, method), today, method)


def memory(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> tuple[tuple[date, int], ...]:
    """The last three quarter-ends before T, latest first, each with its raw tier (§3.7).

    Each is seen with its own K when K = T, else with the K given.
    """
    known_at = known_at or as_of
    known = learn(facts, known_at)
    return tuple(_remembered(facts, known, look(known, group, as_of, method), known_at))


def _remembered(facts: Collection[Fact], known: Known, world: World, known_at: date) -> Iterator[tuple[date, int]]:
    for quarter in quarter_ends(world.as_of):
        then = quarter if known_at == world.as_of else known_at
        knew = known if known.latest <= then <= known_at else learn(facts, then)
        yield quarter, standing_of(look(knew, world.group, quarter, world.method), then).raw_tier


def quarter_ends(before: date, number: int = MEMORY) -> Iterator[date]:
    """The last quarter-ends strictly before a day, latest first."""
    year, quarter = before.year, (before.month - 1) // 3
    for _ in range(number):
        yield date(year, quarter * 3 + 1, 1) - timedelta(1)
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)


def due_days(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> list[date]:
    """The days after T on which time alone can change the score, ascending, by what is known at K.

    Before the first, which is `Standing.next_due`, nothing changes. On each due day the list is to be made again,
    because a tier that then begins to live on memory adds the days after quarter-ends.
    """
    standing = snapshot(facts, group, as_of, known_at, method=method)
    known = learn(facts, known_at or as_of)
    return sorted(set(days_that_turn(known, look(known, group, as_of, method), standing.on_memory)))
