"""The next step of a case, and what is noted in it."""

import datetime

import sqlalchemy as sa

from services.intake.candidates.handlers.candidates import candidate_for, sealer_for
from services.intake.candidates.model.candidate import Candidate
from services.intake.guidance import tables
from services.intake.guidance.commands import FinishStep, RemoveNote, SetNextStep, WriteNote
from services.intake.guidance.model import CaseFile, CaseNote
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def case_of(candidate: Candidate, tx: Transaction) -> CaseFile:
    """The case as it is kept, or a new row of it."""
    return tx.session.get(CaseFile, candidate.id) or tx.add(CaseFile(candidate=candidate.id))


def set_next_step(command: SetNextStep, tx: Transaction) -> None:
    """Raises Missing, and Refused where a colleague changed it meanwhile."""
    candidate = candidate_for(command.candidate, tx)
    case = case_of(candidate, tx)
    case.check(command.seen)
    _plan(case, candidate, command.step, command.due, tx)


def finish_step(command: FinishStep, tx: Transaction) -> None:
    """The step and what came of it stay as a note. Raises Missing and Refused."""
    candidate = candidate_for(command.candidate, tx)
    if command.step and command.due is None:
        raise Refused("due", "Enter the day by which it is to be done")
    if command.due is not None and not command.step:
        raise Refused("step", "Write what is to be done, in a few words")
    case = case_of(candidate, tx)
    case.check(command.seen)
    done = case.next_step
    case.finish()
    step = sealer_for(candidate, tx).open(done, f"case_file.next_step.{candidate.id}")
    _note(candidate, tx, done=step, text=command.note)
    if command.due is not None:
        _plan(case, candidate, command.step, command.due, tx)


def write_note(command: WriteNote, tx: Transaction) -> str:
    """Returns the note's id. Raises Missing."""
    return _note(candidate_for(command.candidate, tx), tx, text=command.text)


def remove_note(command: RemoveNote, tx: Transaction) -> None:
    """Raises Missing, and Refused for whoever neither wrote it nor leads."""
    candidate, note = candidate_for(command.candidate, tx), tx.get(CaseNote, command.note)
    if note.candidate != candidate.id:
        raise Missing(f"Note {command.note}")
    note.check_removal(tx.actor.account, is_lead=tx.actor.is_("lead"))
    tx.session.delete(note)


def forget_case(candidate: str, tx: Transaction) -> None:
    """Nothing stays of the case of somebody who is erased."""
    for table in (tables.case_file, tables.case_note, tables.case_change):
        tx.session.execute(sa.delete(table).where(table.c.candidate == candidate))


def _plan(case: CaseFile, candidate: Candidate, step: str, due: datetime.date, tx: Transaction) -> None:
    sealed = sealer_for(candidate, tx).seal(step, f"case_file.next_step.{candidate.id}")
    case.plan(sealed, due, tx.actor.account)


def _note(candidate: Candidate, tx: Transaction, *, done: str = "", text: str = "") -> str:
    key, sealer = new_id(), sealer_for(candidate, tx)
    words = {"by_name": tx.actor.name, "done": done, "text": text}
    sealed = {name: sealer.seal(word, f"case_note.{name}.{key}") if word else "" for name, word in words.items()}
    tx.add(CaseNote(id=key, candidate=candidate.id, at=tx.now, by=tx.actor.account, **sealed))
    return key
