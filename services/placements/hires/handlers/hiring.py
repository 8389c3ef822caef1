"""Hires are recorded once, put right under a new revision, and told when they count."""

import datetime
from typing import Any

import sqlalchemy as sa

from services.placements.hires.commands import CorrectHire, RecordHire, SetStaffReference
from services.placements.hires.handlers.allowing import check_age, check_papers
from services.placements.hires.handlers.filling import tell_openings
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.placement import ACTIVE, ERASED, SAME_HIRE, VOIDED, Placement, person_reference
from services.placements.hires.tables import placement as placement_table
from services.placements.known import queries as known
from services.placements.known.handlers import employer_with
from services.placements.known.tables import named_employer
from services.placements.referrals.handlers import close_as_hired
from services.placements.referrals.queries import referral_of
from services.placements.tools import tools_of
from shared.identity import employer_id
from shared.message import new_id
from shared.readers.companies import company_number
from shared.readers.misread import Misread
from shared.transaction import Missing, Refused, Transaction


def record_hire(command: RecordHire, tx: Transaction) -> str:
    """Somebody of this organisation has work. Returns the placement's id; raises Refused."""
    candidate, employer, vacancy = _who_and_where(command, tx)
    _must_be_new(candidate.candidate, employer, command.start, tx)
    role = command.role or _role(vacancy, tx)
    group = known.group_on(tx.session, employer, command.start)
    placement = Placement(
        id=new_id(),
        candidate=candidate.candidate,
        case_code=candidate.case_code,
        organisation=candidate.organisation,
        employer=employer,
        vacancy=vacancy,
        referral=command.referral,
        group=group,
        person=person_in(group, candidate.candidate, tx),
        recorded_at=tx.now,
        recorded_by=tx.actor.account,
        **_terms(command) | {"role": role},
    )
    today = local_today(placement.organisation, tx)
    check_age(placement, today, tx)
    check_papers(placement, command.meant, tx)
    tx.publish(placement.begin(today))
    tx.publish(placement.placed())
    ask(placement, today, tx)
    tx.add(placement)
    tx.session.flush()
    note(placement, "recorded", tx)
    tell_openings(vacancy, tx)
    if command.referral:
        close_as_hired(command.referral, candidate.candidate, employer, tx)
    return placement.id


def correct_hire(command: CorrectHire, tx: Transaction) -> str:
    """The terms as they should have been recorded, under the next revision. Raises Missing and Refused."""
    placement = own_placement(command.placement, tx)
    group = known.group_on(tx.session, placement.employer, command.start)
    person = person_in(group, placement.candidate, tx)
    facts = _terms(command) | {"group": group, "person": person}
    before = (placement.contract, placement.planned_last_day)
    today = local_today(placement.organisation, tx)
    tx.publish(placement.correct(today, facts))
    check_age(placement, today, tx)
    if before != (placement.contract, placement.planned_last_day):
        check_papers(placement, command.meant, tx)
    for event in placement.move_questions(today):
        tx.publish(event)
    note(placement, "corrected", tx)
    return placement.id


def set_staff_reference(command: SetStaffReference, tx: Transaction) -> str:
    """The employer's own number for somebody who works there. Raises Missing."""
    placement = tx.get(Placement, command.placement)
    if not tx.actor.employer or placement.employer != tx.actor.employer or placement.state != ACTIVE:
        raise Missing("placement")
    placement.staff_reference = command.staff_reference
    return placement.id


def person_in(group: str, candidate: str, tx: Transaction) -> str:
    """The person reference of a candidate in a group. One who was erased keeps the one that was told."""
    if candidate.startswith(ERASED):
        box = placement_table.c
        earlier = sa.select(box.person).where(box.candidate == candidate, box.group == group)
        if found := tx.session.scalar(earlier.order_by(box.id).limit(1)):
            return str(found)
    return person_reference(tools_of(tx).person_secret, group, known.person_of(tx.session, candidate))


def own_placement(reference: str, tx: Transaction) -> Placement:
    """A placement of the actor's organisation. Raises Missing."""
    placement = tx.get(Placement, reference)
    if not tx.actor.organisation or placement.organisation != tx.actor.organisation:
        raise Missing("placement")
    return placement


def local_today(organisation: str, tx: Transaction) -> datetime.date:
    """The day it is where the organisation works."""
    return tx.clock.today(known.zone(tx.session, organisation))


def ask(placement: Placement, today: datetime.date, tx: Transaction) -> int:
    """Ask what is due; returns how many questions that were. The id of what is told follows from the question.

    A corrected start makes it another question, which is asked anew.
    """
    events = list(placement.ask(today))
    for event in events:
        tx.publish(event, key=f"{placement.id}/{event.milestone}" + (f"/{placement.rev}" if placement.rev else ""))
    return len(events)


