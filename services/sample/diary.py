"""A diary: what somebody did on some day, told later in order, all of one person's day in one transaction."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from shared.clock import SOFIA, Clock
from shared.transaction import Transaction

Work = Callable[[Transaction], object]


class Then(Clock):
    """A clock that stands at one moment of the story."""

    def __init__(self, day: datetime.date, hour: int = 10) -> None:
        super().__init__()
        self.at = datetime.datetime.combine(day, datetime.time(hour), SOFIA).astimezone(datetime.UTC)

    def now(self) -> datetime.datetime:
        return self.at


@dataclass(frozen=True)
class Entry:
    """`who` is a name of the cast: `officer-0`, `employer-13`, `editor`, `system`."""

    day: datetime.date
    hour: int
    who: str
    work: Work


@dataclass
class Diary:
    """Entries of one service, in any order."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, day: datetime.date, who: str, work: Work, hour: int = 10) -> None:
        self.entries.append(Entry(day, hour, who, work))

    def days(self) -> Iterator[tuple[Then, str, list[Work]]]:
        """In order of time; what one person did at one hour belongs together and keeps its order."""
        ordered = sorted(self.entries, key=lambda entry: (entry.day, entry.hour, entry.who))
        for (day, hour, who), some in groupby(ordered, key=lambda entry: (entry.day, entry.hour, entry.who)):
            yield Then(day, hour), who, [entry.work for entry in some]
