"""A form that is sent twice is carried out once: its key is kept with where it led, in the same transaction."""

import datetime
import hashlib
import hmac
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from shared.clock import machine_now
from shared.database import Instant
from shared.retention import Moment, Period, carry_out
from shared.transaction import Refused, Transaction

KEPT = datetime.timedelta(days=2)
SENT_BEFORE = "This was sent before with other answers, and that is done. If both are right, send it once more"


class Led(NamedTuple):
    """Where a form leads. `again`: it was sent and carried out before, and nothing was done now."""

    location: str
    again: bool = False


class Once(NamedTuple):
    """What tells one sending of a form from another: whose it is (account, or a visitor's mark), and its random key."""

    whose: str
    key: str

    def mark(self, command: msgspec.Struct) -> str:
        return _digest("\0".join((self.whose, type(command).__name__, self.key)).encode())

    def body(self, command: msgspec.Struct) -> str:
        """A digest of all answers. Keyed with what is kept nowhere, so that nobody can try out answers against it."""
        answers = msgspec.json.encode(command, order="deterministic")
        return hmac.new(self.key.encode(), answers, hashlib.sha256).hexdigest()


def idempotence_table(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "idempotence",
        metadata,
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False, index=True),
    )


def once(sent: Once | None, command: msgspec.Struct, tx: Transaction, work: Callable[[], str]) -> Led:
    """Where `work` leads, or led when the same was sent before. Raises Refused for other answers under the same key.

    The key is written first: whoever sends it at the same moment waits for this transaction, and works only if it failed.
    """
    if sent is None:
        return Led(work())
    table = tx.metadata.tables["idempotence"]
    mark, body = sent.mark(command), sent.body(command)
    before = tx.session.execute(sa.select(table.c.body, table.c.location).where(table.c.key == mark)).one_or_none()
    if before is not None:
        if before.body != body:
            raise Refused("", SENT_BEFORE)
        return Led(str(before.location), again=True)
    tx.session.execute(sa.insert(table).values(key=mark, body=body, location="", at=machine_now()))
    location = work()
    tx.session.execute(sa.update(table).where(table.c.key == mark).values(location=location))
    return Led(location)


def forget_keys(day: datetime.date, tx: Transaction) -> None:
    """Keys go after 2 days: nobody sends a form again that late by accident."""
    table = tx.metadata.tables["idempotence"]
    carry_out((Period(kept="2 days", table=table, over=lambda moment: _is_over(table, moment)),), tx)


def _is_over(table: sa.Table, moment: Moment) -> sa.ColumnElement[bool]:
    return table.c.at < moment.machine - KEPT


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
