"""A standing is a function of the facts alone: whatever order they come in, whichever days pass between (R-1, R-2)."""

import datetime
from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition import scoring
from services.recognition.board.queries.standings import standing_page
from services.recognition.standing.handlers.scored import recorded_day, scored
from services.recognition.standing.queries.facts import facts_of
from services.recognition.standing.tables import due, fact, standing
from shared.clock import Clock
from shared.events.intake import (
    EmployerClosed,
    EmployerGroup,
    EmployerHeadcount,
    EmployerSuspended,
    PracticeConfirmed,
    PracticeWithdrawn,
)
from shared.events.placements import EmployerHired, PlacementEnded, PlacementVoided
from shared.identity import employer_id
from shared.message import Message, event_of
from shared.service import Runtime
from shared.transaction import Missing
from tests.recognition.arrivals import Arrivals, rows, start_at, turn_to
from tests.recognition.opened import AUTUMN, OVENS, heard, ovens
from tests.recognition.telling import message_of, seen

__all__ = ["heard", "ovens"]

GROUP = employer_id("BG", OVENS)
Table = dict[tuple[str, str], tuple[Any, ...]]
"""By group and method."""


FIRST = datetime.date(2024, 1, 1)


ENTITIES = ("e-1", "e-2", "e-3")


GROUPS = ("e-1", "e-2", "e-3", "g-1", "g-2")


def log(random: Random) -> list[Message]:
    """Everything that may be told about three employers in two years, with corrections, moves and late news."""

    def day(most: int = 700) -> datetime.date:
        return FIRST + datetime.timedelta(random.randint(0, most))

    def entity() -> str:
        return random.choice(ENTITIES)

    told: list[tuple[Any, datetime.date]] = [
        (EmployerHeadcount(employer=e, headcount=random.choice((5, 30, 200)), on=FIRST), FIRST) for e in ENTITIES
    ]
    for _ in range(random.randint(0, 4)):
        on = day()
        told.append((EmployerGroup(employer=entity(), group=random.choice(GROUPS), on=on), on))
    for code in ("mentor", "skills"):
        on = day()
        told.append((PracticeConfirmed(employer=entity(), practice=code, on=on), on))
        if random.random() < 0.3:
            told.append((PracticeWithdrawn(employer=entity(), practice=code, on=day()), on))
    if random.random() < 0.3:
        on = day()
        told.append((EmployerSuspended(employer=entity(), suspension="s", begins=on, ends=day()), on))
    if random.random() < 0.1:
        on = day()
        told.append((EmployerClosed(employer=entity(), on=on), on))
    for number in range(random.randint(4, 12)):
        told += person(random, f"p-{number}", entity, day(500))
    return [message_of(event, recorded) for event, recorded in told]


def person(random: Random, placement: str, entity: Any, start: datetime.date) -> list[tuple[Any, datetime.date]]:
    def after(days: int) -> datetime.date:
        return start + datetime.timedelta(days)

    hire: dict[str, Any] = {"placement": placement, "group": "any", "person": f"person-{random.randint(0, 8)}", "start": start,
            "permanent": random.random() < 0.5, "hours": 40, "organisation": "o"}  # fmt: skip
    told: list[tuple[Any, datetime.date]] = [(EmployerHired(employer=entity(), **hire), start)]
    if random.random() < 0.2:
        told.append((EmployerHired(employer=entity(), rev=1, **hire), after(20)))
    for on in (90, 181):
        if random.random() < 0.7:
            told.append((seen(placement, after(on), on), after(on + random.choice((0, 30)))))
    if random.random() < 0.4:
        last = after(random.choice((30, 89, 90, 150, 300)))
        reason = random.choice(("employer", "candidate", "excused"))
        told.append((PlacementEnded(placement=placement, last_day=last, reason=reason, evidence=1), last))
        if random.random() < 0.3:
            again = PlacementEnded(placement=placement, rev=1, reason=reason, evidence=1)
            told.append((again, last + datetime.timedelta(40)))
    if random.random() < 0.1:
        told.append((PlacementVoided(placement=placement, reason="mistake"), after(60)))
    return told


def whole(messages: Sequence[Message], today: datetime.date) -> Table:
    """The standing of every group, by the pure score over the whole log: no table, no calendar, no order."""
    facts = [one for m in messages if (one := scored(event_of(m), m)) is not None]
    assert all(one.recorded == recorded_day(m) for one, m in zip(facts, messages, strict=True))
    touched = {group for groups in scoring.groups_of(facts).values() for group in groups}
    found: Table = {}
    for group, method in product(touched, scoring.METHODS.values()):
        s = scoring.snapshot(facts, group, today, method=method)
        found[group, method.name] = (s.total, s.tier, s.raw_tier, s.R, s.L, s.E, s.K, s.pending, s.headcount)
    return found


def table(runtime: Runtime) -> Table:
    c = standing.c
    columns = (c.total, c.tier, c.raw_tier, c.kept, c.lost, c.excused, c.proved, c.pending, c.headcount)
    return {(row[0], row[1]): tuple(row[2:]) for row in rows(runtime, sa.select(c.group, c.method, *columns))}


