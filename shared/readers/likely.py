"""Which days a form takes at once, by what they stand for: one further away is asked about, an impossible one refused.

A field of a command names its kind (`extra={"likely": START}`); the form asks "Is the year right?" and takes the same
day when it is sent a second time.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.readers import dates
from shared.readers.misread import Doubtful, Misread

YEAR = 365
START_AT_MOST = 366
"""Days ahead: a start beyond them is not recorded yet."""
NOT_NEAR = "This start is more than a year ahead. Record the hire when the day is near."
STILL_AHEAD = "%(read)s is still to come"
YEARS_AGO = "%(read)s is more than %(years)s years ago. Is the year right?"
YEARS_AHEAD = "%(read)s is more than %(years)s years ahead. Is the year right?"
PASSED = "%(read)s has passed already. Is the day right?"
FAR_TASK = "%(read)s is more than a year ahead. Is the year right?"


@dataclass(frozen=True)
class Near:
    """Days before and after today within which a day of this kind usually lies.

    `ahead` 0 = what is still to come is refused; None = whoever carries it out knows whether it may be. What lies
    more than `most` days ahead is refused in any case, so that nobody is asked about what will not be taken.
    """

    back: int
    ahead: int | None
    most: int | None = None

    def check(self, day: datetime.date, today: datetime.date, others: Mapping[str, Any]) -> None:
        """Raises Misread for an impossible day and Doubtful for one that is asked about."""
        distance = (day - today).days
        if -distance > self.back:
            raise _doubt(day, self.back, dates.LONG_AGO, YEARS_AGO)
        if self.most is not None and distance > self.most:
            raise Misread(NOT_NEAR, read=day)
        if self.ahead == 0 and distance > 0:
            raise Misread(STILL_AHEAD, read=day)
        if self.ahead and distance > self.ahead:
            raise _doubt(day, self.ahead, dates.FAR_AHEAD, YEARS_AHEAD)


@dataclass(frozen=True)
class Birth:
    def check(self, day: datetime.date, today: datetime.date, others: Mapping[str, Any]) -> None:
        """Raises Misread for an impossible day and Doubtful for one that is asked about."""
        dates.born(day, today)


@dataclass(frozen=True)
class Until:
    """The end of what begins on the day in another field; from today on without one, or where it is empty or unread."""

    begins: str = ""

    def check(self, day: datetime.date, today: datetime.date, others: Mapping[str, Any]) -> None:
        """Raises Misread for an impossible day and Doubtful for one that is asked about."""
        if (first := others.get(self.begins) or today) <= day:
            dates.end(day, first)


@dataclass(frozen=True)
class Task:
    """A day by which something is to be done: asked about where it has passed or is more than a year ahead."""

    def check(self, day: datetime.date, today: datetime.date, others: Mapping[str, Any]) -> None:
        """Raises Doubtful for a day that is asked about."""
        if day < today:
            raise Doubtful(PASSED, day, read=day)
        if (day - today).days > YEAR + 1:
            raise Doubtful(FAR_TASK, day, read=day)


Likely = Near | Birth | Until | Task


def _doubt(day: datetime.date, limit: int, in_days: str, in_years: str) -> Doubtful:
    if limit % YEAR:
        return Doubtful(in_days, day, read=day, days=limit)
    return Doubtful(in_years, day, read=day, years=limit // YEAR)


START = Near(dates.START_BEFORE, dates.START_AHEAD, START_AT_MOST)
"""The first day of a job."""
PLANNED_END = Until("start")
BORN = Birth()
LATELY = Near(183, None)
"""A day somebody speaks of: at work, the last day, seen, confirmed."""
COUNTED = Near(400, None)
"""Staff are counted once a year."""
ONCE = Near(20 * YEAR, 0)
"""A day of somebody's life behind them."""
STUDIED_UNTIL = Near(20 * YEAR, 10 * YEAR)
PAPER = Near(3 * YEAR, 10 * YEAR)
"""The date in a document about the right to work."""
RENEWED_UNTIL = Until()
"""The new last day of a fixed term that goes on."""
PERMITTED_FROM = Near(400, 400)
PERMITTED_UNTIL = Until("begins")
SUSPENDED_FROM = Near(400, 183)
SUSPENDED_UNTIL = Until("begins")
GROUPED = Near(2 * YEAR, 31)
"""Since when an employer belongs to a group."""
CLOSES = Near(0, 90)
"""The last day to apply: a vacancy lasts ninety days at most."""
TASK = Task()
AWAY_FROM = Near(31, 183)
AWAY_UNTIL = Near(31, 400)
"""The first and the last day on which a colleague is away."""
