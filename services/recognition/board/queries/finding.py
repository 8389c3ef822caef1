"""Finds lines on shelves: a condition is one shelf or several, and the keys that all conditions share are found in order."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.queries.board import NO_MARK, Wanted
from services.recognition.board.rules import (
    EVERYBODY,
    ORDERS,
    UNMARKED,
    Script,
    asked_for,
    mistyped,
    storable,
    together,
)
from services.recognition.board.tables import board_part, board_place, board_total
from services.recognition.standing.queries.facts import chunks
from shared.tiers import PLACE

Shelves = sa.CompoundSelect[tuple[str]] | str
"""Those that an asked word leads to, or the one of a filter."""
NOBODY = "-"
"""The shelf for what is asked for in signs without a letter: nothing stands on it."""
BEHIND = "\x7f"
"""Comes after every letter of a word."""


class BoardSearch:
    """The lines that fit all conditions, without their order and marks: the rarest condition leads, the others check."""

    def __init__(self, session: Session, wanted: Wanted, script: Script) -> None:
        self.session, self.script, self.wanted = session, script, wanted
        self.order = ORDERS[script, wanted.order]
        filters = {"s": wanted.sector, "t": wanted.town, "p": wanted.practice, "q": wanted.size}
        if wanted.order and wanted.tier != NO_MARK:
            filters["m"] = wanted.tier
        self.conditions: list[Shelves] = [f"{kind}:{storable(value)}" for kind, value in filters.items() if value]
        words: list[Shelves] = [asked_of(forms) for forms in asked_for(wanted.search)]
        self.words = words or ([NOBODY] if wanted.search else [])
        self.conditions += self.words
        if len(self.conditions) > 1:
            self.conditions.sort(key=self._weight)

    def levels(self) -> tuple[str, str]:
        """The first key of the marks asked for, and the first one behind them."""
        if not self.wanted.tier or (self.wanted.order and self.wanted.tier != NO_MARK):
            return "0", str(UNMARKED)
        if self.wanted.tier == NO_MARK:
            return str(UNMARKED), str(UNMARKED + 1)
        level = PLACE.get(self.wanted.tier, UNMARKED + 1)
        return str(level), str(level + 1)

    def behind(self, after: str, until: str, most: int) -> list[str]:
        """So many keys after this one, in order."""
        key = board_place.c.key
        query = self._keys().where(key > after, key < until).order_by(key).limit(most)
        return list(self.session.scalars(query))

    def before(self, first: str, since: str, most: int) -> list[str]:
        """So many keys before this one, the nearest first."""
        key = board_place.c.key
        query = self._keys().where(key < first, key >= since).order_by(key.desc()).limit(most)
        return list(self.session.scalars(query))

    def number_before(self, first: str, since: str) -> int:
        key = board_place.c.key
        query = self._keys().where(key < first, key >= since)
        return self.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0

    def numbers(self) -> dict[int, int]:
        """How many lines of each level fit: looked up where it was counted, else counted now."""
        if not self.words:
            wanted = self.wanted
            shelf = together(*map(storable, (wanted.sector, wanted.town, wanted.practice, wanted.size)))
            query = sa.select(board_total.c.level, board_total.c.number).where(board_total.c.shelf == shelf)
            return {row.level: row.number for row in self.session.execute(query)}
        keys = self._keys().subquery()
        level = sa.func.substr(keys.c.key, 1, 1)
        query = sa.select(level, sa.func.count()).group_by(level)
        return {int(level): number for level, number in self.session.execute(query)}

    def _keys(self) -> sa.Select[tuple[str]]:
        lead, *others = self.conditions or [EVERYBODY]
        query = sa.select(board_place.c.key).where(board_place.c.script == self.order, _on(board_place.c, lead))
        for other in others:
            query = query.where(self._also_on(other))
        return query if isinstance(lead, str) else query.distinct()

    def _also_on(self, shelves: Shelves) -> sa.ColumnElement[bool]:
        """A key is looked up on one shelf; those of a word's shelves are gathered once, since they may be many."""
        also = board_place.alias()
        if isinstance(shelves, str):
            same = (also.c.script == self.order, also.c.key == board_place.c.key)
            return sa.exists().where(*same, _on(also.c, shelves))
        of_word = sa.select(also.c.key).where(also.c.script == self.order, _on(also.c, shelves))
        compared = board_place.c.key.concat("")  # or SQLite tries every key on every shelf of the leading word
        return compared.in_(of_word)

    def _weight(self, shelves: Shelves) -> int:
        query = sa.select(sa.func.sum(board_total.c.number)).where(_on(board_total.c, shelves))
        return self.session.scalar(query) or 0


def _on(columns: Any, shelves: Shelves) -> sa.ColumnElement[bool]:
    shelf: sa.ColumnElement[str] = columns.shelf
    return shelf == shelves if isinstance(shelves, str) else shelf.in_(shelves)


def asked_of(forms: Sequence[str]) -> sa.CompoundSelect[tuple[str]]:
    """The shelves that are asked for by a word, or a part of one, that begins with one of these forms.

    One range each: PostgreSQL reads the whole index where ranges are joined by OR.
    """
    part = board_part.c.part
    return sa.union_all(*(sa.select(board_part.c.shelf).where(part >= one, part < one + BEHIND) for one in forms))


def corrected(session: Session, search: str) -> str:
    """What was asked, each word that nothing has put right by one letter; empty where that leads nowhere either."""
    return " ".join(filter(None, (_meant(session, forms) for forms in asked_for(search))))


def _meant(session: Session, forms: Sequence[str]) -> str:
    if session.scalar(asked_of(forms).limit(1)) is not None:
        return forms[0]
    part, number = board_part.c.part, sa.func.sum(board_total.c.number)
    query = sa.select(part, number).join(board_total, board_total.c.shelf == board_part.c.shelf).group_by(part)
    found: dict[str, int] = {}
    for some in chunks(sorted(mistyped(forms[0]) | mistyped(forms[-1])), 900):
        found.update((word, total) for word, total in session.execute(query.where(part.in_(some))))
    return max(found, key=lambda word: (found[word], word), default="")
