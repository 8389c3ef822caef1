"""What every fact is made of: a frozen record, and a date no more precise than its source."""

from __future__ import annotations

from datetime import date

import msgspec


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frozen record; two facts with the same content are equal."""


class When(Fact, frozen=True):
    """A date no more precise than its source: any of the parts may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> When:
        return cls(year=day.year, month=day.month, day=day.day)

    def passed_by(self, day: date) -> bool:
        """Whether all of it lies before `day`; a date without a year has never passed."""
        if self.year is None:
            return False
        return (self.year, self.month or 13, self.day or 32) < (day.year, day.month, day.day)
