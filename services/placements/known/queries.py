"""What intake has told: employers, groups, organisations, vacancies, candidates, live permissions."""

import datetime
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.known.tables import (
    hired,
    known_candidate,
    known_employer,
    known_group,
    known_organisation,
    known_permission,
    known_person,
    known_vacancy,
    named_employer,
)
from shared.clock import SOFIA
from shared.readers.codes import sought_case_code
from shared.transaction import Missing
from shared.validity import lasts, live, still_lasts, verified
from web.lists import Choices, Search, choices_of


class Employer(msgspec.Struct, frozen=True):
    """An employer as far as placements knows it; `registered` false = known only from a hire."""

    employer: str
    name: str
    name_en: str
    town: str
    country: str
    verified: bool
    closed: bool
    registered: bool = True


class Vacancy(msgspec.Struct, frozen=True):
    vacancy: str
    employer: str
    title: str
    kind: str
    openings: int
    closes: datetime.date | None
    closed_on: datetime.date | None
    employer_name: str = ""
    employer_name_en: str = ""
    filled: int = 0

    @property
    def is_filled(self) -> bool:
        """Whether somebody works in each of its openings."""
        return self.filled >= self.openings

    def is_open(self, today: datetime.date) -> bool:
        return self.closed_on is None and still_lasts(self.closes, today)


class Candidate(msgspec.Struct, frozen=True):
    candidate: str
    case_code: str
    organisation: str
    ready: bool


def employer(session: Session, reference: str) -> Employer | None:
    """A registered employer, or one named in a hire; None for neither."""
    row = session.execute(sa.select(known_employer).where(known_employer.c.employer == reference)).first()
    if row is not None:
        closed = row.closed_on is not None
        return Employer(row.employer, row.name, row.name_en, row.town, row.country, row.verified_on is not None, closed)
    row = session.execute(sa.select(named_employer).where(named_employer.c.employer == reference)).first()
    return Employer(row.employer, row.name, row.name, "", row.country, False, False, False) if row else None


def employers(session: Session, asked: str = "", chosen: str = "") -> Choices[Employer]:
    """Verified employers that are not closed, by name, for an officer to choose from."""
    employer_ = known_employer.c
    columns = (employer_.employer, employer_.name, employer_.name_en, employer_.town, employer_.country)
    query = sa.select(*columns).where(verified(employer_))
    query = query.order_by(employer_.name, employer_.employer)
    found = choices_of(session, query, Search(employer_.employer, employer_.search), asked, chosen)
    return found.of(lambda row: Employer(**row, verified=True, closed=False)).in_order(lambda each: each.name)


def group_on(session: Session, reference: str, day: datetime.date) -> str:
    """The group the employer belongs to on a day: its own id where it is alone."""
    since = known_group.c.since
    query = sa.select(known_group.c.group).where(known_group.c.employer == reference, since <= day)
    return session.scalar(query.order_by(since.desc()).limit(1)) or reference


def zone(session: Session, organisation: str) -> ZoneInfo:
    """Where the organisation's days begin and end."""
    name = session.scalar(sa.select(known_organisation.c.zone).where(known_organisation.c.organisation == organisation))
    return ZoneInfo(name) if name else SOFIA


def organisation_group(session: Session, organisation: str) -> str | None:
    query = sa.select(known_organisation.c.group).where(known_organisation.c.organisation == organisation)
    return session.scalar(query)


def candidate(session: Session, reference: str, organisation: str | None) -> Candidate:
    """By reference or case code, of this organisation only. Raises Missing."""
    known = known_candidate.c
    row = session.execute(
        sa.select(known_candidate).where(
            sa.or_(known.candidate == reference, known.case_code == sought_case_code(reference)),
            known.organisation == organisation,
        )
    ).first()
    if row is None:
        raise Missing("candidate")
    return Candidate(row.candidate, row.case_code, row.organisation, row.withdrawn_on is None)


def person_of(session: Session, reference: str) -> str:
    """Whose file it is; the file's own reference where that was never told."""
    query = sa.select(known_person.c.person).where(known_person.c.candidate == reference)
    return session.scalar(query) or reference


def age_band(session: Session, reference: str) -> str | None:
    """`under-16`, `16-17` or `adult` as of the first of a month; None where it was never told."""
    return session.scalar(sa.select(known_person.c.age_band).where(known_person.c.candidate == reference))


