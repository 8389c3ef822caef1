"""The rules of publication D1-D10: which basis an edition rests on, what a row shows, and its canonical form. Pure."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from services.recognition import scoring
from services.recognition.editions.corrections import Knew, corrections_only, obeying_five, put_right
from services.recognition.editions.people import Called, Prior, called_now, changed_people, inherited
from services.recognition.scoring import Basis, Fact, Method, Settled, Standing

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


Why = Literal["waiting", "first", "changed", "renewed", "held", "same"]
"""Why a group's basis is what it is: fewer than five people are settled and nothing was ever published; so many are for
the first time; five or more changed; four editions rested on the old one; fewer than five changed; nobody did."""


class Taken(NamedTuple):
    """The basis an edition rests on for a group, the edition that took it, and why it is this one."""

    basis: Basis
    taken_in: str
    why: Why
    settled: int
    """People settled on T, whether they are published or not."""
    held: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One group in an edition: the basis it rests on, the standing that follows, and its public row if it has one."""

    group: str
    basis: Basis
    taken_in: str
    standing: Standing
    row: Row | None
    why: Why
    settled: int = 0
    """People settled on T, whether the basis has them or not."""
    held: int = 0
    """People whose change the k-rule holds back, since they are fewer than five."""
    waits: int = 0
    """People put right since whose correction waits: they are fewer than five, and the employer did not ask for it."""
    memory: tuple[int, ...] = ()
    """Raw tiers of the earlier quarters that this edition remembers."""


def entry(
    group: Group,
    prior: Prior | None,
    number: str,
    as_of: date,
    known_at: date,
    method: Method,
    others: Sequence[Prior] = (),
) -> Entry:
    """How one group stands in the quarterly edition `number`, made with `method`.

    An older basis stays as it was counted then: a new version of the standard moves nobody by itself before five do.
    `others`: what is published of the groups in which its placements stood before.
    """
    fresh = scoring.basis(group.facts, group.group, as_of, known_at, method=method)
    now = called(group.facts, method)
    prior = inherited(prior, others, fresh, now)
    memory = prior.raw_tiers if prior else ()
    return _entry(group, _basis(fresh, prior, number, now), memory, as_of, known_at, method)


def called(facts: Iterable[Fact], method: Method) -> Called:
    """Editions made with recog-1.0.0 counted references, and verify as they were made."""
    return called_now(facts) if counts_people(method) else {}


def counts_people(method: Method) -> bool:
    return method.name != "recog-1.0.0"


def corrected(group: Group, prior: Prior, taken: Knew, of: Knew, known_at: date, asked: bool | None = None) -> Entry:
    """How one group stands in a correction: T and the people of its basis stay, what was put right since changes them.

    `prior` is what the corrected edition published; `taken` is the edition that took its basis, `of` the corrected one.
    `asked`: whether the employer asked for it; if not, D3 holds. None: published before corrections obeyed D3.
    """
    right = msgspec.structs.replace(group, facts=corrections_only(group.facts, of))
    fresh = scoring.basis(right.facts, group.group, of.as_of, known_at, method=of.method)
    now = called(group.facts, of.method)
    waits = 0
    if asked is None:
        told = corrections_only(group.facts, taken)
        basis = scoring.basis(told, group.group, taken.as_of, known_at, method=taken.method)
    else:
        basis = put_right(group.facts, group.group, prior.basis, taken, of, known_at, now)
        basis, waits = obeying_five(prior.basis, basis, now, asked, CHANGED_PEOPLE)
    rests = _still_on(basis, prior.taken_in, fresh, now) if prior.basis else _waiting(prior.taken_in, fresh)
    found = _entry(right, rests, prior.raw_tiers, of.as_of, known_at, of.method)
    return msgspec.structs.replace(found, waits=waits)


