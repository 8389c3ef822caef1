"""Ended sessions, as every service has heard of them: read on each signed-in request."""

from functools import cache
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
    who = {"session": actor.reference, "account": actor.account, "issued": actor.issued}
    return session.execute(_whether_ended(table), who).first() is not None


@cache
def _whether_ended(table: sa.Table) -> sa.Select[Any]:
    """Made once: building it costs a tenth of a small page, and it is asked on every signed-in request."""
    this = table.c.session == sa.bindparam("session")
    whole = (table.c.account == sa.bindparam("account")) & (table.c.before >= sa.bindparam("issued", type_=Instant))
    return sa.select(table.c.session).where(this | whole).limit(1)


def _table(tx: Transaction) -> Any:
    return tx.metadata.tables[f"{DERIVED}.ended_session"]
