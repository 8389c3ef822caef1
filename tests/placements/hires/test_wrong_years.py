"""A start typed with the wrong year is asked about before it counts (trials 2.5); nothing typed is lost meanwhile."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires.tables import placement
from shared.events.placements import EmployerHired
from tests.markup import Element, parsed
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, TODAY, Office, days

__all__ = ["officer"]

HIRE: dict[str, Any] = {
    "candidate": "C-7F3K",
    "employer": BAKERY,
    "contract": "permanent",
    "hours": "40",
    "role": "Baker at night",
}


def recorded(office: Office) -> list[datetime.date]:
    return list(office.runtime.database.look(lambda s: s.scalars(sa.select(placement.c.start)).all()))


def sure(page: Element) -> list[str]:
    return [str(field["value"]) for field in page.select("form[action='/placements/hires'] input[name=_sure]")]


@pytest.mark.parametrize("start", ["20.11.2024", "20.11.1926", "1.1.1990", "20.2.2027"])
def test_a_start_with_the_wrong_year_is_asked_about_and_nothing_is_recorded(
    office: Office, officer: Browser, start: str
) -> None:
    answer = officer.post("/placements/hires", **HIRE, start=start)
    page = parsed(answer.text)
    assert answer.status_code == 422
    assert "Is the year right? If it is, press the button once more." in text(page)
    assert page.select_one("#start")["value"] == start
    assert page.select_one("#role")["value"] == "Baker at night"
    assert recorded(office) == []
    assert office.told(EmployerHired) == []


def test_a_start_that_will_not_be_taken_is_not_asked_about(office: Office, officer: Browser) -> None:
    answer = officer.post("/placements/hires", **HIRE, start="20.4.2062")
    assert answer.status_code == 422
    assert "This start is more than a year ahead" in answer.text
    assert sure(parsed(answer.text)) == []


def test_the_same_day_sent_again_is_taken_and_told(office: Office, officer: Browser) -> None:
    asked = parsed(officer.post("/placements/hires", **HIRE, start="20.11.2025").text)
    answer = officer.post("/placements/hires", **HIRE, start="20.11.2025", _sure=sure(asked))
    assert answer.status_code == 303
    assert [hired.start for hired in office.told(EmployerHired)] == recorded(office) == [datetime.date(2025, 11, 20)]


def test_another_day_is_asked_about_anew(office: Office, officer: Browser) -> None:
    asked = parsed(officer.post("/placements/hires", **HIRE, start="20.11.2025").text)
    again = officer.post("/placements/hires", **HIRE, start="20.11.2024", _sure=sure(asked))
    assert again.status_code == 422
    assert "Wednesday, 20 November 2024" in again.text
    assert recorded(office) == []


def test_a_planned_end_beyond_ten_years_is_asked_about_beside_the_start(office: Office, officer: Browser) -> None:
    terms: dict[str, Any] = {**HIRE, "contract": "fixed_term", "start": "20.11.2025", "planned_last_day": "20.11.2125"}
    page = parsed(officer.post("/placements/hires", **terms).text)
    assert sorted(sure(page)) == ["planned_last_day=2125-11-20", "start=2025-11-20"]
    assert officer.post("/placements/hires", **terms, _sure=sure(page)).status_code == 303


def test_a_program_is_told_which_day_to_confirm(office: Office, officer: Browser) -> None:
    body = {**HIRE, "start": "2025-11-20", "hours": 40}
    problem = officer.post_json("/placements/hires", body)
    assert problem.status_code == 422
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["confirm"] == {"start": "2025-11-20"}
    assert officer.post_json("/placements/hires", {**body, "_sure": {"start": "2025-11-21"}}).status_code == 422
    assert officer.post_json("/placements/hires", {**body, "_sure": problem.json()["confirm"]}).status_code == 201


@pytest.mark.parametrize("junk", [[], "start", 1, {"start": 1}, {"start": {"a": []}}, None])
def test_whatever_else_comes_as_confirmation_confirms_nothing(officer: Browser, junk: object) -> None:
    body = {**HIRE, "start": "2025-11-20", "hours": 40, "_sure": junk}
    assert officer.post_json("/placements/hires", body).status_code == 422


def test_a_day_that_is_on_file_is_not_asked_about_when_something_else_is_corrected(
    office: Office, officer: Browser
) -> None:
    hire = office.hire(start=TODAY - days(200))
    form = officer.page(f"/placements/hires/{hire}/correction").select_one("form[action$=correction]")
    assert f"start={TODAY - days(200)}" in [field["value"] for field in form.select("input[name=_sure]")]


def test_an_answer_in_the_list_about_a_day_long_ago_is_asked_about_in_its_line(
    office: Office, officer: Browser
) -> None:
    hire, long_ago = office.hire(start=TODAY - days(300)), (TODAY - days(200)).isoformat()
    path = f"/placements/hires/{hire}/follow-ups/180?back=today"
    line = officer.post(path, htmx=True, answer="at_work", checked_on=long_ago)
    assert "Is the year right? If it is, press the button once more." in text(parsed(line.text))
    mark = parsed(line.text).select_one("input[name=_sure]")["value"]
    assert officer.post(path, htmx=True, answer="at_work", checked_on=long_ago, _sure=mark).status_code == 200
