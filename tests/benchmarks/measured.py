"""What a benchmark found: rates and CPU of each leg in each round, and the ratios of the first leg to the others."""

from collections.abc import Callable, Iterator, Mapping
from statistics import median
from typing import NamedTuple

import msgspec

FALLEN = 0.8
"""A ratio whose best round is below so much of the committed median has fallen: rounds differ by less."""


class Rate(NamedTuple):
    """One leg in one round: things a second, and microseconds of CPU for each (0: not asked)."""

    rate: float
    cpu: float = 0.0


Legs = Mapping[str, Callable[[], Rate]]


class Goal(NamedTuple):
    """The first leg's rate (or, of CPU, the other's cost) is to be at least so many times this leg's."""

    least: float
    of_cpu: bool = False


class Ratio(msgspec.Struct, frozen=True):
    """The first leg against one other, by rounds."""

    middle: float
    low: float
    high: float


class Found(msgspec.Struct, kw_only=True):
    """One section as it was measured."""

    title: str
    unit: str
    rates: dict[str, list[float]]
    cpus: dict[str, list[float]]

    @property
    def first(self) -> str:
        return next(iter(self.rates))

    def ratio(self, leg: str, of_cpu: bool = False) -> Ratio:
        """How many times this leg's rate the first has; of CPU: how many times the first's cost this leg has."""
        ours, theirs = (self.cpus[leg], self.cpus[self.first]) if of_cpu else (self.rates[self.first], self.rates[leg])
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        return Ratio(round(median(ratios), 3), round(min(ratios), 3), round(max(ratios), 3))


def measured(title: str, unit: str, legs: Legs, rounds: int, say: Callable[[str], None]) -> Found:
    """Every leg once a round, in turn; one round before them counts for nothing."""
    found = Found(title=title, unit=unit, rates={leg: [] for leg in legs}, cpus={leg: [] for leg in legs})
    for number in range(rounds + 1):
        for leg, run in legs.items():
            one = run()
            say(f"{title}, round {number} of {rounds}: {leg} {one.rate:,.0f} {unit}")
            if number:
                found.rates[leg].append(one.rate)
                found.cpus[leg].append(one.cpu)
    return found


def lines(found: Found, goals: Mapping[str, Goal]) -> Iterator[str]:
    """The section in Markdown."""
    yield f"\n## {found.title}\n"
    yield f"| | {found.unit}, median (lowest to highest) | CPU us each | first leg / this | goal | |"
    yield "|---|---|---|---|---|---|"
    for leg, rates in found.rates.items():
        cpu = f"{median(found.cpus[leg]):,.0f}" if any(found.cpus[leg]) else ""
        told = f"{median(rates):,.0f} ({min(rates):,.0f} to {max(rates):,.0f})"
        yield f"| {leg} | {told} | {cpu} | {_against(found, leg, goals.get(leg))} |"


def _against(found: Found, leg: str, goal: Goal | None) -> str:
    if leg == found.first:
        return " | |"
    of_cpu = goal is not None and goal.of_cpu
    ratio = found.ratio(leg, of_cpu)
    told = f"{ratio.middle:.2f} ({ratio.low:.2f} to {ratio.high:.2f})" + (" of CPU" if of_cpu else "")
    if goal is None:
        return f"{told} | |"
    return f"{told} | >= {goal.least:g} | {'met' if ratio.middle >= goal.least else 'missed'}"


def fallen(now: Mapping[str, Mapping[str, Ratio]], before: Mapping[str, Mapping[str, Ratio]]) -> list[str]:
    """What got worse since the committed report, in a sentence each; sections and legs that are new say nothing."""
    found = []
    for section, legs in now.items():
        for leg, ratio in legs.items():
            was = before.get(section, {}).get(leg)
            if was and ratio.high < was.middle * FALLEN:
                found.append(f"{section}: {ratio.middle:.2f} times {leg}, where {was.middle:.2f} is committed")
    return found
