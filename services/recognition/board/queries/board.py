"""The public board: the newest edition's rows, and those who take part without a shown tier."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.queries.identity import sizes
from services.recognition.board.rules import BY_MARK, BY_NAME, BY_TOWN, fits, words_in
from services.recognition.board.tables import listing
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import corrected_by, edition_numbered, latest_edition, rows_of
from services.recognition.editions.queries.rows import rows_among
from services.recognition.editions.rules.rows import Row, together
from services.recognition.editions.rules.towns import TownTotal, town_totals
from services.recognition.standing.queries.groups import PublicGroup, public_groups
from services.recognition.statements.queries.statements import open_holds, participants_among
from shared.clock import end_of_day
from shared.readers.towns import distinct, is_meant

NO_MARK = "none"
"""The filter `tier` for those who take part without a shown one."""


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part and has no shown tier; for all of them the same words."""

    slug: str
    name: str
    name_latin: str
    sector: str
    town: str
    size: str = ""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A rated row with its address."""

    row: Row
    slug: str
    contested: tuple[str, ...] = ()
    """What of this row is contested and not resolved: `tier`, `kept`, `points`, `practice-<code>`."""
    size: str = ""
    """The size class it states."""
    unscored: tuple[str, ...] = ()
    """What it offers besides what carries points."""
    has_page: bool = True
    """An earlier edition keeps rows of employers whose page is gone."""


def of_row(row: Row, subjects: Collection[str]) -> tuple[str, ...]:
    """What of these is said by the row itself, sorted; answers, stated figures and offers it has not are no part of it."""
    offers = {f"practice-{code}" for code in row.practices}
    return tuple(sorted(one for one in subjects if one in ("tier", "kept", "points") or one in offers))


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What the board page shows: one edition, filtered."""

    edition: Edition | None
    rated: tuple[Shown, ...]
    participants: tuple[Participant, ...]
    sectors: tuple[str, ...]
    towns: tuple[str, ...]
    practices: tuple[str, ...]
    sizes: tuple[str, ...] = ()
    local: TownTotal | None = None
    """What may be said of the whole town that is asked for."""
    together: int | None = None
    """At least so many people stayed with all employers of the edition together (rule D5), if it may be said."""
    withheld: int = 0
    """Rows of the edition that are no longer handed out."""
    corrected_by: str | None = None
    """The correction that a reader of an earlier edition should know of."""

    def count(self, tier: str) -> int:
        return sum(1 for one in self.rated if one.row.tier == tier)

    @property
    def marked(self) -> int:
        return len(self.rated)

    @property
    def unmarked(self) -> int:
        return len(self.participants)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """How a reader narrows the board."""

    sector: str = ""
    town: str = ""
    tier: str = ""
    practice: str = ""
    size: str = ""
    search: str = ""
    sort: str = ""
    view: str = ""
    """`cards`, or the table."""

    @property
    def order(self) -> str:
        """The order that is kept: one mark by name is the order by mark; what is searched for comes by mark."""
        known = self.sort if self.sort in (BY_NAME, BY_TOWN) else BY_MARK
        return BY_MARK if self.search or (self.tier and known == BY_NAME) else known


def board(session: Session, today: datetime.date, wanted: Wanted, number: str | None = None) -> Board:
    """The newest edition or the one asked for, as it may be read today; participants with the newest. Raises Missing."""
    edition = edition_numbered(session, number) if number else latest_edition(session)
    published = rows_of(edition) if edition else []
    known = public_groups(session, today, end_of_day(today))
    rows = shown_now(session, published, known)
    size = sizes(session, today, [known[row.group] for row in rows], edition)
    others = () if number else _participants(session, today, known, {row.group for row in rows})
    totals = town_totals((row, size.get(row.group, "")) for row in rows)
    fitting = [row for row in rows if _fits(row, size.get(row.group, ""), wanted)]
    return Board(
        edition=edition,
        rated=_rated(session, today, fitting, size, earlier=bool(number)),
        participants=tuple(one for one in others if _fits(one, one.size, wanted)),
        sectors=tuple(sorted({row.sector for row in rows} | {one.sector for one in others})),
        towns=tuple(distinct({row.town for row in rows} | {one.town for one in others})),
        practices=tuple(sorted({code for row in rows for code in row.practices})),
        sizes=tuple(sorted({*size.values(), *(one.size for one in others)} - {""})),
        local=next((one for one in totals if one.town == wanted.town), None),
        together=together(rows),
        withheld=len(published) - len(rows),
        corrected_by=corrected_by(session, edition) if edition and number else None,
    )