def may_work_until(session: Session, reference: str) -> datetime.date | None:
    """The last day of the person's paper; None where the right to work does not end on a day."""
    return session.scalar(sa.select(known_person.c.may_work_until).where(known_person.c.candidate == reference))


def files_of_same_person(reference: str) -> sa.Select[Any]:
    """Every file of the person whose file this is."""
    one, other = known_person.alias("one").c, known_person.alias("other").c
    return sa.select(other.candidate).where(one.candidate == reference, other.person == one.person)


def case_code_of(session: Session, reference: str) -> str | None:
    return session.scalar(sa.select(known_candidate.c.case_code).where(known_candidate.c.candidate == reference))


def filled(vacancy: Any = known_vacancy.c.vacancy) -> Any:
    """How many people work in this vacancy's openings now."""
    works = (hired.c.vacancy == vacancy) & (hired.c.state == "active")
    return sa.select(sa.func.count()).select_from(hired).where(works).scalar_subquery()


def vacancy(session: Session, reference: str) -> Vacancy:
    """Raises Missing."""
    row = session.execute(_vacancies().where(known_vacancy.c.vacancy == reference)).mappings().first()
    if row is None:
        raise Missing("vacancy")
    return _vacancy(dict(row))


def vacancies(session: Session, today: datetime.date, asked: str = "", chosen: str = "") -> Choices[Vacancy]:
    """Open vacancies of verified employers with an opening left, by employer and title; searched by either."""
    known = known_vacancy.c
    query = (
        _vacancies()
        .where(known.closed_on.is_(None), lasts(known.closes, today), verified(known_employer.c))
        .where(filled() < known.openings)
        .order_by(known_employer.c.name, known.title, known.vacancy)
    )
    by = Search(known.vacancy, known_employer.c.search + known.search)
    return choices_of(session, query, by, asked, chosen).of(_vacancy)


OF_A_VACANCY = ("vacancy", "employer", "title", "kind", "openings", "closes", "closed_on")


def _vacancies() -> Any:
    joined = known_vacancy.outerjoin(known_employer, known_employer.c.employer == known_vacancy.c.employer)
    by = known_employer.c
    names = (by.name.label("employer_name"), by.name_en.label("employer_name_en"))
    columns = (*(known_vacancy.c[name] for name in OF_A_VACANCY), *names, filled().label("filled"))
    return sa.select(*columns).select_from(joined)


def _vacancy(row: Mapping[str, Any]) -> Vacancy:
    names = {name: row[name] or "" for name in ("employer_name", "employer_name_en")}
    return Vacancy(**{**row, **names})


def permits(candidate_: Any, employer_: Any, day: datetime.date) -> sa.ColumnElement[bool]:
    """Whether a live *apply* permission of the candidate, or of a file merged with the candidate's, reaches the employer.

    Three questions instead of one with `or`, because each of them is answered by an index.
    """
    allowed, file = known_permission.alias("allowed"), known_candidate.alias("merged")
    told, merged = allowed.c, file.c
    into = allowed.join(file, merged.candidate == told.candidate)
    gone = allowed.join(file, merged.merged_into == told.candidate)
    whose = ((allowed, told.candidate), (into, merged.merged_into), (gone, merged.candidate))
    live_here = sa.and_(told.scope == "apply", live(told, day), _reaches(told, employer_))
    found = [sa.exists(told.permission).select_from(rows).where(key == candidate_, live_here) for rows, key in whose]
    return sa.or_(*(one.correlate_except(allowed, file) for one in found))


def _reaches(told: Any, employer_: Any) -> sa.ColumnElement[bool]:
    here = known_employer.alias("here")
    verified = sa.exists().where(here.c.employer == employer_, here.c.verified_on.is_not(None)).correlate_except(here)
    to_one = sa.and_(told.reach == "employer", told.employer == employer_)
    return sa.or_(told.reach == "all", sa.and_(told.reach == "platform", verified), to_one)


def is_permitted(session: Session, candidate_: str, employer_: str, day: datetime.date) -> bool:
    return bool(session.scalar(sa.select(permits(candidate_, employer_, day))))


AT_ONCE = 100
"""As many lines as names are given for; the rest moves up as these are answered."""


def codes(*lists: list[Any]) -> list[str]:
    """The case codes of a page, once each, as many as names are given for."""
    return list(dict.fromkeys(row.case_code for rows in lists for row in rows if row.case_code))[:AT_ONCE]
