"""Employers written by chance, and the line of editions that the rules D1-D4 make of them: pure, without a database."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from services.recognition.editions.people import Prior
from services.recognition.editions.rules.entries import Entry, entry
from services.recognition.editions.rules.rows import Group
from services.recognition.scoring import CURRENT, PRACTICES, Fact, Method
from tests.recognition.scoring.scoring_log import Log, day

QUARTERS = tuple(
    date(year, month, number) for year in range(2024, 2032) for month, number in ((3, 31), (6, 30), (9, 30), (12, 31))
)


class Firm(Log):
    """One employer over the years, with everything that may happen to the people it hires."""

    def __init__(self, random: Random, years: float = 4.0, hires: int | None = None) -> None:
        self.random = random
        super().__init__(random.choice((5, 20, 45, 120, 400)))
        self.good = random.choice((0.55, 0.7, 0.8, 0.9, 1.0))
        for code in PRACTICES:
            if random.random() < 0.5:
                self.practice(random.randint(0, 900), code)
        if random.random() < 0.2:
            self.headcount(random.randint(100, 900), random.choice((10, 60, 200)))
        if random.random() < 0.1:
            since = random.randint(200, 1000)
            self.suspend(since, since + random.randint(20, 300))
        count = hires if hires is not None else random.choice((0, 3, 5, 8, 15, 30, 70))
        for i in range(count):
            self.person(f"p{i:03}", random.randint(0, int(365 * years)))

    def late(self, on: int) -> int:
        return on + self.random.choice((0, 0, 0, 3, 40, 120))

    def person(self, name: str, start: int) -> None:
        random = self.random
        self.hire(
            name,
            start,
            recorded=self.late(start),
            permanent=random.random() < 0.6,
            hours=random.choice((20, 40)),
            wage_bp=random.choice((10000, 12500)),
        )
        if random.random() < self.good:
            self.seen(name, start + random.choice((90, 100, 119, 130)), recorded=self.late(start + 130))
            if random.random() < 0.6:
                self.seen(name, start + 181, recorded=self.late(start + 181))
            if random.random() < 0.15:
                end = start + random.randint(91, 400)
                self.end(name, end, random.choice(("employer", "candidate")), recorded=self.late(end))
        else:
            end = start + random.randint(1, 89)
            self.end(name, end, random.choice(("employer", "candidate", "excused")), recorded=self.late(end))


class Edition(NamedTuple):
    number: str
    as_of: date
    entry: Entry


def group_of(facts: Sequence[Fact], points: bool = True) -> Group:
    return Group(
        group="E1", name="Пещ", name_latin="Pesht", sector="C", town="Пловдив", points_agreed=points, facts=facts
    )


def prior_of(line: Sequence[Edition]) -> Prior | None:
    """What the published editions of one group left for the next."""
    if not line:
        return None
    taken_in = line[-1].entry.taken_in
    since = next(i for i, one in enumerate(line) if one.number == taken_in)
    raw = tuple(one.entry.standing.raw_tier if one.entry.basis else -1 for one in line[-3:])
    return Prior(basis=line[-1].entry.basis, taken_in=taken_in, editions_on_it=len(line) - since, raw_tiers=raw)


def line_of(
    facts: Sequence[Fact], quarters: Sequence[date] = QUARTERS, points: bool = True, method: Method = CURRENT
) -> Iterator[Edition]:
    """One edition for each quarter, each standing on those before it."""
    line: list[Edition] = []
    group = group_of(facts, points)
    for as_of in quarters:
        number = f"{as_of.year}-{as_of.month // 3}"
        stood = entry(group, prior_of(line), number, as_of, as_of, method)
        line.append(Edition(number, as_of, stood))
        yield line[-1]


def not_personal(entry: Entry) -> tuple[Any, ...]:
    """What of an edition rests on no person: it may change a row at any time."""
    standing = entry.standing
    return standing.headcount, standing.practices, standing.suspended, standing.closed, standing.entities


def pending(name: str, as_of: date, back: int) -> list[Fact]:
    """Somebody hired `back` days before an edition, whose outcome nobody may see yet."""
    log = Log(None)
    start = (as_of - timedelta(back) - day(0)).days
    log.hire(name, start, recorded=start)
    if back >= 100:
        log.seen(name, start + 95, recorded=start + 95)
    return [
        fact.__class__(**{**{k: getattr(fact, k) for k in fact.__struct_fields__}, "id": f"{name}-{i}"})
        for i, fact in enumerate(log.facts)
    ]
