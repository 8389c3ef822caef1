"""Employers with a mark and without an interview are asked for one: once a quarter, by a letter that intake writes."""

import datetime

from services.recognition.board.handlers.listing import listings
from services.recognition.editions.queries.editions import latest_edition, rows_of
from services.recognition.statements.model.invitation import Invitation
from services.recognition.statements.queries.invitations import invitations, silent
from shared.events.recognition import InterviewWanted
from shared.transaction import Transaction


def invite(today: datetime.date, tx: Transaction) -> None:
    """Ask whoever has a mark of the latest edition and a public page, says nothing there, and is due to be asked."""
    edition = latest_edition(tx.session)
    marked = {row.group for row in rows_of(edition) if row.tier} if edition else set()
    public = {group for group, one in listings(tx, marked).items() if one.withdrawn_on is None}
    asked = invitations(tx.session, public)
    for group in silent(tx.session, public):
        one = asked.get(group) or Invitation(group=group)
        if one.is_due(today):
            one.invited_on = today
            tx.add(one)
            tx.publish(InterviewWanted(group=group))
