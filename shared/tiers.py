"""The marks of the standard: their names, their order, and what each takes; the score, the board and its pages ask here."""

from typing import Literal, NamedTuple

Mark = Literal["bronze", "silver", "gold"]
Tier = Literal["not_rated", "none", "bronze", "silver", "gold", "suspended"]
"""What a standing may say; whoever is suspended has no place on the scale."""


class Takes(NamedTuple):
    """From where a mark is given: hundredths of a point in all, and adjusted retention in basis points (§3.7)."""

    total: int
    adjusted: int


TAKES: dict[Mark, Takes] = {
    "bronze": Takes(4000, 6000),
    "silver": Takes(6000, 6500),
    "gold": Takes(7500, 7500),
}
MARKS: tuple[Mark, ...] = tuple(TAKES)
"""From the lowest to the highest: levels 1, 2 and 3."""
SCALE: tuple[Tier, ...] = ("not_rated", "none", *MARKS)
"""The levels -1 to 3."""
BEST_FIRST: tuple[Mark, ...] = MARKS[::-1]
"""As the board shows them."""
PLACE: dict[str, int] = {mark: place for place, mark in enumerate(BEST_FIRST)}
"""Where on the board a mark stands: 0 is the highest."""


def tier_name(level: int) -> Tier:
    """The word for a level of -1 (not rated) to 3 (gold)."""
    return SCALE[level + 1]
