"""A job that goes on beyond the paper is asked about; papers that end stand on Today (trials, section 3, second line)."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires import commands
from services.placements.hires.handlers.hiring import correct_hire
from services.placements.hires.tables import placement
from shared.events import intake as heard
from shared.transaction import Doubted
from tests.markup import parsed
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, TODAY, Office, days

__all__ = ["officer"]

HIRE: dict[str, Any] = {
    "candidate": "C-7F3K",
    "employer": BAKERY,
    "contract": "permanent",
    "hours": "40",
    "start": TODAY.isoformat(),
}


def with_paper(office: Office, until: datetime.date | None) -> None:
    told: dict[str, Any] = {
        "candidate": "candidate-1",
        "case_code": "C-7F3K",
        "organisation": "plovdiv",
        "on": TODAY,
        "person": "p-1",
    }
    office.hear(heard.CandidateRegistered(**told, age_band="adult", may_work_until=until))


def many(office: Office) -> int:
    return office.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(placement)) or 0)


def test_a_permanent_job_against_a_paper_of_six_weeks_is_asked_about_and_taken_when_meant(
    office: Office, officer: Browser
) -> None:
    with_paper(office, TODAY + days(42))
    asked = officer.post("/placements/hires", **HIRE)
    page = parsed(asked.text)
    assert asked.status_code == 422
    assert "may work until 13 April 2026, and the contract has no end. Is it meant so?" in text(page).replace(
        "\xa0", " "
    )
    assert many(office) == 0
    sure = [each["value"] for each in page.select("form[action='/placements/hires'] input[name=_sure]")]
    assert officer.post("/placements/hires", **HIRE, _sure=sure).status_code == 303
    assert many(office) == 1


def test_the_confirmation_is_bound_to_the_paper_and_to_the_end_of_the_contract(office: Office) -> None:
    with_paper(office, TODAY + days(42))
    ends = TODAY + days(100)
    terms: dict[str, Any] = {"contract": "fixed_term", "planned_last_day": ends}
    with pytest.raises(Doubted) as asked:
        office.hire(**terms)
    assert (asked.value.field, asked.value.params) == ("planned_last_day", {"until": TODAY + days(42), "ends": ends})
    with pytest.raises(Doubted):
        office.hire(contract="fixed_term", planned_last_day=ends + days(1), meant=(asked.value.mark,))
    with_paper(office, TODAY + days(41))
    with pytest.raises(Doubted):
        office.hire(**terms, meant=(asked.value.mark,))


def test_a_contract_within_the_paper_and_a_person_without_one_are_not_asked_about(office: Office) -> None:
    with_paper(office, TODAY + days(42))
    office.hire(contract="fixed_term", planned_last_day=TODAY + days(42))
    office.hire(candidate="candidate-2")
    assert many(office) == 2


def test_a_program_confirms_what_it_was_asked(office: Office, officer: Browser) -> None:
    with_paper(office, TODAY + days(42))
    body = {**HIRE, "hours": 40}
    confirm = officer.post_json("/placements/hires", body).json()["confirm"]
    assert confirm == {"may_work_until": f"{TODAY + days(42)}/open"}
    assert officer.post_json("/placements/hires", {**body, "_sure": confirm}).status_code == 201


def test_an_end_put_off_beyond_the_paper_is_asked_about_and_other_corrections_are_not(office: Office) -> None:
    with_paper(office, TODAY + days(42))
    hire = office.hire(contract="fixed_term", planned_last_day=TODAY + days(30))
    terms: dict[str, Any] = {"placement": hire, "start": TODAY, "contract": "fixed_term", "hours": 20}
    with pytest.raises(Doubted):
        office.do(correct_hire, commands.CorrectHire(planned_last_day=TODAY + days(60), **terms))
    with_paper(office, TODAY + days(10))
    office.do(correct_hire, commands.CorrectHire(planned_last_day=TODAY + days(30), **terms))


@pytest.mark.parametrize(("ahead", "stands"), [(91, False), (90, True), (1, True), (-1, True)])
def test_a_paper_that_ends_within_ninety_days_stands_on_today_until_it_is_renewed(
    office: Office, officer: Browser, ahead: int, stands: bool
) -> None:
    hire = office.hire()
    with_paper(office, TODAY + days(ahead))
    page = officer.page("/placements/today")
    assert ("Papers that end" in text(page)) == stands
    assert bool(page.select(f"a[href='/placements/hires/{hire}']")) == stands
    assert ("The paper has ended" in text(page)) == (ahead < 0)
    with_paper(office, TODAY + days(400))
    assert "Papers that end" not in text(officer.page("/placements/today"))
