"""What board and archive show of each marked employer over the quarters: marks in a row, firsts, and its headline's form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.editions.model import Edition
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.tables import edition as edition_table
from shared.tiers import PLACE

PRACTICES = {"diplomas": "recognition"}
"""What an article calls a practice that the standard calls otherwise."""


class PastOfGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One group in one edition, beside those before it."""

    history: articles.History = articles.History()
    first_listed: bool = False
    raised: bool = False
    form: str | None = None
    since: dict[str, int] = {}
    """Per practice, the year from which every edition has counted it; without those of this year's."""


def remembered(session: Session, group: str, edition: Edition) -> PastOfGroup:
    return _remembered(tuple(_quarters(session, edition))).get(group, PastOfGroup())


def _quarters(session: Session, edition: Edition) -> list[tuple[int, bytes]]:
    """Year and rows of each quarterly edition up to this one, oldest first: of an earlier quarter what stood last."""
    table = edition_table.c
    query = (
        sa.select(table.as_of, table.rows).where(table.as_of < edition.as_of).order_by(table.as_of, table.published_at)
    )
    by_day = {day: (day.year, bytes(rows)) for day, rows in session.execute(query)}
    return [*by_day.values(), (edition.as_of.year, bytes(edition.rows))]


@lru_cache(maxsize=4)
def _remembered(quarters: tuple[tuple[int, bytes], ...]) -> dict[str, PastOfGroup]:
    """Of every group of the last of these quarters: a function of the published rows alone."""
    decoded = [msgspec.json.decode(rows, type=list[Row]) for _, rows in quarters]
    years = [year for year, _ in quarters]
    now, before = decoded[-1], [{row.group: row for row in rows} for rows in decoded[:-1]]
    firsts, present = _firsts(decoded), Counter(_circles(now))
    found = {
        row.group: PastOfGroup(
            history=_history(row, present, before, firsts),
            first_listed=not any(row.group in rows for rows in before),
            raised=_is_raised(row, before),
            since=_since(row, before, years),
        )
        for row in now
    }
    forms = _forms(now, found)
    return {group: msgspec.structs.replace(one, form=forms[group]) for group, one in found.items()}


def _circles(rows: Iterable[Row]) -> list[tuple[articles.Circle, str]]:
    return [circle for row in rows for circle in _circles_of(row)]


def _circles_of(row: Row) -> list[tuple[articles.Circle, str]]:
    """The town and the sector it is one of; an employer that has not said its sector is in none."""
    return [("town", row.town), *([("sector", row.sector[:1])] if row.sector else [])]  # type: ignore[list-item]


def _firsts(quarters: Sequence[Sequence[Row]]) -> dict[tuple[articles.Circle, str], str]:
    """Who was the first with a mark in its town or sector; nobody where several were at once."""
    found: dict[tuple[articles.Circle, str], str] = {}
    for rows in quarters:
        here = Counter(_circles(rows))
        new = [(circle, row.group) for row in rows for circle in _circles_of(row) if circle not in found]
        found |= {circle: group if here[circle] == 1 else "" for circle, group in new}
    return found


def _history(
    row: Row,
    present: Counter[tuple[articles.Circle, str]],
    before: Sequence[dict[str, Row]],
    firsts: dict[tuple[articles.Circle, str], str],
) -> articles.History:
    in_a_row = 1 + len(list(takewhile(lambda rows: row.group in rows, reversed(before))))
    earlier = any(row.group in rows for rows in before)
    return articles.History(
        in_a_row=in_a_row,
        regained=in_a_row == 1 and earlier,
        first_in=tuple(circle[0] for circle in _circles_of(row) if firsts[circle] == row.group),
        only_in=tuple(circle[0] for circle in _circles_of(row) if present[circle] == 1),
    )


def _is_raised(row: Row, before: Sequence[dict[str, Row]]) -> bool:
    last = before[-1].get(row.group) if before else None
    return last is not None and PLACE[row.tier] < PLACE[last.tier]


def _since(row: Row, before: Sequence[dict[str, Row]], years: Sequence[int]) -> dict[str, int]:
    found = {}
    for code in row.practices:
        held = list(takewhile(lambda rows, code=code: code in _practices(rows.get(row.group)), reversed(before)))  # type: ignore[misc]
        year = years[-1 - len(held)]
        if year < years[-1]:
            found[code] = year
    return found


def _practices(row: Row | None) -> tuple[str, ...]:
    return row.practices if row else ()


def _forms(now: Sequence[Row], found: dict[str, PastOfGroup]) -> dict[str, str]:
    """The form of headline for each: towns one by one, employers in the order of their references."""
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(now, key=lambda row: row.group):
        towns[row.town].append(row)
    forms: dict[str, str] = {}
    for rows in towns.values():
        dealt = articles.dealt(_counted(row, found[row.group]) for row in rows)
        forms |= dict(zip((row.group for row in rows), dealt, strict=True))
    return forms


def _counted(row: Row, past: PastOfGroup) -> articles.Counted:
    return articles.Counted(
        tier=row.tier,  # type: ignore[arg-type]
        kept_floor10=row.kept_floor,
        practices=tuple(articles.Practice(code=PRACTICES.get(code, code)) for code in row.practices),  # type: ignore[arg-type]
        first_listed=past.first_listed,
        raised=past.raised,
        history=past.history,
    )
