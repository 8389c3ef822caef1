"""Who leads a group, whether it may be listed, and what is public about it, as known at any moment."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.queries.facts import chunks
from services.recognition.tables import employer_mark, employer_version, late_fact, membership, vacancy
from shared.clock import end_of_day
from shared.events.intake import EmployerRegistered

_employer = msgspec.json.Decoder(EmployerRegistered)


class Marks(msgspec.Struct, kw_only=True):
    """What was decided about one entity so far."""

    verified: bool = False
    joined: bool = False
    points: bool = False
    closed: bool = False


class PublicGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A group with its lead entity's public facts and every entity of today."""

    group: str
    lead: EmployerRegistered
    entities: tuple[str, ...]
    marks: Marks

    @property
    def listable(self) -> bool:
        """DESIGN 6: the lead entity is verified and joined, and not closed."""
        return self.marks.verified and self.marks.joined and not self.marks.closed


def public_groups(
    session: Session,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    groups: Collection[str] | None = None,
    without_late_of: str | None = None,
) -> dict[str, PublicGroup]:
    """Every group that has a known lead entity at T, by what was known at K (default: the end of T)."""
    known_at = known_at or end_of_day(as_of)
    late = _late(session, without_late_of)
    versions = _versions(session, known_at, late)
    marks = _marks(session, known_at, late)
    members, leads = _members(session, as_of, known_at, late)
    grouped = {entity for some in members.values() for entity in some}
    alone = {entity: [entity] for entity in versions if entity not in grouped}
    found: dict[str, PublicGroup] = {}
    for group, entities in {**members, **alone}.items():
        lead = leads.get(group) or (group if group in entities else min(entities))
        if lead in versions and (groups is None or group in groups):
            found[group] = PublicGroup(
                group=group, lead=versions[lead], entities=tuple(sorted(entities)), marks=marks.get(lead, Marks())
            )
    return found


def public_group(session: Session, group: str, today: datetime.date) -> PublicGroup | None:
    """One group as it is known now."""
    return public_groups(session, today, end_of_day(today), [group]).get(group)


def group_of(session: Session, entity: str, today: datetime.date) -> str:
    """The group an entity belongs to on a day; itself when nobody said otherwise."""
    query = (
        sa.select(membership.c.group)
        .where(membership.c.entity == entity, membership.c.since <= today)
        .order_by(membership.c.since.desc(), membership.c.recorded.desc(), membership.c.event_id.desc())
    )
    return session.scalars(query.limit(1)).first() or entity


def employers(session: Session, entities: Iterable[str]) -> dict[str, EmployerRegistered]:
    """The newest public facts of some entities."""
    found: dict[str, EmployerRegistered] = {}
    for some in chunks(sorted(set(entities)), 500):
        query = sa.select(employer_version.c.entity, employer_version.c.data).where(employer_version.c.entity.in_(some))
        for entity, data in session.execute(query.order_by(employer_version.c.recorded, employer_version.c.event_id)):
            found[entity] = _employer.decode(bytes(data))
    return found


def openings(session: Session, entities: Collection[str]) -> int:
    """How many places are open now with these entities."""
    query = sa.select(sa.func.coalesce(sa.func.sum(vacancy.c.openings), 0))
    return int(session.scalar(query.where(vacancy.c.entity.in_(list(entities)), vacancy.c.open)) or 0)


def _late(session: Session, edition: str | None) -> set[str]:
    if edition is None:
        return set()
    return set(session.scalars(sa.select(late_fact.c.event_id).where(late_fact.c.edition == edition)))


def _versions(session: Session, known_at: datetime.datetime, late: set[str]) -> dict[str, EmployerRegistered]:
    table = employer_version.c
    query = sa.select(table.event_id, table.entity, table.data).where(table.recorded <= known_at)
    found: dict[str, bytes] = {}
    for event_id, entity, data in session.execute(query.order_by(table.recorded, table.event_id)):
        if event_id not in late:
            found[entity] = bytes(data)
    return {entity: _employer.decode(data) for entity, data in found.items()}


def _marks(session: Session, known_at: datetime.datetime, late: set[str]) -> dict[str, Marks]:
    table = employer_mark.c
    query = sa.select(table.event_id, table.entity, table.what, table.points).where(table.recorded <= known_at)
    found: dict[str, Marks] = defaultdict(Marks)
    for event_id, entity, what, points in session.execute(query.order_by(table.recorded, table.event_id)):
        if event_id in late:
            continue
        marks = found[entity]
        if what == "joined":
            marks.joined, marks.points = True, points
        elif what == "left":
            marks.joined = False
        else:
            setattr(marks, what, True)
    return found


def _members(
    session: Session, as_of: datetime.date, known_at: datetime.datetime, late: set[str]
) -> tuple[dict[str, list[str]], dict[str, str]]:
    table = membership.c
    query = (
        sa.select(table.event_id, table.entity, table.group, table.lead)
        .where(table.recorded <= known_at, table.since <= as_of)
        .order_by(table.since, table.recorded, table.event_id)
    )
    latest: dict[str, tuple[str, bool]] = {}
    for event_id, entity, group, lead in session.execute(query):
        if event_id not in late:
            latest[entity] = (group, lead)
    members: dict[str, list[str]] = defaultdict(list)
    leads: dict[str, str] = {}
    for entity, (group, lead) in latest.items():
        members[group].append(entity)
        if lead:
            leads[group] = entity
    return members, leads
