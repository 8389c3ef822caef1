"""Whose case it is: handed over, one or many, or looked after by a colleague for a time."""

from collections.abc import Iterable

import sqlalchemy as sa

from services.intake.access.queries.staff import is_officer
from services.intake.candidates import tables as candidates
from services.intake.candidates.handlers.candidates import candidate_for
from services.intake.candidates.model.candidate import Candidate
from services.intake.guidance import tables
from services.intake.guidance.commands import EndStandIn, HandOver, HandOverAll, StandIn
from services.intake.guidance.handlers.steps import case_of
from services.intake.guidance.model import Absence, check_absence, owner_of
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def hand_over(command: HandOver, tx: Transaction) -> int:
    """Returns how many have another owner now. Raises Missing for anybody else's people, Refused for no colleague."""
    people = [candidate_for(key, tx) for key in dict.fromkeys(command.cases)]
    _check_colleague("to", command.to, tx)
    return _give(people, command.to, tx)


def hand_over_all(command: HandOverAll, tx: Transaction) -> int:
    """Also of somebody who has left. Returns how many. Raises Refused."""
    _check_colleague("to", command.to, tx)
    if command.of == command.to:
        raise Refused("to", "Choose another colleague: these cases are theirs already")
    file, case = candidates.candidate.c, tables.case_file
    query = sa.select(Candidate).outerjoin(case, case.c.candidate == file.id)
    theirs = sa.func.coalesce(case.c.owner, file.registered_by) == command.of
    found = query.where(file.organisation == tx.actor.organisation, file.name != "", theirs).order_by(file.id)
    return _give(tx.session.scalars(found), command.to, tx)


def _give(people: Iterable[Candidate], to: str, tx: Transaction) -> int:
    changes = []
    for candidate in people:
        case = case_of(candidate, tx)
        before = owner_of(case.owner, candidate.registered_by)
        if before == to:
            continue
        case.hand_over(to, tx.today)
        said = {"at": tx.now, "by": tx.actor.account, "from_owner": before, "to_owner": to}
        changes.append({"id": new_id(), "candidate": candidate.id, **said})
    if changes:
        tx.session.flush()
        tx.session.execute(sa.insert(tables.case_change), changes)
    return len(changes)


def arrange_stand_in(command: StandIn, tx: Transaction) -> str:
    """Returns its id. Raises Refused; for somebody else it is arranged by a team lead alone."""
    away = command.account or tx.actor.account
    if away != tx.actor.account and not tx.actor.is_("lead"):
        raise Refused("account", "Only a team lead arranges this for somebody else")
    if away != tx.actor.account:
        _check_colleague("account", away, tx)
    _check_colleague("stands_in", command.stands_in, tx)
    made = Absence(
        id=new_id(),
        organisation=str(tx.actor.organisation),
        account=away,
        stands_in=command.stands_in,
        begins=command.begins,
        ends=command.ends,
        by=tx.actor.account,
    )
    here = sa.select(Absence).where(tables.stand_in.c.organisation == tx.actor.organisation)
    check_absence(made, tx.session.scalars(here).all())
    tx.add(made)
    return made.id


def end_stand_in(command: EndStandIn, tx: Transaction) -> None:
    """By whoever was away, the stand-in, or a team lead. Raises Missing and Refused."""
    found = tx.get(Absence, command.stand_in)
    if found.organisation != tx.actor.organisation:
        raise Missing(f"Absence {command.stand_in}")
    if tx.actor.account not in (found.account, found.stands_in) and not tx.actor.is_("lead"):
        raise Refused("", "Only whoever is away, the stand-in or a team lead can end this")
    if found.end(tx.today):
        tx.session.delete(found)


def _check_colleague(field: str, account: str, tx: Transaction) -> None:
    if not is_officer(tx.session, account, str(tx.actor.organisation)):
        raise Refused(field, "Choose a colleague of your organisation who works with people")
