"""Ready people for a vacancy, with reasons: it only proposes, people decide."""

import bisect
import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates import tables as candidates
from services.intake.codes import speaks
from services.intake.vacancies import tables as vacancies_tables
from services.intake.vacancies.queries import FILE, VacancyFile, is_open, is_public, selected
from shared.auth import Actor
from shared.transaction import Missing
from shared.validity import live

PAGE = 20
"""As many as somebody reads; the next as many follow."""
OF_THE_VACANCY = {"no-language", "openings"}
"""The same for everybody, so no reason for one of them."""


class PersonFor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody ready for work who allowed applications to this employer. The name is read apart, and noted."""

    id: str
    case_code: str
    town: str
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    referred: bool
    """An application for this vacancy is under way."""


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """One page of them: `before` stand before it, `total` on all; `last` is its end, empty where nobody follows."""

    people: list[PersonFor]
    before: int
    total: int
    last: str


def people_for(session: Session, actor: Actor, vacancy: VacancyFile, day: datetime.date, after: str = "") -> Proposals:
    """Those of the actor's own organisation that stand `after` an earlier `last`; whom less speaks against is first."""
    people = sorted(_weighed(session, actor, vacancy, day), key=_order)
    before = bisect.bisect_right(people, _place(after), key=_order)
    page = people[before : before + PAGE]
    last = _token(page[-1]) if before + PAGE < len(people) else ""
    return Proposals(people=page, before=before, total=len(people), last=last)


def _weighed(session: Session, actor: Actor, vacancy: VacancyFile, day: datetime.date) -> list[PersonFor]:
    row, work, sent = candidates.candidate.c, candidates.at_work.c, vacancies_tables.known_referral.c
    referred = sa.exists().where(sent.candidate == row.id, sent.vacancy == vacancy.id, sent.open)
    columns = [row.id, row.case_code, row.town, row.languages, row.availability, referred.label("referred")]
    query = sa.select(*columns).where(
        row.organisation == actor.organisation,
        row.ready_on.is_not(None),
        ~sa.exists().where(work.candidate == row.id),
        _allowed(vacancy.employer, day),
    )
    return [_person(vacancy, each) for each in session.execute(query)]


def _order(one: PersonFor) -> tuple[bool, int, int, str]:
    return (one.referred, len(one.doubts), -len(one.reasons), one.id)


def _token(one: PersonFor) -> str:
    """The whole place, as it was when the page was read: who is referred or gone by the next one moves nobody."""
    return f"{one.referred:d}.{len(one.doubts)}.{len(one.reasons)}.{one.id}"


def _place(place: str) -> tuple[bool, int, int, str]:
    """The same read back; what was never told stands before everybody."""
    try:
        referred, doubts, reasons, key = place.split(".", 3)
        return (referred != "0", int(doubts), -int(reasons), key)
    except ValueError:
        return (False, -1, 0, "")


def _allowed(employer: str, day: datetime.date) -> sa.ColumnElement[bool]:
    given = candidates.permission.c
    reaches = sa.or_(given.reach != "employer", given.employer == employer)
    whose = given.candidate == candidates.candidate.c.id
    return sa.exists().where(whose, given.scope == "apply", reaches, live(given, day))


def _person(vacancy: VacancyFile, row: sa.Row[tuple[object, ...]]) -> PersonFor:
    reasons, doubts = weigh(vacancy, row)
    own = tuple(each for each in reasons if each not in OF_THE_VACANCY)
    return PersonFor(
        id=row.id, case_code=row.case_code, town=row.town, reasons=own, doubts=doubts, referred=row.referred
    )


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A vacancy for somebody, with what speaks for it and against it."""

    vacancy: VacancyFile
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]
    referred: int


def suggestions(session: Session, actor: Actor, candidate: str) -> list[Suggestion]:
    """Open vacancies for one of the actor's own candidates. Those with fewer referrals per opening come first."""
    person = candidates.candidate.c
    own = sa.select(person.town, person.languages, person.availability)
    found = session.execute(own.where(person.id == candidate, person.organisation == actor.organisation)).first()
    if found is None:
        raise Missing(f"Candidate {candidate}")
    row = vacancies_tables.vacancy.c
    referral = vacancies_tables.known_referral.c
    count = sa.select(sa.func.count()).where(referral.vacancy == row.id, referral.open).scalar_subquery()
    query = selected(FILE, is_public().label("public"), count.label("referred"))
    rows = session.execute(query.where(is_open()))
    offers = [_suggestion(each, found) for each in rows]
    return sorted(offers, key=_offer_order)


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


def _offer_order(offer: Suggestion) -> tuple[int, float, str]:
    return (len(offer.doubts), offer.referred / offer.vacancy.openings, offer.vacancy.id)
