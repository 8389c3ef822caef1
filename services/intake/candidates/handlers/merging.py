"""Two owners settle whether two files are one person's; within one centre its officer does alone."""

import sqlalchemy as sa

from services.intake.candidates.commands import JoinFiles, SaySamePerson
from services.intake.candidates.handlers.candidates import candidate_for
from services.intake.candidates.handlers.people import decided, settle_people
from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import ONE, OPEN, MergeCase
from services.intake.candidates.tables import candidate as files
from shared.readers.codes import sought_case_code
from shared.transaction import Missing, Refused, Transaction


def say_same_person(command: SaySamePerson, tx: Transaction) -> str:
    """Returns what both words come to. Raises Missing for a case of which neither file is the actor's."""
    case = tx.get(MergeCase, command.case)
    both = [tx.session.get(Candidate, key) for key in (case.first, case.second)]
    mine = [file for file in both if file is not None and file.organisation == tx.actor.organisation]
    if not mine or not tx.actor.organisation:
        raise Missing(f"Case {command.case}")
    word = OPEN if command.word == "open" else command.word
    for file in mine:
        case.say(file.id, word, tx.actor.account)
    tx.publish(case.settle(tx.today))
    settle_people({file.person_index for file in both if file is not None}, tx)
    return case.outcome


def join_files(command: JoinFiles, tx: Transaction) -> str:
    """Returns the id of the case. Raises Missing and Refused."""
    candidate = candidate_for(command.candidate, tx)
    if not candidate.person:
        raise Refused("code", "This file is being brought up to date. Try again in a minute")
    row, code = files.c, sought_case_code(command.code)
    there = sa.and_(row.case_code == code, row.organisation == candidate.organisation, row.name != "", row.person != "")
    other = tx.session.scalars(sa.select(Candidate).where(there)).first()
    if other is None or other.id == candidate.id:
        raise Refused("code", "Your organisation has no other file with this code")
    case = decided((candidate.id, other.id), ONE, tx)
    settle_people({candidate.person_index, other.person_index}, tx)
    return case.id
