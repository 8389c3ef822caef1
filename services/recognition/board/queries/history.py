"""What board and archive show of each marked employer over the quarters: marks in a row, firsts, and its headline's form."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import articles
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.rows import alone_in, is_draft, row_of, rows_by_edition, rows_in, rows_of
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.tables import edition as edition_table
from shared.tiers import PLACE

PRACTICES = {"diplomas": "recognition"}
"""What an article calls a practice that the standard calls otherwise."""
CIRCLES: tuple[articles.Circle, ...] = ("town", "sector")


class PastOfGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One group in one edition, beside those before it."""

    history: articles.History = articles.History()
    first_listed: bool = False
    raised: bool = False
    form: str | None = None
    since: dict[str, int] = {}
    """Per practice, the year from which every edition has counted it; without those of this year's."""


class _Quarter(NamedTuple):
    """A quarterly edition as it stood last; the digest tells its rows from any others of that number."""

    number: str
    digest: str
    year: int


Circle = tuple[articles.Circle, str]
Alone = dict[Circle, str]
"""Of each town and sector that somebody in an edition is of, who that is; nothing where they are several."""


def remembered(session: Session, group: str, edition: Edition) -> PastOfGroup:
    row = row_of(edition, group)
    if row is None:
        return PastOfGroup()
    past = _Past(session, edition)
    return msgspec.structs.replace(past.of([row])[group], form=past.forms(row.town)[group])


class _Past:
    """The line of quarterly editions that ends with this one, as long as it is looked at."""

    def __init__(self, session: Session, edition: Edition) -> None:
        self.session, self.edition = session, edition
        self.quarters = tuple(_quarters(session, edition))
        self.known = _known(self.quarters)
        if not self.known:
            self.known.update(self._circles())

    def of(self, rows: Sequence[Row]) -> dict[str, PastOfGroup]:
        """Of these rows of the last edition: a function of the published rows alone."""
        before, years = self._before([row.group for row in rows]), [one.year for one in self.quarters]
        present, firsts = self.known["present"], self.known["firsts"]
        return {
            row.group: PastOfGroup(
                history=_history(row, present, before, firsts),
                first_listed=not any(row.group in earlier for earlier in before),
                raised=_is_raised(row, before),
                since=_since(row, before, years),
            )
            for row in rows
        }

    def forms(self, town: str) -> dict[str, str]:
        """The form of headline of each employer of a town, dealt in the order of their references."""
        found = _dealt(self.quarters, town)
        if not found:
            rows = sorted(rows_in(self.edition, town), key=lambda row: row.group)
            past = self.of(rows)
            dealt = articles.dealt(_counted(row, past[row.group]) for row in rows)
            found.update(zip((row.group for row in rows), dealt, strict=True))
        return found

    def _before(self, groups: Sequence[str]) -> list[dict[str, Row]]:
        """What the earlier editions say of these groups, oldest first."""
        return rows_by_edition(self.session, [one.number for one in self.quarters[:-1]], groups)

    def _circles(self) -> dict[str, Alone]:
        """Who is alone in a town or sector now, and who was the first with a mark there: nobody where several were."""
        firsts = dict[Circle, str]()
        for one in self.quarters[:-1]:
            firsts = {**_alone_in(self.session, one.number), **firsts}
        draft = is_draft(self.edition)
        present = _alone(rows_of(self.edition)) if draft else _alone_in(self.session, self.edition.number)
        return {"present": present, "firsts": {**present, **firsts}}


@lru_cache(maxsize=4)
def _known(quarters: tuple[_Quarter, ...]) -> dict[str, Alone]:
    """Filled by whoever asks first."""
    return {}


@lru_cache(maxsize=64)
def _dealt(quarters: tuple[_Quarter, ...], town: str) -> dict[str, str]:
    """Filled by whoever asks first."""
    return {}


def _quarters(session: Session, edition: Edition) -> list[_Quarter]:
    """Each quarterly edition up to this one, oldest first: of an earlier quarter what stood last."""
    table = edition_table.c
    query = sa.select(table.as_of, table.number, table.digest).where(table.as_of < edition.as_of)
    rows = session.execute(query.order_by(table.as_of, table.published_at))
    by_day = {day: _Quarter(number, digest, day.year) for day, number, digest in rows}
    return [*by_day.values(), _Quarter(edition.number, edition.digest, edition.as_of.year)]


def _circles_of(row: Row) -> list[Circle]:
    """The town and the sector it is one of; an employer that has not said its sector is in none."""
    return [("town", row.town), *([("sector", row.sector[:1])] if row.sector else [])]  # type: ignore[list-item]


def _alone(rows: Iterable[Row]) -> Alone:
    here: dict[Circle, list[str]] = defaultdict(list)
    for row in rows:
        for circle in _circles_of(row):
            here[circle].append(row.group)
    return {circle: groups[0] if len(groups) == 1 else "" for circle, groups in here.items()}


def _alone_in(session: Session, number: str) -> Alone:
    """The same of an edition that is out, without reading its rows."""
    return {
        (circle, name): group
        for circle in CIRCLES
        for name, group in alone_in(session, number, circle)
        if circle == "town" or name
    }


def _history(row: Row, present: Alone, before: Sequence[dict[str, Row]], firsts: Alone) -> articles.History:
    in_a_row = 1 + len(list(takewhile(lambda rows: row.group in rows, reversed(before))))
    earlier = any(row.group in rows for rows in before)
    return articles.History(
        in_a_row=in_a_row,
        regained=in_a_row == 1 and earlier,
        first_in=tuple(circle[0] for circle in _circles_of(row) if firsts[circle] == row.group),
        only_in=tuple(circle[0] for circle in _circles_of(row) if present[circle]),
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


def _counted(row: Row, past: PastOfGroup) -> articles.Counted:
    return articles.Counted(
        tier=row.tier,  # type: ignore[arg-type]
        kept_floor10=row.kept_floor,
        practices=tuple(articles.Practice(code=PRACTICES.get(code, code)) for code in row.practices),  # type: ignore[arg-type]
        first_listed=past.first_listed,
        raised=past.raised,
        history=past.history,
    )
