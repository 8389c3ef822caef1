"""Who leads a group, whether it may be listed, and what is public about it, as known at any moment."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.standing.queries.facts import chunks, entities_of, late_facts
from services.recognition.standing.tables import (
    employer_mark,
    employer_version,
    filled_vacancy,
    membership,
    organisation,
    suspension,
    vacancy,
)
from shared.clock import end_of_day
from shared.events.intake import EmployerRegistered
from web.grammar.latin import transliterate

_employer = msgspec.json.Decoder(EmployerRegistered)


class Marks(msgspec.Struct, kw_only=True):
    """What was decided about one entity so far."""

    verified: bool = False
    joined: bool = False
    points: bool = False
    closed: bool = False


class PublicGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A group with its lead entity's public facts and every entity of the day."""

    group: str
    lead: EmployerRegistered
    entities: tuple[str, ...]
    marks: Marks
    suspended: bool = False
    """Any of its entities is suspended on the day."""

    @property
    def agreed(self) -> bool:
        """The lead entity is verified, joined and not closed."""
        return self.marks.verified and self.marks.joined and not self.marks.closed

    @property
    def listable(self) -> bool:
        """DESIGN 6: the lead entity is verified and joined, and not closed; no entity is suspended."""
        return self.agreed and not self.suspended


def public_groups(
    session: Session,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    groups: Collection[str] | None = None,
    without_late_of: str | None = None,
) -> dict[str, PublicGroup]:
    """Every group (or those named) with a known lead entity at T, by what was known at K (default: the end of T)."""
    known_at = known_at or end_of_day(as_of)
    late = late_facts(session, without_late_of) if without_late_of else set()
    only = None if groups is None else _ever_in(session, groups)
    versions = _versions(session, known_at, late, only)
    marks = _marks(session, as_of, known_at, late, only)
    members, leads = _members(session, as_of, known_at, late, only)
    suspended = _suspended(session, as_of, known_at, late, only)
    grouped = {entity for some in members.values() for entity in some}
    alone = {entity: [entity] for entity in versions if entity not in grouped}
    found: dict[str, PublicGroup] = {}
    for group, entities in {**alone, **members}.items():
        lead = leads.get(group) or (group if group in entities else min(entities))
        if lead in versions and (groups is None or group in groups):
            found[group] = PublicGroup(
                group=group,
                lead=versions[lead],
                entities=tuple(sorted(entities)),
                marks=marks.get(lead, Marks()),
                suspended=not suspended.isdisjoint(entities),
            )
    return found


def public_group(session: Session, group: str, today: datetime.date) -> PublicGroup | None:
    """One group as it is known now."""
    return public_groups(session, today, end_of_day(today), [group]).get(group)


def group_of(session: Session, entity: str, today: datetime.date, known_at: datetime.datetime | None = None) -> str:
    """An entity's group on a day, by what was known at K (default: all); itself if nobody said otherwise."""
    table = membership.c
    query = sa.select(table.group).where(table.entity == entity, table.since <= today)
    if known_at is not None:
        query = query.where(table.recorded <= known_at)
    order = (table.since.desc(), table.recorded.desc(), table.event_id.desc())
    return session.scalars(query.order_by(*order).limit(1)).first() or entity


def employers(session: Session, entities: Iterable[str]) -> dict[str, EmployerRegistered]:
    """The newest public facts of some entities."""
    found: dict[str, EmployerRegistered] = {}
    for some in chunks(sorted(set(entities)), 500):
        query = sa.select(employer_version.c.entity, employer_version.c.data).where(employer_version.c.entity.in_(some))
        for entity, data in session.execute(query.order_by(employer_version.c.recorded, employer_version.c.event_id)):
            found[entity] = _employer.decode(bytes(data))
    return found


def called(session: Session, name: str) -> list[str]:
    """The employers of that name, in either script and either case."""
    entities = session.scalars(sa.select(employer_version.c.entity).distinct()).all()
    known, sought = employers(session, entities), transliterate(name).casefold()
    return sorted(
        entity
        for entity, one in known.items()
        if sought in {transliterate(one.name).casefold(), one.name_en.casefold()}
    )


def group_names(session: Session, groups: Collection[str]) -> dict[str, str]:
    """What each group is called: its lead entity's newest name, or its reference when nothing is known of it."""
    now = datetime.date.max
    known = public_groups(session, now, datetime.datetime.max.replace(tzinfo=datetime.UTC), groups)
    return {group: known[group].lead.name if group in known else group for group in groups}


def organisation_name(session: Session, reference: str) -> str:
    """Empty of one that is not known yet."""
    return session.scalar(sa.select(organisation.c.name).where(organisation.c.organisation == reference)) or ""


