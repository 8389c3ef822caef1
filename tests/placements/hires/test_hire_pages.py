"""Forms of a hire: recorded, refused with all mistakes, corrected, ended, taken back."""

import datetime
from typing import Any

import pytest

from shared.events import intake as heard
from shared.events.placements import EmployerHired, FollowUpDue
from tests.markup import parsed
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days

pytestmark = pytest.mark.one_database

__all__ = ["officer"]

CAFE_FACTS: dict[str, Any] = {
    "employer": CAFE, "country": "BG", "national_id": "201593301", "name": "Кафе", "legal_form": "ood",
    "sector": "I", "town": "Пловдив",
}  # fmt: skip


def test_employers_are_called_in_latin_letters_in_english_and_in_full_at_first_mention(
    office: Office, officer: Browser
) -> None:
    hire = office.hire(start=TODAY, employer=CAFE)
    office.hear(heard.EmployerChanged(**{**CAFE_FACTS, "name_en": ""}))
    assert "Kafe" in text(officer.page("/placements/hires"))
    assert "Кафе" not in text(officer.page("/placements/hires"))
    assert "Kafe (Кафе)" in text(officer.page(f"/placements/hires/{hire}"))
    bulgarian = Browser(office, account="maria", roles=("officer",), organisation="plovdiv", lang="bg")
    assert "Kafe" not in text(bulgarian.page(f"/placements/hires/{hire}"))


@pytest.mark.both_databases
def test_of_many_employers_the_form_of_a_hire_searches_and_keeps_what_was_typed(
    office: Office, officer: Browser
) -> None:
    for number in range(40):
        facts: dict[str, Any] = {
            "employer": f"e-{number:02d}",
            "name": f"Фурна {number:02d}",
            "name_en": f"Bakery {number:02d}",
        }
        office.hear(heard.EmployerRegistered(**{**CAFE_FACTS, "national_id": f"n{number}", **facts}))
        office.hear(heard.EmployerVerified(employer=f"e-{number:02d}", on=TODAY))
    assert not officer.page("/placements/hires/new").select("select[name=employer]")
    form: dict[str, Any] = {"candidate": "C-7F3K", "start": "2.3.2026", "contract": "permanent", "hours": "33"}
    answer = officer.post("/placements/hires", **form, _find="employer", _find_employer="furna 07")
    page = parsed(answer.text)
    assert [each["value"] for each in page.select("input[name=employer]")] == ["", "e-07"]
    assert page.select_one("input[name=hours]")["value"] == "33"
    assert officer.post("/placements/hires", **form, employer="e-07", country="BG").status_code == 303


def test_a_wrong_company_number_opens_the_fold_that_it_stands_in(office: Office, officer: Browser) -> None:
    form: dict[str, Any] = {
        "candidate": "C-7F3K",
        "start": "2.3.2026",
        "contract": "permanent",
        "hours": "40",
        "country": "BG",
    }
    answer = officer.post("/placements/hires", **form, company_number="175074753", employer_name="Нова пекарна")
    error = parsed(answer.text).select_one("#company_number-error")
    assert error.find_parent("details").has_attr("open")
    closed = officer.page("/placements/hires/new").select_one("#company_number").find_parent("details")
    assert not closed.has_attr("open")


@pytest.mark.both_databases
def test_an_employer_reaches_all_of_its_people(office: Office) -> None:
    for number in range(60):
        candidate = f"person-{number}"
        office.hear(
            heard.CandidateReady(candidate=candidate, case_code=f"C-{number:04d}", organisation="plovdiv", on=TODAY)
        )
        office.hire(candidate=candidate)
    employer = Browser(office, account="bakery", roles=("employer",), employer=BAKERY)
    first = employer.page("/placements/people")
    second = employer.page(first.select_one("a[rel=next]")["href"])
    seen = {row["id"] for page in (first, second) for row in page.select("tr[id^=hire-]")}
    assert len(seen) == 60
    assert second.select_one("a[rel=next]") is None
    assert "60" in text(employer.page("/placements/people/waiting"))


def test_a_hire_is_recorded_with_a_form_and_shown(office: Office, officer: Browser) -> None:
    officer.page("/placements/hires/new")
    form: dict[str, Any] = {
        "candidate": "C-7F3K",
        "employer": BAKERY,
        "start": "2.3.2026",
        "contract": "permanent",
        "hours": "40",
    }
    recorded = officer.post("/placements/hires", country="BG", pay="yes", funded_percent="0", **form)
    assert recorded.status_code == 303, recorded.text
    page = officer.page(recorded.headers["location"])
    assert "Седемте пещи" in text(page)
    assert "744.24" in text(page)
    assert "C-7F3K" in text(officer.page("/placements/hires"))
    assert office.told(EmployerHired)[0].wage_bp == 12000


@pytest.mark.parametrize(
    ("contract", "said"), [("permanent", "You will be asked on day 30"), ("volunteering", "nobody is asked about it")]
)
def test_who_records_is_promised_the_questions_that_will_be_asked(
    office: Office, officer: Browser, contract: str, said: str
) -> None:
    officer.page("/placements/hires/new")
    form: dict[str, Any] = {
        "candidate": "C-7F3K",
        "employer": BAKERY,
        "start": "2.3.2026",
        "contract": contract,
        "hours": "40",
    }
    recorded = officer.post("/placements/hires", country="BG", pay="yes", funded_percent="0", **form)
    assert said in text(officer.page(recorded.headers["location"]))
    office.morning(datetime.date(2026, 4, 1))
    assert len(office.told(FollowUpDue)) == (1 if contract == "permanent" else 0)


