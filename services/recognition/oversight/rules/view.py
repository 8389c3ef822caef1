"""One employer as the rules of alerts see it: its jobs and its staff, from the facts. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from services.recognition.scoring import Fact
from services.recognition.scoring.known import Known, learn

Numbers = dict[str, int | str]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An odd pattern. `size` is the number by which it grows; `numbers` are all that the rule looked at."""

    rule: str
    subject: str
    period: str
    size: int
    numbers: Numbers


class Job(msgspec.Struct, frozen=True):
    """A hire that was not taken back; `end` is the last day at work, if it was told and has come."""

    placement: str
    person: str
    start: date
    end: date | None


class Fall(msgspec.Struct, frozen=True):
    """Staff told on a day, and what was told before of the same companies."""

    on: date
    before: int
    after: int


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """A group of employers, as known on a day."""

    group: str
    jobs: tuple[Job, ...] = ()
    falls: tuple[Fall, ...] = ()


def firm(facts: Iterable[Fact], group: str, today: date) -> Firm:
    """What is known today of a group's jobs begun until today, and of each time its staff became fewer."""
    known = learn(facts, today)
    hires = [one for one in known.hires.values() if one.placement not in known.voided and one.start <= today]
    jobs = [
        Job(one.placement, one.candidate, one.start, _ended(known, one.placement, today))
        for one in hires
        if known.group_on(one.entity, one.start) == group
    ]
    return Firm(
        group=group,
        jobs=tuple(sorted(jobs, key=lambda job: (job.start, job.placement))),
        falls=tuple(_falls(known, group, today)),
    )


def _ended(known: Known, placement: str, today: date) -> date | None:
    ending = known.endings.get(placement)
    return ending.last_day if ending and ending.last_day and ending.last_day <= today else None


def _falls(known: Known, group: str, today: date) -> Iterable[Fall]:
    days = {one.date for some in known.headcounts.values() for one in some if one.date <= today}
    for day in sorted(days):
        entities = known.entities_on(group, day)
        before = sum(known.headcount_on(entity, day - timedelta(1)) for entity in entities)
        after = sum(known.headcount_on(entity, day) for entity in entities)
        if after < before:
            yield Fall(day, before, after)
