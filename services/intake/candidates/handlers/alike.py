"""Files that may be one person's: by another spelling of the name, or by the telephone, and the same birth date."""

import datetime
from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa

from services.intake.candidates.handlers.people import settle_people
from services.intake.candidates.model.candidate import Candidate
from services.intake.candidates.model.people import ONE, OPEN, MergeCase
from services.intake.candidates.queries.names import FORM, indexed, person_index, person_marks, person_seeks
from services.intake.candidates.tables import candidate as files
from services.intake.candidates.tables import candidate_mark, candidate_token
from services.intake.candidates.tables import merge_case as cases
from services.intake.tools import tools_of
from shared.events.intake import CandidateRegistered
from shared.message import new_id
from shared.sealing import Sealer
from shared.transaction import Transaction


class Identity(msgspec.Struct, frozen=True):
    """Who a file says that somebody is: as it was typed, or opened."""

    name: str
    born: datetime.date
    phone: str | None


def identity_of(candidate: Candidate, sealer: Sealer) -> Identity:
    """What is sealed in the file, opened."""
    born = datetime.date.fromisoformat(sealer.open(candidate.born, f"candidate.born.{candidate.id}"))
    phone = sealer.open(candidate.phone, f"candidate.phone.{candidate.id}") if candidate.phone else ""
    return Identity(sealer.open(candidate.name, f"candidate.name.{candidate.id}"), born, phone)


def alike(who: Identity, tx: Transaction, besides: str = "") -> list[Candidate]:
    """Files of the whole programme that may be this person's, the oldest first, without the file `besides`."""
    sealer, row, mark = tools_of(tx).sealer, files.c, candidate_mark.c
    sought = person_seeks(sealer, who.name, who.born, who.phone)
    marked = row.id.in_(sa.select(mark.candidate).where(mark.mark.in_(sought)))
    same = row.person_index == person_index(sealer, who.name, who.born)
    query = sa.select(Candidate).where(sa.or_(marked, same), row.name != "", row.id != besides)
    return list(tx.session.scalars(query.order_by(row.id)))


def note_names(candidate: Candidate, who: Identity, tx: Transaction) -> None:
    """What the file is found by and known again by."""
    forget_names(candidate.id, tx)
    sealer = tools_of(tx).sealer
    words = indexed(sealer, candidate.organisation, who.name, who.phone)
    marks = person_marks(sealer, who.name, who.born, who.phone)
    _keep(candidate_token, [{"candidate": candidate.id, "token": word} for word in sorted(words)], tx)
    _keep(candidate_mark, [{"candidate": candidate.id, "mark": mark} for mark in sorted(marks)], tx)
    candidate.names_form = FORM


def _keep(table: sa.Table, rows: list[dict[str, str]], tx: Transaction) -> None:
    if rows:
        tx.session.execute(sa.insert(table), rows)


def forget_names(candidate: str, tx: Transaction) -> None:
    for table in (candidate_token, candidate_mark):
        tx.session.execute(sa.delete(table).where(table.c.candidate == candidate))


def note_similar(candidate: Candidate, others: Sequence[Candidate], tx: Transaction) -> None:
    """A case with each person whose name is alike and not the same; one nobody spoke of goes where it is not alike any more.

    It joins nobody: both count as two people until both owners say *one person*.
    """
    tx.session.flush()
    about = sa.or_(cases.c.first == candidate.id, cases.c.second == candidate.id)
    known = {_other(case, candidate.id): case for case in tx.session.scalars(sa.select(MergeCase).where(about))}
    still = {other.id for other in others}
    for key, case in known.items():
        if case.similar and key not in still and (case.first_says, case.second_says) == (OPEN, OPEN):
            tx.session.delete(case)
    joined = any(case.outcome == ONE for case in known.values())
    for other in _oldest_of_each(others):
        if other.person_index == candidate.person_index or (joined and other.person == candidate.person):
            continue
        if other.id in known:
            known[other.id].similar = True
        else:
            first, second = sorted((candidate.id, other.id))
            tx.add(MergeCase(id=new_id(), first=first, second=second, opened_on=tx.today, similar=True))
    tx.session.flush()


def _other(case: MergeCase, file: str) -> str:
    return case.second if case.first == file else case.first


def _oldest_of_each(files: Iterable[Candidate]) -> list[Candidate]:
    """One file of each person: the others are that person's too."""
    found: dict[str, Candidate] = {}
    for file in files:
        found.setdefault(file.person or file.id, file)
    return list(found.values())


def index_anew(candidate: Candidate, who: Identity, tx: Transaction, told: CandidateRegistered | None = None) -> None:
    """A file from before, or one whose name was corrected: found by what it says now, and its cases along with it.

    `told` is what the others knew of it before the correction.
    """
    known, told = candidate.person_index, told or candidate.registered()
    candidate.person_index = person_index(tools_of(tx).sealer, who.name, who.born)
    note_names(candidate, who, tx)
    note_similar(candidate, alike(who, tx, candidate.id), tx)
    settle_people({known, candidate.person_index}, tx, published=told)
