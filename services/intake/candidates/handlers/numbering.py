"""Files from before: each gets its person, and is indexed by today's form of names, step by step."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates.handlers.alike import identity_of, index_anew
from services.intake.candidates.handlers.people import decided, settle_people
from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import DIFFERENT
from services.intake.candidates.model.status import working_age
from services.intake.candidates.queries.names import FORM, person_index
from services.intake.candidates.tables import candidate as files
from services.intake.tools import tools_of
from shared.readers.telephones import search_telephone
from shared.sealing import Sealer
from shared.transaction import Transaction

STEP = 100
"""Files in one transaction."""

UNNUMBERED = sa.and_(files.c.person == "", files.c.name != "")
UNINDEXED = sa.and_(files.c.names_form < FORM, files.c.name != "")


def files_wait(session: Session) -> int:
    """How many files are still to be brought over."""
    count = sa.select(sa.func.count()).select_from(files).where(sa.or_(UNNUMBERED, UNINDEXED))
    return session.scalar(count) or 0


def waiting(tx: Transaction) -> int:
    return files_wait(tx.session)


def bring_some(step: int, tx: Transaction) -> int:
    """Bring over so many files, the oldest first: whose they are, and then by what they are found.

    Returns how many are left; done again it does nothing.
    """
    if not _number_some(step, tx):
        _index_some(step, tx)
    tx.session.flush()
    return waiting(tx)


def _number_some(step: int, tx: Transaction) -> int:
    """Files from before people were known by one reference in the whole programme. Returns how many there were.

    The reference is the file's own, so that what was told of the person's hires before stays as it was told.
    """
    found = list(tx.session.scalars(sa.select(Candidate).where(UNNUMBERED).order_by(files.c.id).limit(step)))
    for each in found:
        if not each.person:
            _number(_told_apart(each, tx), tx)
    return len(found)


def _told_apart(candidate: Candidate, tx: Transaction) -> list[Candidate]:
    """The file, and those of the same centre with the same name and birth date: an officer ticked that they differ."""
    row = files.c
    same = sa.and_(row.person_index == candidate.person_index, row.organisation == candidate.organisation)
    return list(tx.session.scalars(sa.select(Candidate).where(same, UNNUMBERED).order_by(row.id)))


def _number(alike: list[Candidate], tx: Transaction) -> None:
    keys, readable = tools_of(tx), tools_of(tx).keys.sealers([each.id for each in alike])
    for each in alike:
        each.names_form = 0
        if sealer := readable.get(each.id):
            who = identity_of(each, sealer)
            each.person_index = person_index(keys.sealer, who.name, who.born)
            each.age_band = working_age(who.born, tx.today)
        else:
            each.person = each.id
    known = [each for each in alike if each.id in readable]
    for number, each in enumerate(known):
        for other in known[:number]:
            decided((other.id, each.id), DIFFERENT, tx)
    settle_people({each.person_index for each in known}, tx, make=lambda file: file.id)


def _index_some(step: int, tx: Transaction) -> None:
    """Files whose name was indexed by an earlier form, and whose telephone stands as it was typed."""
    found = list(tx.session.scalars(sa.select(Candidate).where(UNINDEXED).order_by(files.c.id).limit(step)))
    readable = tools_of(tx).keys.sealers([each.id for each in found])
    for each in found:
        each.names_form = FORM
        if sealer := readable.get(each.id):
            who = identity_of(each, sealer)
            _seal_number(each, who.phone, sealer)
            index_anew(each, who, tx)


def _seal_number(candidate: Candidate, typed: str | None, sealer: Sealer) -> None:
    """The telephone in its one form, where it has one."""
    number = search_telephone(typed or "")
    if number and number != typed:
        candidate.phone = sealer.seal(number, f"candidate.phone.{candidate.id}")
