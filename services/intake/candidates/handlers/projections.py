"""What placements told: which referrals are under way, and who has found work."""

from collections.abc import Sequence

import sqlalchemy as sa

from services.intake.tables import candidates
from shared.events.intake import CandidateErased
from shared.events.placements import CandidateFree, CandidatePlaced, ReferralClosed, ReferralSent
from shared.transaction import Transaction


def note_referrals(events: Sequence[ReferralSent | ReferralClosed], tx: Transaction) -> None:
    """Keep the newest state of each referral."""
    table = candidates.known_referral
    newest = {event.referral: event for event in events}
    rows = [
        {
            "referral": event.referral,
            "vacancy": event.vacancy,
            "employer": event.employer,
            "candidate": event.candidate,
            "state": event.state,
            "until": event.until,
            "open": isinstance(event, ReferralSent),
        }
        for event in newest.values()
    ]
    tx.session.execute(sa.delete(table).where(table.c.referral.in_(newest)))
    tx.session.execute(sa.insert(table), rows)


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
    for table in (candidates.known_referral, candidates.at_work):
        tx.session.execute(sa.delete(table).where(table.c.candidate.in_(gone)))
