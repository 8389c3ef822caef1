"""Files from before people were known by one reference in the whole programme: each gets its own, step by step."""

import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates.handlers.people import decided, settle_people
from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import DIFFERENT
from services.intake.candidates.model.status import working_age
from services.intake.candidates.queries.names import person_index
from services.intake.candidates.tables import candidate as files
from services.intake.tools import tools_of
from shared.transaction import Transaction

STEP = 100
"""Files in one transaction."""


def files_wait(session: Session) -> int:
    """How many files are still to be brought over."""
    row = files.c
    count = sa.select(sa.func.count()).select_from(files).where(row.person == "", row.name != "")
    return session.scalar(count) or 0


def waiting(tx: Transaction) -> int:
    return files_wait(tx.session)


def number_some(step: int, tx: Transaction) -> int:
    """Bring over so many files, the oldest first. Returns how many are left; done again it does nothing.

    The reference is the file's own, so that what was told of the person's hires before stays as it was told.
    """
    row = files.c
    query = sa.select(Candidate).where(row.person == "", row.name != "").order_by(row.id).limit(step)
    found = list(tx.session.scalars(query))
    for each in found:
        if not each.person:
            _number(_told_apart(each, tx), tx)
    return waiting(tx) if found else 0


def _told_apart(candidate: Candidate, tx: Transaction) -> list[Candidate]:
    """The file, and those of the same centre with the same name and birth date: an officer ticked that they differ."""
    row = files.c
    same = sa.and_(row.person_index == candidate.person_index, row.organisation == candidate.organisation)
    query = sa.select(Candidate).where(same, row.person == "", row.name != "").order_by(row.id)
    return list(tx.session.scalars(query))


def _number(alike: list[Candidate], tx: Transaction) -> None:
    keys, readable = tools_of(tx), tools_of(tx).keys.sealers([each.id for each in alike])
    for each in alike:
        if sealer := readable.get(each.id):
            name = sealer.open(each.name, f"candidate.name.{each.id}")
            born = datetime.date.fromisoformat(sealer.open(each.born, f"candidate.born.{each.id}"))
            each.person_index, each.age_band = person_index(keys.sealer, name, born), working_age(born, tx.today)
        else:
            each.person = each.id
    known = [each for each in alike if each.id in readable]
    for number, each in enumerate(known):
        for other in known[:number]:
            decided((other.id, each.id), DIFFERENT, tx)
    settle_people({each.person_index for each in known}, tx, make=lambda file: file.id)
