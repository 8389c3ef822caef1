"""What is asked about vacancies."""

import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from services.intake.codes import Contract, Course, Id, LanguageLevel, Place, PublicTown, Skill, Support, VacancyKind
from shared.readers import likely, numbers, personal

HoursAWeek = Annotated[
    int,
    msgspec.Meta(ge=1, le=60, extra={"usual": numbers.HOURS_A_WEEK, "unit": numbers.HOURS, "whole": numbers.hours}),
]
MonthlyPay = Annotated[Decimal, msgspec.Meta(extra={"usual": (100, 10_000)})]
"""In euro, before tax. What lies outside is asked about: an hour's, a year's or another currency's is soon typed here."""


class VacancyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a vacancy says; all of it is public."""

    kind: VacancyKind = "job"
    title: Annotated[
        str,
        msgspec.Meta(
            min_length=3, max_length=120, extra={"missing": "Enter the title", "reader": personal.vacancy_title}
        ),
    ]
    description: Annotated[
        str,
        msgspec.Meta(
            min_length=20,
            max_length=4000,
            extra={"missing": "Describe the work", "lines": True, "reader": personal.vacancy_words},
        ),
    ]
    contract: Contract
    hours: HoursAWeek = 40
    town: PublicTown
    place: Place = "on-site"
    wage_from: MonthlyPay | None = None
    wage_to: MonthlyPay | None = None
    skills: Annotated[tuple[Skill, ...], msgspec.Meta(max_length=5)] = ()
    languages: Annotated[tuple[LanguageLevel, ...], msgspec.Meta(max_length=5)] = ()
    courses: Annotated[tuple[Course, ...], msgspec.Meta(max_length=3)] = ()
    support: tuple[Support, ...] = ()
    openings: Annotated[int, msgspec.Meta(ge=1, le=500)] = 1
    closes: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.CLOSES})] | None = None


class DraftVacancy(VacancyFacts, frozen=True, kw_only=True):
    employer: Id | None = None
    """Officers and editors name the employer they help; an employer's own is taken otherwise."""


class ChangeVacancy(VacancyFacts, frozen=True, kw_only=True):
    vacancy: Id


class PublishVacancy(msgspec.Struct, frozen=True, kw_only=True):
    """Publish a draft, or reopen what was closed."""

    vacancy: Id


class ProlongVacancy(msgspec.Struct, frozen=True, kw_only=True):
    """Still open: ninety days more from today."""

    vacancy: Id


class CloseVacancy(msgspec.Struct, frozen=True, kw_only=True):
    vacancy: Id
