"""Arrivals: a handler is handed what a batch holds for it, in the order in which each aggregate told it."""

import datetime
from collections import defaultdict
from random import Random

import pytest

from shared.arrivals import Arrival, gathered, runs
from shared.events import Event
from shared.events.intake import EmployerHeadcount, EmployerJoined, EmployerVerified
from tests.plans import asked
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import heard
from tests.recognition.telling import employer, kept, message_of

__all__ = ["heard"]

DAY = datetime.date(2026, 3, 2)
TABLE: dict[type[Event], str] = {EmployerHeadcount: "counts", EmployerVerified: "marks", EmployerJoined: "marks"}
MOST = 40
"""Statements that read, for a batch of any size, at the most."""


def arrivals(count: int, seed: int) -> list[Arrival]:
    dice = Random(seed)
    found = []
    for seq in range(count):
        who = f"e-{dice.randrange(9)}"
        counted = EmployerHeadcount(employer=who, headcount=seq, on=DAY)
        event: Event = dice.choice([counted, EmployerVerified(employer=who, on=DAY)])
        found.append(Arrival(seq, b"", message_of(event, DAY), event))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_gathered_runs_hold_everything_once_and_keep_the_order_of_each_aggregate(seed: int) -> None:
    told = arrivals(200, seed)
    of_each: dict[str, list[int]] = defaultdict(list)
    for handler, run in gathered(told, TABLE):
        assert [one.seq for one in run] == sorted(one.seq for one in run)
        for one in run:
            assert one.event is not None
            assert TABLE[type(one.event)] == handler
            of_each[one.message.subject].append(one.seq)
    assert sorted(seq for some in of_each.values() for seq in some) == list(range(200))
    assert all(some == sorted(some) for some in of_each.values())


def test_gathering_makes_as_few_runs_as_one_aggregate_alone_would_need() -> None:
    told = [one for which in range(50) for one in (_counted(which), _verified(which), _counted(which))]
    assert len(runs(told, TABLE)) == 101
    assert [handler for handler, _ in gathered(told, TABLE)] == ["counts", "marks", "counts"]


def _counted(which: int) -> Arrival:
    event = EmployerHeadcount(employer=f"e-{which}", headcount=1, on=DAY)
    return Arrival(which, b"", message_of(event, DAY), event)


def _verified(which: int) -> Arrival:
    event = EmployerVerified(employer=f"e-{which}", on=DAY)
    return Arrival(which, b"", message_of(event, DAY), event)


def test_what_a_batch_asks_of_the_database_does_not_grow_with_its_events(heard: Arrivals) -> None:
    few, many = _statements(heard, range(3), 2), _statements(heard, range(3, 33), 8)
    assert max(few, many) <= MOST
    assert many <= few + 3, "statements that come with events"


def _statements(heard: Arrivals, employers: range, people: int) -> int:
    numbers = [f"{200_000_000 + which}" for which in employers]
    told = [
        one
        for number in numbers
        for one in (*employer(number, f"Фирма {number}", f"Firm {number}", DAY), *kept(number, people, DAY))
    ]
    with asked(heard.runtime.database) as statements:
        heard.arrive([message_of(event, day) for event, day in told])
    return len(statements)
