"""Ready people for a vacancy and vacancies for a person, by what is asked for: it only proposes, people decide."""

import bisect
import datetime
from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates import tables as candidates
from services.intake.candidates.model.people import ONE
from services.intake.employers import tables as employers
from services.intake.matching.model import Need, met, needs, obstacles
from services.intake.vacancies import tables as vacancies_tables
from services.intake.vacancies.queries import FILE, VacancyFile, is_open, is_public, selected
from shared.auth import Actor
from shared.readers.towns import same_town
from shared.transaction import Missing
from shared.validity import live

PAGE = 20
"""As many as somebody reads; the next as many follow."""


class PersonFor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody ready for work and without any. The name is read apart, and noted."""

    id: str
    case_code: str
    town: str
    ready_on: datetime.date
    needs: tuple[Need, ...]
    place: str
    """`town`, `remote`, `other-town` where the person would go there, `far` where it is not known."""
    obstacles: tuple[str, ...]
    """Why no application can be sent now; nothing where it can."""

    @property
    def referred(self) -> bool:
        """An application for this vacancy is under way."""
        return "under-way" in self.obstacles

    @property
    def met(self) -> int:
        return met(self.needs)


class Proposals(msgspec.Struct, frozen=True, kw_only=True):
    """One page of them: `before` stand before it, `total` on all; `last` is its end, empty where nobody follows."""

    people: list[PersonFor]
    before: int
    total: int
    last: str


def people_for(session: Session, actor: Actor, vacancy: VacancyFile, day: datetime.date, after: str = "") -> Proposals:
    """Those of the actor's own organisation, `after` an earlier `last`.

    Who has more of what is asked for stands first, then who has waited longest; applications under way stand last.
    """
    places = sorted(_places(session, actor, vacancy))
    before = bisect.bisect_right(places, _place(after))
    page = places[before : before + PAGE]
    last = _token(page[-1]) if before + PAGE < len(places) else ""
    people = _people(session, vacancy, [place[-1] for place in page], day)
    return Proposals(people=people, before=before, total=len(places), last=last)


Place = tuple[bool, int, datetime.date, str]
"""Where somebody stands: whether referred, what is met (less first), since when ready, and who it is."""


def _places(session: Session, actor: Actor, vacancy: VacancyFile) -> Iterator[Place]:
    """Of everybody who is ready, in no order. People of whom the same is known meet the same: they are weighed once."""
    row, work = candidates.candidate.c, candidates.at_work.c
    asked = [name for name in ASKED if getattr(vacancy, name)]
    query = sa.select(row.id, row.ready_on, _referred(vacancy), *(sa.cast(row[name], sa.Text) for name in asked))
    found = session.execute(
        query.where(
            row.organisation == actor.organisation,
            row.ready_on.is_not(None),
            ~sa.exists().where(work.candidate == row.id),
        )
    )
    weighed: dict[tuple[str, ...], int] = {}
    for key, ready_on, referred, *known in found:
        same = tuple(known)
        if (has := weighed.get(same)) is None:
            has = weighed[same] = met(needs(vacancy, _Known(**dict(zip(asked, map(_words, known), strict=True)))))
        yield bool(referred), -has, ready_on, key


ASKED = ("skills", "languages", "courses")
"""What a vacancy asks for and a file knows."""
_words = msgspec.json.Decoder(tuple[str, ...]).decode


class _Known(msgspec.Struct, frozen=True):
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


def _referred(vacancy: VacancyFile) -> sa.Label[bool]:
    sent = vacancies_tables.known_referral.c
    same = (sent.candidate == candidates.candidate.c.id, sent.vacancy == vacancy.id)
    return sa.exists().where(*same, sent.open).label("referred")


def _people(session: Session, vacancy: VacancyFile, keys: list[str], day: datetime.date) -> list[PersonFor]:
    """Those with these keys, in their order."""
    row = candidates.candidate.c
    permitted = allowed("apply", sa.literal(vacancy.employer), day).label("permitted")
    query = sa.select(*KNOWN, row.id, row.case_code, row.ready_on, _referred(vacancy), permitted)
    found = {each.id: _person(vacancy, each, day) for each in session.execute(query.where(row.id.in_(keys)))}
    return [found[key] for key in keys]


KNOWN = [candidates.candidate.c[name] for name in ("town", "skills", "languages", "courses", "availability")]
"""What is weighed of a person."""


def _person(vacancy: VacancyFile, row: Any, day: datetime.date) -> PersonFor:
    open_ = vacancy.takes_people(day)
    return PersonFor(
        id=row.id,
        case_code=row.case_code,
        town=row.town,
        ready_on=row.ready_on,
        needs=needs(vacancy, row),
        place=place_of(vacancy, row),
        obstacles=tuple(obstacles(open_=open_, permitted=row.permitted, referred=row.referred)),
    )


def _token(place: Place) -> str:
    """The whole place, as it was when the page was read: who is referred or gone by the next one moves nobody."""
    referred, has, ready_on, key = place
    return f"{referred:d}.{-has}.{ready_on}.{key}"


def _place(place: str) -> Place:
    """The same read back; what was never told stands before everybody."""
    try:
        referred, has, day, key = place.split(".", 3)
        return (referred != "0", -int(has), datetime.date.fromisoformat(day), key)
    except ValueError:
        return (False, -1_000, datetime.date.min, "")


def allowed(
    scope: str, employer: sa.ColumnElement[str], day: datetime.date, *more: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """Whether the candidate allows this act now, by a permission that reaches the employer and of which `more` is true."""
    given, firm = candidates.permission.c, employers.employer.c
    inside = sa.exists().where(firm.id == employer, firm.verified_on.is_not(None))
    inside = inside.correlate_except(employers.employer)
    reaches = sa.or_(
        given.reach == "all",
        sa.and_(given.reach == "platform", inside),
        sa.and_(given.reach == "employer", given.employer == employer),
    )
    by_one = (given.scope == scope, reaches, live(given, day), *more)
    own = sa.exists().where(given.candidate == candidates.candidate.c.id, *by_one)
    return sa.or_(own.correlate_except(candidates.permission), _by_same_person(by_one))


def _by_same_person(by_one: tuple[sa.ColumnElement[bool], ...]) -> sa.ColumnElement[bool]:
    """Given for another file of the centre that is the same person's: what either allows holds for both."""
    row, case, another = candidates.candidate.c, candidates.merge_case.c, candidates.candidate.alias("another")
    theirs = sa.case((case.first == row.id, case.second), else_=case.first)
    joined = sa.and_(sa.or_(case.first == row.id, case.second == row.id), case.outcome == ONE)
    there = sa.and_(another.c.id == theirs, another.c.organisation == row.organisation)
    found = sa.exists().where(joined, there, candidates.permission.c.candidate == another.c.id, *by_one)
    return found.correlate_except(candidates.permission, candidates.merge_case, another)


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A vacancy for somebody, with what it asks for."""

    vacancy: VacancyFile
    needs: tuple[Need, ...]
    place: str
    obstacles: tuple[str, ...]
    referred: int
    """How many applications are under way there."""


def suggestions(session: Session, actor: Actor, candidate: str, day: datetime.date) -> list[Suggestion]:
    """Open vacancies for one of the actor's own candidates: those that ask for less than the person misses first.

    Among equals those in reach, then those with fewer applications under way per opening.
    """
    person, row, sent = candidates.candidate.c, vacancies_tables.vacancy.c, vacancies_tables.known_referral.c
    found = session.execute(
        sa.select(*KNOWN, person.ready_on).where(person.id == candidate, person.organisation == actor.organisation)
    ).first()
    if found is None:
        raise Missing(f"Candidate {candidate}")
    here = sa.select(sa.func.count()).where(sent.vacancy == row.id, sent.open)
    mine = sa.exists().where(sent.vacancy == row.id, sent.open, sent.candidate == candidate)
    permitted = sa.exists().where(person.id == candidate, allowed("apply", row.employer, day))
    more = {"count": here.scalar_subquery(), "mine": mine, "permitted": permitted}
    query = selected(FILE, is_public().label("public"), *(each.label(name) for name, each in more.items()))
    offers = [_suggestion(each, found, day) for each in session.execute(query.where(is_open()))]
    return sorted(offers, key=_offer_order)


def _suggestion(row: Any, person: Any, day: datetime.date) -> Suggestion:
    facts = dict(row._mapping)
    referred, mine, permitted = (facts.pop(name) for name in ("count", "mine", "permitted"))
    vacancy = VacancyFile(**facts)
    ways = obstacles(
        open_=vacancy.takes_people(day), permitted=permitted, referred=mine, ready=person.ready_on is not None
    )
    return Suggestion(
        vacancy=vacancy,
        needs=needs(vacancy, person),
        place=place_of(vacancy, person),
        obstacles=tuple(ways),
        referred=referred,
    )


def place_of(vacancy: VacancyFile, person: Any) -> str:
    """Where the work is, seen from where the person lives."""
    if vacancy.place == "remote":
        return "remote"
    if same_town(vacancy.town, person.town):
        return "town"
    return "other-town" if "other-town" in person.availability else "far"


def _offer_order(offer: Suggestion) -> tuple[int, bool, float, str]:
    missing = len(offer.needs) - met(offer.needs)
    return (missing, offer.place == "far", offer.referred / offer.vacancy.openings, offer.vacancy.id)
