"""An edition or a correction as it would be if it were published now: rows, board, articles, and why they change."""

import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy.orm import Session

from services.recognition import articles, scoring
from services.recognition.board.queries.board import Board, Shown, participants
from services.recognition.board.queries.unpublished import profile_in
from services.recognition.desk.queries.checklist import Checklist, checklist
from services.recognition.editions.model import Edition, quarter_end
from services.recognition.editions.queries.causes import Cause, causes
from services.recognition.editions.queries.editions import (
    all_editions,
    edition_entries,
    edition_numbered,
    latest_edition,
    row_of,
    rows_of,
)
from services.recognition.editions.queries.requests import requests_for
from services.recognition.editions.queries.versions import method_of
from services.recognition.editions.rules.canonical import canonical, digest
from services.recognition.editions.rules.entries import Entry
from services.recognition.editions.rules.rows import Row, ordered, together
from services.recognition.standing.queries.groups import group_names
from services.recognition.statements.queries.statements import open_holds
from shared.clock import end_of_day
from shared.transaction import Missing, Refused


class GroupChange(NamedTuple):
    """One group whose row will be another, before and after, and why."""

    group: str
    name: str
    before: Row | None
    now: Row | None
    causes: tuple[Cause, ...]


class Held(NamedTuple):
    """A group of which the rule of five holds something back."""

    group: str
    name: str
    people: int


