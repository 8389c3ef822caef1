"""A vacancy as search engines read it: a JobPosting of schema.org, with what is known of it and nothing else. Pure."""

from typing import Any

from services.intake.vacancies.queries import VacancyFile

EMPLOYMENT = {"internship": "INTERN", "apprenticeship": "INTERN", "volunteering": "VOLUNTEER"}
FULL_TIME = 35
"""Hours a week from which a job is called full-time."""


def job_posting(vacancy: VacancyFile, url: str) -> dict[str, Any]:
    """What the page says, by the names of schema.org; empty where the day of publication is not known."""
    if vacancy.published_on is None:
        return {}
    found: dict[str, Any] = {
        "@type": "JobPosting",
        "url": url,
        "title": vacancy.title,
        "description": vacancy.description,
        "datePosted": vacancy.published_on.isoformat(),
        "employmentType": _employment(vacancy),
        "totalJobOpenings": vacancy.openings,
        "directApply": False,
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer_name},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": vacancy.town}},
    }
    if vacancy.last_day is not None:
        found["validThrough"] = vacancy.last_day.isoformat()
    if vacancy.place == "remote":
        found["jobLocationType"] = "TELECOMMUTE"
    return found | _salary(vacancy)


def _employment(vacancy: VacancyFile) -> str:
    if vacancy.kind in EMPLOYMENT:
        return EMPLOYMENT[vacancy.kind]
    if vacancy.contract in ("fixed-term", "seasonal"):
        return "TEMPORARY"
    return "FULL_TIME" if vacancy.hours >= FULL_TIME else "PART_TIME"


def _salary(vacancy: VacancyFile) -> dict[str, Any]:
    """Euros a month, as the form asks."""
    bounds = {"minValue": vacancy.wage_from, "maxValue": vacancy.wage_to}
    known = {name: float(value) for name, value in bounds.items() if value is not None}
    if not known:
        return {}
    amount = {"@type": "QuantitativeValue", "unitText": "MONTH", **known}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": amount}}
