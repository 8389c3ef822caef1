"""Employers: what is public about them, who checked it, and what they do well."""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from shared.events.intake import (
    EmployerChanged,
    EmployerClosed,
    EmployerGroup,
    EmployerHeadcount,
    EmployerJoined,
    EmployerLeft,
    EmployerRegistered,
    EmployerSuspended,
    EmployerVerified,
    PracticeConfirmed,
    PracticeWithdrawn,
)
from shared.readers.companies import company_number
from shared.readers.misread import Misread
from shared.readers.searching import searched
from shared.readers.workdays import working_days_after
from shared.transaction import Refused
from shared.validity import is_verified

WORKING_DAYS_TO_VERIFY = 2


def national_number(country: str, number: str) -> str:
    """The number in its one form. Raises Refused where no company has it."""
    try:
        return company_number(country, number)
    except Misread as misread:
        raise Refused("national_id", misread.text, **misread.params) from None


def gender_of(trade_word: str) -> str | None:
    """The grammatical gender of what an employer is, by its endings: an adjective agrees with its noun.

    None where they do not tell: „хотели“, „леярност“, „фитнес зала“, where the first word does not agree.
    """
    first, *rest = trade_word.lower().split() or [""]
    gender = _ending(first)
    if gender == "m" and rest and rest[0] not in JOINING and _ending(rest[-1]) != "m":
        return None
    return gender


JOINING = frozenset({"за", "на", "с", "със", "по", "от", "и"})


def _ending(word: str) -> str | None:
    if not re.search("[а-я]$", word) or word.endswith(("и", "у", "ю", "ост", "ест", "щ")):
        return None
    return "f" if word.endswith(("а", "я")) else "n" if word.endswith(("о", "е")) else "m"