def _entry(group: Group, rests: Taken, memory: tuple[int, ...], as_of: date, known_at: date, method: Method) -> Entry:
    now = scoring.snapshot(group.facts, group.group, as_of, known_at, method=method)
    standing = scoring.standing_from(
        rests.basis,
        now.headcount,
        now.practices,
        group=group.group,
        as_of=as_of,
        known_at=known_at,
        memory=memory,
        suspended=now.suspended,
        closed=now.closed,
        entities=now.entities,
        method=method,
    )
    return Entry(
        group=group.group,
        basis=rests.basis,
        taken_in=rests.taken_in,
        standing=standing,
        row=row(group, standing),
        why=rests.why,
        settled=rests.settled,
        held=rests.held,
        memory=memory,
    )


def _basis(fresh: Basis, prior: Prior | None, number: str, now: Called) -> Taken:
    """D3 and D4. A group that has published nothing yet waits until five people are settled."""
    if prior is None or not prior.basis:
        return _taken(fresh, number, "first") if len(fresh) >= FIRST_PEOPLE else _waiting(number, fresh)
    if changed_people(prior.basis, fresh, now) >= CHANGED_PEOPLE:
        return _taken(fresh, number, "changed")
    if prior.editions_on_it >= STALE_AFTER:
        return _taken(fresh, number, "renewed")
    return _still_on(prior.basis, prior.taken_in, fresh, now)


def _taken(fresh: Basis, number: str, why: Why) -> Taken:
    return Taken(fresh, number, why, len(fresh))


def _waiting(number: str, fresh: Basis) -> Taken:
    return Taken({}, number, "waiting", len(fresh))


def _still_on(basis: Basis, taken_in: str, fresh: Basis, now: Called) -> Taken:
    held = changed_people(basis, fresh, now)
    return Taken(basis, taken_in, "held" if held else "same", len(fresh), held)


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


TOTAL_EMPLOYERS, TOTAL_PEOPLE, TOTAL_SHARE = 10, 20, 2
"""D5: a total needs ten employers and twenty people, and none of the employers may be more than half of it."""


def together(rows: Collection[Row]) -> int | None:
    """How many people at least stayed with all of these; added up from the published floors, never from the numbers."""
    floors = [row.kept_floor for row in rows if row.kept_floor]
    total = sum(floors)
    if len(floors) < TOTAL_EMPLOYERS or total < TOTAL_PEOPLE or TOTAL_SHARE * max(floors) > total:
        return None
    return total


TIER_ORDER = {"gold": 0, "silver": 1, "bronze": 2}


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Tier, then name: never a rank."""
    return sorted(rows, key=lambda row: (TIER_ORDER[row.tier], row.name.casefold(), row.group))


def canonical(rows: Collection[Row], salt: str) -> bytes:
    """The rows as canonical JSON: ordered, keys sorted, nothing that does not follow from them and the edition's salt.

    With a salt each row carries a `nonce` of its own: who is handed out no more than the rest of a row and its digest
    cannot try the field that was taken down until the digest agrees (decision 13).
    """
    return msgspec.json.encode([_told(row, salt) for row in ordered(rows)], order="sorted")


def _told(row: Row, salt: str) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(row)
    if salt:
        told["nonce"] = hmac.digest(salt.encode(), row.group.encode(), "sha256").hex()[:32]
    return told


def digest(body: bytes) -> str:
    """SHA-256 over the digests of the rows, sorted, one a line: it can be checked without rows taken down since."""
    return hashlib.sha256("\n".join(sorted(row_digests(body))).encode()).hexdigest()


def row_digests(body: bytes) -> list[str]:
    """SHA-256 of each row's own bytes, in the order of the rows."""
    return [hashlib.sha256(row).hexdigest() for row in raw_rows(body)]


def raw_rows(body: bytes) -> list[msgspec.Raw]:
    """The rows of a canonical body, each as the bytes it was published with."""
    return msgspec.json.decode(body, type=list[msgspec.Raw])


def pack(basis: Basis) -> bytes:
    """A personal basis as JSON, sorted by person: stays inside."""
    return msgspec.json.encode({person: tuple(settled) for person, settled in sorted(basis.items())})


def unpack(data: bytes) -> Basis:
    return {person: Settled(*values) for person, values in msgspec.json.decode(data).items()}
