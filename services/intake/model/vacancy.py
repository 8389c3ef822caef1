"""Vacancies: drafted, published, closed, reopened; never older than ninety days."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from shared.events.intake import VacancyChanged, VacancyClosed, VacancyPublished
from shared.transaction import Refused

E = TypeVar("E", bound=VacancyPublished)
LASTS = datetime.timedelta(days=90)


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
    languages: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    openings: int = 1
    closes: datetime.date | None = None
    made_on: datetime.date
    published_on: datetime.date | None = None
    warned_on: datetime.date | None = None
    """When its employer was told that it is about to expire."""
    closed_on: datetime.date | None = None

    @property
    def expires(self) -> datetime.date | None:
        """The first day on which it is no longer open."""
        if self.published_on is None:
            return None
        last = self.published_on + LASTS
        return min(last, self.closes + datetime.timedelta(days=1)) if self.closes else last

    def publish(self, today: datetime.date, *, public: bool) -> VacancyPublished | None:
        """Publish or reopen; while the employer is not verified (`public` false) nobody is told yet."""
        if self.state == "published":
            return None
        if self.closes is not None and self.closes < today:
            raise Refused("closes", "The closing date has passed. Change it first")
        self.state, self.published_on, self.closed_on = "published", today, None
        return self._told(VacancyPublished) if public else None

    def appear(self, today: datetime.date) -> VacancyPublished | None:
        """Its employer has just been verified: what was waiting becomes public today."""
        if self.state != "published" or (self.closes is not None and self.closes < today):
            return None
        self.published_on = today
        return self._told(VacancyPublished)

    def change(self, facts: dict[str, object], *, public: bool) -> VacancyChanged | None:
        before = self._public()
        for name, value in facts.items():
            setattr(self, name, value)
        if not public or self.state != "published" or self._public() == before:
            return None
        return self._told(VacancyChanged)

    def close(self, today: datetime.date, *, public: bool) -> VacancyClosed | None:
        if self.state != "published":
            return None
        self.state, self.closed_on = "closed", today
        return VacancyClosed(vacancy=self.id, employer=self.employer, on=today) if public else None

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
        }

    def _told(self, kind: type[E]) -> E:
        return kind(**self._public())
