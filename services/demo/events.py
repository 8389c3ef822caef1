"""The way of an event: the outbox row, its place in the stream, who has taken it, and what became of it."""

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.scoring import CURRENT
from services.recognition.standing.queries.groups import employers, group_of
from services.recognition.standing.tables import fact, standing
from shared.database import DERIVED
from shared.message import decode
from shared.service import Runtime

SHOWN = 15


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """One service that listens for such events."""

    service: str
    done: bool
    waits: bool = False
    """Set aside in the dead letters."""


class Row(msgspec.Struct, kw_only=True):
    """One event on its way."""

    id: str
    type: str
    service: str
    position: int
    version: int
    subject: str
    recorded: datetime.datetime
    sequence: int | None
    taken: tuple[Taken, ...] = ()
    employer: str = ""
    employer_en: str = ""
    points: int | None = None
    tier: str = ""

    @property
    def what(self) -> str:
        """The type without its publisher: `employer.hired`."""
        return self.type.partition(".")[2]


async def newest(runtimes: Mapping[str, Runtime]) -> list[Row]:
    """The newest events of all services, newest first."""
    found: list[Row] = []
    bodies: dict[str, bytes] = {}
    for runtime in runtimes.values():
        for row, body in await runtime.read(_outbox, runtime):
            found.append(row)
            bodies[row.id] = body
    found = sorted(found, key=lambda row: (row.recorded, row.id), reverse=True)[:SHOWN]
    for runtime in runtimes.values():
        inbox, letters = await runtime.read(_arrived, runtime, [row.id for row in found])
        for row in found:
            if row.type in runtime.service.hears and row.service != runtime.service.name:
                row.taken += (Taken(service=runtime.service.name, done=row.id in inbox, waits=row.id in letters),)
    if "recognition" in runtimes:
        runtime = runtimes["recognition"]
        await runtime.read(_became, found, bodies, runtime.clock.today())
    return found


def _outbox(session: Session, runtime: Runtime) -> list[tuple[Row, bytes]]:
    box = runtime.service.metadata.tables["outbox"].c
    rows = session.execute(sa.select(*box).order_by(box.position.desc()).limit(SHOWN))
    return [
        (
            Row(
                id=row.event_id,
                type=row.type,
                service=runtime.service.name,
                position=row.position,
                version=row.aggregate_version,
                subject=row.aggregate_id,
                recorded=row.recorded_at,
                sequence=row.stream_seq,
            ),
            bytes(row.payload),
        )
        for row in rows
    ]


def _arrived(session: Session, runtime: Runtime, events: list[str]) -> tuple[set[str], set[str]]:
    tables = runtime.service.metadata.tables
    inbox, letters = tables[f"{DERIVED}.inbox"].c.event_id, tables[f"{DERIVED}.dead_letter"].c.event_id
    taken = set(session.scalars(sa.select(inbox).where(inbox.in_(events))))
    aside = set(session.scalars(sa.select(letters).where(letters.in_(events))))
    return taken, aside


def _became(session: Session, rows: list[Row], bodies: Mapping[str, bytes], today: datetime.date) -> None:
    """Whose standing the event is about, and what it is now."""
    for row in rows:
        entity = _entity(session, bodies[row.id])
        known = employers(session, [entity]) if entity else {}
        if entity is None or entity not in known:
            continue
        row.employer, row.employer_en = known[entity].name, known[entity].name_en
        own = (standing.c.group == group_of(session, entity, today), standing.c.method == CURRENT.name)
        now = session.execute(sa.select(standing).where(*own)).first()
        if now is not None:
            row.points, row.tier = now.total // 100, now.tier


def _entity(session: Session, body: bytes) -> str | None:
    data: dict[str, Any] = msgspec.json.decode(decode(body).data)
    if employer := data.get("employer"):
        return str(employer)
    if placement := data.get("placement"):
        return session.scalar(
            sa.select(fact.c.entity).where(fact.c.placement == placement, fact.c.entity.is_not(None)).limit(1)
        )
    return None
