"""Candidates of the actor's own organisation: the list, one file, names for case codes."""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates import tables as candidates
from services.intake.candidates.queries.names import fitting
from services.intake.keyring import KeyRing
from services.intake.vacancies import tables as vacancies_tables
from shared.auth import Actor
from shared.readers.codes import sought_case_code
from shared.readers.collation import in_order
from shared.readers.telephones import shown
from shared.sealing import Sealer
from shared.transaction import Missing

PAGE = 50
QUIET = datetime.timedelta(days=730)
"""A file nobody has touched for so long is proposed for erasure; a person decides."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    case_code: str
    name: str
    phone: str = ""
    """Given where somebody is to be called, and nowhere else."""


class CandidateLine(Name, frozen=True, kw_only=True):
    town: str
    language: str
    registered_on: datetime.date
    ready_on: datetime.date | None
    at_work_since: datetime.date | None

    @property
    def state(self) -> str:
        if self.at_work_since:
            return "at-work"
        return "ready" if self.ready_on else "not-ready"


def candidate_lines(
    session: Session,
    keys: KeyRing,
    actor: Actor,
    *,
    state: str = "",
    before: str = "",
    today: datetime.date = datetime.date.min,
) -> list[CandidateLine]:
    """A page of the own organisation's candidates, newest first, `before` an id."""
    row, work = candidates.candidate.c, candidates.at_work.c
    columns = [row.id, row.case_code, row.name, row.town, row.language, row.registered_on, row.ready_on]
    joined = candidates.candidate.outerjoin(candidates.at_work, work.candidate == row.id)
    query = sa.select(*columns, work.since.label("at_work_since")).select_from(joined)
    query = query.where(row.organisation == actor.organisation, row.name != "")
    for given, condition in (
        (before, row.id < before),
        (state == "ready", sa.and_(row.ready_on.is_not(None), work.since.is_(None))),
        (state == "not-ready", sa.and_(row.ready_on.is_(None), work.since.is_(None))),
        (state == "at-work", work.since.is_not(None)),
        (state == "quiet", _is_quiet(today - QUIET) if state == "quiet" else sa.true()),
    ):
        if given:
            query = query.where(condition)
    return _lines(session, keys, query)


def found_lines(
    session: Session, keys: KeyRing, sealer: Sealer, actor: Actor, *, asked: str, lang: str = "bg"
) -> list[CandidateLine]:
    """Those of the own organisation whose name has these words, or who have this telephone or this case code.

    A page of them, the newest, in the order of the alphabet: names are sealed, so that only what was opened is sorted.
    """
    row, work = candidates.candidate.c, candidates.at_work.c
    columns = [row.id, row.case_code, row.name, row.town, row.language, row.registered_on, row.ready_on]
    joined = candidates.candidate.outerjoin(candidates.at_work, work.candidate == row.id)
    query = sa.select(*columns, work.since.label("at_work_since")).select_from(joined)
    organisation = str(actor.organisation)
    mine = row.organisation == organisation
    coded = sa.and_(row.case_code == sought_case_code(asked), row.name != "")
    found = _lines(session, keys, query.where(mine, sa.or_(coded, fitting(sealer, organisation, asked))))
    return in_order(found, lambda line: line.name, lang)


def _lines(session: Session, keys: KeyRing, query: sa.Select[Any]) -> list[CandidateLine]:
    rows = session.execute(query.order_by(candidates.candidate.c.id.desc()).limit(PAGE)).all()
    names = _opened(keys, rows)
    return [CandidateLine(**{**each._mapping, "name": names.get(each.id, "")}) for each in rows]


def _is_quiet(since: datetime.date) -> sa.ColumnElement[bool]:
    """Without work through us, and nothing noted on the file, no permission and no application since that day."""
    row, work = candidates.candidate.c, candidates.at_work.c
    allowed, sent = candidates.permission.c, vacancies_tables.known_referral.c
    days = (row.registered_on, row.notice_on, row.right_seen_on, row.ready_on, row.withdrawn_on)
    noted = [sa.or_(day.is_(None), day < since) for day in days]
    later = sa.or_(allowed.begins >= since, allowed.withdrawn_on >= since)
    permitted = sa.exists().where(allowed.candidate == row.id, later)
    applied = sa.exists().where(sent.candidate == row.id, sa.or_(sent.open, sent.until >= since))
    return sa.and_(work.since.is_(None), *noted, ~permitted, ~applied)


def names(session: Session, keys: KeyRing, actor: Actor, noted: Mapping[str, str]) -> list[Name]:
    """The names of those whose reading was noted, as far as they are the actor's own; telephones of those to call."""
    row = candidates.candidate.c
    query = sa.select(row.id, row.case_code, row.name, row.phone).where(row.id.in_(noted))
    rows = session.execute(query.where(row.organisation == actor.organisation).order_by(row.case_code)).all()
    to_call = [each for each in rows if noted[each.id] == "call"]
    opened, phones = _opened(keys, rows), _opened(keys, to_call, "phone")
    return [
        Name(id=each.id, case_code=each.case_code, name=opened[each.id], phone=shown(phones.get(each.id, "")))
        for each in rows
        if each.id in opened
    ]


def _opened(keys: KeyRing, rows: Any, field: str = "name") -> dict[str, str]:
    """The sealed field by id; the erased have none."""
    sealers = keys.sealers([row.id for row in rows])
    return {
        row.id: sealers[row.id].open(getattr(row, field), f"candidate.{field}.{row.id}")
        for row in rows
        if row.id in sealers
    }


def code_of(session: Session, actor: Actor, key: str) -> str:
    """The case code of one of the actor's own candidates. Raises Missing."""
    row = candidates.candidate.c
    found = session.scalar(sa.select(row.case_code).where(row.id == key, row.organisation == actor.organisation))
    if found is None:
        raise Missing(f"Candidate {key}")
    return str(found)


def with_code(session: Session, actor: Actor, code: str) -> str:
    """The id of the actor's own candidate with this case code. Raises Missing."""
    row = candidates.candidate.c
    mine = sa.and_(row.case_code == sought_case_code(code), row.organisation == actor.organisation, row.name != "")
    found = session.scalar(sa.select(row.id).where(mine))
    if found is None:
        raise Missing(f"Candidate {code}")
    return str(found)


def candidate_of(session: Session, actor: Actor, key: str) -> Any:
    """The row of one of the actor's own candidates, as it is kept. Raises Missing."""
    row = candidates.candidate.c
    query = sa.select(candidates.candidate).where(row.id == key, row.organisation == actor.organisation)
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Candidate {key}")
    return found
