"""The facts behind groups, as known at any moment."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.standing.tables import fact, late_fact, membership


def chunks(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """Slices of at most `size`, since databases limit how many values one statement takes."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def groups_of_entities(session: Session, entities: Collection[str]) -> set[str]:
    """Every group these entities ever belonged to, and each by itself."""
    groups = set(entities)
    for some in chunks(sorted(entities), 500):
        groups |= set(session.scalars(sa.select(membership.c.group).where(membership.c.entity.in_(some))))
    return groups


def groups_of_placements(session: Session, placements: Collection[str]) -> set[str]:
    entities: set[str] = set()
    for some in chunks(sorted(placements), 500):
        query = sa.select(fact.c.entity).where(fact.c.placement.in_(some), fact.c.entity.is_not(None)).distinct()
        entities |= {entity for entity in session.scalars(query) if entity}
    return groups_of_entities(session, entities)


def entities_of(session: Session, groups: Collection[str]) -> dict[str, set[str]]:
    """Per group, every entity that ever belonged to it; a group may bear the name of its only entity."""
    found = {group: {group} for group in groups}
    for some in chunks(sorted(groups), 500):
        query = sa.select(membership.c.group, membership.c.entity).where(membership.c.group.in_(some))
        for group, entity in session.execute(query):
            found[group].add(entity)
    return found


def facts_of(
    session: Session,
    groups: Collection[str],
    known_at: datetime.datetime | None = None,
    without_late_of: str | None = None,
) -> dict[str, list[scoring.Fact]]:
    """Per group, every fact recorded until `known_at` (default: all) about its entities and their placements.

    `without_late_of`: leave out what had not arrived when that edition was published.
    """
    entities = entities_of(session, groups)
    wanted = sorted({entity for some in entities.values() for entity in some})
    owners: dict[str, set[str]] = defaultdict(set)
    for group, some in entities.items():
        for entity in some:
            owners[entity].add(group)
    late = late_facts(session, without_late_of) if without_late_of else set()
    rows: dict[str, list[bytes]] = defaultdict(list)
    for some_entities in chunks(wanted, 500):
        for row in session.execute(_about(some_entities, known_at)):
            if row.event_id in late:
                continue
            for group in owners[row.owner]:
                rows[group].append(bytes(row.data))
    return {group: scoring.decode_facts(b"[" + b",".join(rows[group]) + b"]") for group in groups}


def _about(entities: Sequence[str], known_at: datetime.datetime | None) -> sa.Select[tuple[str, str, bytes]]:
    """Facts that name one of the entities, and all facts of placements that one of them ever had."""
    own = sa.select(fact.c.event_id, fact.c.recorded, fact.c.entity.label("owner"), fact.c.data).where(
        fact.c.entity.in_(entities)
    )
    hires = (
        sa.select(fact.c.placement, fact.c.entity)
        .where(fact.c.entity.in_(entities), fact.c.placement.is_not(None))
        .distinct()
        .subquery()
    )
    of_placements = (
        sa.select(fact.c.event_id, fact.c.recorded, hires.c.entity.label("owner"), fact.c.data)
        .join(hires, hires.c.placement == fact.c.placement)
        .where(sa.or_(fact.c.entity.is_(None), fact.c.entity != hires.c.entity))
    )
    both = sa.union_all(own, of_placements).subquery()
    query = sa.select(both.c.event_id, both.c.owner, both.c.data)
    return query.where(both.c.recorded <= known_at) if known_at else query


def late_facts(session: Session, edition: str) -> set[str]:
    """Facts recorded in time for an edition that arrived after it was published."""
    return set(session.scalars(sa.select(late_fact.c.event_id).where(late_fact.c.edition == edition)))
