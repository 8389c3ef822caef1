"""Hires of an organisation or an employer: the list, and one of them."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.contract import COUNTED
from services.placements.hires.tables import placement
from services.placements.known.tables import known_employer, known_organisation, named_employer
from shared.auth import Actor
from shared.readers.codes import sought_case_code
from shared.transaction import Missing
from web.lists import By, Page, page_of


class Hire(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    candidate: str
    case_code: str
    employer: str
    employer_name: str
    employer_name_en: str
    registered: bool
    vacancy: str | None
    referral: str | None
    role: str
    start: datetime.date
    contract: str
    planned_last_day: datetime.date | None
    hours: int
    hours_by_choice: bool
    pay: str
    funded_bp: int
    related_party: bool
    permit_seen_on: datetime.date | None
    rev: int
    state: str
    last_day: datetime.date | None
    reason: str | None
    ending_evidence: int | None
    confirmed_until: datetime.date | None
    void_reason: str | None
    staff_reference: str
    organisation_name: str
    country: str

    @property
    def counts(self) -> bool:
        return self.contract in COUNTED


def scope(actor: Actor) -> sa.ColumnElement[bool]:
    """The placements this actor may see: the organisation's, or the employer's."""
    if actor.employer:
        return placement.c.employer == actor.employer
    return placement.c.organisation == actor.organisation


def hires(
    session: Session, actor: Actor, *, state: str = "", after: tuple[datetime.date, str] | None = None, limit: int = 50
) -> list[Hire]:
    """Newest start first; `after` is (start, id) of the line to go on behind."""
    box = placement.c
    query = _hires().where(scope(actor))
    if state:
        query = query.where(box.state == state)
    if after:
        start, last = after
        query = query.where(sa.or_(box.start < start, sa.and_(box.start == start, box.id < last)))
    return [
        Hire(**row) for row in session.execute(query.order_by(box.start.desc(), box.id.desc()).limit(limit)).mappings()
    ]


def hires_of(session: Session, actor: Actor, code: str) -> list[Hire]:
    """All hires of one case code."""
    query = _hires().where(scope(actor), placement.c.case_code == sought_case_code(code))
    return [Hire(**row) for row in session.execute(query.order_by(placement.c.start.desc())).mappings()]


def hire(session: Session, actor: Actor, reference: str) -> Hire:
    """Raises Missing for one that is not there or not theirs."""
    row = session.execute(_hires().where(scope(actor), placement.c.id == reference)).mappings().first()
    if row is None:
        raise Missing("placement")
    return Hire(**row)


def people(session: Session, actor: Actor, after: str = "") -> Page[Hire]:
    """Who works for the employer now, as far as it came through a service; the newest first."""
    order = (By(placement.c.start, falling=True), By(placement.c.id, falling=True))
    return page_of(session, _hires().where(_works(actor)), order, after).of(lambda row: Hire(**row))


def how_many_people(session: Session, actor: Actor) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(placement).where(_works(actor))) or 0


def _works(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.and_(placement.c.employer == actor.employer, placement.c.state == "active")


def with_employers(joined: Any) -> Any:
    return joined.outerjoin(known_employer, known_employer.c.employer == placement.c.employer).outerjoin(
        named_employer, named_employer.c.employer == placement.c.employer
    )


def employer_names() -> tuple[Any, Any]:
    name = sa.func.coalesce(known_employer.c.name, named_employer.c.name, "").label("employer_name")
    return name, sa.func.coalesce(known_employer.c.name_en, "").label("employer_name_en")


def _hires() -> Any:
    own = ("employer_name", "employer_name_en", "registered", "organisation_name", "country")
    columns = [placement.c[name] for name in Hire.__struct_fields__ if name not in own]
    joined = with_employers(placement).outerjoin(
        known_organisation, known_organisation.c.organisation == placement.c.organisation
    )
    return sa.select(
        *columns,
        *employer_names(),
        known_employer.c.employer.is_not(None).label("registered"),
        sa.func.coalesce(known_organisation.c.name, "").label("organisation_name"),
        sa.func.coalesce(known_employer.c.country, named_employer.c.country, "").label("country"),
    ).select_from(joined)
