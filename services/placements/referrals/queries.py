"""Referrals as their organisation sees them, and as the employer does: without a name, and not for ever."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.known import queries as known
from services.placements.known.queries import permits
from services.placements.known.tables import hired, known_employer, known_vacancy
from services.placements.referrals import model as states
from services.placements.referrals.tables import referral, referral_step
from services.placements.tools import signed_by
from shared.auth import Actor
from shared.sealing import Sealer
from shared.transaction import Missing, Refused


class ReferralRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    candidate: str
    case_code: str
    employer: str
    employer_name: str
    employer_name_en: str
    vacancy: str | None
    title: str
    state: str
    sent_on: datetime.date | None
    answer_by: datetime.date | None
    closed_on: datetime.date | None
    reason: str | None
    permitted: bool
    organisation: str
    sealed_text: str | None
    placement: str | None


SOONEST = 20


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    state: str
    at: datetime.datetime
    by_name: str
    party: str
    reason: str | None


def visible_to_employer(today: datetime.date) -> sa.ColumnElement[bool]:
    """Sent, not over for more than six months and still allowed by the candidate; of a hire, while the job lasts."""
    box = referral.c
    works = sa.exists().where(hired.c.referral == box.id, hired.c.state == "active")
    recent = sa.or_(box.visible_until.is_(None), box.visible_until >= today)
    allowed = sa.and_(box.state != states.HIRED, recent, permits(box.candidate, box.employer, today))
    return sa.and_(box.state != states.DRAFT, box.sent_on.is_not(None), sa.or_(works, allowed))


def _scope(actor: Actor, today: datetime.date) -> sa.ColumnElement[bool]:
    if actor.employer:
        return sa.and_(referral.c.employer == actor.employer, visible_to_employer(today))
    return referral.c.organisation == actor.organisation


def referrals(
    session: Session, actor: Actor, today: datetime.date, *, closed: bool = False, after: str = "", limit: int = 50
) -> list[ReferralRow]:
    """Open (or closed) referrals of whoever asks, newest first; `after` is the id to go on behind."""
    box = referral.c
    which = box.state.in_((states.DRAFT, *states.OPEN))
    query = _select(today).where(_scope(actor, today), ~which if closed else which)
    if after:
        query = query.where(box.id < after)
    return [_row(row) for row in session.execute(query.order_by(box.id.desc()).limit(limit))]


def waiting(session: Session, actor: Actor, today: datetime.date) -> list[ReferralRow]:
    """Those whose answer is due soonest, for a page that leads to all of them."""
    box = referral.c
    query = _select(today).where(_scope(actor, today), box.state.in_(states.OPEN))
    return [_row(row) for row in session.execute(query.order_by(box.answer_by, box.id).limit(SOONEST))]


def referral_of(session: Session, actor: Actor, today: datetime.date, reference: str) -> ReferralRow:
    """Raises Missing for one that is not there or not theirs."""
    row = session.execute(_select(today).where(_scope(actor, today), referral.c.id == reference)).first()
    if row is None:
        raise Missing("referral")
    return _row(row)


def steps(session: Session, actor: Actor, today: datetime.date, reference: str, sealer: Sealer) -> list[StepRow]:
    step = referral_step.c
    query = (
        sa.select(step.id, step.state, step.at, step.by_name, step.party, step.reason)
        .join(referral, referral.c.id == step.referral)
        .where(_scope(actor, today), referral.c.id == reference)
        .order_by(step.id.desc())
    )
    return [
        StepRow(
            state=row.state,
            at=row.at,
            by_name=signed_by(sealer, row.by_name, row.id),
            party=row.party,
            reason=row.reason,
        )
        for row in session.execute(query)
    ]


def why_not_sent(session: Session, referral: Any, today: datetime.date) -> Refused | None:
    """What stands in the way of sending this referral (the thing itself or its row) today; None where nothing does."""
    if not known.candidate(session, referral.candidate, referral.organisation).ready:
        return Refused("candidate", "This candidate is not looking for work now.")
    if not known.is_permitted(session, referral.candidate, referral.employer, today):
        return Refused(
            "candidate",
            "There is no permission to apply to this employer. Ask the candidate first; help continues without it.",
        )
    return _employer_in_the_way(session, referral.employer) or _vacancy_in_the_way(session, referral.vacancy, today)


def _employer_in_the_way(session: Session, employer: str) -> Refused | None:
    found = known.employer(session, employer)
    if found is None or not found.verified:
        return Refused("employer", "This employer is not verified yet, so it must not see a candidate.")
    return Refused("employer", "This employer has closed.") if found.closed else None


def _vacancy_in_the_way(session: Session, reference: str | None, today: datetime.date) -> Refused | None:
    vacancy = known.vacancy(session, reference) if reference else None
    if vacancy is None or (vacancy.is_open(today) and not vacancy.is_filled):
        return None
    if vacancy.is_open(today):
        return Refused("vacancy", "Every opening of this vacancy is filled.")
    return Refused("vacancy", "This vacancy is closed.")


def _select(today: datetime.date) -> Any:
    hire = sa.select(hired.c.id).where(hired.c.referral == referral.c.id, hired.c.state != "voided")
    return sa.select(
        referral,
        known_employer.c.name.label("employer_name"),
        known_employer.c.name_en.label("employer_name_en"),
        known_vacancy.c.title,
        permits(referral.c.candidate, referral.c.employer, today).label("permitted"),
        hire.limit(1).scalar_subquery().label("placement"),
    ).select_from(
        referral.outerjoin(known_employer, known_employer.c.employer == referral.c.employer).outerjoin(
            known_vacancy, known_vacancy.c.vacancy == referral.c.vacancy
        )
    )


def _row(row: Any) -> ReferralRow:
    return ReferralRow(
        id=row.id,
        candidate=row.candidate,
        case_code=row.case_code,
        employer=row.employer,
        employer_name=row.employer_name or "",
        employer_name_en=row.employer_name_en or "",
        vacancy=row.vacancy,
        title=row.title or "",
        state=row.state,
        sent_on=row.sent_on,
        answer_by=row.answer_by,
        closed_on=row.closed_on,
        reason=row.reason,
        permitted=bool(row.permitted),
        organisation=row.organisation,
        sealed_text=row.sealed_text,
        placement=row.placement,
    )
