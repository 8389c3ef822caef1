"""Which version of the standard makes what (§3.9)."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition
from services.recognition.editions.tables import edition


def method_of(session: Session, number: str) -> scoring.Method:
    """What a published edition was made with, and every correction of it; of another quarter, the current version."""
    found = session.get(Edition, number)
    return scoring.METHODS[found.method] if found else scoring.CURRENT


def both_are_shown(session: Session) -> bool:
    """Whether a standing is still shown by the previous version too: until two quarterly editions are made (§3.9)."""
    made = sa.select(sa.func.count()).where(edition.c.method == scoring.CURRENT.name, edition.c.corrects.is_(None))
    return (session.scalar(made) or 0) < scoring.PARALLEL_EDITIONS
