"""What may be said of the employers of a town together (D5). Pure: from published rows alone, so it gives nobody away."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from services.recognition.articles import SMALL
from services.recognition.editions.rules.rows import Row, together
from shared.readers.towns import canonical


class TownTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A town's employers with a mark, and those of them that state fewer than fifty staff; people at least, in tens."""

    town: str
    marked: int
    together: int | None
    small: int
    small_together: int | None


def town_totals(rows: Iterable[tuple[Row, str]]) -> list[TownTotal]:
    """Of rows with the size class each states: every town that has one, in the order of their names."""
    towns: dict[str, list[tuple[Row, str]]] = defaultdict(list)
    for row, size in rows:
        towns[canonical(row.town)].append((row, size))
    return [_total(town, some) for town, some in sorted(towns.items())]


def _total(town: str, some: list[tuple[Row, str]]) -> TownTotal:
    small = [row for row, size in some if size in SMALL]
    return TownTotal(
        town=town,
        marked=len(some),
        together=together([row for row, _ in some]),
        small=len(small),
        small_together=together(small),
    )
