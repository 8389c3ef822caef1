"""Slows down guessing: counted in the database by the machine's clock, never a lock."""

import datetime
import math
from typing import NamedTuple

import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.model.sign_in import (
    FREE_FROM_ANYWHERE,
    FREE_ON_ACCOUNT,
    FREE_ON_BLOCK,
    HOUR,
    RESETS_AN_HOUR,
    WINDOW,
    waiting_time,
)
from services.intake.tools import tools_of
from shared.clock import machine_now
from shared.transaction import TooOften, Transaction

KEPT = 4 * WINDOW


class Try(NamedTuple):
    """Somebody wants in. `whose` is an address or account, `block` the network, `device` a known browser or empty.

    By a password anybody may try from anywhere, so that tries are counted per address *and network*: a guesser elsewhere
    takes nothing from the owner; only some hundreds an hour, from many networks, slow down every browser that the address
    does not know. Whoever tries at a second factor has given the password: those are counted per account.
    """

    purpose: str
    whose: str
    block: str
    device: str = ""


def begin_try(command: Try, tx: Transaction) -> tuple[int, ...]:
    """Note a try before anything is checked, so that many at once are all counted. Raises Refused while one must wait.

    A known browser has a count of its own: whoever guesses from elsewhere does not slow the owner down.
    """
    tx.session.execute(sa.delete(access.attempt).where(access.attempt.c.at < machine_now() - KEPT))
    return tuple(_note(count, tx) for count in _counts(command, tx))


def forget_try(positions: tuple[int, ...], tx: Transaction) -> None:
    """The try was right: it is no guess."""
    tx.session.execute(sa.delete(access.attempt).where(access.attempt.c.position.in_(positions)))


def may_mail(address: str, tx: Transaction) -> bool:
    """Whether another letter may go to this address within the hour; notes that one goes."""
    bucket, row = _name("mail", address, tx), access.attempt.c
    count = sa.select(sa.func.count()).where(row.bucket == bucket, row.at > machine_now() - KEPT)
    if (tx.session.scalar(count) or 0) >= RESETS_AN_HOUR:
        return False
    tx.session.execute(sa.insert(access.attempt).values(bucket=bucket, at=machine_now()))
    return True


class _Count(NamedTuple):
    bucket: str
    free: int
    within: datetime.timedelta = WINDOW


def _counts(command: Try, tx: Transaction) -> list[_Count]:
    if command.device:
        return [_Count(_name(command.purpose, f"{command.device}\0{command.whose}", tx), FREE_ON_ACCOUNT)]
    by_password = bool(command.whose) and command.purpose == "sign-in"
    counted = f"{command.whose}\0{command.block}" if by_password else command.whose
    whose = [_Count(_name(command.purpose, counted, tx), FREE_ON_ACCOUNT)] if command.whose else []
    everywhere = [_Count(_name("anywhere", command.whose, tx), FREE_FROM_ANYWHERE, HOUR)] if by_password else []
    return [*whose, _Count(_name("block", command.block, tx), FREE_ON_BLOCK), *everywhere]


def _name(purpose: str, what: str, tx: Transaction) -> str:
    return str(tools_of(tx).sealer.index(what, f"try.{purpose}"))


def _note(count: _Count, tx: Transaction) -> int:
    row, now = access.attempt.c, machine_now()
    same = (row.bucket == count.bucket) & (row.at > now - count.within)
    recent = sa.select(sa.func.count(), sa.func.max(row.at)).where(same)
    tries, last = tx.session.execute(recent).one()
    if last is not None:
        left = last + waiting_time(tries, count.free) - now
        if left.total_seconds() > 0:
            raise TooOften("Too many tries. Try again in {seconds} s", math.ceil(left.total_seconds()))
    made = sa.insert(access.attempt).values(bucket=count.bucket, at=now).returning(row.position)
    return int(tx.session.execute(made).scalar_one())
