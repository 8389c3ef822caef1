"""Cases of the actor's own organisation: whose they are on a day, what comes next in each, and how many wait."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access import tables as people
from services.intake.candidates import tables as candidates
from services.intake.guidance import tables
from services.intake.guidance.model import DUE, LATER, NONE, OVERDUE, REST
from services.intake.keyring import KeyRing
from shared.auth import Actor
from shared.sealing import Sealer
from shared.validity import lasts
from web.lists import PAGE, By, Page, page_of

FILE, CASE, WORK = candidates.candidate.c, tables.case_file.c, candidates.at_work.c
OWNER = sa.func.coalesce(CASE.owner, FILE.registered_by)
GROUPS = {"overdue": OVERDUE, "due": DUE, "none": NONE, "later": LATER, "rest": REST}


class CaseCounts(msgspec.Struct, frozen=True, kw_only=True):
    overdue: int = 0
    due: int = 0
    none: int = 0
    later: int = 0
    rest: int = 0
    """At work, or not looking through us for now, and without a next step."""

    @property
    def open(self) -> int:
        return self.overdue + self.due + self.none + self.later


class OneCase(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list; name and next step stay empty until it is noted that they are read."""

    id: str
    case_code: str
    owner: str
    group: int
    next_due: datetime.date | None
    registered_on: datetime.date
    name: str = ""
    next_step: str = ""


def stand_ins(session: Session, organisation: str | None, day: datetime.date) -> dict[str, str]:
    """Who stands in on this day, by who is away; whoever has left stands in for nobody."""
    row, colleague = tables.stand_in.c, people.account.c
    live = sa.and_(row.organisation == organisation, row.begins <= day, lasts(row.ends, day))
    here = sa.exists().where(colleague.id == row.stands_in, colleague.active, colleague.organisation == organisation)
    query = sa.select(row.account, row.stands_in).where(live, here).order_by(row.id.desc())
    return {each.account: each.stands_in for each in session.execute(query)}


def group_on(day: datetime.date) -> sa.ColumnElement[int]:
    """Where in the list a case stands on this day (`model`)."""
    return sa.case(
        (CASE.next_due < day, OVERDUE),
        (CASE.next_due == day, DUE),
        (CASE.next_due.is_not(None), LATER),
        (sa.or_(WORK.since.is_not(None), FILE.withdrawn_on.is_not(None)), REST),
        else_=NONE,
    )


def cases(organisation: str | None, *columns: Any) -> sa.Select[Any]:
    """All that are not erased, with whose they are."""
    joined = candidates.candidate.outerjoin(tables.case_file, CASE.candidate == FILE.id)
    joined = joined.outerjoin(candidates.at_work, WORK.candidate == FILE.id)
    return sa.select(*columns).select_from(joined).where(FILE.organisation == organisation, FILE.name != "")


def counts(session: Session, actor: Actor, day: datetime.date, owners: Sequence[str] | None = None) -> CaseCounts:
    """Of these owners, or of the whole organisation."""
    group = group_on(day).label("group")
    query = cases(actor.organisation, group, sa.func.count().label("number")).group_by(group)
    if owners is not None:
        query = query.where(OWNER.in_(owners))
    found = {each.group: each.number for each in session.execute(query)}
    return CaseCounts(**{name: found.get(rank, 0) for name, rank in GROUPS.items()})


def case_page(
    session: Session,
    actor: Actor,
    day: datetime.date,
    *,
    owners: Sequence[str] | None = None,
    what: str = "",
    after: str = "",
    size: int = PAGE,
) -> Page[OneCase]:
    """Overdue first, then due, then without a next step, then what is still to come; or one group alone."""
    group = group_on(day)
    columns = (FILE.id, FILE.case_code, FILE.registered_on, CASE.next_due)
    query = cases(actor.organisation, *columns, OWNER.label("owner"), group.label("group"))
    if owners is not None:
        query = query.where(OWNER.in_(owners))
    query = query.where(group == GROUPS[what] if what in GROUPS else group != REST)
    order = (By(group), By(sa.func.coalesce(CASE.next_due, FILE.registered_on)), By(FILE.id))
    return page_of(session, query, order, after, size).of(lambda row: OneCase(**row))


def opened(session: Session, keys: KeyRing, lines: Sequence[OneCase], read: Mapping[str, Any]) -> list[OneCase]:
    """With name and next step of those whose reading was noted, by id."""
    joined = candidates.candidate.outerjoin(tables.case_file, CASE.candidate == FILE.id)
    sealed = sa.select(FILE.id, FILE.name, CASE.next_step).select_from(joined).where(FILE.id.in_(read))
    rows, sealers = {row.id: row for row in session.execute(sealed)}, keys.sealers(read)
    return [_opened(line, rows[line.id], sealers[line.id]) if line.id in sealers else line for line in lines]


def _opened(line: OneCase, row: Any, sealer: Sealer) -> OneCase:
    step = sealer.open(row.next_step, f"case_file.next_step.{line.id}") if row.next_step else ""
    name = sealer.open(row.name, f"candidate.name.{line.id}") if row.name else ""
    return msgspec.structs.replace(line, name=name, next_step=step)
