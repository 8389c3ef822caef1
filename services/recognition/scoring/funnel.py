"""How far chance alone moves a share: the limits of a funnel plot (§4, Spiegelhalter 2005)."""

from collections.abc import Iterator
from math import comb
from typing import NamedTuple


class Limits(NamedTuple):
    """Shares between which an employer of this size lies by chance alone: 95 and 998 times of 1,000."""

    people: int
    low: float
    high: float
    lowest: float
    highest: float


def funnel(share: float, sizes: range) -> Iterator[Limits]:
    """The limits around one common share (0 to 1), for each number of people counted."""
    for people in sizes:
        low, high, lowest, highest = (limit(people, share, tail) for tail in (0.025, 0.975, 0.001, 0.999))
        yield Limits(people, low, high, lowest, highest)


def limit(people: int, share: float, tail: float) -> float:
    """The share below which `tail` of all results lie, exact binomial and interpolated between whole people."""
    below, number = 0.0, 0
    for number in range(people + 1):
        exactly = comb(people, number) * share**number * (1 - share) ** (people - number)
        if below + exactly >= tail:
            break
        below += exactly
    else:
        exactly = 1.0
    part = (below + exactly - tail) / exactly
    return min(max((number - part) / people, 0.0), 1.0)
