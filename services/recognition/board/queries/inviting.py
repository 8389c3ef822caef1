"""Whether an employer's first page asks for its interview."""

import datetime

from sqlalchemy.orm import Session

from services.recognition.board.queries.profiles import counted_now
from services.recognition.standing.queries.groups import group_of, public_group
from services.recognition.statements.queries.invitations import is_asked


def is_invited(session: Session, employer: str, today: datetime.date) -> bool:
    """It has a public page with a mark, says nothing there, and has not said no."""
    group = group_of(session, employer, today)
    found = public_group(session, group, today)
    if found is None or not found.listable or not is_asked(session, group):
        return False
    _, row = counted_now(session, found)
    return row is not None and bool(row.tier)
