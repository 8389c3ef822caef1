"""What is known at K: facts recorded until then, with corrections, voids and accumulation settled (§3.2, §3.3)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from services.recognition.scoring.facts import (
    Closed,
    Confirmed,
    Ended,
    Fact,
    Grouped,
    Headcount,
    Hired,
    Retained,
    Started,
    Suspended,
    Voided,
    Withdrawn,
)


class Known:
    """One state per placement and the dated facts per entity. Order and repetition of facts cannot matter."""

    __slots__ = (
        "closures",
        "confirmations",
        "endings",
        "entities",
        "groups",
        "headcounts",
        "hires",
        "latest",
        "seen",
        "suspensions",
        "voided",
        "withdrawals",
    )

    def __init__(self) -> None:
        self.latest = date.min
        self.hires: dict[str, Hired] = {}
        self.seen: dict[str, date] = {}
        self.endings: dict[str, Ended] = {}
        self.voided: set[str] = set()
        self.entities: dict[str, date] = {}  # those with facts of their own -> the first day of any
        self.groups: dict[str, list[Grouped]] = defaultdict(list)
        self.headcounts: dict[str, list[Headcount]] = defaultdict(list)
        self.confirmations: dict[str, list[Confirmed]] = defaultdict(list)
        self.withdrawals: dict[str, list[Withdrawn]] = defaultdict(list)
        self.suspensions: dict[str, Suspended] = {}
        self.closures: dict[str, date] = {}

    def meet(self, entity: str, day: date) -> None:
        """Note that a fact about the entity is dated `day`."""
        first = self.entities.get(entity)
        if first is None or day < first:
            self.entities[entity] = day

    def entities_on(self, group: str, day: date) -> tuple[str, ...]:
        """The entities of a group on a day, of those that facts dated until then speak of."""
        met = {entity for entity, first in self.entities.items() if first <= day}
        met.update(h.entity for h in self.hires.values() if h.start <= day and h.placement not in self.voided)
        return tuple(sorted(entity for entity in met if self.group_on(entity, day) == group))

    def group_on(self, entity: str, day: date) -> str:
        """The group of an entity on a day; of facts of one date the one recorded later holds (§3.4)."""
        said = [fact for fact in self.groups.get(entity, ()) if fact.date <= day]
        return max(said, key=_order).group if said else entity

    def headcount_on(self, entity: str, day: date) -> int:
        """The latest declared headcount until the day, 0 when unknown (§3.4)."""
        said = [fact for fact in self.headcounts.get(entity, ()) if fact.date <= day]
        return max(said, key=_order).headcount if said else 0

    def touches(self, entity: str, group: str) -> bool:
        """Whether the entity belongs to the group on any day at all."""
        return entity == group or any(fact.group == group for fact in self.groups.get(entity, ()))


def learn(facts: Iterable[Fact], known_at: date) -> Known:
    """The facts recorded on or before `known_at`, folded."""
    known = Known()
    for fact in facts:
        recorded = fact.recorded
        if recorded <= known_at:
            _LEARN[type(fact)](known, fact)
            if recorded > known.latest:
                known.latest = recorded
    return known


def _order(fact: Grouped | Headcount) -> tuple[date, date, str]:
    return fact.date, fact.recorded, fact.id


def _hired(known: Known, fact: Hired) -> None:
    best = known.hires.get(fact.placement)
    if best is None or (fact.rev, fact.id) > (best.rev, best.id):
        known.hires[fact.placement] = fact


def _retained(known: Known, fact: Retained) -> None:
    if fact.evidence >= 1:
        best = known.seen.get(fact.placement)
        if best is None or fact.checked_on > best:
            known.seen[fact.placement] = fact.checked_on


def _ended(known: Known, fact: Ended) -> None:
    best = known.endings.get(fact.placement)
    if best is None or (fact.rev, fact.id) > (best.rev, best.id):
        known.endings[fact.placement] = fact


def _voided(known: Known, fact: Voided) -> None:
    known.voided.add(fact.placement)


def _grouped(known: Known, fact: Grouped) -> None:
    known.meet(fact.entity, fact.date)
    known.groups[fact.entity].append(fact)


def _headcount(known: Known, fact: Headcount) -> None:
    known.meet(fact.entity, fact.date)
    known.headcounts[fact.entity].append(fact)


def _confirmed(known: Known, fact: Confirmed) -> None:
    known.meet(fact.entity, fact.date)
    if fact.evidence >= 1:
        known.confirmations[fact.entity].append(fact)


def _withdrawn(known: Known, fact: Withdrawn) -> None:
    known.meet(fact.entity, fact.date)
    known.withdrawals[fact.entity].append(fact)


def _suspended(known: Known, fact: Suspended) -> None:
    known.meet(fact.entity, fact.since)
    reference = fact.reference or fact.id
    best = known.suspensions.get(reference)
    if best is None or (fact.rev, fact.id) > (best.rev, best.id):
        known.suspensions[reference] = fact


def _closed(known: Known, fact: Closed) -> None:
    known.meet(fact.entity, fact.date)
    known.closures[fact.entity] = min(fact.date, known.closures.get(fact.entity, fact.date))


_LEARN: dict[type, Callable[[Known, Any], None]] = {
    Hired: _hired,
    Started: _hired,
    Retained: _retained,
    Ended: _ended,
    Voided: _voided,
    Grouped: _grouped,
    Headcount: _headcount,
    Confirmed: _confirmed,
    Withdrawn: _withdrawn,
    Suspended: _suspended,
    Closed: _closed,
}
