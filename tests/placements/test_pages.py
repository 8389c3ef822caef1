"""The pages of placements: who may see what, what a form does, and what it says when it does nothing."""

import asyncio
import datetime
from typing import Any

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import following_up as following_up_handlers
from shared.events.placements import EmployerHired, PlacementRetained, ReferralSent
from tests.placements.browsing import Browser, officer, stranger, text
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days, permission

pytestmark = pytest.mark.one_database

__all__ = ["officer", "stranger"]


@pytest.fixture
def bakery(office: Office) -> Browser:
    return Browser(office, account="bakery", name="Пекарна", roles=("employer",), employer=BAKERY, lang="en")


@pytest.fixture
def cafe(office: Office) -> Browser:
    return Browser(office, account="cafe", name="Кафе", roles=("employer",), employer=CAFE, lang="en")


@pytest.mark.both_databases
def test_another_organisation_finds_nothing(office: Office, stranger: Browser) -> None:
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}"
    for path in (where, f"{where}/ending", f"{where}/void", f"{where}/correction"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{where}/follow-ups/90", answer="at_work").status_code == 404
    assert stranger.post(f"{where}/void", reason="other").status_code == 404
    assert "C-7F3K" not in stranger.get("/placements/hires").text
    assert "C-7F3K" not in stranger.get("/placements/today").text


def test_pages_of_the_office_are_not_for_employers_and_the_other_way_round(bakery: Browser, officer: Browser) -> None:
    for path in ("/placements/today", "/placements/hires", "/placements/hires/new", "/placements/referrals/new"):
        assert bakery.get(path).status_code == 404
    assert officer.get("/placements/people").status_code == 404


def test_an_address_nobody_serves_is_not_found(officer: Browser) -> None:
    assert officer.get("/placements/nowhere").status_code == 404


def test_a_post_without_the_form_token_is_refused(office: Office, officer: Browser) -> None:
    hire = office.hire()
    response = asyncio.run(officer._send("POST", f"/placements/hires/{hire}/void", data={"reason": "other"}))
    assert response.status_code == 403


@pytest.mark.both_databases
def test_a_referral_is_sent_with_a_form_and_answered_by_the_employer(
    office: Office, officer: Browser, bakery: Browser
) -> None:
    office.hear(permission("candidate-1"))
    officer.page("/placements/referrals/new?candidate=candidate-1&vacancy=vacancy-1")
    sent = officer.post("/placements/referrals", candidate="C-7F3K", vacancy="vacancy-1", employer="")
    assert sent.status_code == 303, sent.text
    where = sent.headers["location"]
    assert len(office.told(ReferralSent)) == 1
    seen = bakery.page(where)
    assert "C-7F3K" in text(seen)
    assert seen.select("[hx-get^='/intake/names'], [id^=name-]") == []
    assert "Мария" not in text(seen)
    assert bakery.post(f"{where}/steps", state="declined", reason="").status_code == 422
    declined = bakery.post(f"{where}/steps", state="declined", reason="language", text="Елате отново.")
    assert declined.status_code == 303, declined.text
    assert "Елате отново." in text(officer.page(where))
    assert "C-7F3K" in text(bakery.page("/placements/referrals?state=closed"))
    finished = officer.page("/placements/referrals?state=closed")
    assert "C-7F3K" in text(finished)
    assert "A part of the site is closed" not in text(finished)


@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_list_of_referrals_asks_for_the_names_of_those_on_it(office: Office, officer: Browser, state: str) -> None:
    office.hear(permission("candidate-1"))
    sent = office.refer()
    if state == "closed":
        officer.post(f"/placements/referrals/{sent}/steps", state="declined", reason="language")
    assert officer.page(f"/placements/referrals?state={state}").select_one("[hx-get='/intake/names?c=C-7F3K']")


@pytest.mark.parametrize("state", ["open", "closed"])
def test_the_office_reads_its_referrals_in_either_state(office: Office, officer: Browser, state: str) -> None:
    office.hear(permission("candidate-1"))
    office.refer()
    answer = officer.get(f"/placements/referrals?state={state}")
    assert answer.status_code == 200
    assert ("C-7F3K" in answer.text) == (state == "open")


@pytest.mark.both_databases
def test_another_employer_does_not_see_the_referral(office: Office, cafe: Browser) -> None:
    office.hear(permission("candidate-1"))
    sent = office.refer()
    assert cafe.get(f"/placements/referrals/{sent}").status_code == 404
    assert "C-7F3K" not in cafe.get("/placements/referrals").text


def test_a_hire_form_from_a_referral_knows_who_and_where(office: Office, officer: Browser) -> None:
    office.hear(permission("candidate-1"))
    sent = office.refer()
    page = officer.page(f"/placements/hires/new?referral={sent}")
    assert "C-7F3K" in text(page)
    form: dict[str, Any] = {"referral": sent, "start": "2.3.2026", "contract": "permanent", "hours": "40"}
    assert officer.post("/placements/hires", **form).status_code == 303
    assert office.told(EmployerHired)[0].vacancy == "vacancy-1"


@pytest.mark.both_databases
def test_the_employer_sees_its_people_without_names_and_answers_kindly_asked(
    office: Office, bakery: Browser, cafe: Browser
) -> None:
    hire = office.hire(start=TODAY - days(90), role="Пекар")
    page = bakery.page("/placements/people")
    assert "does not count by itself" in text(page)
    assert "Пекар" in text(page)
    assert page.select("[hx-get^='/intake']") == []
    where = f"/placements/hires/{hire}/follow-ups/90"
    assert bakery.post(where, answer="at_work").headers["location"] == "/placements/people"
    assert [event.evidence for event in office.told(PlacementRetained)] == [0]
    reminder = f"/placements/people/{hire}/follow-ups/90/reminder"
    assert bakery.post(reminder).status_code == 303
    assert bakery.post(reminder).status_code == 422
    assert bakery.post(f"/placements/people/{hire}/staff-reference", staff_reference="П-17").status_code == 303
    assert "П-17" in str(bakery.page("/placements/people"))
    assert cafe.post(where, answer="at_work").status_code == 404
    assert "Пекар" not in cafe.get("/placements/people").text


def test_the_service_sees_that_the_employer_asks_it_to_check(office: Office, officer: Browser) -> None:
    hire = office.hire(start=TODAY - days(90))
    office.do(
        following_up_handlers.remind_service, commands.RemindService(placement=hire, milestone=90), office.employer
    )
    assert "The employer asks you to check" in text(officer.page("/placements/today"))


@pytest.mark.both_databases
def test_the_list_goes_on_behind_its_last_line(
    office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.placements.hires.pages import hires

    monkeypatch.setattr(hires, "PAGE", 1)
    office.hire(start=TODAY - days(90))
    office.hire(candidate="candidate-2", start=TODAY - days(30))
    first = officer.page("/placements/hires")
    assert "C-2222" in text(first)
    second = officer.page(first.select_one("a[rel=next]")["href"])
    assert "C-7F3K" in text(second)
    assert second.select("a[rel=next]") == []


def test_what_people_read_is_bulgarian(office: Office) -> None:
    office.hire(start=TODAY - days(90))
    browser = Browser(office, account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg")
    page = browser.page("/placements/today")
    assert "Още ли е на работа?" in text(page)
    assert datetime.date(2026, 3, 2) == TODAY
