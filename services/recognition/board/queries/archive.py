"""Editions as they may be read today: as files whose digest still checks, and what each changed."""

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from services.recognition.board.queries.board import Participant, Wanted, addresses, board, of_row, shown_now
from services.recognition.board.queries.identity import sizes
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import all_editions, edition_numbered, rows_of
from services.recognition.editions.queries.rows import body_of, rows_by_edition
from services.recognition.editions.queries.seeds import seed_of
from services.recognition.editions.rules.canonical import raw_rows, row_digests
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.rules.towns import TownTotal, town_totals
from services.recognition.standing.queries.groups import public_groups
from services.recognition.statements.queries.statements import open_holds
from shared.clock import end_of_day
from shared.tiers import PLACE


class EditionFile(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody may take away of an edition. `rows` and `withheld` together give the digest."""

    edition: dict[str, Any]
    rows: list[msgspec.Raw]
    """Rows as they were published, to the byte."""
    withheld: list[str]
    """Digests of the rows that are not handed out as published any more, in the order of the digests: it says nothing."""
    reduced: list[Row]
    """What is left of rows of which something was taken down."""
    contested: dict[str, list[str]]
    """What of the rows above is contested and not resolved, by group."""


class BoardFile(EditionFile, frozen=True, kw_only=True):
    """The newest edition, and who takes part without a shown tier, apart from it."""

    participants: tuple[Participant, ...]


def edition_file(session: Session, number: str, today: datetime.date) -> EditionFile:
    """One edition. Raises Missing."""
    return EditionFile(**_parts(session, edition_numbered(session, number), today))


def board_file(session: Session, today: datetime.date) -> BoardFile | None:
    """The newest edition, if there is one."""
    now = board(session, today, Wanted())
    if now.edition is None:
        return None
    return BoardFile(**_parts(session, now.edition, today), participants=now.participants)


def _shown(session: Session, found: Edition, today: datetime.date) -> list[Row]:
    return shown_now(session, rows_of(found), public_groups(session, today, end_of_day(today)))


def _parts(session: Session, found: Edition, today: datetime.date) -> dict[str, Any]:
    now = {row.group: row for row in _shown(session, found, today)}
    published = rows_of(found)
    body = body_of(found)
    whole = [now.get(row.group) == row for row in published]
    contested = open_holds(session, list(now), "contested")
    return {
        "edition": {**edition_data(found), **_audit(session, found)},
        "rows": [raw for raw, same in zip(raw_rows(body), whole, strict=True) if same],
        "withheld": sorted(one for one, same in zip(row_digests(body), whole, strict=True) if not same),
        "reduced": [
            now[row.group] for row, same in zip(published, whole, strict=True) if not same and row.group in now
        ],
        "contested": {
            group: list(said) for group, row in sorted(now.items()) if (said := of_row(row, contested[group]))
        },
    }


def _audit(session: Session, found: Edition) -> dict[str, Any]:
    """From what the audit of an edition is drawn; a correction has none of its own."""
    if found.corrects:
        return {}
    seed = seed_of(session, found)
    return {"audit_seed": seed.digest, "audit_seed_of": seed.edition}


def edition_data(found: Edition) -> dict[str, Any]:
    names = (
        "number",
        "as_of",
        "known_at",
        "published_at",
        "method",
        "fingerprint",
        "digest",
        "corrects",
        "note",
        "asked",
    )
    return {name: getattr(found, name) for name in names}


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A row in which something public is another than in the edition before."""

    row: Row
    before: Row


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition changed, as far as both may still be read; who is on it no longer is counted and not named."""

    edition: Edition
    before: Edition | None
    entered: tuple[Row, ...] = ()
    regained: tuple[Row, ...] = ()
    """Who had no row in the edition before, and had one in an earlier one."""
    raised: tuple[Changed, ...] = ()
    lowered: tuple[Changed, ...] = ()
    grown: tuple[Changed, ...] = ()
    """With the same mark, and more people by tens."""
    offers: tuple[Changed, ...] = ()
    """Who offers something counted now that was not counted before."""
    gone: int = 0
    pages: dict[str, str] = {}
    """Where the article of a group is, if it has one today."""

    @property
    def nothing(self) -> bool:
        return not (
            self.entered or self.regained or self.raised or self.lowered or self.grown or self.offers or self.gone
        )


def changes(session: Session, number: str, today: datetime.date) -> Changes:
    """Against the edition before it; a correction against the one it corrects. Raises Missing."""
    found = edition_numbered(session, number)
    line = [one.number for one in all_editions(session)]
    earlier = line[line.index(number) + 1 :]
    if not earlier:
        return Changes(edition=found, before=None)
    last = edition_numbered(session, earlier[0])
    was = {row.group: row for row in _shown(session, last, today)}
    now = _shown(session, found, today)
    both = [Changed(row=row, before=was[row.group]) for row in now if row.group in was]
    published, published_last = ({row.group for row in rows_of(one)} for one in (found, last))
    new = [row for row in now if row.group not in published_last]
    known = _ever_in(session, earlier[1:], {row.group for row in new})
    return Changes(
        edition=found,
        before=last,
        entered=tuple(row for row in new if row.group not in known),
        regained=tuple(row for row in new if row.group in known),
        raised=tuple(one for one in both if _level(one.row) < _level(one.before)),
        lowered=tuple(one for one in both if _level(one.row) > _level(one.before)),
        grown=tuple(one for one in both if (one.row.kept_floor or 0) > (one.before.kept_floor or 0)),
        offers=tuple(one for one in both if set(one.row.practices) - set(one.before.practices)),
        gone=sum(1 for row in rows_of(last) if row.group not in published),
        pages=addresses(session, today, [row.group for row in now]),
    )


def _ever_in(session: Session, numbers: Sequence[str], groups: set[str]) -> set[str]:
    """Which of these groups had a row in one of these editions."""
    return set().union(*rows_by_edition(session, numbers, groups))


class Towns(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition says of each town together, as far as it may still be read."""

    edition: Edition
    towns: list[TownTotal]


def towns(session: Session, number: str, today: datetime.date) -> Towns:
    """Raises Missing."""
    found = edition_numbered(session, number)
    known = public_groups(session, today, end_of_day(today))
    rows = shown_now(session, rows_of(found), known)
    size = sizes(session, today, [known[row.group] for row in rows], found)
    return Towns(edition=found, towns=town_totals((row, size.get(row.group, "")) for row in rows))


def _level(row: Row) -> int:
    return PLACE[row.tier]
