"""What may be said of the employers of a town together (D5). Pure: from published rows alone, so it gives nobody away."""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from services.recognition.articles import SMALL
from services.recognition.editions.rules.rows import Row, least, together_of
from shared.readers.towns import canonical


class TownTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A town's employers with a mark, and those of them that state fewer than fifty staff; people at least, in tens."""

    town: str
    marked: int
    together: int | None
    small: int
    small_together: int | None


FLOORS, UNTIL = "f:", "g"
"""Where the floors of many rows are kept counted: from the first of these names to the second."""
SEPARATOR, SMALL_ONES = "\x1f", "small"
Floors = dict[tuple[str, bool], Counter[int]]
"""Of each town, those of fewer than fifty staff apart: how many rows have which floor."""


def town_totals(rows: Iterable[tuple[Row, str]]) -> list[TownTotal]:
    """Of rows with the size class each states: every town that has one, in the order of their names."""
    floors: Floors = defaultdict(Counter)
    for row, size in rows:
        floors[canonical(row.town), size in SMALL][least(row.kept_floor)] += 1
    return totals_of(floors)


def totals_of(floors: Floors) -> list[TownTotal]:
    return [_total(town, floors) for town in sorted({town for town, _ in floors})]


def _total(town: str, floors: Floors) -> TownTotal:
    small = floors.get((town, True), Counter())
    everybody = floors.get((town, False), Counter()) + small
    return TownTotal(
        town=town,
        marked=everybody.total(),
        together=together_of(everybody),
        small=small.total(),
        small_together=together_of(small),
    )


def floored(town: str, size: str, kept_floor: int | None) -> tuple[str, int]:
    """The name under which a row is counted, and its floor: so what is said of all rows together reads none of them."""
    return f"{FLOORS}{canonical(town)}{SEPARATOR}{SMALL_ONES if size in SMALL else ''}", least(kept_floor)


def read_floors(counted: Iterable[tuple[str, int, int]]) -> Floors:
    """The same as it was kept: names, floors and how many rows."""
    found: Floors = defaultdict(Counter)
    for name, people, rows in counted:
        town, _, size = name.removeprefix(FLOORS).partition(SEPARATOR)
        found[town, size == SMALL_ONES][people] += rows
    return found
