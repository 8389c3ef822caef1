"""Alerts as the desk reads them: each with its numbers, whom it is about, and how it was closed before."""

import datetime
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.oversight.tables import alert, alert_closing
from services.recognition.standing.queries.facts import chunks
from services.recognition.standing.queries.groups import group_names
from services.recognition.standing.tables import organisation
from shared.transaction import Missing
from web.lists import By, Page, page_of

DAYS = ("until", "on")


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    reason: str
    size: int
    by: str
    at: datetime.datetime


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One odd pattern of one period."""

    id: str
    rule: str
    subjects: tuple[str, ...]
    names: tuple[str, ...]
    period: str
    size: int
    numbers: dict[str, Any]
    opened_at: datetime.datetime
    grown_at: datetime.datetime | None
    is_open: bool
    closings: tuple[Closing, ...]

    @property
    def of_service(self) -> bool:
        return self.rule == "above_funnel"


NEWEST = sa.func.coalesce(alert.c.grown_at, alert.c.opened_at, type_=alert.c.opened_at.type)
ORDER = (By(NEWEST, falling=True), By(alert.c.id))


def open_alerts(session: Session, after: str = "") -> Page[Alert]:
    """Newest first, a page at a time."""
    return _page(session, alert.c.closed_size.is_(None), after)


def closed_alerts(session: Session, after: str = "") -> Page[Alert]:
    return _page(session, alert.c.closed_size.is_not(None), after)


def _page(session: Session, where: sa.ColumnElement[bool], after: str) -> Page[Alert]:
    found = page_of(session, sa.select(alert).where(where), ORDER, after)
    return Page(_alerts(session, [SimpleNamespace(**row) for row in found.rows]), found.after)


def alert_numbered(session: Session, number: str) -> Alert:
    """One alert. Raises Missing."""
    found = _alerts(session, session.execute(sa.select(alert).where(alert.c.id == number)).all())
    if not found:
        raise Missing(number)
    return found[0]


def how_many_open(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).where(alert.c.closed_size.is_(None))) or 0


def _alerts(session: Session, rows: Sequence[Any]) -> list[Alert]:
    names = _names(session, rows)
    closings = _closings(session, [row.id for row in rows])
    return [
        Alert(
            id=row.id,
            rule=row.rule,
            subjects=(subjects := tuple(row.subject.split("|"))),
            names=tuple(names.get(one, one) for one in subjects),
            period=row.period,
            size=row.size,
            numbers=_numbers(bytes(row.numbers)),
            opened_at=row.opened_at,
            grown_at=row.grown_at,
            is_open=row.closed_size is None,
            closings=tuple(closings.get(row.id, ())),
        )
        for row in rows
    ]


def _numbers(data: bytes) -> dict[str, Any]:
    """The numbers of a rule, its days as days."""
    told: dict[str, Any] = msgspec.json.decode(data)
    return {**told, **{name: datetime.date.fromisoformat(told[name]) for name in DAYS if name in told}}


def _names(session: Session, rows: Iterable[Any]) -> dict[str, str]:
    services = {row.subject for row in rows if row.rule == "above_funnel"}
    groups = {one for row in rows if row.subject not in services for one in row.subject.split("|")}
    return {**group_names(session, groups), **organisation_names(session, sorted(services))}


def organisation_names(session: Session, wanted: Sequence[str]) -> dict[str, str]:
    """What these services are called; one of which nothing was told is left out."""
    found: dict[str, str] = {}
    for some in chunks(wanted, 500):
        query = sa.select(organisation.c.organisation, organisation.c.name)
        found.update(
            (row.organisation, row.name) for row in session.execute(query.where(organisation.c.organisation.in_(some)))
        )
    return found


def _closings(session: Session, ids: Sequence[str]) -> dict[str, list[Closing]]:
    found: dict[str, list[Closing]] = {}
    table = alert_closing.c
    query = sa.select(table.alert, table.reason, table.size, table.by, table.at).where(table.alert.in_(ids))
    for row in session.execute(query.order_by(table.at, table.id)):
        found.setdefault(row.alert, []).append(Closing(reason=row.reason, size=row.size, by=row.by, at=row.at))
    return found
