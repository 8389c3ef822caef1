"""What already waits to be counted: the days on which a score will change if nothing else is told (DESIGN 6)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from heapq import heappop, heappush

import msgspec

from services.recognition.scoring.due import dated_turns, spell_turns
from services.recognition.scoring.facts import Fact
from services.recognition.scoring.formula import Counts, Points, Tally
from services.recognition.scoring.known import Known, learn
from services.recognition.scoring.parameters import SETTLE, Method
from services.recognition.scoring.spells import Placement, join, settle
from services.recognition.scoring.standing import standing_from
from services.recognition.scoring.world import World, look, practices_of


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What a standing becomes on a day; points in hundredths, raw_tier -1..3, before memory and suspension."""

    on: date
    points: Points
    counts: Counts
    raw_tier: int

    @property
    def total(self) -> int:
        return self.points.total


def waiting(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
    days: int = SETTLE,
) -> tuple[Waiting, ...]:
    """The days in (T, T + days] on which points, counts or raw tier change by what was recorded until K, in order.

    Each is what `snapshot` will give on that day if nothing more is recorded. In 120 days everybody who has begun
    by T is settled.
    """
    known = learn(facts, known_at or as_of)
    ahead = _Ahead(known, look(known, group, as_of, method))
    found = [ahead.now(as_of)]
    for day in ahead.until(as_of.toordinal() + days):
        then = ahead.now(date.fromordinal(day))
        if msgspec.structs.replace(then, on=found[-1].on) != found[-1]:
            found.append(then)
    return tuple(found[1:])


class _Ahead:
    """A group carried forward from one day on which something turns to the next; days are ordinals."""

    def __init__(self, known: Known, world: World) -> None:
        self.known, self.world = known, world
        self.people = Tally(world.basis)
        self.headcount, self.practices = world.headcount, world.practices
        self.placements: dict[str, list[Placement]] = defaultdict(list)
        self.calendar: list[int] = []
        self.turning: dict[int, set[str]] = {}
        today = world.as_of.toordinal()
        self._note(today, (until.toordinal() for until in world.practices.values()))
        self._note(today, dated_turns(known, world.group))
        for placement in world.placements:
            self.placements[placement.person].append(placement)
            self._note(today, [placement.start], placement.person)
        for spell in world.spells:
            self._note(today, spell_turns(spell, world.method), spell.person)

    def now(self, on: date) -> Waiting:
        """The score as it is after the last day that came."""
        standing = standing_from(
            self.people.counts,
            self.headcount,
            self.practices,
            group=self.world.group,
            as_of=on,
            method=self.world.method,
        )
        return Waiting(on=on, points=standing.points, counts=standing.counts, raw_tier=standing.raw_tier)

    def until(self, last: int) -> Iterator[int]:
        """Lets the days come, one by one, on which something turns."""
        while self.calendar and self.calendar[0] <= last:
            day = heappop(self.calendar)
            for person in self.turning.pop(day):
                if person:
                    self._judge(person, day)
                else:
                    self._look_at_group(day)
            yield day

    def _note(self, today: int, days: Iterable[int], person: str = "") -> None:
        """Remember days to come on which a person ("" = the group itself) is looked at again."""
        for day in days:
            if day > today:
                if day not in self.turning:
                    self.turning[day] = set()
                    heappush(self.calendar, day)
                self.turning[day].add(person)

    def _judge(self, person: str, day: int) -> None:
        spells = join(self.placements[person], day, self.world.method)
        self.people.put(person, settle(spells, day, self.world.method).get(person))
        for spell in spells:
            self._note(day, spell_turns(spell, self.world.method), person)

    def _look_at_group(self, day: int) -> None:
        on = date.fromordinal(day)
        entities = self.known.entities_on(self.world.group, on)
        self.headcount = sum(self.known.headcount_on(entity, on) for entity in entities)
        self.practices = practices_of(self.known, entities, on)
        self._note(day, (until.toordinal() for until in self.practices.values()))
