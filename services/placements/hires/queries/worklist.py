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
    urgent_on: datetime.date
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

    def is_with_lead(self, today: datetime.date) -> bool:
        return self.milestone == CHECKED and today >= self.start + datetime.timedelta(days=TO_LEAD)


class Worklist(msgspec.Struct, frozen=True, kw_only=True):
    """One page of what waits, the most urgent first: `more` wait behind it, `last` is its end where any do."""

    checks: list[Check]
    more: int = 0
    with_lead: int = 0
    """Of all that waits, how many the team lead has to see to."""
    unanswered: int = 0
    """Of all that waits, how many the employer has said nothing about."""
    last: str = ""


Place = tuple[datetime.date, datetime.date, str]


def worklist(
    session: Session,
    actor: Actor,
    today: datetime.date,
    *,
    limit: int,
    after: str = "",
    answered: int = 0,
) -> Worklist:
    """Every open question of the organisation or the employer, `after` an earlier `last`.

    On the first page so many of those `answered` today stand among them: the least urgent, which were answered last.
    """
    begins = _place(after)
    done = [] if after or not answered else _answered(session, actor, today, answered)
    waiting = _waiting(session, actor, begins, limit - len(done))
    end = _key(waiting[-1]) if waiting else begins
    more, with_lead, unanswered = _counts(session, actor, end, today)
    return Worklist(
        checks=sorted([*done, *waiting], key=_key),
        more=more if waiting else 0,
        with_lead=with_lead,
        unanswered=unanswered,
        last=".".join(map(str, end)) if waiting and more else "",
    )


def _waiting(session: Session, actor: Actor, after: Place, limit: int) -> list[Check]:
    box = follow_up.c
    query = _checks().where(_open(actor), _key_of(box) > _bound(after), placement.c.state != "voided")
    rows = session.execute(query.order_by(box.urgent_on, box.due, box.id).limit(limit))
    return [Check(**row) for row in rows.mappings()]


def _answered(session: Session, actor: Actor, today: datetime.date, limit: int) -> list[Check]:
    box = follow_up.c
    here = sa.and_(_whose(actor), box.settled_on == today, box.state == "settled")
    query = _checks().where(here, placement.c.state != "voided").order_by(box.urgent_on.desc(), box.id)
    return [Check(**row) for row in session.execute(query.limit(limit)).mappings()]


def _counts(session: Session, actor: Actor, end: Place, today: datetime.date) -> tuple[int, int, int]:
    """Of all open questions: those behind `end`, those the team lead has, those without a word of the employer."""
    box, how_many = follow_up.c, sa.func.count()
    lead = sa.and_(box.milestone == CHECKED, box.due <= today - datetime.timedelta(days=TO_LEAD - CHECKED))
    columns = [how_many.filter(_key_of(box) > _bound(end)), how_many.filter(lead)]
    if actor.employer:
        columns.append(how_many.filter(~sa.exists().where(*_employers_word(box.placement))))
    found = session.execute(sa.select(*columns).where(_open(actor))).one()
    return (*found, 0)[:3]


def _whose(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.employer:
        return follow_up.c.employer == actor.employer
    return follow_up.c.organisation == actor.organisation


def _open(actor: Actor) -> sa.ColumnElement[bool]:
    return sa.and_(_whose(actor), follow_up.c.state == "asked")


def _key(check: Check) -> Place:
    return (check.urgent_on, check.due, check.id)


def _key_of(box: Any) -> Any:
    return sa.tuple_(box.urgent_on, box.due, box.id)


def _bound(place: Place) -> Any:
    """The same with the types of its columns, as SQLite keeps dates as text."""
    return sa.tuple_(*(sa.literal(value, sa.Date) for value in place[:2]), sa.literal(place[2]))


def _place(told: str) -> Place:
    """Read back from an address; what was never told stands before everything."""
    try:
        urgent, due, key = told.split(".", 2)
        return datetime.date.fromisoformat(urgent), datetime.date.fromisoformat(due), key
    except ValueError:
        return datetime.date.min, datetime.date.min, ""


def coming(session: Session, actor: Actor, until: datetime.date) -> int:
    """How many questions fall due until that day."""
    query = (
        sa.select(sa.func.count())
        .select_from(follow_up.join(placement, placement.c.id == follow_up.c.placement))
        .where(_whose(actor), follow_up.c.state == "ahead", follow_up.c.due <= until, placement.c.state == "active")
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


def _employers_word(of: Any) -> tuple[sa.ColumnElement[bool], ...]:
    said = follow_up_answer.c
    return said.placement == of, said.party == "employer", said.answer == "at_work"


def _checks() -> Any:
    employer_said = (
        sa.select(sa.func.max(follow_up_answer.c.checked_on)).where(*_employers_word(placement.c.id)).scalar_subquery()
    )
    of_question = ("id", "placement", "milestone", "due", "urgent_on", "state", "settled_on", "attempts", "reminded_on")
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
