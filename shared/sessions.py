"""Ended sessions, as every service has heard of them: read on each signed-in request."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.auth import Actor
from shared.database import DERIVED, Instant
from shared.events.intake import SessionRevoked
from shared.transaction import Transaction


def ended_session_table(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "ended_session",
        metadata,
        sa.Column("session", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), index=True),
        sa.Column("before", Instant, nullable=False),
        schema=DERIVED,
    )


def end_sessions(events: list[SessionRevoked], tx: Transaction) -> None:
    """Remember which sessions are over."""
    table = _table(tx)
    for event in events:
        tx.session.execute(sa.delete(table).where(table.c.session == event.session))
        tx.session.execute(sa.insert(table).values(session=event.session, account=event.account, before=event.before))


def is_ended(session: Session, table: sa.Table, actor: Actor) -> bool:
    """Whether this session, or every session of its account begun before some moment, is over."""
    this = table.c.session == actor.reference
    whole = (table.c.account == actor.account) & (table.c.before >= actor.issued)
    return session.execute(sa.select(table.c.session).where(this | whole).limit(1)).first() is not None


def _table(tx: Transaction) -> Any:
    return tx.metadata.tables[f"{DERIVED}.ended_session"]
