"""Who is who between two editions: people are known by their placements, whatever reference they have now (D3). Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from services.recognition.scoring import Basis, Fact, Grouped, Hired, Settled

Called = Mapping[str, str]
"""From a reference that somebody had to the one they have now; who kept theirs is not in it."""


class Prior(msgspec.Struct, frozen=True, kw_only=True):
    """What the earlier editions published for a group: the last basis, how many editions rest on it, raw tiers."""

    basis: Basis
    taken_in: str
    editions_on_it: int
    """Quarterly editions published since that basis was taken, the one that took it included; corrections are none."""
    raw_tiers: tuple[int, ...] = ()
    """Of the last three quarterly editions, in any order."""


def called_now(facts: Iterable[Fact]) -> Called:
    """A placement told anew under another reference (a regrouping, merged files) is still of the same person.

    A reference of which another placement is still told stays somebody's: files that part leave one behind.
    """
    hires: dict[str, list[Hired]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Hired):
            hires[fact.placement].append(fact)
    newest = {placement: max(some, key=lambda one: (one.rev, one.id)).candidate for placement, some in hires.items()}
    kept = set(newest.values())
    found: dict[str, str] = {}
    for placement, revisions in hires.items():
        now = newest[placement]
        for one in revisions:
            if one.candidate not in kept:
                found[one.candidate] = min(now, found.get(one.candidate, now))
    return found


def stood_in(facts: Iterable[Fact], group: str) -> set[str]:
    """The other groups in which entities of these facts ever stood; an entity that is told of none is its own."""
    found: set[str] = set()
    for fact in facts:
        if isinstance(fact, Grouped):
            found |= {fact.group, fact.entity}
        elif isinstance(fact, Hired):
            found.add(fact.entity)
    return found - {group}


def inherited(own: Prior | None, others: Sequence[Prior], fresh: Basis, now: Called) -> Prior | None:
    """What is published of those who are here now: by this group, and of whoever came since by the group they were in.

    They come as they were published there, so a regrouping shows nothing new of anybody. A group that published
    nothing yet takes over the memory of the one that most of them come from.
    """
    known: Basis = dict(own.basis) if own else {}
    here = {now.get(person, person) for person in known}
    came: dict[int, Basis] = {}
    for which, other in enumerate(others):
        came[which] = {p: was for p, was in other.basis.items() if now.get(p, p) in fresh.keys() - here}
        here |= {now.get(person, person) for person in came[which]}
    if not any(came.values()):
        return own
    most = max(came, key=lambda which: len(came[which]))
    first = own if own and own.basis else others[most]
    return msgspec.structs.replace(first, basis={p: was for one in (*came.values(), known) for p, was in one.items()})


def changed_people(old: Basis, new: Basis, now: Called | None = None) -> int:
    """How many people entered, left, or changed outcome, quality or proof between two bases (|B Δ B'| of D3)."""
    stood: dict[str, list[Settled]] = defaultdict(list)
    for person, settled in old.items():
        stood[(now or {}).get(person, person)].append(settled)
    stands = {person: [settled] for person, settled in new.items()}
    return sum(1 for person in stood.keys() | stands.keys() if stood.get(person) != stands.get(person))
