"""The rules of publication D1-D4: which basis an edition rests on, and how a group stands by it. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from services.recognition import scoring
from services.recognition.editions.people import Called, Prior, called_now, changed_people, inherited
from services.recognition.editions.rules.corrections import Knew, corrections_only, obeying_five, put_right
from services.recognition.editions.rules.rows import FIRST_PEOPLE, Group, Row, row
from services.recognition.scoring import Basis, Fact, Method, Standing

CHANGED_PEOPLE = 5
"""D3: a new basis is taken only when at least this many people differ from the last published one."""
STALE_AFTER = 4
"""D4: after this many quarterly editions on one basis it is taken anew whatever changed."""
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
    return entry_on(group, _basis(fresh, prior, number, now), memory, as_of, known_at, method)


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
        known = corrections_only(group.facts, taken)
        basis = scoring.basis(known, group.group, taken.as_of, known_at, method=taken.method)
    else:
        basis = put_right(group.facts, group.group, prior.basis, taken, of, known_at, now)
        basis, waits = obeying_five(prior.basis, basis, now, asked, CHANGED_PEOPLE)
    rests = still_on(basis, prior.taken_in, fresh, now) if prior.basis else waiting(prior.taken_in, fresh)
    found = entry_on(right, rests, prior.raw_tiers, of.as_of, known_at, of.method)
    return msgspec.structs.replace(found, waits=waits)


def entry_on(group: Group, rests: Taken, memory: tuple[int, ...], as_of: date, known_at: date, method: Method) -> Entry:
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
        return taken(fresh, number, "first") if len(fresh) >= FIRST_PEOPLE else waiting(number, fresh)
    if changed_people(prior.basis, fresh, now) >= CHANGED_PEOPLE:
        return taken(fresh, number, "changed")
    if prior.editions_on_it >= STALE_AFTER:
        return taken(fresh, number, "renewed")
    return still_on(prior.basis, prior.taken_in, fresh, now)


def taken(fresh: Basis, number: str, why: Why) -> Taken:
    return Taken(fresh, number, why, len(fresh))


def waiting(number: str, fresh: Basis) -> Taken:
    return Taken({}, number, "waiting", len(fresh))


def still_on(basis: Basis, taken_in: str, fresh: Basis, now: Called) -> Taken:
    held = changed_people(basis, fresh, now)
    return Taken(basis, taken_in, "held" if held else "same", len(fresh), held)
