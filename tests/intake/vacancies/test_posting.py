"""A vacancy as search engines read it says what the page says, and guesses nothing."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from services.intake.vacancies.posting import job_posting
from services.intake.vacancies.queries import VacancyFile

MONDAY = datetime.date(2026, 3, 2)
NEEDED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
KNOWN: dict[str, Any] = {
    "id": "v-1", "employer": "e-1", "employer_name": "Нива", "employer_name_en": "Niva", "state": "published",
    "kind": "job", "title": "Пекар", "town": "Русе", "place": "on-site", "hours": 40, "openings": 2,
    "closes": None, "published_on": MONDAY,
    "description": "Работа на две смени.", "contract": "permanent", "wage_from": None, "wage_to": None, "skills": (),
    "languages": (), "courses": (), "support": (), "public": True,
}  # fmt: skip


def posting(**changed: Any) -> dict[str, Any]:
    return job_posting(VacancyFile(**KNOWN | changed), "https://example.org/bg/vacancies/v-1")


def test_it_has_what_a_job_posting_needs_and_ends_with_the_vacancy() -> None:
    found = posting()
    assert found.keys() >= NEEDED
    assert found["validThrough"] == (MONDAY + datetime.timedelta(days=89)).isoformat()
    assert "baseSalary" not in found


def test_pay_is_said_where_the_employer_said_it() -> None:
    assert posting(wage_from=Decimal(1200))["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "unitText": "MONTH", "minValue": 1200.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, "FULL_TIME"),
        ({"hours": 20}, "PART_TIME"),
        ({"contract": "seasonal"}, "TEMPORARY"),
        ({"kind": "volunteering"}, "VOLUNTEER"),
        ({"kind": "internship", "hours": 20}, "INTERN"),
    ],
)
def test_the_kind_of_work_is_one_of_those_that_schema_org_names(changed: dict[str, Any], kind: str) -> None:
    assert posting(**changed)["employmentType"] == kind


def test_what_was_never_published_is_no_posting() -> None:
    assert posting(published_on=None) == {}
