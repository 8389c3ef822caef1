"""A year's awards as its pages show them, and what an employer was given."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.awards.model import leading
from services.recognition.awards.queries import voting
from services.recognition.awards.queries.firms import Firms, firms
from services.recognition.awards.queries.honours import Held, held_of
from services.recognition.awards.tables import award, award_category, award_year, nomination, nomination_reason, prize
from services.recognition.board.rules import BoardLine
from shared.transaction import Missing
from web.lists import By, Page, page_of


class Nominee(msgspec.Struct, frozen=True, kw_only=True):
    """An employer put forward in a category, with why; `line` is its record as the board says it."""

    id: str
    line: BoardLine
    reasons: tuple[str, ...]
    conflict: bool
    """Whoever reads this declared a conflict of interest with it."""
    votes: int = 0
    leads: bool = False


class Winner(msgspec.Struct, frozen=True, kw_only=True):
    line: BoardLine | None
    """None where the employer no longer takes part."""
    citation: str
    citation_en: str
    given_on: datetime.date
    held: Held = ""


class Category(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    name_en: str
    winner: Winner | None = None
    nominees: tuple[Nominee, ...] = ()
    """For the jury alone."""
    may_vote: bool = True
    voted: str = ""


class Prize(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    line: BoardLine
    year: int
    name: str
    giver: str
    used_for: str
    source: str
    held: Held = ""


class Year(msgspec.Struct, frozen=True, kw_only=True):
    year: int
    state: str
    closed_on: datetime.date | None
    categories: tuple[Category, ...] = ()
    prizes: tuple[Prize, ...] = ()


def years(session: Session) -> list[Year]:
    """Newest first, without what is in them."""
    rows = session.execute(sa.select(award_year).order_by(award_year.c.year.desc()))
    return [Year(year=row.year, state=row.state, closed_on=row.closed_on) for row in rows]


def year_of(session: Session, year: int, juror: str = "") -> Year:
    """A year with its winners; for a juror also with who is nominated, and votes once they are no longer sealed. Raises Missing."""
    row = session.execute(sa.select(award_year).where(award_year.c.year == year)).one_or_none()
    if row is None:
        raise Missing(str(year))
    query = sa.select(award_category).where(award_category.c.year == year).order_by(award_category.c.id)
    categories = list(session.execute(query))
    given = _given(session, [one.id for one in categories])
    nominees = _nominees(session, year, juror) if juror else {}
    mine, close = (voting.own_votes(session, juror), voting.declared_by(session, juror)) if juror else ({}, set())
    return Year(
        year=row.year,
        state=row.state,
        closed_on=row.closed_on,
        categories=tuple(
            Category(
                id=one.id,
                name=one.name,
                name_en=one.name_en,
                winner=given.get(one.id),
                nominees=nominees.get(one.id, ()),
                may_vote=not close & voting.nominated_in(session, one.id),
                voted=mine.get(one.id, ""),
            )
            for one in categories
        ),
        prizes=_prizes(session, year),
    )


def _given(session: Session, categories: list[str]) -> dict[str, Winner]:
    rows = list(session.execute(sa.select(award).where(award.c.category.in_(categories))))
    groups = {row.group for row in rows}
    public, held = firms(session, groups), held_of(session, groups)
    return {
        row.category: Winner(
            line=public.get(row.group),
            citation=row.citation,
            citation_en=row.citation_en,
            given_on=row.given_on,
            held=held(row.group, f"award-{row.category}"),
        )
        for row in rows
    }


def _nominees(session: Session, year: int, juror: str) -> dict[str, tuple[Nominee, ...]]:
    of_year = sa.select(award_category.c.id).where(award_category.c.year == year)
    rows = list(session.execute(sa.select(nomination).where(nomination.c.category.in_(of_year))))
    public, why = firms(session, {row.group for row in rows}), _reasons(session, [row.id for row in rows])
    close, counted = voting.declared_by(session, juror), voting.votes(session, year)
    found: dict[str, tuple[Nominee, ...]] = {}
    for category in {row.category for row in rows}:
        some = [row for row in rows if row.category == category and row.group in public]
        ahead = leading(one for row in some for one in [row.id] * counted[row.id])
        made = [_nominee(row, public, why, row.id in close, counted[row.id], row.id in ahead) for row in some]
        found[category] = tuple(sorted(made, key=lambda one: one.line.name.casefold()))
    return found


def _nominee(row: Any, public: Firms, why: dict[str, list[str]], close: bool, votes: int, ahead: bool) -> Nominee:
    reasons = tuple(why.get(row.id, ()))
    return Nominee(id=row.id, line=public[row.group], reasons=reasons, conflict=close, votes=votes, leads=ahead)


def _reasons(session: Session, nominations: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = sa.select(nomination_reason).where(nomination_reason.c.nomination.in_(nominations))
    for row in session.execute(query.order_by(nomination_reason.c.at)):
        found.setdefault(row.nomination, []).append(row.reasons)
    return found


def _prizes(session: Session, year: int) -> tuple[Prize, ...]:
    """What others gave in that year and is not taken down."""
    rows = session.execute(sa.select(prize).where(prize.c.year == year).order_by(prize.c.name))
    return tuple(one for one in _as_prizes(session, list(rows)) if one.held != "withdrawn")


def _as_prizes(session: Session, rows: Sequence[Any]) -> list[Prize]:
    """Those of employers that have a page."""
    groups = {row.group for row in rows}
    public, held = firms(session, groups), held_of(session, groups)
    return [
        Prize(id=row.id, line=public[row.group], year=row.year, name=row.name, giver=row.giver, used_for=row.used_for,
            source=row.source, held=held(row.group, f"prize-{row.id}"))
        for row in rows
        if row.group in public
    ]  # fmt: skip


def all_prizes(session: Session, after: str) -> Page[Mapping[str, Any]]:
    """Every prize that was recorded, whether or not anybody reads of it, newest first."""
    newest = (By(prize.c.year, falling=True), By(prize.c.id, falling=True))
    return page_of(session, sa.select(prize), newest, after)


def prize_of(session: Session, key: str) -> Any:
    """Raises Missing."""
    found = session.execute(sa.select(prize).where(prize.c.id == key)).one_or_none()
    if found is None:
        raise Missing(key)
    return found
