"""Series, their issues in order, and the articles behind them."""

import contextlib
import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.board.queries.profiles import Formerly, profile
from services.recognition.board.tables import listing
from services.recognition.series.model import Issue, Series
from services.recognition.series.tables import issue, series
from services.recognition.standing.queries.groups import group_names
from services.recognition.statements.tables import answer
from shared.transaction import Missing


class IssueRead(msgspec.Struct, frozen=True):
    """One issue as the public reads it."""

    number: int
    facts: articles.ProfileFacts
    added_on: datetime.date


def all_series(session: Session) -> list[Series]:
    """The one changed last first."""
    return list(session.scalars(sa.select(Series).order_by(series.c.changed_on.desc(), series.c.slug)))


def public_series(session: Session) -> list[Series]:
    return [one for one in all_series(session) if one.is_public]


def series_of(session: Session, reference: str) -> Series:
    """Raises Missing."""
    found = session.get(Series, reference)
    if found is None:
        raise Missing(reference)
    return found


def series_at(session: Session, slug: str) -> Series:
    """Raises Missing for an address nobody has, and for a series that is not public."""
    found = session.scalars(sa.select(Series).where(series.c.slug == slug, series.c.is_public)).first()
    if found is None:
        raise Missing(slug)
    return found


def issues_in(session: Session, reference: str) -> list[Issue]:
    """In order."""
    return list(session.scalars(sa.select(Issue).where(issue.c.series == reference).order_by(issue.c.number)))


def named_issues(session: Session, reference: str) -> list[tuple[Issue, str]]:
    """In order, each with its employer's name."""
    found = issues_in(session, reference)
    names = group_names(session, {one.group for one in found})
    return [(one, names[one.group]) for one in found]


def issues_read(session: Session, reference: str, today: datetime.date) -> list[IssueRead]:
    """Those whose interview the public can read, in order; one that was taken back keeps its number to itself."""
    found: list[IssueRead] = []
    for one, slug in _addressed(session, reference):
        with contextlib.suppress(Formerly):
            facts = articles.without_withdrawn(profile(session, slug, today))
            if facts.answers:
                found.append(IssueRead(one.number, facts, one.added_on))
    return found


def places_of(session: Session, slug: str) -> list[tuple[Series, int]]:
    """The public series in which this employer's interview stands, each with the number of its issue."""
    query = sa.select(Series, issue.c.number).join(issue, issue.c.series == series.c.id)
    query = query.join(listing, listing.c.group == issue.c.group).where(listing.c.slug == slug, series.c.is_public)
    return [(row[0], row[1]) for row in session.execute(query.order_by(series.c.slug))]


class Interviewed(msgspec.Struct, frozen=True):
    """An employer with a public page and a public interview."""

    group: str
    slug: str
    name: str
    name_latin: str

    def is_called(self, typed: str) -> bool:
        """By its whole name in either script, or by its address."""
        return typed.casefold() in (self.slug, self.name.casefold(), self.name_latin.casefold())

    def has(self, typed: str) -> bool:
        return any(typed.casefold() in each.casefold() for each in (self.slug, self.name, self.name_latin))


def interviewed(session: Session) -> list[Interviewed]:
    """By name."""
    told = sa.exists().where(answer.c.group == listing.c.group, answer.c.approved_on.is_not(None))
    query = sa.select(listing.c.group, listing.c.slug, listing.c.name_latin).where(
        listing.c.withdrawn_on.is_(None), told
    )
    rows = session.execute(query.order_by(listing.c.name_latin, listing.c.slug)).all()
    names = group_names(session, {row.group for row in rows})
    return [Interviewed(row.group, row.slug, names[row.group], row.name_latin) for row in rows]


def addresses_in(session: Session, reference: str) -> list[str]:
    """The pages that say they stand in this series."""
    return [slug for _, slug in _addressed(session, reference)]


def _addressed(session: Session, reference: str) -> list[tuple[Issue, str]]:
    query = sa.select(Issue, listing.c.slug).join(listing, listing.c.group == issue.c.group)
    rows = session.execute(query.where(issue.c.series == reference).order_by(issue.c.number))
    return [(row[0], row[1]) for row in rows]
