"""Kept pages are told apart by numbers: which of them count up when something public changes."""

from collections.abc import Collection, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.queries.revision import BOARD, DOWN, EVERYTHING, PROFILES, drawer
from services.recognition.board.tables import turn
from shared.transaction import Transaction


def invalidate(tx: Transaction, slugs: Collection[str] | None, *, lists: bool, down: bool) -> None:
    """Say that these profiles (None: all) may say something else, and whether lists of employers do.

    Pages of which something was taken `down` are never answered again; of others readers have the old one meanwhile.
    """
    number = _count(tx.session, EVERYTHING)
    for what in sorted(_what(slugs, lists=lists)):
        _set(tx.session, what, number)
        if down:
            _set(tx.session, what + DOWN, number)
    if down:
        _set(tx.session, EVERYTHING + DOWN, number)


def _what(slugs: Collection[str] | None, *, lists: bool) -> Iterator[str]:
    if lists:
        yield BOARD
    if slugs is None:
        yield PROFILES
    else:
        yield from {drawer(slug) for slug in slugs}


def _count(session: Session, what: str) -> int:
    counted = sa.update(turn).where(turn.c.what == what).values(number=turn.c.number + 1).returning(turn.c.number)
    if (row := session.execute(counted).first()) is not None:
        return int(row.number)
    session.execute(sa.insert(turn).values(what=what, number=1))
    return 1


def _set(session: Session, what: str, number: int) -> None:
    set_ = sa.update(turn).where(turn.c.what == what).values(number=number)
    if not session.execute(set_).rowcount:  # type: ignore[attr-defined]
        session.execute(sa.insert(turn).values(what=what, number=number))
