"""Candidates of the actor's own organisation: the list, one file, names for case codes."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.model.candidate import MISSING_WORDS
from services.intake.model.status import Entry, age_band, age_on, is_neet, labour_status
from services.intake.queries.names import fitting
from services.intake.tables import candidates, employers, people
from services.intake.tables.keyring import KeyRing
from shared.auth import Actor
from shared.sealing import Sealer
from shared.transaction import Missing

PAGE = 50
QUIET = datetime.timedelta(days=730)
"""A file nobody has touched for so long is proposed for erasure; a person decides."""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    case_code: str
    name: str


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


class PermissionLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    scope: str
    reach: str
    employer_name: str
    words: str
    begins: datetime.date
    ends: datetime.date | None
    guardian: str
    folder: str
    withdrawn_on: datetime.date | None

    def is_live(self, day: datetime.date) -> bool:
        return self.withdrawn_on is None and self.begins <= day and (self.ends is None or self.ends >= day)


class ReferralLine(msgspec.Struct, frozen=True, kw_only=True):
    referral: str
    employer_name: str
    vacancy_title: str
    state: str
    until: datetime.date | None
    open: bool


class CandidateFile(CandidateLine, frozen=True, kw_only=True):
    """One person's file, opened."""

    born: datetime.date
    phone: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    availability: tuple[str, ...]
    wishes: str
    right: str
    right_date: datetime.date | None
    right_seen_on: datetime.date | None
    education: str
    works_now: bool
    last_worked_on: datetime.date | None
    in_education_until: datetime.date | None
    seeking_since: datetime.date | None
    notice_language: str
    notice_version: str
    notice_on: datetime.date | None
    withdrawn_on: datetime.date | None
    organisation_name: str
    missing: tuple[str, ...]
    permissions: tuple[PermissionLine, ...]
    referrals: tuple[ReferralLine, ...]

    @property
    def entry(self) -> Entry:
        return Entry(
            born=self.born,
            works_now=self.works_now,
            last_worked_on=self.last_worked_on,
            in_education_until=self.in_education_until,
            seeking_since=self.seeking_since,
        )

    def status(self, day: datetime.date) -> dict[str, Any]:
        """What programmes ask, derived at a day."""
        age = age_on(self.born, day)
        labour = labour_status(self.entry, day)
        return {"age": age, "band": age_band(age), "labour": labour, "neet": is_neet(self.entry, day)}

    @property
    def missing_words(self) -> list[str]:
        return [MISSING_WORDS[what] for what in self.missing]


OPENED = ("name", "born", "phone", "wishes")
PLAIN = [
    name for name in CandidateFile.__struct_fields__ if name in candidates.candidate.c and name not in OPENED
]  # the sealed ones are opened one by one


def candidate_lines(
    session: Session,
    keys: KeyRing,
    actor: Actor,
    *,
    state: str = "",
    before: str = "",
    code: str = "",
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
        (code, row.case_code == code.strip().upper()),
        (state == "ready", sa.and_(row.ready_on.is_not(None), work.since.is_(None))),
        (state == "not-ready", sa.and_(row.ready_on.is_(None), work.since.is_(None))),
        (state == "at-work", work.since.is_not(None)),
        (state == "quiet", _is_quiet(today - QUIET) if state == "quiet" else sa.true()),
    ):
        if given:
            query = query.where(condition)
    return _lines(session, keys, query)


def found_lines(session: Session, keys: KeyRing, sealer: Sealer, actor: Actor, *, asked: str) -> list[CandidateLine]:
    """Those of the own organisation whose name has these words, or who have this telephone."""
    row, work = candidates.candidate.c, candidates.at_work.c
    columns = [row.id, row.case_code, row.name, row.town, row.language, row.registered_on, row.ready_on]
    joined = candidates.candidate.outerjoin(candidates.at_work, work.candidate == row.id)
    query = sa.select(*columns, work.since.label("at_work_since")).select_from(joined)
    organisation = str(actor.organisation)
    mine = row.organisation == organisation
    return _lines(session, keys, query.where(mine, fitting(sealer, organisation, asked)))


def _lines(session: Session, keys: KeyRing, query: sa.Select[Any]) -> list[CandidateLine]:
    rows = session.execute(query.order_by(candidates.candidate.c.id.desc()).limit(PAGE)).all()
    names = _opened(keys, rows)
    return [CandidateLine(**{**each._mapping, "name": names.get(each.id, "")}) for each in rows]


def _is_quiet(since: datetime.date) -> sa.ColumnElement[bool]:
    """Without work through us, and nothing noted on the file, no permission and no application since that day."""
    row, work = candidates.candidate.c, candidates.at_work.c
    allowed, sent = candidates.permission.c, candidates.known_referral.c
    days = (row.registered_on, row.notice_on, row.right_seen_on, row.ready_on, row.withdrawn_on)
    noted = [sa.or_(day.is_(None), day < since) for day in days]
    later = sa.or_(allowed.begins >= since, allowed.withdrawn_on >= since)
    permitted = sa.exists().where(allowed.candidate == row.id, later)
    applied = sa.exists().where(sent.candidate == row.id, sa.or_(sent.open, sent.until >= since))
    return sa.and_(work.since.is_(None), *noted, ~permitted, ~applied)


