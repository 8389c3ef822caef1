"""What tells the front that something public may have changed."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.tables import turn
from services.recognition.editions.tables import edition
from shared.languages import SITE

KEPT = re.compile(
    rf"/({'|'.join(SITE)})(/(employers(/[a-z0-9-]+|\?tier=(gold|silver|bronze|none))?|editions(/[0-9.-]+(/changes)?)?|method))?"
    r"|/data/(board\.(json|csv)|editions/[0-9.-]+?(\.(json|csv))?|recog-[0-9.]+\.json)"
)


def keeps(path: str) -> bool:
    """The public pages without filters, and the first page of each mark."""
    return KEPT.fullmatch(path) is not None


def public_revision(session: Session) -> str:
    """Counts up with every handler and day that may change a public page: one row to read, equal in every process."""
    number = sa.select(sa.func.coalesce(sa.func.max(turn.c.number), 0)).where(turn.c.what == "public").scalar_subquery()
    published = sa.select(sa.func.count()).select_from(edition).scalar_subquery()
    row = session.execute(sa.select(number, published)).one()
    return f"{row[0]}.{row[1]}"
