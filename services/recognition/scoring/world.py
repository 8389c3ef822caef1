"""Everything about one group on one day that its numbers rest on (§3.4, §3.5)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import msgspec

from services.recognition.scoring.known import Known
from services.recognition.scoring.parameters import PRACTICE_DAYS, PRACTICES, Method
from services.recognition.scoring.spells import Basis, Placement, Spell, join, placements_of, settle, verdict


class World(msgspec.Struct, kw_only=True):
    """A group on a day, as known at K."""

    group: str
    as_of: date
    placements: list[Placement]
    spells: list[Spell]
    basis: Basis
    entities: tuple[str, ...]
    headcount: int
    practices: dict[str, date]  # code -> first day on which it no longer counts
    suspended: bool
    closed: bool
    method: Method

    @property
    def pending(self) -> int:
        today = self.as_of.toordinal()
        return sum(verdict(spell, today, self.method) == "pending" for spell in self.spells)


def look(known: Known, group: str, as_of: date, method: Method) -> World:
    """The world of a group on a day, from what is known."""
    today = as_of.toordinal()
    placements = placements_of(known, group)
    spells = join(placements, today, method)
    entities = known.entities_on(group, as_of)
    return World(
        group=group,
        as_of=as_of,
        placements=placements,
        spells=spells,
        basis=settle(spells, today, method),
        entities=entities,
        headcount=sum(known.headcount_on(entity, as_of) for entity in entities),
        practices=practices_of(known, entities, as_of),
        suspended=_is_suspended(known, entities, as_of),
        closed=bool(entities) and all(known.closures.get(entity, date.max) <= as_of for entity in entities),
        method=method,
    )


def practices_of(known: Known, entities: Iterable[str], as_of: date) -> dict[str, date]:
    """Scored practices of any entity: d <= T < d + 730, unless withdrawn on d or later."""
    valid: dict[str, date] = {}
    for entity in entities:
        withdrawals = known.withdrawals.get(entity, ())
        for fact in known.confirmations.get(entity, ()):
            until = fact.date + timedelta(PRACTICE_DAYS)
            if fact.practice not in PRACTICES or not fact.date <= as_of < until:
                continue
            if any(w.practice == fact.practice and fact.date <= w.date <= as_of for w in withdrawals):
                continue
            valid[fact.practice] = max(until, valid.get(fact.practice, until))
    return valid


def _is_suspended(known: Known, entities: Collection[str], as_of: date) -> bool:
    return any(
        s.since <= as_of and (s.until is None or as_of < s.until) and s.entity in entities
        for s in known.suspensions.values()
    )
