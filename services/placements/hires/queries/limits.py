"""What limits a hire of this person by this employer: the law on young people, and the papers."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model import minors
from services.placements.known import queries as known
from services.placements.known.tables import known_candidate
from shared.auth import Actor


def age_rule(session: Session, candidate: str, employer: str) -> minors.Row | None:
    """What the law asks of somebody of this age where the employer is; None of an adult."""
    where = known.employer(session, employer)
    return minors.rule_of(where.country if where else "", known.age_band(session, candidate))


def age_rule_of(session: Session, actor: Actor, code: str, employer: str) -> minors.Row | None:
    """The same by the case code of a form, of somebody of the actor's own organisation."""
    row = known_candidate.c
    mine = sa.and_(row.case_code == code, row.organisation == actor.organisation)
    found = session.scalar(sa.select(row.candidate).where(mine))
    return age_rule(session, found, employer) if found else None


def goes_on_beyond(paper: datetime.date | None, contract_ends: datetime.date | None) -> bool:
    """Whether a contract, with no end where it is open, goes on after the last day of the paper."""
    return paper is not None and (contract_ends is None or contract_ends > paper)
