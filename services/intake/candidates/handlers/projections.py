"""What placements told: which referrals are under way, and who has found work."""

from collections.abc import Sequence

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.vacancies import tables as vacancies_tables
from shared.events.intake import CandidateErased
from shared.events.placements import CandidateFree, CandidatePlaced, ReferralClosed, ReferralSent
from shared.transaction import Transaction


def note_work(events: Sequence[CandidatePlaced | CandidateFree], tx: Transaction) -> None:
    """Keep who is at work and since when."""
    table = candidates.at_work
    erased = _erased({event.candidate for event in events}, tx)
    newest = {event.candidate: event for event in events if event.candidate not in erased}
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


def forget_referrals_of_the_erased(events: Sequence[ReferralSent | ReferralClosed], tx: Transaction) -> None:
    """What was told of a referral before an erasure, and came behind it."""
    table = vacancies_tables.known_referral
    erased = _erased({event.candidate for event in events}, tx)
    tx.session.execute(sa.delete(table).where(table.c.candidate.in_(erased)))


def _erased(references: set[str], tx: Transaction) -> set[str]:
    """Whose file was emptied. A stream that was filled again may bring what others told of them after the erasure."""
    row = candidates.candidate.c
    return set(tx.session.scalars(sa.select(row.id).where(row.id.in_(references), row.name == "")))
