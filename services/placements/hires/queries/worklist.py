"""The questions of an organisation's hires: its worklist for today, and those of one hire."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.queries.hires import employer_names, scope, with_employers
from services.placements.hires.queries.voices import own_answer, said_call_me, said_otherwise, said_too_early
from services.placements.hires.tables import follow_up, follow_up_answer, placement
from shared.auth import Actor
from shared.events.placements import CHECKED, TO_LEAD, UNCONFIRMED
from shared.transaction import Missing


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


def worklist(session: Session, actor: Actor, today: datetime.date | None = None) -> list[Check]:
    """Every open question, and with a day those answered on it, the most urgent first."""
    answered = sa.and_(follow_up.c.state == "settled", follow_up.c.settled_on == today)
    wanted = sa.or_(follow_up.c.state == "asked", answered)
    query = _checks().where(scope(actor), wanted, placement.c.state != "voided")
    rows = session.execute(query.order_by(follow_up.c.due, follow_up.c.id))
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
        *employer_names(),
        employer_said.label("employer_said"),
        said_too_early().label("noted_early"),
        said_call_me().label("asks_for_call"),
        said_otherwise().label("contradicted"),
        own_answer().label("answered_by"),
    ).select_from(with_employers(follow_up.join(placement, placement.c.id == follow_up.c.placement)))
