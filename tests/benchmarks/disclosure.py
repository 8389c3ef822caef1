"""How often one person's outcome changes anything public within seven years, with and without the points floor.

The rules D1 to D4 measured on the product's own code (`editions.entry`; the result is decision 10): a reader
knows everything about an employer but the outcome of one person, and compares every edition. Two logs differ in that
outcome alone (kept, with or without proof on day 180; or lost on day 45); the share counts the employers for which any
edition's row differs. Run: python -m tests.benchmarks.disclosure --employers 2000 --seed 1; with --within 730 only the
editions of the first two years after the hire are compared, which is what the method page says.
"""

import argparse
import datetime
from collections import defaultdict
from collections.abc import Iterator
from math import exp, log, sqrt
from random import Random
from statistics import median
from typing import NamedTuple

import msgspec

from services.recognition.editions.model import EMBARGO
from services.recognition.scoring import PRACTICES
from tests.recognition.publication import QUARTERS, Edition, line_of
from tests.recognition.scoring.scoring_log import Log, day

YEARS = 7
STRATA = (("3-49 staff", 3, 50), ("50-999 staff", 50, 1000), ("1000-8000 staff", 1000, 8000))


class Person(NamedTuple):
    start: int
    kept: bool
    proved: bool
    end: int | None
    reason: str
    good: tuple[bool, bool, bool]


def poisson(random: Random, mean: float) -> int:
    limit, count, product = exp(-min(mean, 500)), 0, random.random()
    while product > limit:
        count, product = count + 1, product * random.random()
    return count


class Employer:
    """Hires grow like the square root of staff; true retention is Beta(7, 3), as the standard assumes (§2.2)."""

    def __init__(self, random: Random, low: int, high: int) -> None:
        self.staff = int(exp(random.uniform(log(low), log(high))))
        rate = random.betavariate(7, 3)
        quality = random.random()
        yearly = 0.45 * sqrt(self.staff) * random.uniform(0.5, 2.0)
        self.people = [
            _person(random, rate, quality, int(year * 365 + random.random() * 365))
            for year in range(YEARS)
            for _ in range(poisson(random, yearly))
        ]
        self.practices = [(code, random.randint(-300, 2000)) for code in PRACTICES if random.random() < 0.4]
        early = [i for i, one in enumerate(self.people) if one.start < 3 * 365]
        self.known = random.choice(early) if early else None

    def told(self, kept: bool | None) -> Log:
        """The log with the one outcome set; None = as it was."""
        log = Log(self.staff)
        for code, on in self.practices:
            log.practice(on, code)
        for number, one in enumerate(self.people):
            _tell(log, f"p{number:04}", one._replace(kept=kept) if number == self.known and kept is not None else one)
        return log


def _person(random: Random, rate: float, quality: float, start: int) -> Person:
    excused = random.random() < 0.05
    kept = not excused and random.random() < rate
    end = start + random.randint(10, 89) if not kept else None
    if kept and random.random() < 0.3:
        end = start + random.randint(91, 900)
    reason = "excused" if excused else random.choice(("employer", "candidate"))
    good = (random.random() < quality, random.random() < 0.8, random.random() < quality)
    return Person(start, kept, random.random() < 0.7, end, reason, good)


def _tell(log: Log, name: str, one: Person) -> None:
    permanent, hours, pay = one.good
    log.hire(name, one.start, permanent=permanent, hours=40 if hours else 20, wage_bp=12000 if pay else 10000)
    if one.kept:
        log.seen(name, one.start + 90)
        if one.proved and (one.end is None or one.end >= one.start + 180):
            log.seen(name, one.start + 180)
        if one.end is not None and one.end > one.start + 90:
            log.end(name, one.end, one.reason)
    else:
        log.end(name, one.end if one.end is not None and one.end < one.start + 90 else one.start + 45, one.reason)


OUTPUTS = ("tier, floor of ten", "+ points from 50 people (the rule)", "+ points for everybody", "tier alone")


def shown(one: Edition) -> dict[str, object]:
    """What each way of publishing would show of an edition."""
    row = one.entry.row
    if row is None:
        return dict.fromkeys(OUTPUTS)
    without = msgspec.structs.replace(row, points_floor=None)
    return {
        OUTPUTS[0]: without,
        OUTPUTS[1]: row,
        OUTPUTS[2]: (without, one.entry.standing.total // 500),
        OUTPUTS[3]: row.tier,
    }


def differences(employer: Employer, until: datetime.date) -> tuple[dict[str, datetime.date], bool]:
    """The first edition until a day in which each output gives the outcome away, and whether points were ever shown."""
    first: dict[str, datetime.date] = {}
    points = False
    pairs = zip(_line(employer, True), _line(employer, False), strict=True)
    for one, other in pairs:
        if one.as_of + EMBARGO > until:
            break
        here, there = shown(one), shown(other)
        points = points or (one.entry.row is not None and one.entry.row.points_floor is not None)
        for output in OUTPUTS:
            if here[output] != there[output]:
                first.setdefault(output, one.as_of + EMBARGO)
    return first, points


def _line(employer: Employer, kept: bool) -> Iterator[Edition]:
    return line_of(employer.told(kept).facts, QUARTERS[: YEARS * 4])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--employers", type=int, default=2000, help="per class of size")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--within", type=int, default=YEARS * 366, help="days after the hire")
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.employers} employers of each size, {YEARS} years, quarterly editions;")
    print(f"differences within {given.within} days after the hire\n")
    print("| employers | n | " + " | ".join(OUTPUTS) + " | median days to the first difference (the rule) |")
    print("|---" * (len(OUTPUTS) + 3) + "|")
    for name, low, high in STRATA:
        counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        total: dict[str, int] = defaultdict(int)
        days: dict[str, list[int]] = defaultdict(list)
        for number in range(given.employers):
            employer = Employer(Random(f"{given.seed} {name} {number}"), low, high)
            if employer.known is None:
                continue
            hired = day(employer.people[employer.known].start)
            first, points = differences(employer, hired + datetime.timedelta(given.within))
            for label in (name, f"{name}, points were shown") if points else (name,):
                total[label] += 1
                for output in first:
                    counts[label][output] += 1
                if OUTPUTS[1] in first:
                    days[label].append((first[OUTPUTS[1]] - hired).days)
        for label in sorted(total, key=len):
            shares = " | ".join(f"{100 * counts[label][output] / total[label]:.1f} %" for output in OUTPUTS)
            print(f"| {label} | {total[label]} | {shares} | {median(days[label] or [0]):.0f} |", flush=True)


if __name__ == "__main__":
    main()