def is_placed(candidate: str, tx: Transaction, besides: str) -> bool:
    """Whether the candidate has other work than this placement."""
    box = placement_table.c
    other = sa.select(box.id).where(box.candidate == candidate, box.state == ACTIVE, box.id != besides)
    return tx.session.scalar(other.limit(1)) is not None


def _terms(command: RecordHire | CorrectHire) -> dict[str, Any]:
    return {
        "role": command.role,
        "start": command.start,
        "contract": command.contract,
        "planned_last_day": command.planned_last_day,
        "hours": command.hours,
        "hours_by_choice": command.hours_by_choice,
        "pay": command.pay,
        "funded_bp": command.funded_percent * 100,
        "related_party": command.related_party,
        "permit_seen_on": command.permit_seen_on,
    }


# -- who and where ---------------------------------------------------------------------------------------------------


def _who_and_where(command: RecordHire, tx: Transaction) -> tuple[known.Candidate, str, str | None]:
    who, employer, vacancy = command.candidate, command.employer, command.vacancy
    if command.referral:
        sent = referral_of(tx.session, tx.actor, tx.today, command.referral)
        who, employer, vacancy = (
            who or sent.candidate,
            employer or sent.employer,
            vacancy or _with_room(sent.vacancy, tx),
        )
    candidate = _candidate(who, tx)
    if vacancy:
        return candidate, _fill(vacancy, employer, tx), vacancy
    if employer:
        if known.employer(tx.session, employer) is None:
            raise Refused("employer", "Choose one of the employers shown.")
        return candidate, employer, None
    return candidate, _named_employer(command, tx), None


def _candidate(reference: str | None, tx: Transaction) -> known.Candidate:
    if not reference:
        raise Refused("candidate", "Say who was hired: give the case code.")
    try:
        return known.candidate(tx.session, reference.strip(), tx.actor.organisation)
    except Missing:
        raise Refused(
            "candidate", "Nobody of your organisation who was declared ready for work has this code."
        ) from None


def _with_room(vacancy: str | None, tx: Transaction) -> str | None:
    """The vacancy of a referral; None where others have filled it since: the person is hired besides."""
    return vacancy if vacancy and not known.vacancy(tx.session, vacancy).is_filled else None


def _fill(vacancy: str, employer: str | None, tx: Transaction) -> str:
    """One opening cannot be filled twice. Returns the employer of the vacancy."""
    try:
        found = known.vacancy(tx.session, vacancy)
    except Missing:
        raise Refused("vacancy", "There is no such vacancy.") from None
    if employer and employer != found.employer:
        raise Refused("vacancy", "This vacancy is another employer's.")
    if found.is_filled:
        raise Refused(
            "vacancy",
            "Every opening of this vacancy is filled. Record the hire without the vacancy.",
        )
    return found.employer


def _named_employer(command: RecordHire, tx: Transaction) -> str:
    """An employer by its company number, kept with its name where it has not registered. Raises Refused."""
    if not command.company_number:
        raise Refused("company_number", "Say where: choose an employer, or give its company number and name.")
    country = command.country.upper()
    try:
        number = company_number(country, command.company_number)
    except Misread as misread:
        raise Refused("company_number", misread.text, **misread.params) from None
    if found := employer_with(tx.session, country, number):
        return found
    employer = employer_id(country, number)
    if not command.employer_name:
        raise Refused("employer_name", "Steadfast does not know this number yet. Give the employer's name too.")
    facts = {"employer": employer, "country": country, "national_id": number, "name": command.employer_name}
    tx.session.execute(sa.insert(named_employer).values(**facts))
    return employer


def _role(vacancy: str | None, tx: Transaction) -> str:
    return known.vacancy(tx.session, vacancy).title[:120] if vacancy else ""


def _must_be_new(candidate: str, employer: str, start: datetime.date, tx: Transaction) -> None:
    """The same hire recorded by two services is one hire."""
    box, near = placement_table.c, datetime.timedelta(days=SAME_HIRE)
    same = sa.select(box.id, box.organisation).where(
        sa.or_(box.candidate == candidate, box.candidate.in_(known.files_of_same_person(candidate))),
        box.employer == employer,
        box.state != VOIDED,
        box.start.between(start - near, start + near),
        sa.or_(box.last_day.is_(None), box.last_day >= start),
    )
    found = tx.session.execute(same.limit(1)).first()
    if found is None:
        return
    if found.organisation == tx.actor.organisation:
        raise Refused(
            "candidate",
            "This hire is recorded already. It counts once, however many services record it.",
            placement=found.id,
        )
    raise Refused("candidate", "Another service has recorded this hire already. It counts once, and they follow it up.")
