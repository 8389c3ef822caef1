"""Where people at least are added up, so that what is said of all lines together reads none of them. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from services.recognition.articles import SMALL
from services.recognition.board.rules import SEPARATOR, BoardLine
from services.recognition.editions.rules.rows import least
from services.recognition.editions.rules.towns import Floors
from shared.readers.towns import canonical

FLOORS, UNTIL, SMALL_ONES = "f:", "g", "small"
"""The shelves on which people are added up instead of lines found: from the first of them to the second."""


def floored(line: BoardLine) -> tuple[str, int] | None:
    """Where the people that a line counts at least are added up: by town, those of fewer than fifty staff apart."""
    if not line.tier:
        return None
    size = SMALL_ONES if line.size in SMALL else ""
    return f"{FLOORS}{canonical(line.town)}{SEPARATOR}{size}", least(line.kept_floor)


def read_floors(totals: Iterable[tuple[str, int, int]]) -> Floors:
    """The same as it was kept: shelf, floor and how many."""
    found: Floors = defaultdict(Counter)
    for shelf, people, lines in totals:
        town, _, size = shelf.removeprefix(FLOORS).partition(SEPARATOR)
        found[town, size == SMALL_ONES][people] += lines
    return found
