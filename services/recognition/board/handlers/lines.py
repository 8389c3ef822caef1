"""The board as it is read: of each line that became another, what it lies on is taken away and laid anew."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from services.recognition.board.rules import BoardLine, counted, keys, parts_of, placed, words_in
from services.recognition.board.tables import (
    FORM,
    board_head,
    board_line,
    board_part,
    board_place,
    board_total,
    board_town,
)
from services.recognition.editions.queries.editions import latest_edition
from services.recognition.editions.queries.rows import how_many_rows
from services.recognition.editions.rules.rows import together_of
from services.recognition.editions.rules.towns import FLOORS, UNTIL, floored, read_floors, totals_of
from services.recognition.standing.queries.facts import chunks
from services.recognition.tools import tools_of
from shared.transaction import Transaction

log = structlog.get_logger(__name__)

AT_ONCE, MANY = 500, 2000
"""Lines written together, and from how many on it is said how far they are."""
READ_MODEL = (board_line, board_place, board_total, board_part, board_head, board_town)
_decode = msgspec.json.Decoder(BoardLine).decode
_encode = msgspec.json.Encoder().encode
Change = tuple[BoardLine | None, BoardLine | None]


def keep_lines(tx: Transaction, now: Mapping[str, BoardLine], groups: Collection[str] | None) -> bool:
    """Let the board say `now` of all groups, or of these. True if any line became another."""
    kept = _kept(tx.session, groups)
    changed = sorted(group for group in kept.keys() | now.keys() if kept.get(group) != now.get(group))
    for some in chunks(changed, AT_ONCE):
        _change(tx, [(kept.get(group), now.get(group)) for group in some])
        if len(changed) >= MANY:
            log.info("lines of the board are written", until=some[-1], of=len(changed))
    if groups is None or (changed and is_made(tx.session)):
        sum_up(tx.session)
    return bool(changed)


def _kept(session: Session, groups: Collection[str] | None) -> dict[str, BoardLine]:
    query = sa.select(board_line.c.group, board_line.c.data)
    parts = [query] if groups is None else [query.where(board_line.c.group.in_(p)) for p in chunks(sorted(groups), 500)]
    return {group: _decode(bytes(data)) for part in parts for group, data in session.execute(part)}


def _change(tx: Transaction, changes: Sequence[Change]) -> None:
    before, after = [one for one, _ in changes if one], [one for _, one in changes if one]
    _rewrite(tx.session, board_line, map(_line, before), map(_line, after))
    _rewrite(tx.session, board_place, _places(before), _places(after))
    _count(tx, before, after)


def _line(one: BoardLine) -> tuple[Any, ...]:
    made = keys(one)
    return one.group, made["bg"], made["latin"], _encode(one)


def _places(lines: Iterable[BoardLine]) -> Iterable[tuple[Any, ...]]:
    for one in lines:
        yield from placed(one)


def _rewrite(
    session: Session, table: sa.Table, before: Iterable[tuple[Any, ...]], after: Iterable[tuple[Any, ...]]
) -> None:
    """Take away the rows that are no more, and write those that are new; the key of a table is its first columns.

    What stands where a new row comes to, because the tables were damaged, gives way to it.
    """
    old, new = set(before), set(after)
    connection, keys_ = session.connection(), len(table.primary_key)
    delete, insert = _written(table, "?" if connection.dialect.paramstyle == "qmark" else "%s")
    if gone := sorted({row[:keys_] for row in (old - new if keys_ == len(table.columns) else old ^ new)}):
        connection.exec_driver_sql(delete, gone)
    if made := sorted(new - old):
        connection.exec_driver_sql(insert, made)


@cache
def _written(table: sa.Table, sign: str) -> tuple[str, str]:
    """How rows go and come, told to the driver as they are: a thousand at a time, SQLAlchemy takes longer than the database.

    A row that is there already, key and all, is left: so both databases say it.
    """
    names, key = ([f'"{one.name}"' for one in some] for some in (table.columns, table.primary_key))
    same, columns, values = (
        " AND ".join(f"{name} = {sign}" for name in key),
        ", ".join(names),
        ", ".join(sign for _ in names),
    )
    insert = f'INSERT INTO "{table.name}" ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING'  # noqa: S608
    return f'DELETE FROM "{table.name}" WHERE {same}', insert  # noqa: S608


def _count(tx: Transaction, before: Iterable[BoardLine], after: Iterable[BoardLine]) -> None:
    """Totals of every shelf that a line left or came to; a shelf with nothing on it any more is no longer asked for."""
    steps: Counter[tuple[str, int]] = Counter()
    for lines, step in ((before, -1), (after, 1)):
        for one in lines:
            for shelf in counted(one):
                steps[shelf, one.level] += step
            if one.tier:
                steps[floored(one.town, one.size, one.kept_floor)] += step
    touched = sorted({shelf for (shelf, _), step in steps.items() if step})
    old = _totals(tx.session, touched)
    new = {place: number for place in old.keys() | steps.keys() if (number := old.get(place, 0) + steps[place])}
    old = {place: number for place, number in old.items() if number}
    _rewrite(tx.session, board_total, _flat(old), _flat(new))
    stood, stands = {shelf for shelf, _ in old}, {shelf for shelf, _ in new}
    sector_words = tools_of(tx).sector_words
    _rewrite(tx.session, board_part, _parts(stood - stands, sector_words), _parts(stands - stood, sector_words))


def _flat(totals: Mapping[tuple[str, int], int]) -> Iterable[tuple[Any, ...]]:
    return ((*place, number) for place, number in totals.items())


def _totals(session: Session, touched: Sequence[str]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = defaultdict(int)
    for some in chunks(touched, 500):
        for shelf, level, number in session.execute(sa.select(board_total).where(board_total.c.shelf.in_(some))):
            found[shelf, level] = number
    return found


def _parts(some: Iterable[str], sector_words: Callable[[str], Collection[str]]) -> Iterable[tuple[str, str]]:
    """What each of these shelves is asked by; offers and everybody are not asked for in words."""
    readers: dict[str, Callable[[str], Collection[str]]] = {"w": _itself, "t": words_in, "s": sector_words}
    for shelf in some:
        kind, _, value = shelf.partition(":")
        words = readers[kind](value) if kind in readers else ()
        yield from ((part, shelf) for word in words for part in parts_of(word))


def _itself(word: str) -> Collection[str]:
    return (word,)


def sum_up(session: Session) -> None:
    """What is said of all lines together: it follows from the published floors that may still be shown (D5), as counted."""
    edition = latest_edition(session)
    shelf, published = board_total.c.shelf, session.scalar(sa.select(board_head.c.published))
    kept = session.execute(sa.select(board_total).where(shelf >= FLOORS, shelf < UNTIL))
    floors = read_floors((row.shelf, row.level, row.number) for row in kept)
    if published is None:  # the head is forgotten with each edition
        published = how_many_rows(edition) if edition else 0
    session.execute(sa.delete(board_head))
    values = {"what": FORM, "published": published, "together": together_of(sum(floors.values(), Counter()))}
    session.execute(sa.insert(board_head).values(values))
    session.execute(sa.delete(board_town))
    if totals := totals_of(floors):
        session.execute(sa.insert(board_town), [msgspec.structs.asdict(one) for one in totals])


def forget_head(session: Session) -> None:
    """Until it is summed up again, the board is read from the edition itself: all of it, while its lines are written."""
    if not is_made(session):  # what an earlier version counted is counted anew
        forget_lines(session)
    session.execute(sa.delete(board_head))


def is_made(session: Session) -> bool:
    """Whether the board was made, and in the form that is read now."""
    return session.scalar(sa.select(board_head.c.what)) == FORM


def forget_lines(session: Session) -> None:
    for table in READ_MODEL:
        session.execute(sa.delete(table))