def _rated(
    session: Session, today: datetime.date, rows: Sequence[Row], size: Mapping[str, str], *, earlier: bool
) -> tuple[Shown, ...]:
    groups = [row.group for row in rows]
    slugs = {row.group: row.slug for row in session.execute(sa.select(listing.c.group, listing.c.slug))}
    contested = open_holds(session, groups, "contested")
    open_ = public_now(session, today, groups) if earlier else set(groups)
    return tuple(
        Shown(
            row=row,
            slug=slugs[row.group],
            contested=tuple(sorted(contested.get(row.group, ()))),
            size=size.get(row.group, ""),
            has_page=row.group in open_,
        )
        for row in rows
    )


def participants(session: Session, today: datetime.date, rated: set[str]) -> tuple[Participant, ...]:
    """Listable groups with an approved interview or an open vacancy and no row in the edition, by name."""
    return _participants(session, today, public_groups(session, today, end_of_day(today)), rated)


class Public(NamedTuple):
    """A group with a public page today, and what may be shown of its row, if it has one."""

    found: PublicGroup
    row: Row | None


def public_now(session: Session, today: datetime.date, groups: Collection[str] | None = None) -> dict[str, Public]:
    """Which groups (all, or of these) have a public page today: listable, and with a row or as a participant."""
    edition = latest_edition(session)
    known = public_groups(session, today, end_of_day(today), groups)
    rows = rows_among(edition, None if groups is None else known) if edition else []
    rated = {row.group: row for row in shown_now(session, rows, known)}
    open_ = {group: one for group, one in known.items() if one.listable}
    told = participants_among(session, [one for group, one in open_.items() if group not in rated])
    return {group: Public(one, rated.get(group)) for group, one in open_.items() if group in rated or group in told}


def addresses(session: Session, today: datetime.date, groups: Collection[str]) -> dict[str, str]:
    """Where the public pages of these groups are today; who has none is left out."""
    open_ = public_now(session, today, groups)
    rows = session.execute(sa.select(listing.c.group, listing.c.slug))
    return {row.group: row.slug for row in rows if row.group in open_}


def _participants(
    session: Session, today: datetime.date, known: Mapping[str, PublicGroup], rated: set[str]
) -> tuple[Participant, ...]:
    addresses = {
        row.group: row for row in session.execute(sa.select(listing.c.group, listing.c.slug, listing.c.name_latin))
    }
    able = {group: one for group, one in known.items() if group in addresses and group not in rated and one.listable}
    told = participants_among(session, able.values())
    size = sizes(session, today, [one for group, one in able.items() if group in told])
    found = [
        Participant(
            slug=addresses[group].slug,
            name=one.lead.name,
            name_latin=addresses[group].name_latin,
            sector=one.lead.sector,
            town=one.lead.town,
            size=size.get(group, ""),
        )
        for group, one in able.items()
        if group in told
    ]
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.slug)))


def shown_now(session: Session, rows: Sequence[Row], known: Mapping[str, PublicGroup]) -> list[Row]:
    """Without those that left, closed or are suspended since, and without what is taken down: at once, never adding.

    Of any edition, the newest and those of the archive alike.
    """
    gone = open_holds(session, [row.group for row in rows], "withdrawn")
    shown = (
        shown_row(row, known[row.group], gone.get(row.group, ()))
        for row in rows
        if row.group in known and known[row.group].listable
    )
    return [row for row in shown if row is not None]


def _fits(one: Row | Participant, size: str, wanted: Wanted) -> bool:
    if (wanted.sector and one.sector != wanted.sector) or (wanted.size and size != wanted.size):
        return False
    if wanted.town and not is_meant(wanted.town, one.town):
        return False
    tier, practices = (one.tier, one.practices) if isinstance(one, Row) else (NO_MARK, ())
    if wanted.tier and tier != wanted.tier:
        return False
    if wanted.practice and wanted.practice not in practices:
        return False
    words = words_in(one.name) | words_in(one.name_latin) | words_in(one.town)
    return fits(wanted.search, words)


def shown_row(row: Row, found: PublicGroup, gone: Collection[str]) -> Row | None:
    """What may be read now of a published row: holds and a withdrawn agreement only ever take away."""
    if "tier" in gone:
        return None
    points = row.points_floor if found.marks.points and "points" not in gone else None
    return msgspec.structs.replace(
        row,
        kept_floor=None if "kept" in gone else row.kept_floor,
        points_floor=points,
        practices=tuple(code for code in row.practices if f"practice-{code}" not in gone),
    )
