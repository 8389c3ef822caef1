"""Which kept people of an edition are audited: by lot, and anybody who has the facts can draw the same lot. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from services.recognition.editions.rules.entries import called
from services.recognition.scoring import Basis, Fact, Hired, Method
from services.recognition.scoring.known import Known, learn
from services.recognition.scoring.spells import join, placements_of, verdict

SHARE = 20
"""One kept person in so many is audited: 5 %, rounded up."""
SURE_FROM = 20
"""An employer with so many kept people has at least one of them in every sample."""


class Drawn(NamedTuple):
    """One line of a sample: a placement, by its reference only."""

    group: str
    placement: str


def sample(kept: Mapping[str, Sequence[str]], seed: str) -> tuple[Drawn, ...]:
    """Of each group's kept placements 5 % of all, and at least one of every group that has twenty, by a lot from `seed`.

    The lot of a placement is SHA-256 of the seed, a line feed and its reference; the lowest are drawn. The order of the
    result is by lot, so it says nothing.
    """
    lots = sorted((lot(seed, ref), group, ref) for group, some in kept.items() for ref in set(some))
    drawn = {ref: group for _, group, ref in lots[: -(-len(lots) // SHARE)]}
    for group, some in kept.items():
        if len(set(some)) >= SURE_FROM and group not in drawn.values():
            drawn[min(some, key=lambda ref: lot(seed, ref))] = group
    return tuple(Drawn(group, ref) for _, group, ref in lots if drawn.get(ref) == group)


def lot(seed: str, placement: str) -> str:
    return hashlib.sha256(f"{seed}\n{placement}".encode()).hexdigest()


def kept_placements(
    basis: Basis, facts: Sequence[Fact], group: str, as_of: date, known: date, method: Method
) -> list[str]:
    """One placement for each kept person an edition rests on: the first of the job that was kept, as known at K."""
    told, now = learn(facts, known), called(facts, method)
    jobs = _kept_jobs(told, group, as_of, method)
    first = _first_hires(told.hires.values(), told)
    people = sorted(now.get(person, person) for person, settled in basis.items() if settled.outcome == "R")
    by_person = {**{now.get(p, p): ref for p, ref in first.items()}, **{now.get(p, p): ref for p, ref in jobs.items()}}
    return [by_person[person] for person in people if person in by_person]


def _kept_jobs(told: Known, group: str, as_of: date, method: Method) -> dict[str, str]:
    today = as_of.toordinal()
    spells = join(placements_of(told, group), today, method)
    return {one.person: one.placements[0].ref for one in reversed(spells) if verdict(one, today, method) == "kept"}


def _first_hires(hires: Iterable[Hired], told: Known) -> dict[str, str]:
    """Of whom the group took over, or whose job has left the window, the first hire there was."""
    some = sorted(
        (one for one in hires if one.placement not in told.voided), key=lambda one: (one.start, one.placement)
    )
    return {one.candidate: one.placement for one in reversed(some)}