NEW = scoring.CURRENT.name


NOTHING = (0, "not_rated", -1, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_any_order_any_copies_and_any_days_give_the_standing_of_the_whole_log(
    heard: Arrivals, clock: Clock, seed: int
) -> None:
    """Shuffled, duplicated and cut into batches, with mornings between: the table is the pure score of everything.

    A fact may arrive long after it was recorded, never before.
    """
    random = Random(seed)
    messages = log(random)
    arrivals = [(recorded_day(m) + datetime.timedelta(random.choice((0, 0, 1, 50, 400))), m) for m in messages]
    copies = [
        (day + datetime.timedelta(random.randint(0, 90)), m) for day, m in random.sample(arrivals, len(arrivals) // 3)
    ]
    waiting = arrivals + copies
    random.shuffle(waiting)
    start_at(clock, FIRST)
    today = FIRST
    while waiting or today < FIRST + datetime.timedelta(900):
        today += datetime.timedelta(random.choice((1, 7, 30, 91)))
        turn_to(heard.runtime, today)
        here = [m for day, m in waiting if day <= today]
        waiting = [(day, m) for day, m in waiting if day > today]
        while here:
            size = random.randint(1, 20)
            heard.arrive(here[:size])
            here = here[size:]
    assert rows(heard.runtime, sa.select(sa.func.count()).select_from(fact))[0][0] == len(messages)
    expected = whole(messages, today)
    found = table(heard.runtime)
    assert {group: found.get(group, NOTHING) for group in expected} == expected
    assert set(found) <= set(expected)


def test_on_every_day_of_later_years_the_table_is_the_score_of_that_day(heard: Arrivals, clock: Clock) -> None:
    """The calendar wakes each group on each day that matters: nothing is a day late."""
    messages = log(Random(99))
    start_at(clock, FIRST + datetime.timedelta(760))
    heard.arrive(messages)
    for ahead in range(761, 1500, 6):
        today = FIRST + datetime.timedelta(ahead)
        turn_to(heard.runtime, today)
        expected = whole(messages, today)
        found = table(heard.runtime)
        assert {group: found.get(group, NOTHING) for group in expected} == expected, today


def test_a_day_on_which_nothing_is_due_computes_nothing(ovens: Arrivals) -> None:
    next_ = rows(ovens.runtime, sa.select(due.c.day))[0].day
    assert next_ > ovens.runtime.clock.today()
    before = table(ovens.runtime)
    ovens.runtime.perform(lambda tx: tx.session.execute(sa.update(standing).values(total=1)))
    turn_to(ovens.runtime, next_ - datetime.timedelta(1))
    assert table(ovens.runtime)[GROUP, NEW][0] == 1, "not touched before its day"
    turn_to(ovens.runtime, next_)
    assert table(ovens.runtime)[GROUP, NEW][0] != 1
    assert before[GROUP, NEW][0] > 7500


# -- the standing page, at two times --------------------------------------------------------------------------------
def page(runtime: Runtime, as_of: Any = None, known_at: Any = None, entity: Any = GROUP) -> Any:
    today = runtime.clock.today()
    return runtime.database.look(lambda s: standing_page(s, entity, today, as_of, known_at))


def test_a_standing_as_of_a_day_is_what_was_known_then_or_what_is_known_now(ovens: Arrivals) -> None:
    """Corrected in February: the December of then still says twelve, the December of now says eleven."""
    december, february = datetime.date(2025, 12, 31), datetime.date(2026, 2, 2)
    ovens.tell((PlacementVoided(placement=f"{OVENS}-kept-240901-0", reason="mistake"), february))
    assert page(ovens.runtime, december).standing.R == 12
    assert page(ovens.runtime, december, february).standing.R == 11
    assert page(ovens.runtime).standing.R == 11
    assert page(ovens.runtime, AUTUMN + datetime.timedelta(125)).standing.R < 12


def test_a_group_told_of_later_is_not_known_before(ovens: Arrivals) -> None:
    february = datetime.date(2026, 2, 2)
    ovens.tell((EmployerGroup(employer=GROUP, group="g-1", on=AUTUMN), february))
    december = datetime.date(2025, 12, 31)
    assert page(ovens.runtime, december).group == GROUP
    assert page(ovens.runtime, december, february).group == "g-1"


def test_nobody_has_a_standing_who_is_not_known(ovens: Arrivals) -> None:
    with pytest.raises(Missing):
        page(ovens.runtime, entity="nobody")


def test_the_table_and_the_page_say_the_same(ovens: Arrivals) -> None:
    facts = ovens.runtime.database.look(lambda s: facts_of(s, [GROUP]))[GROUP]
    again = scoring.snapshot(facts, GROUP, ovens.runtime.clock.today(), method=scoring.CURRENT)
    assert page(ovens.runtime).standing.total == again.total == table(ovens.runtime)[GROUP, again.method][0]
