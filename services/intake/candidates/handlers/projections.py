"""What placements told: which referrals are under way, and who has found work."""

from collections.abc import Sequence

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.vacancies import tables as vacancies_tables
from shared.events.intake import CandidateErased
from shared.events.placements import CandidateFree, CandidatePlaced
from shared.transaction import Transaction


def note_work(events: Sequence[CandidatePlaced | CandidateFree], tx: Transaction) -> None:
    """Keep who is at work and since when."""
    table = candidates.at_work
    newest = {event.candidate: event for event in events}
    rows = [
        {"candidate": event.candidate, "since": event.on}
        for event in newest.values()
        if isinstance(event, CandidatePlaced)
    ]
    tx.session.execute(sa.delete(table).where(table.c.candidate.in_(newest)))
    if rows:
        tx.session.execute(sa.insert(table), rows)


def forget_candidates(events: Sequence[CandidateErased], tx: Transaction) -> None:
    """What placements told of somebody who was erased goes too."""
    gone = [event.candidate for event in events]
    for table in (vacancies_tables.known_referral, candidates.at_work):
        tx.session.execute(sa.delete(table).where(table.c.candidate.in_(gone)))