def offers_work() -> sa.ColumnElement[bool]:
    """Whether a vacancy is open and has an opening left."""
    filled = sa.exists().where(filled_vacancy.c.vacancy == vacancy.c.vacancy)
    return sa.and_(vacancy.c.open, vacancy.c.openings > 0, ~filled)


def openings(session: Session, entities: Collection[str]) -> dict[str, tuple[int, int]]:
    """How many places each of these entities has open now, and in how many adverts; who has none is left out."""
    row = vacancy.c
    query = sa.select(row.entity, sa.func.sum(row.openings), sa.func.count()).group_by(row.entity)
    found = session.execute(query.where(row.entity.in_(list(entities)), offers_work()))
    return {entity: (int(places), adverts) for entity, places, adverts in found}


def open_titles(session: Session, entities: Collection[str]) -> tuple[str, ...]:
    """What the open adverts of these entities are called, each once, in the order of their references."""
    query = sa.select(vacancy.c.title).where(vacancy.c.entity.in_(list(entities)), offers_work())
    return tuple(dict.fromkeys(session.scalars(query.order_by(vacancy.c.vacancy))))


def _ever_in(session: Session, groups: Collection[str]) -> set[str]:
    """Every entity that any of these groups ever had; a group may bear the name of its only entity."""
    return {entity for some in entities_of(session, groups).values() for entity in some}


def _rows(
    session: Session, query: sa.Select[Any], entity: sa.ColumnElement[str], only: set[str] | None
) -> Iterator[Any]:
    """The rows of all entities, or of some, a bounded number of values at a time."""
    if only is None:
        yield from session.execute(query)
        return
    for some in chunks(sorted(only), 500):
        yield from session.execute(query.where(entity.in_(some)))


def _versions(
    session: Session, known_at: datetime.datetime, late: set[str], only: set[str] | None
) -> dict[str, EmployerRegistered]:
    table = employer_version.c
    query = sa.select(table.event_id, table.entity, table.data).where(table.recorded <= known_at)
    found: dict[str, bytes] = {}
    for event_id, entity, data in _rows(session, query.order_by(table.recorded, table.event_id), table.entity, only):
        if event_id not in late:
            found[entity] = bytes(data)
    return {entity: _employer.decode(data) for entity, data in found.items()}


def _marks(
    session: Session, as_of: datetime.date, known_at: datetime.datetime, late: set[str], only: set[str] | None
) -> dict[str, Marks]:
    """What was decided until the day; a decision about a later day has not begun."""
    table = employer_mark.c
    query = sa.select(table.event_id, table.entity, table.what, table.points)
    query = query.where(table.recorded <= known_at, table.on <= as_of).order_by(table.recorded, table.event_id)
    found: dict[str, Marks] = defaultdict(Marks)
    for event_id, entity, what, points in _rows(session, query, table.entity, only):
        if event_id in late:
            continue
        marks = found[entity]
        if what == "joined":
            marks.joined, marks.points = True, points
        elif what == "left":
            marks.joined = marks.points = False
        else:
            setattr(marks, what, True)
    return found


def _members(
    session: Session, as_of: datetime.date, known_at: datetime.datetime, late: set[str], only: set[str] | None
) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Who is in which group on the day, and which entity leads: of several that say so, the latest to say it."""
    table = membership.c
    query = sa.select(table.event_id, table.entity, table.group, table.lead, table.since, table.recorded)
    query = query.where(table.recorded <= known_at, table.since <= as_of)
    latest: dict[str, Any] = {}
    for row in _rows(session, query.order_by(table.since, table.recorded, table.event_id), table.entity, only):
        if row.event_id not in late:
            latest[row.entity] = row
    members: dict[str, list[str]] = defaultdict(list)
    leads: dict[str, Any] = {}
    for entity, row in latest.items():
        members[row.group].append(entity)
        said = (row.since, row.recorded, row.event_id, entity)
        if row.lead and said > leads.get(row.group, (datetime.date.min,)):
            leads[row.group] = said
    return members, {group: said[-1] for group, said in leads.items()}


def _suspended(
    session: Session, as_of: datetime.date, known_at: datetime.datetime, late: set[str], only: set[str] | None
) -> set[str]:
    """Entities suspended on the day: from <= day < to, by the newest revision of each suspension."""
    table = suspension.c
    query = sa.select(suspension).where(table.recorded <= known_at)
    newest: dict[str, Any] = {}
    for row in _rows(session, query, table.entity, only):
        best = newest.get(row.suspension)
        if row.event_id not in late and (best is None or (row.rev, row.event_id) > (best.rev, best.event_id)):
            newest[row.suspension] = row
    return {row.entity for row in newest.values() if row.begins <= as_of and (row.ends is None or as_of < row.ends)}
