"""The rows of an edition: kept one by one, so that a page of one employer reads one of them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from services.recognition.editions.model import Edition
from services.recognition.editions.rules.canonical import digest_of, raw_rows, together
from services.recognition.editions.rules.rows import Row, ordered
from services.recognition.editions.tables import edition_row
from services.recognition.standing.queries.facts import chunks

_row = msgspec.json.Decoder(Row)
PAGE = 5000
"""Rows in memory at one time where no more than their digests is wanted."""


def rows_of(found: Edition) -> list[Row]:
    """Every row of an edition, in the order of publication; of one that is not kept, those it was made with."""
    if (session := _kept_in(found)) is None:
        return msgspec.json.decode(found.rows, type=list[Row])
    return rows_kept(session, found.number)


def rows_kept(session: Session, number: str) -> list[Row]:
    """The same of an edition that may not be out yet."""
    query = sa.select(edition_row.c.data).where(edition_row.c.edition == number)
    return ordered(_row.decode(bytes(data)) for data in session.scalars(query))


def row_of(found: Edition, group: str) -> Row | None:
    """What the edition says of one group; None where it says nothing."""
    return next(iter(rows_among(found, [group])), None)


def rows_among(found: Edition, groups: Collection[str] | None) -> list[Row]:
    """What the edition says of these groups, or of all."""
    if groups is None:
        return rows_of(found)
    if (session := _kept_in(found)) is None:
        return [row for row in rows_of(found) if row.group in groups]
    table = edition_row.c
    query = sa.select(table.data).where(table.edition == found.number)
    parts = (session.scalars(query.where(table.group.in_(some))) for some in chunks(sorted(groups), 500))
    return [_row.decode(bytes(data)) for part in parts for data in part]


def body_of(found: Edition) -> bytes:
    """All rows as canonical JSON, to the byte as they were published."""
    if (session := _kept_in(found)) is None:
        return found.rows
    query = sa.select(edition_row.c.group, edition_row.c.data).where(edition_row.c.edition == found.number)
    kept = {group: bytes(data) for group, data in session.execute(query)}
    return together(kept[row.group] for row in ordered(map(_row.decode, kept.values())))


def rows_in(found: Edition, town: str) -> list[Row]:
    """What the edition says of the employers of one town."""
    if (session := _kept_in(found)) is None:
        return [row for row in rows_of(found) if row.town == town]
    table = edition_row.c
    query = sa.select(table.data).where(table.edition == found.number, table.town == town)
    return [_row.decode(bytes(data)) for data in session.scalars(query)]


def rows_by_edition(session: Session, numbers: Sequence[str], groups: Collection[str]) -> list[dict[str, Row]]:
    """What each of these editions says of these groups."""
    found: dict[str, dict[str, Row]] = {number: {} for number in numbers}
    if not numbers:
        return []
    table = edition_row.c
    query = sa.select(table.edition, table.group, table.data).where(table.edition.in_(numbers))
    for some in chunks(sorted(groups), 500):
        for number, group, data in session.execute(query.where(table.group.in_(some))):
            found[number][group] = _row.decode(bytes(data))
    return list(found.values())


def alone_in(session: Session, number: str, circle: Literal["town", "sector"]) -> list[tuple[str, str]]:
    """Each town, or section of sectors, of an edition, with the group that is alone in it; "" where several are."""
    table = edition_row.c
    alone = sa.case((sa.func.count() == 1, sa.func.min(table.group)), else_="")
    query = sa.select(table[circle], alone).where(table.edition == number).group_by(table[circle])
    return [(name, group) for name, group in session.execute(query)]


def how_many_rows(found: Edition) -> int:
    if (session := _kept_in(found)) is None:
        return len(raw_rows(found.rows))
    count = sa.select(sa.func.count()).where(edition_row.c.edition == found.number)
    return session.scalar(count) or 0


def loses_rows(session: Session, before: Edition, number: str) -> bool:
    """Whether the edition `number` says nothing of a group of which the one before it says something."""
    was, now = edition_row.alias(), edition_row.alias()
    stays = sa.exists().where(now.c.edition == number, now.c.group == was.c.group)
    gone = sa.select(was.c.group).where(was.c.edition == before.number, ~stays).limit(1)
    return session.scalar(gone) is not None


def digest_of_kept(session: Session, number: str) -> str:
    """The digest of the rows as they are kept."""
    return digest_of(_bytes_of(session, number))


def _bytes_of(session: Session, number: str) -> Iterator[bytes]:
    table, after = edition_row.c, ""
    while True:
        query = sa.select(table.group, table.data).where(table.edition == number, table.group > after)
        page = session.execute(query.order_by(table.group).limit(PAGE)).all()
        yield from (bytes(row.data) for row in page)
        if len(page) < PAGE:
            return
        after = page[-1].group


def is_draft(found: Edition) -> bool:
    """Made to be looked at, and not kept."""
    return bool(sa.inspect(found).transient)


def _kept_in(found: Edition) -> Session | None:
    """Where the rows of an edition are kept; None for a draft. Raises ValueError where that place was closed meanwhile."""
    if is_draft(found):
        return None
    session = object_session(found)
    if session is None:
        raise ValueError(f"the rows of edition {found.number} are read in the session that it was read in")
    return session
