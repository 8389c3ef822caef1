"""Vacancies: the public ones, an employer's own, those that might suit somebody."""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.model.codes import speaks
from services.intake.model.vacancy import BEFORE, LASTS
from services.intake.tables import candidates, employers
from shared.auth import Actor
from shared.transaction import Missing

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

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it is open."""
        if self.published_on is None:
            return None
        last = self.published_on + LASTS - datetime.timedelta(days=1)
        return min(last, self.closes) if self.closes else last

    def ends_soon(self, today: datetime.date) -> bool:
        """Whether it is about to end by its age, and its employer may keep it open."""
        if self.state != "published" or self.published_on is None or self.last_day is None:
            return False
        by_date = self.closes is not None and self.closes < self.published_on + LASTS
        return not by_date and self.last_day < today + BEFORE


class VacancyFile(VacancyLine, frozen=True, kw_only=True):
    """All that a vacancy says."""

    description: str
    contract: str
    wage_from: Decimal | None
    wage_to: Decimal | None
    languages: tuple[str, ...]
    support: tuple[str, ...]
    public: bool
    """Whether its employer is verified."""

    @property
    def closed(self) -> bool:
        return self.state == "closed"


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A vacancy for somebody, with what speaks for it and against it."""

    vacancy: VacancyFile
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    referred: int


LINE = [name for name in VacancyLine.__struct_fields__ if not name.startswith("employer_")]
FILE = [name for name in VacancyFile.__struct_fields__ if name in employers.vacancy.c]


def _verified() -> sa.ColumnElement[bool]:
    row = employers.employer.c
    return sa.and_(row.verified_on.is_not(None), row.closed_on.is_(None))


def _select(names: list[str], *more: Any) -> sa.Select[Any]:
    row, by = employers.vacancy.c, employers.employer.c
    columns = [row[name] for name in names]
    query = sa.select(*columns, by.name.label("employer_name"), by.name_en.label("employer_name_en"), *more)
    return query.join(employers.employer, by.id == row.employer)


def public_vacancies(
    session: Session, *, town: str = "", kind: str = "", employer: Sequence[str] = ()
) -> list[VacancyLine]:
    """What verified employers, or some of them, have published, newest first."""
    row = employers.vacancy.c
    query = _select(LINE).where(row.state == "published", _verified())
    if kind:
        query = query.where(row.kind == kind)
    if town:
        query = query.where(row.town == town)
    if employer:
        query = query.where(row.employer.in_(employer))
    rows = session.execute(query.order_by(row.published_on.desc(), row.id.desc()))
    return [VacancyLine(**each._mapping) for each in rows]


def towns(session: Session) -> list[str]:
    row = employers.vacancy.c
    query = sa.select(row.town).join(employers.employer, employers.employer.c.id == row.employer).distinct()
    return list(session.scalars(query.where(row.state == "published", _verified()).order_by(row.town)))


def public_vacancy(session: Session, key: str) -> VacancyFile:
    """Open, or closed after having been public. Raises Missing for all else."""
    row, by = employers.vacancy.c, employers.employer.c
    query = _select(FILE, _verified().label("public")).where(
        row.id == key, row.state != "draft", by.verified_on.is_not(None)
    )
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Vacancy {key}")
    return VacancyFile(**found._mapping)


def own_vacancies(session: Session, actor: Actor, employer: str) -> list[VacancyLine]:
    """All of one employer's, whatever their state, for the office or the employer itself."""
    row = employers.vacancy.c
    query = _select(LINE).where(row.employer == employer)
    if not actor.is_(*OFFICE):
        query = query.where(row.employer == actor.employer)
    rows = session.execute(query.order_by(sa.case((row.state == "closed", 1), else_=0), row.id.desc()))
    return [VacancyLine(**each._mapping) for each in rows]


def own_vacancy(session: Session, actor: Actor, key: str) -> VacancyFile:
    """For the office or the employer itself. Raises Missing."""
    row = employers.vacancy.c
    query = _select(FILE, _verified().label("public")).where(row.id == key)
    if not actor.is_(*OFFICE):
        query = query.where(row.employer == actor.employer)
    found = session.execute(query).first()
    if found is None:
        raise Missing(f"Vacancy {key}")
    return VacancyFile(**found._mapping)


def suggestions(session: Session, actor: Actor, candidate: str) -> list[Suggestion]:
    """Open vacancies for one of the actor's own candidates. Those with fewer referrals per opening come first."""
    person = candidates.candidate.c
    own = sa.select(person.town, person.languages, person.availability)
    found = session.execute(own.where(person.id == candidate, person.organisation == actor.organisation)).first()
    if found is None:
        raise Missing(f"Candidate {candidate}")
    row = employers.vacancy.c
    referral = candidates.known_referral.c
    count = sa.select(sa.func.count()).where(referral.vacancy == row.id, referral.open).scalar_subquery()
    query = _select(FILE, _verified().label("public"), count.label("referred"))
    rows = session.execute(query.where(row.state == "published", _verified()))
    offers = [_suggestion(each, found) for each in rows]
    return sorted(offers, key=_order)


def _suggestion(row: Any, person: Any) -> Suggestion:
    facts = dict(row._mapping)
    referred = facts.pop("referred")
    vacancy = VacancyFile(**facts)
    reasons, doubts = weigh(vacancy, person)
    return Suggestion(vacancy=vacancy, reasons=reasons, doubts=doubts, referred=referred)


def weigh(vacancy: VacancyFile, person: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for this person in this vacancy, and what is to be thought about."""
    reasons: list[str] = []
    doubts: list[str] = []
    if vacancy.place == "remote":
        reasons.append("remote")
    elif vacancy.town.casefold() == person.town.casefold():
        reasons.append("town")
    else:
        (reasons if "other-town" in person.availability else doubts).append("other-town")
    for needed in vacancy.languages:
        (reasons if speaks(person.languages, needed) else doubts).append(f"language-{needed}")
    if not vacancy.languages:
        reasons.append("no-language")
    if vacancy.openings > 1:
        reasons.append("openings")
    return tuple(reasons), tuple(doubts)


def _order(offer: Suggestion) -> tuple[int, float, str]:
    return (len(offer.doubts), offer.referred / offer.vacancy.openings, offer.vacancy.id)
