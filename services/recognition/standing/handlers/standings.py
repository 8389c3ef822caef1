"""Standings follow from facts: what a batch touches is recomputed once, what time alone changes on its day."""

import datetime
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from services.recognition import scoring
from services.recognition.standing.queries.facts import chunks, facts_of, groups_of_entities, groups_of_placements
from services.recognition.standing.tables import due, standing
from shared.transaction import MORE, Transaction

DIRTY = "dirty groups"
AT_ONCE = 100
"""Groups recomputed in one transaction of a morning."""


def touch_entities(tx: Transaction, entities: Iterable[str]) -> None:
    """Whatever groups these entities ever belonged to must be recomputed before this transaction ends."""
    if wanted := set(entities):
        _dirty(tx).setdefault("entities", set()).update(wanted)
        tx.before_commit(recompute_dirty)


def touch_placements(tx: Transaction, placements: Iterable[str]) -> None:
    if wanted := set(placements):
        _dirty(tx).setdefault("placements", set()).update(wanted)
        tx.before_commit(recompute_dirty)


def _dirty(tx: Transaction) -> dict[str, set[str]]:
    found: dict[str, set[str]] = tx.session.info.setdefault(DIRTY, {})
    return found


def recompute_dirty(tx: Transaction) -> None:
    """Recompute every touched group once."""
    dirty = tx.session.info.pop(DIRTY, {})
    groups = groups_of_entities(tx.session, dirty.get("entities", set()))
    groups |= groups_told_of(tx, dirty.get("placements", set()))
    recompute(tx, groups)


def groups_told_of(tx: Transaction, placements: Collection[str]) -> set[str]:
    """The groups of these placements: several ask it of one batch, once its facts are kept, and it is looked up once."""
    asked = (groups_of_placements, frozenset(placements))
    if asked not in tx.held:
        tx.held[asked] = groups_of_placements(tx.session, placements)
    return set(tx.held[asked])


def recompute_due(today: datetime.date, tx: Transaction) -> str | None:
    """Recompute the groups whose day has come, so many at once: each has its next day then."""
    query = sa.select(due.c.group).where(due.c.day <= today).order_by(due.c.day, due.c.group)
    groups = set(tx.session.scalars(query.limit(AT_ONCE)))
    recompute(tx, groups)
    return MORE if len(groups) == AT_ONCE else None


def recompute(tx: Transaction, groups: Iterable[str]) -> None:
    """Standing by each version and next due days of each group, from its facts, as of today."""
    today = tx.today
    for some in chunks(sorted(groups), 500):
        found = facts_of(tx.session, some)
        results = [
            scoring.snapshot(found[group], group, today, method=method)
            for group in some
            if found.get(group)
            for method in scoring.METHODS.values()
        ]
        connection = tx.session.connection()
        connection.execute(sa.delete(standing).where(standing.c.group.in_(some)))
        connection.execute(sa.delete(due).where(due.c.group.in_(some)))
        if results:
            connection.execute(sa.insert(standing), [standing_row(result) for result in results])
        days = {(result.next_due, result.group) for result in results if result.next_due}
        if days:
            connection.execute(sa.insert(due), [{"day": day, "group": group} for day, group in sorted(days)])


def standing_row(result: scoring.Standing) -> dict[str, object]:
    return {
        "group": result.group,
        "method": result.method,
        "total": result.total,
        "tier": result.tier,
        "raw_tier": result.raw_tier,
        "kept": result.R,
        "lost": result.L,
        "excused": result.E,
        "proved": result.K,
        "pending": result.pending,
        "headcount": result.headcount,
        "practices": len(result.practices),
    }