def names(session: Session, keys: KeyRing, actor: Actor, ids: tuple[str, ...]) -> list[Name]:
    """The names of these, as far as they are the actor's own. Their reading has been noted before."""
    row = candidates.candidate.c
    query = sa.select(row.id, row.case_code, row.name).where(row.id.in_(ids), row.organisation == actor.organisation)
    rows = session.execute(query.order_by(row.case_code)).all()
    opened = _opened(keys, rows)
    return [Name(id=each.id, case_code=each.case_code, name=opened[each.id]) for each in rows if each.id in opened]


def _opened(keys: KeyRing, rows: Any) -> dict[str, str]:
    """Names by id; the erased have none."""
    sealers = keys.sealers([row.id for row in rows])
    return {row.id: sealers[row.id].open(row.name, f"candidate.name.{row.id}") for row in rows if row.id in sealers}


def code_of(session: Session, actor: Actor, key: str) -> str:
    """The case code of one of the actor's own candidates. Raises Missing."""
    row = candidates.candidate.c
    found = session.scalar(sa.select(row.case_code).where(row.id == key, row.organisation == actor.organisation))
    if found is None:
        raise Missing(f"Candidate {key}")
    return str(found)


def candidate_of(session: Session, actor: Actor, key: str) -> Any:
    """The row of one of the actor's own candidates, as it is kept. Raises Missing."""
    row = candidates.candidate.c
    query = sa.select(candidates.candidate).where(row.id == key, row.organisation == actor.organisation)
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Candidate {key}")
    return found


def candidate_file(session: Session, keys: KeyRing, actor: Actor, key: str) -> CandidateFile:
    """Raises Missing for anybody else's, and for an erased one."""
    row, work, place = candidates.candidate.c, candidates.at_work.c, people.organisation
    joined = candidates.candidate.outerjoin(candidates.at_work, work.candidate == row.id)
    joined = joined.join(place, place.c.id == row.organisation)
    columns: list[Any] = [
        candidates.candidate,
        work.since.label("at_work_since"),
        place.c.name.label("organisation_name"),
    ]
    query = sa.select(*columns).select_from(joined)
    found = session.execute(query.where(row.id == key, row.organisation == actor.organisation)).first()
    sealer = keys.sealers([key]).get(key)
    if found is None or sealer is None:
        raise Missing(f"Candidate {key}")
    kept: dict[str, Any] = {name: found._mapping[name] for name in PLAIN}
    opened = {
        name: sealer.open(found._mapping[name], f"candidate.{name}.{key}") if found._mapping[name] else ""
        for name in OPENED
    }
    return CandidateFile(
        **kept,
        name=opened["name"],
        born=datetime.date.fromisoformat(opened["born"]),
        phone=opened["phone"],
        wishes=opened["wishes"],
        at_work_since=found.at_work_since,
        organisation_name=found.organisation_name,
        missing=_missing(found),
        permissions=_permissions(session, sealer, key),
        referrals=_referrals(session, key),
    )


def _missing(row: Any) -> tuple[str, ...]:
    known = {
        "notice": row.notice_on is not None,
        "right-to-work": bool(row.right) and row.right_seen_on is not None,
        "languages": bool(row.languages),
    }
    return tuple(what for what, done in known.items() if not done)


def _permissions(session: Session, sealer: Any, key: str) -> tuple[PermissionLine, ...]:
    row, by = candidates.permission.c, employers.employer
    joined = candidates.permission.outerjoin(by, by.c.id == row.employer)
    query = sa.select(candidates.permission, by.c.name.label("employer_name")).select_from(joined)
    rows = session.execute(query.where(row.candidate == key).order_by(row.id.desc()))
    return tuple(
        PermissionLine(
            id=each.id,
            scope=each.scope,
            reach=each.reach,
            employer_name=each.employer_name or "",
            words=sealer.open(each.words, f"permission.words.{each.id}") if each.words else "",
            begins=each.begins,
            ends=each.ends,
            guardian=sealer.open(each.guardian, f"permission.guardian.{each.id}") if each.guardian else "",
            folder=sealer.open(each.folder, f"permission.folder.{each.id}") if each.folder else "",
            withdrawn_on=each.withdrawn_on,
        )
        for each in rows
    )


def _referrals(session: Session, key: str) -> tuple[ReferralLine, ...]:
    row, by, offer = candidates.known_referral.c, employers.employer, employers.vacancy
    joined = candidates.known_referral.outerjoin(by, by.c.id == row.employer)
    joined = joined.outerjoin(offer, offer.c.id == row.vacancy)
    columns = [row.referral, row.state, row.until, row.open, by.c.name, offer.c.title]
    rows = session.execute(sa.select(*columns).select_from(joined).where(row.candidate == key).order_by(row.referral))
    return tuple(
        ReferralLine(
            referral=each.referral,
            employer_name=each.name or "",
            vacancy_title=each.title or "",
            state=each.state,
            until=each.until,
            open=each.open,
        )
        for each in rows
    )
