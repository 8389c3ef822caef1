"""Mistakes to answer, and the one behind a reference."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.about.tables import mistake
from shared.transaction import Missing


class Mistake(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found wrong, and what an editor answered."""

    id: str
    page: str
    what: str
    words: str
    lang: str
    sent: datetime.datetime
    closed: datetime.datetime | None
    answer: str


SHOWN = [mistake.c[name] for name in Mistake.__struct_fields__]


def open_mistakes(session: Session) -> list[Mistake]:
    """The oldest first: who has waited longest is answered first."""
    query = sa.select(*SHOWN).where(mistake.c.closed.is_(None)).order_by(mistake.c.sent, mistake.c.id)
    return [Mistake(**row._mapping) for row in session.execute(query)]


def how_many_mistakes(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).where(mistake.c.closed.is_(None))) or 0


def mistake_of(session: Session, reference: str) -> Mistake:
    """The one behind a reference. Raises Missing."""
    row = session.execute(sa.select(*SHOWN).where(mistake.c.id == reference)).one_or_none()
    if row is None:
        raise Missing(reference)
    return Mistake(**row._mapping)
