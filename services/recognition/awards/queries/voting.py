"""What is nominated, what a juror declared and how the jury voted; the last of it only once the voting is closed."""

from collections import Counter

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.awards.queries.firms import firms
from services.recognition.awards.tables import (
    award_category,
    award_conflict,
    award_year,
    ballot,
    nomination,
    nomination_reason,
)
from services.recognition.board.rules import BoardLine


class Forward(msgspec.Struct, frozen=True, kw_only=True):
    """Whom somebody put forward in a category, and why."""

    nomination: str
    category: str
    line: BoardLine | None
    reasons: str


def own_nominations(session: Session, year: int, account: str) -> list[Forward]:
    """What this account put forward in a year, oldest first."""
    reason, category = nomination_reason.c, award_category.c
    joined = nomination_reason.join(nomination, nomination.c.id == reason.nomination)
    joined = joined.join(award_category, category.id == nomination.c.category)
    mine = sa.select(nomination.c.id, nomination.c.category, nomination.c.group, reason.reasons).select_from(joined)
    rows = list(session.execute(mine.where(category.year == year, reason.by == account).order_by(reason.at)))
    public = firms(session, {row.group for row in rows})
    return [
        Forward(nomination=row.id, category=row.category, line=public.get(row.group), reasons=row.reasons)
        for row in rows
    ]


def nominated_in(session: Session, category: str) -> set[str]:
    """The nominations of a category."""
    return set(session.scalars(sa.select(nomination.c.id).where(nomination.c.category == category)))


def declared_by(session: Session, juror: str) -> set[str]:
    """The nominations that somebody declared a conflict with: as well every other one of the same employer that year."""
    mine = sa.select(nomination.c.group, award_category.c.year)
    mine = mine.join(award_category, award_category.c.id == nomination.c.category)
    mine = mine.join(award_conflict, award_conflict.c.nomination == nomination.c.id)
    close = {tuple(row) for row in session.execute(mine.where(award_conflict.c.juror == juror))}
    years = sa.select(nomination.c.id, nomination.c.group, award_category.c.year)
    years = years.join(award_category, award_category.c.id == nomination.c.category)
    of_them = years.where(nomination.c.group.in_({group for group, _ in close}))
    return {row.id for row in session.execute(of_them) if (row.group, row.year) in close}


def own_votes(session: Session, juror: str) -> dict[str, str]:
    """By category, the nomination this juror voted for."""
    rows = session.execute(sa.select(ballot.c.category, ballot.c.nomination).where(ballot.c.juror == juror))
    return {row.category: row.nomination for row in rows}


def votes(session: Session, year: int) -> Counter[str]:
    """By nomination, how many votes it has; nothing at all while the voting is not closed."""
    joined = ballot.join(award_category, award_category.c.id == ballot.c.category)
    joined = joined.join(award_year, award_year.c.year == award_category.c.year)
    closed = (award_year.c.year == year, award_year.c.state == "closed")
    return Counter(session.scalars(sa.select(ballot.c.nomination).select_from(joined).where(*closed)))