def test_the_form_of_a_hire_finds_people_by_name_and_shows_whom_it_is_about(officer: Browser) -> None:
    blank = officer.page("/placements/hires/new")
    assert blank.find("form", action="/intake/candidates/searches?then=hire")
    assert blank.select_one("#candidate")
    known = officer.page("/placements/hires/new?candidate=c-7f3k")
    assert known.find("input", attrs={"type": "hidden", "name": "candidate", "value": "C-7F3K"})


def test_a_hire_of_somebody_not_declared_ready_says_what_to_do(officer: Browser) -> None:
    page = officer.page("/placements/hires/new?candidate=C-ABCD")
    assert page.select_one("main a[href='/intake/files/C-ABCD?then=hire']")
    assert page.select_one("#candidate")["value"] == "C-ABCD"
    form: dict[str, Any] = {
        "candidate": "c-abcd",
        "employer": BAKERY,
        "start": "2.3.2026",
        "contract": "permanent",
        "hours": "35",
    }
    refused = officer.post("/placements/hires", **form)
    page = parsed(refused.text)
    assert refused.status_code == 422
    assert page.select_one("main a[href='/intake/files/C-ABCD?then=hire']")["target"] == "_blank"
    assert page.select_one("#hours")["value"] == "35"
    moment = officer.page("/placements/hires/new?candidate=C-ABCD&declared=now")
    assert not moment.select("a[href$='?then=hire']")
    assert moment.find("input", attrs={"type": "hidden", "name": "candidate", "value": "C-ABCD"})
    strange = officer.page("/placements/hires/new?candidate=%3Cb%3Ebold")
    assert not strange.select("a[href$='?then=hire'][href^='/intake/files/']")


def test_a_hire_that_is_recorded_already_is_linked(office: Office, officer: Browser) -> None:
    hire = office.hire()
    form: dict[str, Any] = {
        "candidate": "C-7F3K",
        "employer": BAKERY,
        "start": "2.3.2026",
        "contract": "permanent",
        "hours": "40",
    }
    refused = officer.post("/placements/hires", **form)
    assert refused.status_code == 422
    assert f'href="/placements/hires/{hire}"' in refused.text


@pytest.mark.both_databases
def test_a_form_with_mistakes_comes_back_with_all_of_them_and_what_was_typed(officer: Browser) -> None:
    refused = officer.post("/placements/hires", candidate="C-7F3K", hours="viele", start="31.2.2026")
    page = parsed(refused.text)
    assert refused.status_code == 422
    assert {link["href"] for link in page.select(".error-summary a")} == {"#start", "#hours", "#contract"}
    assert page.select_one("#hours")["value"] == "viele"


def test_a_hire_is_recorded_with_json(office: Office, officer: Browser) -> None:
    body = {"candidate": "candidate-1", "employer": BAKERY, "start": "2026-03-02", "contract": "permanent", "hours": 40}
    recorded = officer.post_json("/placements/hires", body)
    assert recorded.status_code == 201, recorded.text
    again = officer.post_json("/placements/hires", body)
    assert (again.status_code, again.headers["content-type"]) == (422, "application/problem+json")
    assert len(office.told(EmployerHired)) == 1


def test_a_follow_up_is_answered_with_json(office: Office, officer: Browser) -> None:
    hire = office.hire(start=TODAY - days(90))
    answered = officer.post_json(f"/placements/hires/{hire}/follow-ups/90", {"answer": "at_work"})
    assert answered.status_code == 201, answered.text


def test_the_amount_behind_the_question_follows_start_and_hours(officer: Browser) -> None:
    assert "372.12" in officer.get("/placements/hires/pay?start=2.3.2026&hours=20").text
    assert officer.get("/placements/hires/pay?start=&hours=x").status_code == 200
    assert "is not known yet for this date" in officer.get("/placements/hires/pay?start=4.1.2027&hours=40").text


def test_ending_correction_and_taking_back_have_pages_and_do_what_they_say(office: Office, officer: Browser) -> None:
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}"
    for page in ("ending", "correction", "void"):
        officer.page(f"{where}/{page}")
    terms: dict[str, Any] = {
        "start": "2.12.2025",
        "contract": "permanent",
        "hours": "30",
        "pay": "no",
        "funded_percent": "0",
    }
    terms["_sure"] = "start=2025-12-02"  # the day on file, as the form carries it
    assert officer.post(f"{where}/correction", **terms).status_code == 303
    assert officer.post(f"{where}/ending", last_day="1.2.2026", reason="moved").status_code == 303
    assert officer.post(f"{where}/ending", mistake="on").status_code == 303
    assert officer.post(f"{where}/void", reason="other").status_code == 303
    page = text(officer.page(where))
    for line in ("Hire recorded", "Hire corrected", "Ending recorded", "Ending taken back", "Hire taken back"):
        assert line in page


def test_a_day_that_has_passed_is_not_announced(office: Office, officer: Browser) -> None:
    office.hire(start=TODAY - days(120))
    assert "already, since" in text(officer.page("/placements/today"))
