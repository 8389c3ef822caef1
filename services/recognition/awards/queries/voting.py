"""What is nominated, what a juror declared and how the jury voted; the last of it only once the voting is closed."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.awards.tables import award_category, award_conflict, award_year, ballot, nomination


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
