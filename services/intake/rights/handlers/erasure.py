"""Erasure: first the key is destroyed, then the file is emptied and the others are told; cut short, it goes on."""

import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.candidates import tables as people
from services.intake.candidates.commands import EraseCandidate
from services.intake.candidates.handlers.alike import forget_names
from services.intake.candidates.handlers.candidates import candidate_for
from services.intake.candidates.handlers.people import forget_cases
from services.intake.candidates.model.candidate import Candidate, Permission
from services.intake.followups.handlers.questions import forget_address
from services.intake.followups.handlers.reminders import forget_questions
from services.intake.guidance.handlers.steps import forget_case
from services.intake.rights.handlers.own import forget_own
from services.intake.tools import tools_of
from shared.transaction import Refused, Transaction


def erase_candidate(command: EraseCandidate, tx: Transaction) -> str:
    """For ever. Returns the candidate's id; raises Missing and Refused. What was cut short and finished since is done."""
    if _was_erased(command.candidate, tx):
        return command.candidate
    candidate = candidate_for(command.candidate, tx)
    if not command.sure:
        raise Refused("sure", "Tick that you know: this cannot be undone")
    tools_of(tx).keys.destroy(candidate.id)
    _empty(candidate, tx)
    return candidate.id


def _was_erased(key: str, tx: Transaction) -> bool:
    """Whether a file of the own organisation is empty already."""
    found = tx.session.get(Candidate, key)
    return found is not None and found.organisation == tx.actor.organisation and found.is_erased


def finish_erasures(tx: Transaction) -> tuple[str, ...]:
    """Empty every file whose key is destroyed: after a crash in between, or in an older backup. Returns whose."""
    row = candidates.candidate.c
    here = tx.session.scalars(sa.select(row.id).where(row.name != ""))
    erased = tools_of(tx).keys.erased_among(here)
    for key in erased:
        _empty(tx.get(Candidate, key), tx)
    return tuple(erased)


def _empty(candidate: Candidate, tx: Transaction) -> None:
    for permission in _permissions(candidate.id, tx):
        tx.publish(permission.erase(tx.today))
    tx.publish(candidate.withdraw(tx.today))
    tx.publish(candidate.erase())
    forget_names(candidate.id, tx)
    forget_cases(candidate.id, tx)
    forget_address(candidate.id, tx)
    forget_questions(candidate.id, tx)
    forget_own(candidate.id, tx)
    forget_case(candidate.id, tx)
    read = people.read_audit
    cut = sa.update(read).where(read.c.candidate == candidate.id)
    tx.session.execute(cut.values(candidate=tools_of(tx).keys.mark(candidate.id)))


def _permissions(candidate: str, tx: Transaction) -> list[Permission]:
    row = candidates.permission.c
    return list(tx.session.scalars(sa.select(Permission).where(row.candidate == candidate).order_by(row.id)))
