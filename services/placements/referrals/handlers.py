"""Applications sent for candidates: only under a permission that is alive and reaches the employer."""

import datetime

import sqlalchemy as sa

from services.placements.known import queries as known
from services.placements.referrals import model as states
from services.placements.referrals.commands import MoveReferral, ReferCandidate
from services.placements.referrals.model import Referral, Step
from services.placements.referrals.queries import visible_to_employer, why_not_sent
from services.placements.referrals.tables import referral as referral_table
from services.placements.tools import by_name, tools_of
from shared.events.placements import ReferralMoved
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def refer_candidate(command: ReferCandidate, tx: Transaction) -> str:
    """Write a referral and send it, unless it is to stay a draft. Returns its id; raises Refused."""
    candidate = _candidate(command.candidate, tx)
    vacancy, employer = _where(command, tx)
    if not command.draft and (draft := _drafted(candidate.candidate, vacancy, employer, tx)):
        _send(draft, tx)
        return draft.id
    _must_be_the_only_one(candidate.candidate, vacancy, employer, tx)
    referral = Referral(
        id=new_id(),
        candidate=candidate.candidate,
        case_code=candidate.case_code,
        organisation=candidate.organisation,
        employer=employer,
        vacancy=vacancy,
        created_at=tx.now,
    )
    tx.add(referral)
    tx.session.flush()
    if command.draft:
        _step(referral, tx)
    else:
        _send(referral, tx)
    return referral.id


def move_referral(command: MoveReferral, tx: Transaction) -> str:
    """The next step, by the officer's organisation or the employer it was sent to. Raises Missing and Refused."""
    referral = _referral(command.referral, tx)
    by_employer = tx.actor.organisation != referral.organisation
    if command.state not in (states.BY_EMPLOYER if by_employer else states.BY_OFFICER):
        raise Missing("step")
    if command.state == states.SENT:
        _send(referral, tx)
        return referral.id
    if command.state in (states.DECLINED, states.WITHDRAWN):
        reason = command.reason if command.state == states.DECLINED else None
        tx.publish(referral.close(command.state, tx.today, reason))
        if command.text and command.state == states.DECLINED:
            referral.sealed_text = tools_of(tx).sealer.seal(command.text, f"referral/text/{referral.id}")
    else:
        tx.publish(referral.move(command.state))
    _step(referral, tx)
    return referral.id


def close_as_hired(reference: str, candidate: str, employer: str, tx: Transaction) -> None:
    """The referral led to a hire. Raises Missing for one of another candidate or organisation."""
    referral = tx.get(Referral, reference)
    if (referral.organisation, referral.candidate, referral.employer) != (tx.actor.organisation, candidate, employer):
        raise Missing("referral")
    tx.publish(referral.close(states.HIRED, tx.today))
    _step(referral, tx)


def lapse_referrals(day: datetime.date, tx: Transaction) -> int:
    """Referrals nobody answered in sixty days are over."""
    over = sa.select(Referral).where(referral_table.c.state.in_(states.UNANSWERED), referral_table.c.answer_by < day)
    late = list(tx.session.scalars(over.order_by(referral_table.c.id)))
    for referral in late:
        tx.publish(referral.close(states.LAPSED, day))
        _step(referral, tx)
    return len(late)


def tell_steps(day: datetime.date, tx: Transaction) -> None:
    """Steps that were taken before steps were told: intake shows a name from the interview on."""
    box, told = referral_table.c, tx.outbox.c
    known = sa.exists().where(told.aggregate_id == box.id, told.type == ReferralMoved.TYPE)
    steps = sa.select(Referral).where(box.state.in_((states.SEEN, states.INTERVIEW, states.OFFERED)), ~known)
    for referral in list(tx.session.scalars(steps.order_by(box.id))):
        tx.publish(referral.moved())


def withdraw_open_referrals(referrals: list[Referral], tx: Transaction) -> None:
    """The person is not there any more, so nobody waits for an answer."""
    for referral in referrals:
        if referral.state in (states.DRAFT, *states.OPEN):
            tx.publish(referral.close(states.WITHDRAWN, tx.today))
            _step(referral, tx)


def _send(referral: Referral, tx: Transaction) -> None:
    if obstacle := why_not_sent(tx.session, referral, tx.today):
        raise obstacle
    tx.publish(referral.send(tx.today))
    _step(referral, tx)


def _candidate(reference: str, tx: Transaction) -> known.Candidate:
    try:
        return known.candidate(tx.session, reference.strip(), tx.actor.organisation)
    except Missing:
        raise Refused(
            "candidate", "Nobody of your organisation who was declared ready for work has this code."
        ) from None


def _where(command: ReferCandidate, tx: Transaction) -> tuple[str | None, str]:
    if command.vacancy:
        try:
            vacancy = known.vacancy(tx.session, command.vacancy)
        except Missing:
            raise Refused("vacancy", "Choose one of the open vacancies.") from None
        return vacancy.vacancy, vacancy.employer
    if not command.employer:
        raise Refused("vacancy", "Choose a vacancy or an employer.")
    if known.employer(tx.session, command.employer) is None:
        raise Refused("employer", "Choose one of the employers shown.")
    return None, command.employer


def _drafted(candidate: str, vacancy: str | None, employer: str, tx: Transaction) -> Referral | None:
    """The same application, kept as a draft until now."""
    drafts = sa.select(Referral).where(_same(candidate, vacancy, employer), referral_table.c.state == states.DRAFT)
    return tx.session.scalar(drafts.where(referral_table.c.organisation == tx.actor.organisation).limit(1))


def _same(candidate: str, vacancy: str | None, employer: str) -> sa.ColumnElement[bool]:
    box = referral_table.c
    where = box.vacancy == vacancy if vacancy else box.vacancy.is_(None)
    return sa.and_(box.candidate == candidate, box.employer == employer, where)


def _must_be_the_only_one(candidate: str, vacancy: str | None, employer: str, tx: Transaction) -> None:
    box = referral_table.c
    same = sa.select(box.id).where(_same(candidate, vacancy, employer), box.state.in_((states.DRAFT, *states.OPEN)))
    found = tx.session.scalar(same.limit(1))
    if found:
        raise Refused(
            "vacancy", "This candidate is already referred here, and that referral is still open.", referral=found
        )


def _referral(reference: str, tx: Transaction) -> Referral:
    box = referral_table.c
    mine = box.organisation == tx.actor.organisation
    if tx.actor.employer:
        mine = sa.or_(mine, sa.and_(box.employer == tx.actor.employer, visible_to_employer(tx.today)))
    found = tx.session.scalar(sa.select(Referral).where(box.id == reference, mine))
    if found is None:
        raise Missing("referral")
    return found


def _step(referral: Referral, tx: Transaction) -> None:
    key = new_id()
    tx.add(
        Step(
            id=key,
            referral=referral.id,
            state=referral.state,
            at=tx.now,
            by=tx.actor.account,
            by_name=by_name(key, tx),
            party=_party(referral, tx),
            reason=referral.reason,
        )
    )


def _party(referral: Referral, tx: Transaction) -> str:
    if tx.actor.organisation == referral.organisation:
        return "officer"
    return "employer" if tx.actor.employer == referral.employer else "system"
