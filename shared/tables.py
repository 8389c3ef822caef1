"""The tables that every service has for what it tells and hears: outbox, lease, inbox, checkpoint, dead letters."""

import sqlalchemy as sa

from shared.database import DERIVED, BigKey, Instant
from shared.idempotence import idempotence_table
from shared.sessions import ended_session_table


def outbox_table(metadata: sa.MetaData) -> sa.Table:
    """The permanent event log of a service. `stream_seq` is empty until the stream has acknowledged the row."""
    table = sa.Table(
        "outbox",
        metadata,
        sa.Column("position", BigKey, primary_key=True, autoincrement=True),
        sa.Column("event_id", sa.String(36), nullable=False, unique=True),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("aggregate_id", sa.String(64), nullable=False),
        sa.Column("aggregate_version", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.Column("stream_seq", sa.BigInteger),
        sa.Column("refused", sa.String(200)),
        sa.UniqueConstraint("aggregate_id", "aggregate_version", name="outbox_aggregate_version"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("stream_seq IS NULL")
    sa.Index("outbox_waiting", table.c.position, sqlite_where=waiting, postgresql_where=waiting)
    sa.Index("outbox_sequence", table.c.stream_seq)
    refused = sa.text("refused IS NOT NULL")
    sa.Index("outbox_refused", table.c.aggregate_id, sqlite_where=refused, postgresql_where=refused)
    return table


def lease_table(metadata: sa.MetaData) -> sa.Table:
    """Who works on what, until when, by the machine's clock. A convenience: the fences are the guarantee."""
    return sa.Table(
        "lease",
        metadata,
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("holder", sa.String(120), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )


def inbox_tables(metadata: sa.MetaData) -> None:
    """`inbox` decides what was seen, `checkpoint` where to go on; poison is a `dead_letter`, its aggregate `parked`."""
    sa.Table(
        "inbox",
        metadata,
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Index("inbox_sequence", "stream_seq"),
        schema=DERIVED,
    )
    sa.Table(
        "checkpoint",
        metadata,
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Column("event_id", sa.String(36), nullable=False),
        sa.Column("stream_created", sa.String(40), nullable=False),
        sa.Column("stored", sa.BigInteger, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        schema=DERIVED,
    )
    _set_aside_tables(metadata)


def loss_table(metadata: sa.MetaData) -> sa.Table:
    """What somebody decided about events that this service told and its database had lost, up to `event_id`."""
    return sa.Table(
        "loss",
        metadata,
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("since", Instant, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("decision", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )


def _set_aside_tables(metadata: sa.MetaData) -> None:
    sa.Table(
        "dead_letter",
        metadata,
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        sa.Column("aggregate_id", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("error", sa.String(200), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        sa.Column("since", Instant, nullable=False),
        schema=DERIVED,
    )
    sa.Table(
        "parked",
        metadata,
        sa.Column("aggregate_id", sa.String(64), primary_key=True),
        sa.Column("stream_seq", sa.BigInteger, nullable=False),
        schema=DERIVED,
    )


def plumbing(metadata: sa.MetaData) -> None:
    """Add the tables that every service has: outbox, losses, lease, inbox and its like, ended sessions, idempotence."""
    outbox_table(metadata)
    lease_table(metadata)
    loss_table(metadata)
    inbox_tables(metadata)
    ended_session_table(metadata)
    idempotence_table(metadata)
