"""The public board: the newest edition's rows, and those who take part without a shown tier."""

import datetime
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import editions
from services.recognition.model import Edition
from services.recognition.queries.editions import edition_numbered, latest_edition, rows_of
from services.recognition.queries.groups import public_groups
from services.recognition.queries.profiles import is_participant
from services.recognition.tables import listing
from shared.clock import end_of_day
from web.grammar.latin import transliterate


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who takes part and has no shown tier; for all of them the same words."""

    slug: str
    name: str
    name_latin: str
    sector: str
    town: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A rated row with its address."""

    row: editions.Row
    slug: str


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """What the board page shows: one edition, filtered."""

    edition: Edition | None
    rated: tuple[Shown, ...]
    participants: tuple[Participant, ...]
    sectors: tuple[str, ...]
    towns: tuple[str, ...]
    practices: tuple[str, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """How a reader narrows the board."""

    sector: str = ""
    town: str = ""
    tier: str = ""
    practice: str = ""
    search: str = ""


def board(session: Session, today: datetime.date, wanted: Wanted, number: str | None = None) -> Board:
    """The newest edition or the one asked for; participants belong to today only. Raises Missing."""
    edition = edition_numbered(session, number) if number else latest_edition(session)
    slugs = {row.group: row.slug for row in session.execute(sa.select(listing.c.group, listing.c.slug))}
    rows = rows_of(edition) if edition else []
    if number is None:
        unlisted = _unlisted(session, today, [row.group for row in rows])
        rows = [row for row in rows if row.group not in unlisted]
    rated = tuple(Shown(row=row, slug=slugs[row.group]) for row in rows if _fits(row, wanted))
    others = (
        () if number or wanted.tier or wanted.practice else participants(session, today, {row.group for row in rows})
    )
    return Board(
        edition=edition,
        rated=rated,
        participants=tuple(one for one in others if _fits(one, wanted)),
        sectors=tuple(sorted({row.sector for row in rows} | {one.sector for one in others})),
        towns=tuple(sorted({row.town for row in rows} | {one.town for one in others})),
        practices=tuple(sorted({code for row in rows for code in row.practices})),
    )


def participants(session: Session, today: datetime.date, rated: set[str]) -> tuple[Participant, ...]:
    """Listable groups with an approved interview or an open vacancy and no row in the edition, by name."""
    addresses = {row.group: row for row in session.execute(sa.select(listing))}
    groups = public_groups(session, today, end_of_day(today))
    found = []
    for group, one in groups.items():
        address = addresses.get(group)
        if address is None or group in rated or not one.listable or not is_participant(session, one):
            continue
        lead = one.lead
        found.append(
            Participant(
                slug=address.slug, name=lead.name, name_latin=address.name_latin, sector=lead.sector, town=lead.town
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.slug)))


def _unlisted(session: Session, today: datetime.date, groups: Sequence[str]) -> set[str]:
    """Groups that withdrew or closed since: taken down at once."""
    known = public_groups(session, today, end_of_day(today), set(groups))
    return {group for group in groups if group not in known or not known[group].listable}


def _fits(one: editions.Row | Participant, wanted: Wanted) -> bool:
    if wanted.sector and one.sector != wanted.sector:
        return False
    if wanted.town and one.town != wanted.town:
        return False
    if isinstance(one, editions.Row):
        if wanted.tier and one.tier != wanted.tier:
            return False
        if wanted.practice and wanted.practice not in one.practices:
            return False
    return not wanted.search or searchable(wanted.search) in searchable(f"{one.name} {one.name_latin} {one.town}")


def searchable(text: str) -> str:
    """One normal form for either script: Latin letters, lower case."""
    return transliterate(text).casefold()
