"""The outbox: events wait in the business database until the relay has them safely in the stream."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session


def waiting(session: Session, outbox: sa.Table) -> int:
    """How many events are not in the stream yet."""
    return int(session.scalar(sa.select(sa.func.count()).where(outbox.c.stream_seq.is_(None))) or 0)


def refused(session: Session, outbox: sa.Table) -> list[Any]:
    """Events that the broker refuses for themselves, oldest first, and how many of the same aggregate wait `behind`."""
    later = outbox.alias()
    same = (later.c.aggregate_id == outbox.c.aggregate_id) & (later.c.position > outbox.c.position)
    behind = sa.select(sa.func.count()).where(same, later.c.stream_seq.is_(None)).scalar_subquery().label("behind")
    box = outbox.c
    query = sa.select(box.event_id, box.type, box.aggregate_id, box.refused, behind).where(box.refused.is_not(None))
    return list(session.execute(query.order_by(box.position)))


def release(session: Session, outbox: sa.Table, aggregate: str) -> int:
    """Let the relay offer an aggregate's refused events again; returns how many there were."""
    held = (outbox.c.aggregate_id == aggregate) & outbox.c.refused.is_not(None)
    result = session.execute(sa.update(outbox).where(held).values(refused=None))
    return int(result.rowcount)  # type: ignore[attr-defined]
