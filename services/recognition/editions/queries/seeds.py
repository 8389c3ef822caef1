"""What nobody could choose: the digest of the edition before, from which the audit of an edition is drawn."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import Edition
from services.recognition.editions.tables import edition


class Seed(NamedTuple):
    """A digest, and the edition it is of; of the first edition the fingerprint of its method."""

    digest: str
    edition: str | None


def seed_of(session: Session, of: Edition) -> Seed:
    """The digest of the edition that was the newest, corrections included, when this one was published."""
    table = edition.c
    query = sa.select(table.digest, table.number).where(table.published_at < of.published_at)
    row = session.execute(query.order_by(table.published_at.desc(), table.number.desc()).limit(1)).one_or_none()
    return Seed(row.digest, row.number) if row else Seed(of.fingerprint, None)
