"""Vacancies: the public ones, an employer's own, those that might suit somebody."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.employers import tables as employers
from services.intake.vacancies import tables as vacancies_tables
from services.intake.vacancies.model import BEFORE, ends_by_date, last_day
from shared.auth import Actor
from shared.readers.towns import distinct, is_meant
from shared.transaction import Missing
from shared.validity import still_lasts, verified
from web.lists import By, Page, page_of

OFFICE = ("officer", "lead", "editor", "administrator")


class VacancyLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    employer: str
    employer_name: str
    employer_name_en: str
    state: str
    kind: str
    title: str
    town: str
    place: str
    hours: int
    openings: int
    closes: datetime.date | None
    published_on: datetime.date | None
    filled: bool = False
    """Somebody works in each of its openings."""

    @property
    def shown_state(self) -> str:
        """Its state, or `filled` where it is open and nobody more is looked for."""
        return "filled" if self.filled and self.state == "published" else self.state

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it is open."""
        return last_day(self.published_on, self.closes)

    def ends_soon(self, today: datetime.date) -> bool:
        """Whether it is about to end by its age, and its employer may keep it open."""
        if self.state != "published" or self.published_on is None or self.last_day is None:
            return False
        return not ends_by_date(self.published_on, self.closes) and self.last_day < today + BEFORE


class VacancyFile(VacancyLine, frozen=True, kw_only=True):
    """All that a vacancy says."""

    description: str
    contract: str
    wage_from: Decimal | None
    wage_to: Decimal | None
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    courses: tuple[str, ...]
    support: tuple[str, ...]
    public: bool
    """Whether its employer is verified."""

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    def takes_people(self, day: datetime.date) -> bool:
        """Whether somebody can be sent there on this day."""
        in_time = still_lasts(self.closes, day)
        return self.state == "published" and self.public and in_time and not self.filled


LINE = [name for name in VacancyLine.__struct_fields__ if name in vacancies_tables.vacancy.c]
FILE = [name for name in VacancyFile.__struct_fields__ if name in vacancies_tables.vacancy.c]


def is_public() -> Any:
    """Whether the employer of a vacancy may be seen with it."""
    return verified(employers.employer.c)


def filled() -> sa.ColumnElement[bool]:
    """Whether every opening of the vacancy is filled, as far as placements told."""
    known = vacancies_tables.filled_vacancy.c
    return sa.exists().where(known.vacancy == vacancies_tables.vacancy.c.id)


def is_open() -> Any:
    """Published by a verified employer, with an opening left: what the public sees and what is proposed."""
    return sa.and_(vacancies_tables.vacancy.c.state == "published", is_public(), ~filled())


def selected(names: list[str], *more: Any) -> sa.Select[Any]:
    row, by = vacancies_tables.vacancy.c, employers.employer.c
    columns = [row[name] for name in names]
    names_of = (by.name.label("employer_name"), by.name_en.label("employer_name_en"))
    query = sa.select(*columns, *names_of, filled().label("filled"), *more)
    return query.join(employers.employer, by.id == row.employer)


def public_vacancies(
    session: Session, *, town: str = "", kind: str = "", employer: Sequence[str] = (), after: str = ""
) -> Page[VacancyLine]:
    """What verified employers, or some of them, have published, newest first, a page at a time."""
    row = vacancies_tables.vacancy.c
    query = selected(LINE).where(_filtered(session, town, kind, employer))
    order = (By(row.published_on, falling=True), By(row.id, falling=True))
    return page_of(session, query, order, after).of(lambda each: VacancyLine(**each))


def how_many(session: Session, *, town: str = "", kind: str = "", employer: Sequence[str] = ()) -> tuple[int, int]:
    """How many adverts that are on all pages together, and how many openings."""
    row, by = vacancies_tables.vacancy.c, employers.employer
    query = sa.select(sa.func.count(), sa.func.sum(row.openings)).join(by, by.c.id == row.employer)
    adverts, openings = session.execute(query.where(_filtered(session, town, kind, employer))).one()
    return int(adverts), int(openings or 0)


def _filtered(session: Session, town: str, kind: str, employer: Sequence[str]) -> sa.ColumnElement[bool]:
    row = vacancies_tables.vacancy.c
    wanted = [is_open()]
    if kind:
        wanted.append(row.kind == kind)
    if town:
        wanted.append(row.town.in_([each for each in _written_towns(session) if is_meant(town, each)]))
    if employer:
        wanted.append(row.employer.in_(employer))
    return sa.and_(*wanted)


def towns(session: Session) -> list[str]:
    """Where there are public vacancies, each town once."""
    return distinct(_written_towns(session))


def _written_towns(session: Session) -> list[str]:
    row = vacancies_tables.vacancy.c
    query = sa.select(row.town).join(employers.employer, employers.employer.c.id == row.employer).distinct()
    return list(session.scalars(query.where(is_open())))


def public_vacancy(session: Session, key: str) -> VacancyFile:
    """Open, or closed or filled after having been public. Raises Missing for all else."""
    row, by = vacancies_tables.vacancy.c, employers.employer.c
    query = selected(FILE, is_public().label("public")).where(
        row.id == key, row.state != "draft", by.verified_on.is_not(None)
    )
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Vacancy {key}")
    return VacancyFile(**found._mapping)


def own_vacancies(session: Session, actor: Actor, employer: str) -> list[VacancyLine]:
    """All of one employer's, whatever their state, for the office or the employer itself."""
    row = vacancies_tables.vacancy.c
    query = selected(LINE).where(row.employer == employer)
    if not actor.is_(*OFFICE):
        query = query.where(row.employer == actor.employer)
    rows = session.execute(query.order_by(sa.case((row.state == "closed", 1), else_=0), row.id.desc()))
    return [VacancyLine(**each._mapping) for each in rows]


def own_vacancy(session: Session, actor: Actor, key: str) -> VacancyFile:
    """For the office or the employer itself. Raises Missing."""
    row = vacancies_tables.vacancy.c
    query = selected(FILE, is_public().label("public")).where(row.id == key)
    if not actor.is_(*OFFICE):
        query = query.where(row.employer == actor.employer)
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Vacancy {key}")
    return VacancyFile(**found._mapping)


def applications_waiting(session: Session, key: str) -> int:
    """How many applications this employer has not answered yet, as far as placements told."""
    row = vacancies_tables.known_referral.c
    sent = sa.select(sa.func.count()).where(row.employer == key, row.open, row.state == "sent")
    return int(session.scalar(sent) or 0)
