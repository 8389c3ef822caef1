"""An edition as its article names it, and the size a group says it has."""

import datetime
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles, scoring
from services.recognition.editions.model import Edition
from services.recognition.standing.queries.facts import chunks, late_facts
from services.recognition.standing.queries.groups import PublicGroup
from services.recognition.standing.tables import fact
from services.recognition.statements.queries.statements import open_holds
from shared.clock import end_of_day


def edition_facts(edition: Edition | None, is_corrected: bool) -> articles.ArticleEdition | None:
    """The edition as an article names it; *corrected* is said only where a correction changed this very group's row."""
    if edition is None:
        return None
    base, _, number = edition.number.partition(".")
    correction = number if is_corrected else ""
    return articles.ArticleEdition(
        year=int(base[:4]), ordinal=int(base[5:]), as_of=edition.as_of, correction=int(correction or 0)
    )


def headcount(
    session: Session, found: PublicGroup, edition: Edition | None, today: datetime.date
) -> articles.SizeClass | None:
    """How large the group says it is, only as a range: at the edition's T for a rated group, else today.

    Nothing is said while one of its entities has told no number: the sum would be too small.
    """
    return size_classes(session, [found], edition, today).get(found.group)


def size_classes(
    session: Session, some: Collection[PublicGroup], edition: Edition | None, today: datetime.date
) -> dict[str, articles.SizeClass]:
    """As `headcount`, of several groups; one that says nothing is left out."""
    entities = sorted({entity for one in some for entity in one.entities})
    latest: dict[str, scoring.Headcount] = {}
    for part in chunks(entities, 500):
        latest |= _latest(session, part, edition, today)
    said = [(one, [latest[each] for each in one.entities]) for one in some if latest.keys() >= set(one.entities)]
    return {one.group: _class(counts) for one, counts in said if counts}


def sizes(
    session: Session, today: datetime.date, some: Collection[PublicGroup], edition: Edition | None = None
) -> dict[str, str]:
    """The size class each group states, as its article does: with an edition as of its T. What is taken down is left out."""
    found = size_classes(session, some, edition, today)
    gone = open_holds(session, list(found), "withdrawn")
    return {group: one.code for group, one in found.items() if "headcount" not in gone.get(group, ())}


def _class(counts: Collection[scoring.Headcount]) -> articles.SizeClass:
    total, oldest = sum(each.headcount for each in counts), min(each.date for each in counts)
    return articles.SizeClass.of(total, articles.When.of(oldest))


def _latest(
    session: Session, entities: Collection[str], edition: Edition | None, today: datetime.date
) -> dict[str, scoring.Headcount]:
    """Of each entity the newest number that held on the day: of equal dates the one told later."""
    table, day = fact.c, edition.as_of if edition else today
    query: sa.Select[Any] = sa.select(table.event_id, table.entity, table.data)
    query = query.where(table.entity.in_(entities), table.placement.is_(None))
    late: set[str] = set()
    if edition is not None:
        query = query.where(table.recorded <= end_of_day(edition.as_of))
        late = late_facts(session, edition.corrects or edition.number)
    latest: dict[str, scoring.Headcount] = {}
    for event_id, one, data in session.execute(query.order_by(table.recorded, table.event_id)):
        counted = scoring.decode_facts(b"[" + bytes(data) + b"]")[0]
        if event_id in late or not isinstance(counted, scoring.Headcount) or counted.date > day:
            continue
        if one not in latest or counted.date >= latest[one].date:
            latest[one] = counted
    return latest
