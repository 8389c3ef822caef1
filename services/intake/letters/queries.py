"""Which letters wait, opened for sending."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.letters import tables as letters_tables
from shared.clock import machine_now
from shared.sealing import Sealer

TAKEN_FOR = datetime.timedelta(minutes=2)
"""Whoever took letters and died leaves them to the next one after this."""


class WaitingLetter(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    address: str
    path: str
    lang: str


def to_be_sent(now: datetime.datetime) -> sa.ColumnElement[bool]:
    """Letters that may be tried now: nobody else is sending them, and no pause after a refusal is under way."""
    row = letters_tables.letter.c
    free = sa.or_(row.taken.is_(None), row.taken < now - TAKEN_FOR)
    rested = sa.or_(row.not_before.is_(None), row.not_before <= now)
    return sa.and_(row.sent.is_(None), row.given_up.is_(None), free, rested)


def letters_wait(session: Session) -> bool:
    """Whether any letter is to be sent now."""
    waiting = sa.select(letters_tables.letter.c.id).where(to_be_sent(machine_now()))
    return session.execute(waiting.limit(1)).first() is not None


def opened_letter(sealer: Sealer, letter: Any) -> WaitingLetter:
    """A letter with its address and its links opened."""
    return WaitingLetter(
        id=letter.id,
        kind=letter.kind,
        address=sealer.open(letter.address, f"letter.address.{letter.id}"),
        path=sealer.open(letter.path, f"letter.path.{letter.id}"),
        lang=letter.lang,
    )
