"""Hires of an organisation: its worklist for today, its list, and one hire with everything said about it."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.contract import COUNTED
from services.placements.hires.model.follow_up import AT_WORK, OFFICER
from services.placements.hires.queries.voices import own_answer, said_call_me, said_otherwise, said_too_early
from services.placements.hires.tables import follow_up, follow_up_answer, placement, placement_revision
from services.placements.known.tables import known_employer, known_organisation, named_employer
from services.placements.tools import signed_by
from shared.auth import Actor
from shared.events.placements import CHECKED, TO_LEAD, UNCONFIRMED
from shared.readers.codes import sought_case_code
from shared.sealing import Sealer
from shared.transaction import Missing


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


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One question, with what the list needs to know of its hire."""

    id: str
    placement: str
    milestone: int
    due: datetime.date
    state: str
    settled_on: datetime.date | None
    attempts: int
    reminded_on: datetime.date | None
    case_code: str
    employer_name: str
    employer_name_en: str
    role: str
    start: datetime.date
    hire_state: str
    last_day: datetime.date | None
    employer_said: datetime.date | None
    """The latest day on which the employer says the person was at work."""
    noted_early: datetime.date | None = None
    """The service noted "at work" for this day, which is before the day asked about: the question stays open."""
    asks_for_call: bool = False
    """The person would rather be called than answer in writing."""
    contradicted: bool = False
    """One says that the person left, another that the person was at work after that."""
    answered_by: str | None = None
    """The service's own answer that settled it, where there is one to correct."""

    @property
    def unconfirmed_on(self) -> datetime.date | None:
        """The day on which a day-90 check without an answer is counted as unconfirmed."""
        return self.start + datetime.timedelta(days=UNCONFIRMED) if self.milestone == CHECKED else None

    @property
    def urgency(self) -> datetime.date:
        if self.asks_for_call:
            return self.due
        return self.unconfirmed_on or self.due + datetime.timedelta(days=60)

    def is_with_lead(self, today: datetime.date) -> bool:
        return self.milestone == CHECKED and today >= self.start + datetime.timedelta(days=TO_LEAD)


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    milestone: int | None
    answer: str
    checked_on: datetime.date
    last_day: datetime.date | None
    reason: str | None
    evidence: int
    party: str
    by_name: str
    at: datetime.datetime
    applied: bool

    @property
    def is_correctable(self) -> bool:
        """The service's own "at work": it may have pressed the wrong line."""
        return self.applied and (self.party, self.answer) == (OFFICER, AT_WORK)


class RevisionRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    rev: int
    at: datetime.datetime
    by_name: str
    facts: dict[str, Any]

    @property
    def start(self) -> datetime.date:
        return datetime.date.fromisoformat(self.facts["start"])


def scope(actor: Actor) -> sa.ColumnElement[bool]:
    """The placements this actor may see: the organisation's, or the employer's."""
    if actor.employer:
        return placement.c.employer == actor.employer
    return placement.c.organisation == actor.organisation


def worklist(session: Session, actor: Actor, today: datetime.date | None = None, limit: int = 2000) -> list[Check]:
    """Every open question, and with a day those answered on it, the most urgent first."""
    answered = sa.and_(follow_up.c.state == "settled", follow_up.c.settled_on == today)
    wanted = sa.or_(follow_up.c.state == "asked", answered)
    query = _checks().where(scope(actor), wanted, placement.c.state != "voided")
    rows = session.execute(query.order_by(follow_up.c.due, follow_up.c.id).limit(limit))
    return sorted((Check(**row) for row in rows.mappings()), key=lambda check: (check.urgency, check.due, check.id))


def coming(session: Session, actor: Actor, until: datetime.date) -> int:
    """How many questions fall due until that day."""
    query = (
        sa.select(sa.func.count())
        .select_from(follow_up.join(placement, placement.c.id == follow_up.c.placement))
        .where(scope(actor), follow_up.c.state == "ahead", follow_up.c.due <= until, placement.c.state == "active")
    )
    return int(session.execute(query).scalar_one())


def check(session: Session, actor: Actor, reference: str, milestone: int) -> Check:
    """Raises Missing."""
    query = _checks().where(scope(actor), placement.c.id == reference, follow_up.c.milestone == milestone)
    row = session.execute(query).mappings().first()
    if row is None:
        raise Missing("follow-up")
    return Check(**row)


