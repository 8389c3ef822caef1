"""The rules of publication D1-D10: which basis an edition rests on, what a row shows, and its canonical form. Pure."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec

from services.recognition import scoring
from services.recognition.scoring import Basis, Fact, Settled, Standing

CHANGED_PEOPLE = 5
"""D3: a new basis is taken only when at least this many people differ from the last published one."""
FIRST_PEOPLE = 5
"""D3 and DESIGN 6: settled people (R + L + E) before a group is first shown with a tier."""
STALE_AFTER = 4
"""D4: after this many quarterly editions on one basis it is taken anew whatever changed."""
POINTS_PEOPLE = 50
"""Settled people from which a points floor may be shown, to those who agree."""
KEPT_FLOOR, POINTS_FLOOR = 10, 5


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A listable group as it is known at K: who leads it, and every fact about it."""

    group: str
    name: str
    name_latin: str
    sector: str
    town: str
    points_agreed: bool
    facts: Sequence[Fact]


class Prior(msgspec.Struct, frozen=True, kw_only=True):
    """What the earlier editions published for a group: the last basis, how many editions rest on it, raw tiers."""

    basis: Basis
    taken_in: str
    editions_on_it: int
    raw_tiers: tuple[int, ...] = ()
    """Of the last three quarterly editions, in any order."""


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the public may count on: nothing else of an edition is shown, and nothing finer."""

    group: str
    name: str
    name_latin: str
    sector: str
    town: str
    tier: str
    kept_floor: int | None = None
    points_floor: int | None = None
    practices: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One group in an edition: the basis it rests on, the standing that follows, and its public row if it has one."""

    group: str
    basis: Basis
    taken_in: str
    standing: Standing
    row: Row | None


def entry(group: Group, prior: Prior | None, number: str, as_of: date, known_at: date, *, keep: bool = False) -> Entry:
    """How one group stands in the edition `number` (`keep`: a correction edition keeps the basis taken before)."""
    now = scoring.snapshot(group.facts, group.group, as_of, known_at)
    fresh = scoring.basis(group.facts, group.group, as_of, known_at)
    basis, taken_in = _basis(fresh, prior, number, keep)
    standing = scoring.standing_from(
        basis,
        now.headcount,
        now.practices,
        group=group.group,
        as_of=as_of,
        known_at=known_at,
        memory=prior.raw_tiers if prior else (),
        suspended=now.suspended,
        closed=now.closed,
        entities=now.entities,
    )
    return Entry(group=group.group, basis=basis, taken_in=taken_in, standing=standing, row=row(group, standing))


def _basis(fresh: Basis, prior: Prior | None, number: str, keep: bool) -> tuple[Basis, str]:
    if prior is None:
        return (fresh, number) if len(fresh) >= FIRST_PEOPLE else ({}, number)
    if keep:
        return {person: fresh[person] for person in prior.basis if person in fresh}, prior.taken_in
    if not prior.basis:
        return (fresh, number) if len(fresh) >= FIRST_PEOPLE else ({}, prior.taken_in)
    if changed_people(prior.basis, fresh) >= CHANGED_PEOPLE or prior.editions_on_it >= STALE_AFTER:
        return fresh, number
    return prior.basis, prior.taken_in


def changed_people(old: Basis, new: Basis) -> int:
    """How many people entered, left, or changed outcome, quality or proof between two bases (|B Δ B'| of D3)."""
    return sum(1 for person in old.keys() | new.keys() if old.get(person) != new.get(person))


def row(group: Group, standing: Standing) -> Row | None:
    """The public row, or None: below bronze, fewer than five settled people, suspended and closed have none."""
    if standing.tier not in ("bronze", "silver", "gold") or standing.closed:
        return None
    if standing.settled_people < FIRST_PEOPLE:
        return None
    many = group.points_agreed and standing.settled_people >= POINTS_PEOPLE
    return Row(
        group=group.group,
        name=group.name,
        name_latin=group.name_latin,
        sector=group.sector,
        town=group.town,
        tier=standing.tier,
        kept_floor=floor(standing.R, KEPT_FLOOR),
        points_floor=floor(standing.total // 100, POINTS_FLOOR) if many else None,
        practices=standing.practices,
    )


def floor(number: int, step: int) -> int | None:
    """`number` down to a multiple of `step`; nothing below one step."""
    return number // step * step or None


TIER_ORDER = {"gold": 0, "silver": 1, "bronze": 2}


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Tier, then name: never a rank."""
    return sorted(rows, key=lambda row: (TIER_ORDER[row.tier], row.name.casefold(), row.group))


def canonical(rows: Collection[Row]) -> bytes:
    """The rows as canonical JSON: ordered, keys sorted, nothing that does not follow from them."""
    return msgspec.json.encode([msgspec.to_builtins(row) for row in ordered(rows)], order="sorted")


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def pack(basis: Basis) -> bytes:
    """A personal basis as JSON, sorted by person: stays inside."""
    return msgspec.json.encode({person: tuple(settled) for person, settled in sorted(basis.items())})


def unpack(data: bytes) -> Basis:
    return {person: Settled(*values) for person, values in msgspec.json.decode(data).items()}
