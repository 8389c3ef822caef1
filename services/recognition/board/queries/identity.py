"""An edition as its article names it, and the size a group says it has."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles, scoring
from services.recognition.editions.model import Edition
from services.recognition.standing.queries.facts import late_facts
from services.recognition.standing.queries.groups import PublicGroup
from services.recognition.standing.tables import fact
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
    table, day = fact.c, edition.as_of if edition else today
    query = sa.select(table.event_id, table.entity, table.data).where(
        table.entity.in_(found.entities), table.placement.is_(None)
    )
    late: set[str] = set()
    if edition is not None:
        query = query.where(table.recorded <= end_of_day(edition.as_of))
        late = late_facts(session, edition.corrects or edition.number)
    latest: dict[str, scoring.Headcount] = {}
    for event_id, one, data in session.execute(query.order_by(table.recorded, table.event_id)):
        counted = scoring.decode_facts(b"[" + bytes(data) + b"]")[0]
        if event_id in late or not isinstance(counted, scoring.Headcount):
            continue
        if counted.date <= day and (one not in latest or counted.date >= latest[one].date):
            latest[one] = counted
    if len(latest) < len(found.entities):
        return None
    total, oldest = sum(each.headcount for each in latest.values()), min(each.date for each in latest.values())
    return articles.SizeClass.of(total, articles.When.of(oldest))
