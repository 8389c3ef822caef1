"""Logs written by chance, and what the tests of every log share."""

from datetime import date, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from services.recognition import scoring
from services.recognition.scoring import Fact, Hired, Standing
from tests.recognition.scoring.scoring_log import Log, day

GROUPS = ("E1", "E2", "G")


EDGES = (0, 10, 29, 30, 31, 60, 88, 89, 90, 91, 119, 120, 121, 150, 178, 179, 180, 181, 240, 400)


class Told(Log):
    """A log written by chance: mostly a decent employer, with all that may go wrong."""

    def __init__(self, random: Random) -> None:
        super().__init__(None)
        self.random = random
        self.good = random.choice((random.random(), random.random(), 1.0))
        self.entities = ("E1",) if self.good == 1 else random.choice((("E1",), ("E1", "E2"), ("E1", "E2")))
        for entity in self.entities:
            self.about(entity)
        for i in range(random.choice((3, 8, 14, 20))):
            self.one(f"p{i:02}")
        while self.chance(0.6):
            self.doubtful(f"d{len(self.facts):03}")
        while self.chance(0.75):
            self.stints(f"s{len(self.facts):03}")
        random.shuffle(self.facts)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def late(self, on: int) -> int:
        return on + self.random.choice((0, 0, 0, 1, 20, 70))

    def about(self, entity: str) -> None:
        pick = self.random.randint
        for _ in range(self.random.choice((0, 1, 1, 2))):
            on = pick(-700, 500)
            self.headcount(on, self.random.choice((0, 5, 25, 26, 60, 400)), entity, recorded=self.late(on))
        while self.good < 1 and self.chance(0.3):
            on = pick(-400, 400)
            self.group(on, self.random.choice(GROUPS), entity, recorded=self.late(on))
        for code in (*scoring.PRACTICES, "housing"):
            if self.chance(self.good):
                self.practice(pick(-800, 500), code, self.random.choice((0, 1, 2)), entity)
            if self.chance(0.2):
                self.withdraw(pick(-800, 500), code, entity)
        if self.chance(0.1):
            since = pick(-100, 700)
            self.suspend(since, self.random.choice((None, since + 30, since + 200)), entity)

    def one(self, ref: str) -> None:
        random, start = self.random, self.random.choice((-900, 0, 0, 100, 200)) + self.random.randint(-60, 60)
        self.hire(ref, start, recorded=self.late(start) + random.choice((0, 0, -40)), **self.terms())
        if self.chance(0.1):
            self.hire(ref, start + random.choice((-1, 0, 1)), recorded=self.late(start + 30), rev=1, **self.terms())
        if self.chance(0.2 + 0.8 * self.good):
            for at in random.sample((89, 90, 95, 179, 180, 185), 3):
                self.seen(ref, start + at, random.choice((0, 1, 1, 2)), recorded=self.late(start + at))
        while self.chance(0.5 - 0.4 * self.good):
            on = start + random.choice(EDGES)
            last = None if self.chance(0.1) else on
            reason = random.choice(("employer", "candidate", "excused"))
            rev, told = random.randint(0, 2), max(self.late(on) + random.choice((0, 0, -50)), start)
            self.end(ref, last, reason, random.choice((0, 1, 1)), rev, recorded=told)
        if self.chance(0.05):
            self.void(ref, recorded=self.late(start + 100))

    def doubtful(self, ref: str) -> None:
        """Somebody seen on day 90 leaves before day 180, and perhaps nobody but the employer says why."""
        random, start = self.random, self.random.randint(-60, 200)
        self.hire(ref, start, **self.terms())
        self.seen(ref, start + 90, recorded=self.late(start + 90))
        on = start + random.choice((89, 90, 95, 150, 178, 179, 180))
        reason = random.choice(("employer", "candidate", "candidate", "excused", None))
        self.end(ref, on, reason, random.choice((0, 0, 1)), recorded=self.late(on))

    def stints(self, ref: str) -> None:
        """One person employed a while, and again, and again, with breaks between."""
        random, start = self.random, self.random.randint(-60, 200)
        terms = self.terms()
        for part in range(random.choice((2, 2, 3, 4))):
            self.hire(f"{ref}{part}", start, **terms)
            last = start + random.choice((0, 5, 20, 40, 60, 75))
            if self.chance(0.8):
                self.end(f"{ref}{part}", last, random.choice(("employer", "candidate", "excused")), 1)
            if self.chance(0.6):
                seen = start + random.choice((30, 60, 90, 120))
                self.seen(f"{ref}{part}", seen, recorded=self.late(seen))
            start = last + 1 + random.choice((0, 6, 7, 8, 13, 14, 15, 16, 29, 30))

    def terms(self) -> dict[str, Any]:
        random = self.random
        return {
            "entity": random.choice(self.entities),
            "candidate": f"c{random.randint(0, 17)}",
            "permanent": self.chance(self.good),
            "hours": random.choice((20, 29, 30, 40)),
            "hours_choice": self.chance(0.1),
            "wage_bp": 12000 if self.chance(self.good / 2) else random.choice((0, 11999, 12000, 13000)),
            "planned_days": random.choice((None, None, None, None, 89, 90, 364, 365)),
            "funding": random.choice((None, None, None, None, None, "full")),
        }


logs = st.integers(0, 10**6).map(lambda seed: Told(Random(seed)).facts)


unmoved_logs = logs.filter(lambda facts: not any(isinstance(f, scoring.Grouped) and f.entity == "E1" for f in facts))


days = st.integers(-200, 1500).map(day)


groups = st.sampled_from(GROUPS)


some = settings(max_examples=120, deadline=None)


by_both = pytest.mark.parametrize("method", scoring.METHODS.values(), ids=scoring.METHODS)


def numbers(standing: Standing) -> dict[str, Any]:
    """What the oracle computes too."""
    fields = ("R", "L", "E", "M", "K", "pending", "headcount", "target", "q_hist", "practices", "adjusted_bp", "total")
    told = {field: getattr(standing, field) for field in (*fields, "suspended", "tier")}
    return told | {"points": msgspec.structs.asdict(standing.points), "raw": standing.raw_tier}


def a_telling_day(random: Random, facts: list[Fact]) -> date:
    """Half the time any day, half the time one on which some person's outcome may turn."""
    starts = [fact.start for fact in facts if isinstance(fact, Hired)]
    turns = (119, 120, 121, 149, 150, 178, 179, 180, 181, 1214, 1215)
    return random.choice((day(random.randint(0, 900)), random.choice(starts) + timedelta(random.choice(turns))))


def renumbered(facts: list[Fact]) -> list[Fact]:
    return [msgspec.structs.replace(fact, id=f"z{fact.id}") for fact in facts]


def unscheduled(standing: Standing) -> Standing:
    return msgspec.structs.replace(standing, next_due=None)
