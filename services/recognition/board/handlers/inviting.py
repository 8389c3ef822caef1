"""Employers with a mark and without an interview are asked for one: once a quarter, by a letter that intake writes."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.handlers.listing import listings
from services.recognition.board.tables import turn
from services.recognition.editions.queries.editions import latest_edition, rows_of
from services.recognition.statements.model.invitation import QUARTER, Invitation
from services.recognition.statements.queries.invitations import invitations, silent
from shared.events.recognition import InterviewWanted
from shared.transaction import Transaction

INVITED = "invited"
"""The row of `turn` that holds the day on which somebody is to be asked again, as its ordinal number; gone with an edition."""


def invite(today: datetime.date, tx: Transaction) -> None:
    """Ask whoever has a mark of the latest edition and a public page, says nothing there, and is due to be asked.

    All are looked at on the morning after an edition and on the day on which one of them is due; else nobody is.
    """
    if (due := _next(tx.session)) is not None and today < due:
        return
    edition = latest_edition(tx.session)
    marked = {row.group for row in rows_of(edition) if row.tier} if edition else set()
    public = {group for group, one in listings(tx, marked).items() if one.withdrawn_on is None}
    asked = invitations(tx.session, public)
    due = today + QUARTER
    for group in silent(tx.session, public):
        one = asked.get(group) or Invitation(group=group)
        if one.is_due(today):
            one.invited_on = today
            tx.add(one)
            tx.publish(InterviewWanted(group=group))
        elif one.invited_on and not one.declined_on:
            due = min(due, one.invited_on + QUARTER)
    look_again(tx.session)
    tx.session.execute(sa.insert(turn).values(what=INVITED, number=due.toordinal()))


def look_again(session: Session) -> None:
    """On the next morning, whoever is due."""
    session.execute(sa.delete(turn).where(turn.c.what == INVITED))


def _next(session: Session) -> datetime.date | None:
    number = session.scalar(sa.select(turn.c.number).where(turn.c.what == INVITED))
    return datetime.date.fromordinal(number) if number else None
