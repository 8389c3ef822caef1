"""What tells the front that something public may have changed."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.tables import (
    answer,
    edition,
    employer_mark,
    employer_version,
    figure,
    hold,
    listing,
    membership,
    vacancy,
)

KEPT = re.compile(
    r"/(bg|en)(/(employers(/[a-z0-9-]+)?|editions(/[0-9.-]+)?|method))?|/data/(board\.(json|csv)|editions/[0-9.-]+)"
)


def keeps(path: str) -> bool:
    """The public pages without filters."""
    return KEPT.fullmatch(path) is not None


def public_revision(session: Session) -> str:
    """Counts and newest moments of everything a public page is made of; cheap, and never about one person."""
    columns = [
        sa.select(sa.func.count()).select_from(edition).scalar_subquery(),
        sa.select(sa.func.count()).select_from(listing).scalar_subquery(),
        sa.select(sa.func.count()).select_from(hold).scalar_subquery(),
        sa.select(sa.func.count(hold.c.until)).scalar_subquery(),
        sa.select(sa.func.count()).select_from(figure).where(figure.c.approved_on.is_not(None)).scalar_subquery(),
        sa.select(sa.func.count()).select_from(employer_version).scalar_subquery(),
        sa.select(sa.func.count()).select_from(employer_mark).scalar_subquery(),
        sa.select(sa.func.count()).select_from(membership).scalar_subquery(),
        sa.select(sa.func.count()).select_from(vacancy).scalar_subquery(),
        sa.select(sa.func.coalesce(sa.func.sum(vacancy.c.openings), 0)).scalar_subquery(),
    ]
    counts = session.execute(sa.select(*columns)).one()
    approved = sa.select(answer.c.id, answer.c.approved_on, sa.func.length(answer.c.approved_text))
    words = session.execute(approved.where(answer.c.approved_on.is_not(None)).order_by(answer.c.id)).all()
    return f"{tuple(counts)}{hash(tuple(tuple(row) for row in words))}"