def checks(session: Session, actor: Actor, reference: str) -> list[Check]:
    query = _checks().where(scope(actor), placement.c.id == reference).order_by(follow_up.c.milestone)
    return [Check(**row) for row in session.execute(query).mappings()]


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
    return [Hire(**row) for row in session.execute(query.order_by(placement.c.start.desc()).limit(50)).mappings()]


def hire(session: Session, actor: Actor, reference: str) -> Hire:
    """Raises Missing for one that is not there or not theirs."""
    row = session.execute(_hires().where(scope(actor), placement.c.id == reference)).mappings().first()
    if row is None:
        raise Missing("placement")
    return Hire(**row)


def answers(session: Session, actor: Actor, reference: str, sealer: Sealer) -> list[AnswerRow]:
    """Everything anybody said, newest first."""
    said = follow_up_answer.c
    columns = [said[name] for name in AnswerRow.__struct_fields__]
    query = sa.select(*columns).join(placement, placement.c.id == said.placement)
    rows = session.execute(
        query.where(scope(actor), placement.c.id == reference).order_by(said.at.desc(), said.id.desc())
    )
    return [AnswerRow(**_signed(row, sealer)) for row in rows.mappings()]


def history(session: Session, actor: Actor, reference: str, sealer: Sealer) -> list[RevisionRow]:
    done = placement_revision.c
    columns = [done[name] for name in RevisionRow.__struct_fields__]
    query = sa.select(*columns).join(placement, placement.c.id == done.placement)
    rows = session.execute(
        query.where(scope(actor), placement.c.id == reference).order_by(done.at.desc(), done.id.desc())
    )
    return [RevisionRow(**_signed(row, sealer)) for row in rows.mappings()]


def _signed(row: Any, sealer: Sealer) -> dict[str, Any]:
    return {**row, "by_name": signed_by(sealer, row["by_name"], row["id"])}


def people(session: Session, actor: Actor, limit: int = 300) -> list[Hire]:
    """Who works for the employer now, as far as it came through a service."""
    query = _hires().where(placement.c.employer == actor.employer, placement.c.state == "active")
    rows = session.execute(query.order_by(placement.c.start.desc(), placement.c.id.desc()).limit(limit))
    return [Hire(**row) for row in rows.mappings()]


def _employers(joined: Any) -> Any:
    return joined.outerjoin(known_employer, known_employer.c.employer == placement.c.employer).outerjoin(
        named_employer, named_employer.c.employer == placement.c.employer
    )


def _names() -> tuple[Any, Any]:
    name = sa.func.coalesce(known_employer.c.name, named_employer.c.name, "").label("employer_name")
    return name, sa.func.coalesce(known_employer.c.name_en, "").label("employer_name_en")


def _hires() -> Any:
    own = ("employer_name", "employer_name_en", "registered", "organisation_name", "country")
    columns = [placement.c[name] for name in Hire.__struct_fields__ if name not in own]
    joined = _employers(placement).outerjoin(
        known_organisation, known_organisation.c.organisation == placement.c.organisation
    )
    return sa.select(
        *columns,
        *_names(),
        known_employer.c.employer.is_not(None).label("registered"),
        sa.func.coalesce(known_organisation.c.name, "").label("organisation_name"),
        sa.func.coalesce(known_employer.c.country, named_employer.c.country, "").label("country"),
    ).select_from(joined)


def _checks() -> Any:
    said = follow_up_answer.c
    employer_said = (
        sa.select(sa.func.max(said.checked_on))
        .where(said.placement == placement.c.id, said.party == "employer", said.answer == "at_work")
        .scalar_subquery()
    )
    of_question = ("id", "placement", "milestone", "due", "state", "settled_on", "attempts", "reminded_on")
    return sa.select(
        *(follow_up.c[name] for name in of_question),
        *(placement.c[name] for name in ("case_code", "role", "start", "last_day")),
        placement.c.state.label("hire_state"),
        *_names(),
        employer_said.label("employer_said"),
        said_too_early().label("noted_early"),
        said_call_me().label("asks_for_call"),
        said_otherwise().label("contradicted"),
        own_answer().label("answered_by"),
    ).select_from(_employers(follow_up.join(placement, placement.c.id == follow_up.c.placement)))
