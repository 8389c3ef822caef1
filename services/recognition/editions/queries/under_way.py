"""The edition that is being made, and the groups that its next slice is about."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import Publication
from services.recognition.editions.tables import publication
from services.recognition.standing.tables import employer_version, membership

FEW = 100
"""Up to so many employers an edition is made in the very transaction in which it is asked for."""


def under_way(session: Session, *, alone: bool = False) -> Publication | None:
    """The edition that is being made now; `alone` = whoever writes at the same moment waits, or begins again."""
    query = sa.select(Publication).where(publication.c.stage != "refused")
    return session.scalars(query.with_for_update() if alone else query).first()


def last_asked(session: Session) -> Publication | None:
    """The same, or the correction that came to nothing last, with why."""
    return session.scalars(sa.select(Publication)).first()


def are_pages_written(session: Session) -> bool:
    """Whether an edition is out and the board is being brought after it, slice by slice."""
    return session.scalar(sa.select(publication.c.number).where(publication.c.stage == "pages")) is not None


def groups_after(session: Session, group: str, most: int) -> list[str]:
    """The groups that come next in the order of their references, whether they are listed or not."""
    own, told = employer_version.c.entity, membership.c.group
    each = (sa.select(one).where(one > group).distinct().order_by(one).limit(most) for one in (own, told))
    return sorted({found for query in each for found in session.scalars(query)})[:most]


def are_few(session: Session) -> bool:
    return len(groups_after(session, "", FEW + 1)) <= FEW


def how_many(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count(sa.distinct(employer_version.c.entity)))) or 0
