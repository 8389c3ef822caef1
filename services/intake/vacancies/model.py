"""Vacancies: drafted, published, closed, reopened; never older than ninety days."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from shared.events.intake import VacancyChanged, VacancyClosed, VacancyPublished
from shared.transaction import Refused
from shared.validity import still_lasts

E = TypeVar("E", bound=VacancyPublished)
DAY = datetime.timedelta(days=1)
LASTS = 90 * DAY
BEFORE = 10 * DAY
"""So long before the end the employer is told, and may keep the vacancy open."""


def last_day(published_on: datetime.date | None, closes: datetime.date | None) -> datetime.date | None:
    """The last day on which a vacancy is open: its ninetieth, or the closing date before that; None for a draft."""
    if published_on is None:
        return None
    last = published_on + LASTS - DAY
    return min(last, closes) if closes else last


def ends_by_date(published_on: datetime.date | None, closes: datetime.date | None) -> bool:
    """Whether the closing date, which its employer chose, comes before the ninety days are over."""
    return published_on is not None and closes is not None and closes < published_on + LASTS


@dataclass(eq=False, kw_only=True)
class Vacancy:
    """Work that an employer offers. What is public about it is told only while its employer is verified."""

    id: str
    employer: str
    state: str = "draft"
    kind: str
    title: str
    description: str
    contract: str
    hours: int
    town: str
    place: str = "on-site"
    wage_from: Decimal | None = None
    wage_to: Decimal | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    openings: int = 1
    closes: datetime.date | None = None
    made_on: datetime.date
    published_on: datetime.date | None = None
    warned_on: datetime.date | None = None
    """When its employer was told that it is about to expire."""
    closed_on: datetime.date | None = None

    @staticmethod
    def latest(since: datetime.date) -> datetime.date:
        """The last day to apply that a vacancy published on that day may have."""
        return since + LASTS - DAY

    @property
    def expires(self) -> datetime.date | None:
        """The first day on which it is no longer open."""
        last = last_day(self.published_on, self.closes)
        return last + DAY if last else None

    def publish(self, today: datetime.date, *, public: bool) -> VacancyPublished | None:
        """Publish or reopen; while the employer is not verified (`public` false) nobody is told yet."""
        if self.state == "published":
            return None
        if not still_lasts(self.closes, today):
            raise Refused("closes", "The closing date has passed. Change it first")
        self.state, self.published_on, self.closed_on, self.warned_on = "published", today, None, None
        return self._event(VacancyPublished) if public else None

    def appear(self, today: datetime.date) -> VacancyPublished | None:
        """Its employer has just been verified: what was waiting becomes public today."""
        if self.state != "published" or not still_lasts(self.closes, today):
            return None
        self.published_on, self.warned_on = today, None
        return self._event(VacancyPublished)

    def change(self, facts: dict[str, object], *, public: bool) -> VacancyChanged | None:
        before = self._public()
        for name, value in facts.items():
            setattr(self, name, value)
        if not public or self.state != "published" or self._public() == before:
            return None
        return self._event(VacancyChanged)

    def close(self, today: datetime.date, *, public: bool) -> VacancyClosed | None:
        if self.state != "published":
            return None
        self.state, self.closed_on = "closed", today
        return VacancyClosed(vacancy=self.id, employer=self.employer, on=today) if public else None

    def prolong(self, today: datetime.date) -> None:
        """Still open: ninety days more, from today.

        Raises Refused where it is open no more, ends by its own date, or has many days left: prolonged from the first
        day on it would stand on top of the list for ever.
        """
        if self.state != "published" or self.published_on is None or (self._ends_by_date and self.is_over(today)):
            raise Refused("", "This vacancy is no longer open. Publish it again")
        if self._ends_by_date:
            raise Refused("", "This vacancy ends on its closing date. Change the date instead")
        if today < self.published_on + LASTS - BEFORE:
            raise Refused("", "This vacancy is open for long enough. Keep it open in its last ten days")
        self.published_on, self.warned_on = today, None

    def warn(self, today: datetime.date) -> bool:
        """Whether its employer is to be told now that it is about to end by its age; told once for each ninety days."""
        near = self.published_on is not None and self.published_on + LASTS - BEFORE <= today
        quiet = self._ends_by_date or self.warned_on is not None
        if self.state != "published" or not near or quiet:
            return False
        self.warned_on = today
        return True

    def must_close(self, today: datetime.date, *, reachable: bool) -> bool:
        """Its day has come; where a letter reaches its employer before it ends by its age, not on the day of the letter."""
        waits = reachable and not self._ends_by_date and (self.warned_on is None or self.warned_on >= today)
        return self.is_over(today) and not waits

    @property
    def _ends_by_date(self) -> bool:
        return ends_by_date(self.published_on, self.closes)

    def is_over(self, today: datetime.date) -> bool:
        return self.state == "published" and self.expires is not None and today >= self.expires

    def _public(self) -> dict[str, Any]:
        return {
            "vacancy": self.id,
            "employer": self.employer,
            "title": self.title,
            "kind": self.kind,
            "openings": self.openings,
            "town": self.town,
            "closes": self.closes,
            "skills": self.skills,
            "speaks": tuple(each.replace(":", ".") for each in self.languages),
            "courses": self.courses,
        }

    def _event(self, kind: type[E]) -> E:
        return kind(**self._public())
