"""What happens to an employer after it has registered."""

import sqlalchemy as sa
from msgspec import structs

from services.intake.access.model.accounts import Organisation
from services.intake.employers import tables as employers
from services.intake.employers.commands import (
    ChangeEmployer,
    ConfirmPractice,
    CorrectSuspension,
    CountStaff,
    DecideChange,
    JoinGroup,
    JoinListing,
    LeaveListing,
    SuspendEmployer,
    WithdrawPractice,
)
from services.intake.employers.handlers.registration import mistaken_facts, public_facts
from services.intake.employers.model import Employer, PracticeRecord, Suspension
from services.intake.employers.second_look import decide, hold_back
from shared.message import new_id
from shared.practices import DETAILS, contradictions
from shared.transaction import Missing, Refused, Transaction

OFFICE = ("officer", "lead", "editor", "administrator", "system")


def employer_for(actor_may: str, tx: Transaction) -> Employer:
    """The employer, for the office or for the employer itself. Raises Missing for anybody else."""
    if not tx.actor.is_(*OFFICE) and tx.actor.employer != actor_may:
        raise Missing(f"Employer {actor_may}")
    return tx.get(Employer, actor_may)


def own_employer(key: str, tx: Transaction) -> Employer:
    """The employer, for itself, for the organisation that looks after it, and for editors. Raises Refused for others."""
    employer = employer_for(key, tx)
    anywhere = tx.actor.is_("editor", "administrator", "system") or tx.actor.employer == key
    if not anywhere and employer.organisation not in (None, tx.actor.organisation):
        raise Refused("", "Another organisation looks after this employer. Ask it, or an editor")
    return employer


def change_employer(command: ChangeEmployer, tx: Transaction) -> None:
    for refused in mistaken_facts(structs.asdict(command), tx.today):
        raise refused
    employer = own_employer(command.employer, tx)
    tx.publish(employer.change(**hold_back(employer, public_facts(command), tx.actor.account, tx.today)))


def decide_change(command: DecideChange, tx: Transaction) -> None:
    employer = own_employer(command.employer, tx)
    tx.publish(decide(employer, tx.actor.account, command.seen, accept=command.accept))


def count_staff(command: CountStaff, tx: Transaction) -> None:
    employer = own_employer(command.employer, tx)
    tx.publish(employer.count_staff(command.headcount, command.headcount_on or tx.today, tx.today))


def join_listing(command: JoinListing, tx: Transaction) -> None:
    tx.publish(own_employer(command.employer, tx).join(tx.today, points=command.points))


def leave_listing(command: LeaveListing, tx: Transaction) -> None:
    tx.publish(own_employer(command.employer, tx).leave(tx.today))


def join_group(command: JoinGroup, tx: Transaction) -> None:
    """Put an employer into the group led by another one; the lead itself is told of as lead the first time."""
    employer = tx.get(Employer, command.employer)
    since = command.since or tx.today
    if command.group and command.group != employer.id:
        lead = tx.get(Employer, command.group)
        if lead.group not in (None, lead.id):
            raise Refused("group", "That employer belongs to a group led by another one")
        if not lead.group_lead:
            tx.publish(lead.belong(lead.id, since, lead=True, role=None, kind=None))
    is_lead = command.group == employer.id
    tx.publish(employer.belong(command.group, since, lead=is_lead, role=command.role, kind=command.kind))


def suspend_employer(command: SuspendEmployer, tx: Transaction) -> str:
    """Returns the suspension's id."""
    employer = tx.get(Employer, command.employer)
    _check_dates(command.begins, command.ends)
    made = Suspension(
        id=new_id(), employer=employer.id, begins=command.begins, ends=command.ends, reason=command.reason
    )
    tx.add(made)
    tx.publish(made.published())
    return made.id


def correct_suspension(command: CorrectSuspension, tx: Transaction) -> None:
    _check_dates(command.begins, command.ends)
    tx.publish(tx.get(Suspension, command.suspension).correct(command.begins, command.ends))


def _check_dates(begins: object, ends: object) -> None:
    if ends is not None and ends < begins:  # type: ignore[operator]
        raise Refused("ends", "The last day cannot be before the first")


def confirm_practice(command: ConfirmPractice, tx: Transaction) -> str:
    """Somebody other than the employer says so; a body of its own group is no witness. Returns the record's id."""
    employer = tx.get(Employer, command.employer)
    on = command.confirmed_on or tx.today
    if on > tx.today:
        raise Refused("confirmed_on", "The day of confirmation cannot be in the future")
    _check_details(command)
    made = PracticeRecord(
        id=new_id(),
        employer=employer.id,
        practice=command.practice,
        details=tuple(sorted(set(command.details))),
        on=on,
        evidence=0 if _is_related(employer, tx) else 1,
        by=tx.actor.account,
    )
    tx.add(made)
    tx.publish(made.confirmed())
    return made.id


def _check_details(command: ConfirmPractice) -> None:
    """Nothing is taken that an article could not say: see `shared.practices`."""
    if contradictions(command.details):
        raise Refused("details", "Choose one answer to how often, and one to where")
    if set(command.details) - set(DETAILS[command.practice]):
        raise Refused("details", "Choose only details that stand under this practice")


def _is_related(employer: Employer, tx: Transaction) -> bool:
    organisation = tx.session.get(Organisation, tx.actor.organisation) if tx.actor.organisation else None
    return organisation is not None and organisation.group in {employer.group or employer.id, employer.id}


def withdraw_practice(command: WithdrawPractice, tx: Transaction) -> None:
    """The employer no longer does this. Raises Missing for an employer that is not there."""
    tx.get(Employer, command.employer)
    found = employers.practice.c
    records = tx.session.scalars(
        sa.select(PracticeRecord).where(
            found.employer == command.employer, found.practice == command.practice, found.withdrawn_on.is_(None)
        )
    )
    events = [record.withdraw(tx.today) for record in records]
    if events:
        tx.publish(events[-1])
