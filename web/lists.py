"""Lists that never end silently: a page at a time, each found by the line before it; long choices by their words."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.readers.collation import in_order
from shared.readers.searching import ways

PAGE = 50
"""Lines of a page."""
FEW = 30
"""As many choices as a select offers; of more the form searches."""
LONGEST = 600
KEY = "order_"
R = TypeVar("R")
S = TypeVar("S")


class By(NamedTuple):
    """One column that a list is in order of; the last of them tells any two lines apart. None of them is ever null."""

    column: sa.ColumnElement[Any]
    falling: bool = False


class Page(msgspec.Struct, Generic[R], frozen=True):
    """The lines of a page; `after` is where the next one begins, empty at the end of the list."""

    rows: list[R]
    after: str = ""

    def of(self, make: Callable[[R], S]) -> "Page[S]":
        return Page([make(row) for row in self.rows], self.after)

    def next(self, here: str, **asked: str | list[str]) -> str:
        """The address of the next page of the list `here` with these filters; nothing at the end."""
        return address(here, **asked, after=self.after) if self.after else ""


def address(here: str, **asked: str | list[str]) -> str:
    """A list with its filters; what is not asked for does not stand in the address."""
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return f"{here}?{query}" if query else here


def page_of(
    session: Session, query: sa.Select[Any], order: Sequence[By], after: str = "", size: int = PAGE
) -> Page[Mapping[str, Any]]:
    """The lines behind `after` (an address's: what is none of this list's begins it anew)."""
    place = _place(order, after)
    if place is not None:
        query = query.where(_behind(order, place))
    keys = [by.column.label(f"{KEY}{number}") for number, by in enumerate(order)]
    sorting = [by.column.desc() if by.falling else by.column.asc() for by in order]
    found = _rows(session, query.add_columns(*keys).order_by(*sorting).limit(size + 1))
    rows: list[Mapping[str, Any]] = [_without_keys(row) for row in found[:size]]
    return Page(rows, _last(found[size - 1], len(order)) if len(found) > size else "")


def _without_keys(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.startswith(KEY)}


def _behind(order: Sequence[By], place: Sequence[Any]) -> sa.ColumnElement[bool]:
    """Equal in the first columns, and further on in the next one."""
    ways = []
    for number, by in enumerate(order):
        same = [order[before].column == place[before] for before in range(number)]
        ways.append(sa.and_(*same, by.column < place[number] if by.falling else by.column > place[number]))
    return sa.or_(*ways)


def _last(row: Mapping[str, Any], keys: int) -> str:
    raw = msgspec.json.encode([row[f"{KEY}{number}"] for number in range(keys)])
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _place(order: Sequence[By], after: str) -> list[Any] | None:
    if not after or len(after) > LONGEST or not after.isascii():
        return None
    try:
        given = msgspec.json.decode(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)), type=list[Any])
        kinds = [by.column.type.python_type for by in order]
        if len(given) != len(kinds) or any(map(_is_unkept, given)):
            return None
        return [msgspec.convert(value, kind) for value, kind in zip(given, kinds, strict=True)]
    except (binascii.Error, msgspec.DecodeError, ValueError):
        return None


def _is_unkept(value: object) -> bool:
    """What no column holds, and no database compares."""
    return (isinstance(value, str) and "\x00" in value) or (isinstance(value, int) and abs(value) >= 2**63)


def matching(column: sa.ColumnElement[str], asked: str) -> sa.ColumnElement[bool]:
    """Rows whose kept words (`shared.readers.searching.searched`) fit all that is asked for; without a word none."""
    found = [sa.or_(*(column.contains(f" {each}", autoescape=True) for each in word)) for word in ways(asked)]
    return sa.and_(*found) if found else sa.false()


class Choices(msgspec.Struct, Generic[R], frozen=True):
    """What may be chosen: all of a short list (`long` false), else what fits the words `asked` for, and what is chosen."""

    rows: list[R]
    long: bool = False
    asked: str = ""
    more: bool = False
    """More fit than are shown."""
    single: bool = False
    """Just one fits the words: the last of the rows."""

    def of(self, make: Callable[[R], S]) -> "Choices[S]":
        return Choices([make(row) for row in self.rows], self.long, self.asked, self.more, self.single)

    def in_order(self, name: Callable[[R], str]) -> "Choices[R]":
        """By the alphabet where all are there; what a search found keeps its order, the chosen one first."""
        return self if self.long else Choices(in_order(self.rows, name))


class Search(NamedTuple):
    """How a long list is searched: its key, and the column of `shared.readers.searching`."""

    key: sa.ColumnElement[Any]
    words: sa.ColumnElement[str]


def choices_of(
    session: Session, query: sa.Select[Any], by: Search, asked: str = "", chosen: str = ""
) -> Choices[Mapping[str, Any]]:
    """All that an ordered query finds, while a select can hold them; else by its words, the chosen one first."""
    few = _rows(session, query.limit(FEW + 1))
    if len(few) <= FEW:
        return Choices(few)
    one = _rows(session, query.where(by.key == chosen)) if chosen else []
    found = _rows(session, query.where(matching(by.words, asked), by.key != chosen).limit(FEW + 1))
    rows, more = [*one, *found[:FEW]], len(found) > FEW
    return Choices(rows, long=True, asked=asked.strip(), more=more, single=len(found) == 1)


def _rows(session: Session, query: sa.Select[Any]) -> list[Mapping[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]
