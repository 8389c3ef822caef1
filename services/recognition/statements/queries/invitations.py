"""Who may be asked for an interview: nothing of it is public or waits to be read, and nobody has said no."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.standing.queries.facts import chunks
from services.recognition.statements.model.invitation import Invitation
from services.recognition.statements.tables import answer, invitation


def silent(session: Session, groups: Collection[str]) -> list[str]:
    """Those of these groups of whom no answer is public, nor sent to be."""
    speaking: set[str] = set()
    for some in chunks(sorted(groups), 500):
        told = sa.or_(answer.c.approved_on.is_not(None), answer.c.state == "sent")
        speaking |= set(session.scalars(sa.select(answer.c.group).where(answer.c.group.in_(some), told)))
    return sorted(set(groups) - speaking)


def invitations(session: Session, groups: Collection[str]) -> dict[str, Invitation]:
    found: dict[str, Invitation] = {}
    for some in chunks(sorted(groups), 500):
        query = sa.select(Invitation).where(invitation.c.group.in_(some))
        found.update({one.group: one for one in session.scalars(query)})
    return found


def has_declined(session: Session, group: str) -> bool:
    one = session.get(Invitation, group)
    return one is not None and one.declined_on is not None


def is_asked(session: Session, group: str) -> bool:
    """Whether its own pages ask this employer for an interview."""
    return bool(silent(session, [group])) and not has_declined(session, group)
