"""What one service's database says of its condition: what waits, what was set aside, who has the turns."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.condition.sample import Sample
from services.condition.subjects import OF_SUBJECTS
from shared.clock import machine_seconds
from shared.database import DERIVED
from shared.service import Runtime


def counted(session: Session, runtime: Runtime) -> list[Sample]:
    """What the service's database says."""
    return [*_plumbing(session, runtime), *_turns(session, runtime), *_subjects(session, runtime)]


def _plumbing(session: Session, runtime: Runtime) -> Iterator[Sample]:
    tables, name = runtime.service.metadata.tables, {"service": runtime.service.name}
    box, letters = tables["outbox"].c, tables[f"{DERIVED}.dead_letter"].c
    waiting = sa.select(sa.func.count(), sa.func.min(box.recorded_at)).where(box.stream_seq.is_(None))
    count, oldest = session.execute(waiting).one()
    age = max((runtime.clock.now() - oldest).total_seconds(), 0.0) if oldest else 0.0
    yield Sample("steadfast_outbox_events", count, name)
    yield Sample("steadfast_outbox_age_seconds", age, name)
    yield Sample("steadfast_outbox_refused", _count(session, box.refused.is_not(None)), name)
    yield Sample("steadfast_dead_letters", _count(session, letters.event_id.is_not(None)), name)
    parked = tables[f"{DERIVED}.parked"].c.aggregate_id
    yield Sample("steadfast_parked", _count(session, parked.is_not(None)), name)


def _turns(session: Session, runtime: Runtime) -> Iterator[Sample]:
    """A mark of what was heard lies in the same table and is no turn."""
    lease, now = runtime.service.metadata.tables["lease"], machine_seconds()
    for row in session.execute(sa.select(lease).where(lease.c.name.not_like("%.heard"))):
        turn = {"service": runtime.service.name, "lease": row.name}
        yield Sample("steadfast_lease_seconds", row.until - now, turn)
        yield Sample("steadfast_lease_holder", float(row.until > now), turn | {"holder": row.holder})


def _subjects(session: Session, runtime: Runtime) -> Iterator[Sample]:
    for look in OF_SUBJECTS.get(runtime.service.name, ()):
        yield from look(session, runtime)


def _count(session: Session, where: sa.ColumnElement[bool]) -> int:
    return session.scalar(sa.select(sa.func.count()).where(where)) or 0