@dataclass(eq=False, kw_only=True)
class Employer:
    """A legal entity. It is private until somebody has verified it."""

    id: str
    country: str
    national_id: str
    name: str
    name_en: str
    legal_form: str
    sector: str
    town: str
    founded: int | None = None
    links: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    trade_word: str = ""
    trade_gender: str | None = None
    seeks_partners: bool = False
    contact: str = ""
    """Name, address and telephone of the contact person, sealed."""
    headcount: int | None = None
    headcount_on: datetime.date | None = None
    registered_on: datetime.date
    wants_listing: bool = False
    shows_points: bool = False
    verified_on: datetime.date | None = None
    refused_on: datetime.date | None = None
    refusal: str = ""
    joined_on: datetime.date | None = None
    left_on: datetime.date | None = None
    closed_on: datetime.date | None = None
    group: str | None = None
    group_lead: bool = False
    organisation: str | None = None
    """Which looks after it: the one that verified it."""
    registered_by: str = ""
    """The colleague who registered it on its behalf, if it was not the employer itself."""
    proposed: dict[str, Any] | None = None
    """New facts that wait for a second look, and who asked for them when."""
    proposed_by: str = ""
    proposed_on: datetime.date | None = None
    search: str = ""
    """What a list is searched by."""

    def __post_init__(self) -> None:
        self._index()

    @property
    def is_public(self) -> bool:
        return is_verified(self.verified_on, self.closed_on)

    @property
    def is_listed(self) -> bool:
        """Agrees to be listed today."""
        return self.joined_on is not None and self.left_on is None

    @property
    def verify_by(self) -> datetime.date:
        return working_days_after(self.registered_on, WORKING_DAYS_TO_VERIFY)

    def register(self) -> EmployerRegistered:
        return EmployerRegistered(**self._public())

    def change(self, **facts: object) -> EmployerChanged | None:
        """Write down new facts; tells something only where one of them is public and differs."""
        before = self._public()
        for name, value in facts.items():
            setattr(self, name, value)
        self._index()
        return EmployerChanged(**self._public()) if self._public() != before else None

    def verify(self, today: datetime.date) -> EmployerVerified | None:
        if self.verified_on is not None:
            return None
        if self.closed_on is not None:
            raise Refused("", "This employer has closed")
        self.verified_on, self.refused_on, self.refusal = today, None, ""
        return EmployerVerified(employer=self.id, on=today)

    def refuse(self, reason: str, today: datetime.date) -> None:
        if self.verified_on is not None:
            raise Refused("", "This employer is verified already. Close or suspend it instead")
        self.refused_on, self.refusal = today, reason

    def join(self, today: datetime.date, *, points: bool = False) -> EmployerJoined | None:
        if self.is_listed and self.shows_points == points:
            return None
        self.joined_on = self.joined_on if self.is_listed else today
        self.left_on, self.wants_listing, self.shows_points = None, True, points
        return EmployerJoined(employer=self.id, on=today, points=points)

    def leave(self, today: datetime.date) -> EmployerLeft | None:
        self.wants_listing = False
        if not self.is_listed:
            return None
        self.left_on = today
        return EmployerLeft(employer=self.id, on=today)

    def count_staff(self, headcount: int, on: datetime.date, today: datetime.date) -> EmployerHeadcount:
        if on > today:
            raise Refused("headcount_on", "The day of the count cannot be in the future")
        if self.headcount_on is None or on >= self.headcount_on:
            self.headcount, self.headcount_on = headcount, on
        return EmployerHeadcount(employer=self.id, headcount=headcount, on=on)

    def close(self, today: datetime.date) -> EmployerClosed | None:
        if self.closed_on is not None:
            return None
        self.closed_on = today
        return EmployerClosed(employer=self.id, on=today)

    def belong(
        self, group: str | None, on: datetime.date, *, lead: bool, role: str | None, kind: str | None
    ) -> EmployerGroup:
        """Belong to a group from a day on; none = alone again, which is a group of its own id."""
        self.group, self.group_lead = group, lead and group is not None
        return EmployerGroup(
            employer=self.id, group=group or self.id, on=on, lead=self.group_lead, role=role, kind=kind
        )

    def _index(self) -> None:
        self.search = searched(self.name, self.name_en, self.national_id, self.town)

    def _public(self) -> dict[str, Any]:
        return {
            "employer": self.id,
            "country": self.country,
            "national_id": self.national_id,
            "name": self.name,
            "name_en": self.name_en,
            "legal_form": self.legal_form,
            "sector": self.sector,
            "town": self.town,
            "founded": self.founded,
            "links": self.links,
            "countries": self.countries,
            "trade_word": self.trade_word,
            "trade_gender": self.trade_gender,
            "seeks_partners": self.seeks_partners,
        }


@dataclass(eq=False, kw_only=True)
class Suspension:
    """A confirmed serious breach of labour law, from a day to a day; corrections raise `rev`."""

    id: str
    employer: str
    begins: datetime.date
    ends: datetime.date | None
    reason: str
    rev: int = 0

    def published(self) -> EmployerSuspended:
        return EmployerSuspended(
            employer=self.employer, suspension=self.id, rev=self.rev, begins=self.begins, ends=self.ends
        )

    def correct(self, begins: datetime.date, ends: datetime.date | None) -> EmployerSuspended | None:
        if (begins, ends) == (self.begins, self.ends):
            return None
        self.begins, self.ends, self.rev = begins, ends, self.rev + 1
        return self.published()


@dataclass(eq=False, kw_only=True)
class PracticeRecord:
    """Something good an employer does, as the service (or the person) confirmed it."""

    id: str
    employer: str
    practice: str
    details: tuple[str, ...] = field(default=())
    on: datetime.date
    evidence: int = 1
    by: str = ""
    withdrawn_on: datetime.date | None = None

    def confirmed(self) -> PracticeConfirmed:
        return PracticeConfirmed(
            employer=self.employer, practice=self.practice, details=self.details, on=self.on, evidence=self.evidence
        )

    def withdraw(self, today: datetime.date) -> PracticeWithdrawn | None:
        if self.withdrawn_on is not None:
            return None
        self.withdrawn_on = today
        return PracticeWithdrawn(employer=self.employer, practice=self.practice, on=today)