class Wish(NamedTuple):
    """An employer that asked for a correction, and when, in what position."""

    name: str
    asked_on: datetime.date
    asked_as: str


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as it would be published now, against the one before it."""

    number: str
    corrects: str | None
    against: str | None
    """The edition it is compared with."""
    check: Checklist
    rows: tuple[Row, ...]
    changes: tuple[GroupChange, ...]
    held_back: tuple[Held, ...]
    renewed: tuple[str, ...]
    """Names of groups counted anew only because four editions rested on their old basis."""
    on_memory: tuple[str, ...]
    """Names of groups whose own numbers would give less than the mark they keep."""
    digest: str
    """Of what its rows say; the published one has a salt in every row."""
    waits: tuple[Held, ...] = ()
    """Of a correction: what was put right of fewer than five people, by employers that did not ask for it."""
    asked: tuple[Wish, ...] = ()
    """Of a correction: employers that asked, and whom no correction has put right yet."""

    @property
    def may(self) -> bool:
        return self.check.day_reached if self.corrects else self.check.may

    @property
    def published(self) -> bool:
        return self.check.published

    @property
    def entered(self) -> tuple[GroupChange, ...]:
        return tuple(one for one in self.changes if one.before is None)

    @property
    def left(self) -> tuple[GroupChange, ...]:
        return tuple(one for one in self.changes if one.now is None)

    @property
    def marked(self) -> tuple[GroupChange, ...]:
        """With another mark."""
        return tuple(one for one in self.changes if one.before and one.now and one.before.tier != one.now.tier)

    @property
    def other(self) -> tuple[GroupChange, ...]:
        """With the same mark and something else changed."""
        return tuple(one for one in self.changes if one.before and one.now and one.before.tier == one.now.tier)

    @property
    def held(self) -> int:
        return len(self.held_back)


def draft(session: Session, number: str, now: datetime.datetime) -> tuple[Edition, list[Entry]]:
    """An edition, or the next correction of the newest one (`2026-4.1`), not kept. Raises Missing for anything else."""
    base, _, correction = number.partition(".")
    if correction and number != next_correction(session):
        raise Missing(f"Edition {number}")
    as_of = _quarter(base)
    method = method_of(session, base) if correction else scoring.CURRENT
    of = Edition(
        number=number, as_of=as_of, known_at=now if correction else end_of_day(as_of), published_at=now,
        published_by="", method=method.name, fingerprint=method.fingerprint, digest="",
        corrects=base if correction else None, asked=0 if correction else None,
    )  # fmt: skip
    entries = edition_entries(session, of)
    of.rows = canonical([entry.row for entry in entries if entry.row], of.salt)
    of.digest = digest(of.rows)
    return of, entries


def next_correction(session: Session) -> str | None:
    """The number that a correction of the newest edition would have."""
    newest = latest_edition(session)
    if newest is None:
        return None
    base = newest.number.partition(".")[0]
    count = sum(1 for one in all_editions(session) if one.corrects == base)
    return f"{base}.{count + 1}"


def _quarter(number: str) -> datetime.date:
    try:
        return quarter_end(number)
    except Refused:
        raise Missing(f"Edition {number}") from None


def preview(session: Session, number: str, now: datetime.datetime) -> Preview:
    """Computed as publication would, and not kept. Raises Missing for what is no quarter and no next correction."""
    of, entries = draft(session, number, now)
    last = _against(session, of)
    was = {row.group: row for row in rows_of(last)} if last else {}
    will = {entry.row.group: entry.row for entry in entries if entry.row}
    held = [entry for entry in entries if entry.why == "held"]
    renewed = [entry for entry in entries if entry.why == "renewed" and entry.row]
    waits = [entry for entry in entries if entry.waits]
    asked = [one for one in requests_for(session, of.corrects or "") if one.used_in is None]
    some = {*was, *will, *(one.group for one in (*held, *waits)), *(one.group for one in asked)}
    names = _names(session, some, {**was, **will})
    return Preview(
        number=number,
        corrects=of.corrects,
        against=last.number if last else None,
        check=checklist(session, number.partition(".")[0], now),
        rows=tuple(ordered(will.values())),
        changes=_changes(session, last, entries, was, will, names),
        held_back=tuple(
            sorted((Held(one.group, names[one.group], one.held) for one in held), key=lambda one: one.name)
        ),
        renewed=tuple(sorted(names[entry.group] for entry in renewed)),
        on_memory=tuple(sorted(entry.row.name for entry in entries if entry.row and entry.standing.on_memory)),
        digest=of.digest,
        waits=tuple(sorted((Held(one.group, names[one.group], one.waits) for one in waits), key=lambda one: one.name)),
        asked=tuple(Wish(names[one.group], one.asked_on, one.asked_as) for one in asked),
    )


def _against(session: Session, of: Edition) -> Edition | None:
    """The edition before it in the line; for a correction the last of its quarter."""
    line = [one.number for one in all_editions(session) if one.number != of.number and one.as_of <= of.as_of]
    line = [one for one in line if of.corrects or not one.startswith(f"{of.number}.")]
    return edition_numbered(session, line[0]) if line else None


def _names(session: Session, groups: set[str], rows: dict[str, Row]) -> dict[str, str]:
    unknown = group_names(session, groups - rows.keys())
    return {**unknown, **{group: row.name for group, row in rows.items()}}


def _changes(
    session: Session,
    last: Edition | None,
    entries: list[Entry],
    was: dict[str, Row],
    will: dict[str, Row],
    names: dict[str, str],
) -> tuple[GroupChange, ...]:
    groups = [group for group in was.keys() | will.keys() if was.get(group) != will.get(group)]
    before = edition_entries(session, last, verifying=True, only=groups) if last and groups else []
    entry_before, entry_now = ({one.group: one for one in some} for some in (before, entries))
    found = [
        GroupChange(
            group, names[group], was.get(group), will.get(group),
            causes(entry_before.get(group), entry_now.get(group)),
        )
        for group in groups
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.group)))


def board_preview(session: Session, number: str, now: datetime.datetime, today: datetime.date) -> Board:
    """The board as this edition would make it, with those who would take part without a shown mark."""
    of, _ = draft(session, number, now)
    rows = rows_of(of)
    contested = open_holds(session, [row.group for row in rows], "contested")
    shown = (
        Shown(row=row, slug=row.group, contested=tuple(sorted(contested.get(row.group, ())))) for row in rows
    )  # the address of a preview is the group: a new one has no other yet
    others = participants(session, today, {row.group for row in rows})
    return Board(
        edition=of,
        rated=tuple(shown),
        participants=others,
        sectors=(),
        towns=(),
        practices=(),
        together=together(rows),
    )


def article_preview(
    session: Session, number: str, group: str, now: datetime.datetime, today: datetime.date
) -> articles.ProfileFacts:
    """The facts of one article as this edition would make it. Raises Missing where it would have no row."""
    of, _ = draft(session, number, now)
    row = row_of(of, group)
    if row is None:
        raise Missing(group)
    return profile_in(session, of, row, today)
