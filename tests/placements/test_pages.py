"""The pages of placements: who may see what, what a form does, and what it says when it does nothing."""

import asyncio
import datetime
import importlib
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup

from services.placements.hires import commands
from services.placements.hires.handlers import following_up as following_up_handlers
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers
from shared.events import intake as heard
from shared.events.placements import EmployerHired, FollowUpDue, PlacementRetained, ReferralSent
from tests.placements.conftest import BAKERY, CAFE, TODAY, Office, days, permission
from tests.visitor import Visitor, site_of

pytestmark = pytest.mark.one_database


class Browser(Visitor):
    """Somebody with a session, in front of placements."""

    def __init__(self, office: Office, **who: Any) -> None:
        super().__init__(site_of(office.runtime), office.runtime.keys, **who)

    def post(self, path: str, *, htmx: bool = False, **form: Any) -> httpx.Response:
        headers = {"HX-Request": "true"} if htmx else {}
        return self.ask("POST", path, data={**form, "_csrf": self.token}, headers=headers)

    def post_json(self, path: str, body: Any) -> httpx.Response:
        return self.ask("POST", path, json=body, headers={"x-form-token": self.token})


AT_WORK = '<span class="tag good">At work</span>'
CAFE_FACTS = {
    "employer": CAFE, "country": "BG", "national_id": "201593301", "name": "Кафе", "legal_form": "ood",
    "sector": "I", "town": "Пловдив",
}  # fmt: skip


def text(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.fixture
def officer(office: Office) -> Browser:
    return Browser(office, account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="en")


@pytest.fixture
def stranger(office: Office) -> Browser:
    return Browser(office, account="ivan", name="Иван", roles=("officer",), organisation="varna", lang="en")


@pytest.fixture
def bakery(office: Office) -> Browser:
    return Browser(office, account="bakery", name="Пекарна", roles=("employer",), employer=BAKERY, lang="en")


@pytest.fixture
def cafe(office: Office) -> Browser:
    return Browser(office, account="cafe", name="Кафе", roles=("employer",), employer=CAFE, lang="en")


def test_today_shows_what_is_due_with_the_day_it_counts_as_unconfirmed(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90), role="Пекар")
    page = officer.page("/placements/today")
    (row,) = page.select("tr[id^=check-]")
    assert "C-7F3K" in text(row)
    assert "Day 90" in text(row)
    unconfirmed = TODAY + days(30)
    assert f"on {unconfirmed.day} {unconfirmed:%b %Y}" in text(row).replace("\xa0", " ")
    assert row.select_one("form")["action"] == f"/placements/hires/{hire}/follow-ups/90?back=today"
    assert page.select_one("[hx-get='/intake/names?call=C-7F3K']")
    assert page.select_one("#name-C-7F3K") is not None


def test_only_whoever_is_still_to_be_called_gets_a_telephone(office: Office, officer: Browser):
    answered = office.hire(start=TODAY - days(90))
    office.hire("candidate-2", start=TODAY - days(90))
    officer.post(
        f"/placements/hires/{answered}/follow-ups/90?back=today", answer="at_work", checked_on=TODAY.isoformat()
    )
    page = officer.page("/placements/today")
    assert len(page.select("tr[id^=check-]")) == 2
    assert [place["data-phone"] for place in page.select("[data-phone]")] == ["C-2222"]
    assert page.select_one("[hx-get='/intake/names?c=C-7F3K&call=C-2222']")


def test_an_answered_line_has_no_room_for_a_telephone_and_every_open_one_has_its_own(office: Office, officer: Browser):
    hires = [office.hire(start=TODAY - days(90)), office.hire(employer=CAFE, start=TODAY - days(90))]
    where = [f"/placements/hires/{hire}/follow-ups/90?back=today" for hire in hires]
    rooms = [place["id"] for place in officer.page("/placements/today").select("[data-phone='C-7F3K']")]
    assert len(set(rooms)) == 2
    tried = BeautifulSoup(officer.post(where[1], htmx=True, answer="not_reachable").text, "html.parser")
    assert tried.select_one("[data-phone]")["id"] in rooms
    said = officer.post(where[0], htmx=True, answer="at_work", checked_on=TODAY.isoformat())
    assert "data-phone" not in said.text


def test_names_are_asked_for_a_hundred_people_at_most_those_to_call_first(
    office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importlib.import_module("services.placements.hires.pages.today"), "AT_ONCE", 1)
    monkeypatch.setattr("services.placements.known.queries.AT_ONCE", 1)
    office.hire(start=TODAY - days(90))
    office.hear(permission("candidate-2"))
    office.do(handlers.refer_candidate, referrals_commands.ReferCandidate(candidate="candidate-2", vacancy="vacancy-1"))
    asked = officer.page("/placements/today").select_one("[hx-get^='/intake/names']")
    assert asked["hx-get"] == "/intake/names?call=C-7F3K"


def test_a_name_is_asked_for_once_a_page(office: Office, officer: Browser):
    first = office.hire(start=TODAY - days(90))
    office.hire(employer=CAFE, start=TODAY - days(90))
    page = officer.page("/placements/today")
    assert len(page.select("tr[id^=check-]")) == 2
    assert len(page.select("#name-C-7F3K")) == 1
    assert len(page.select("[hx-get^='/intake/names']")) == 1
    assert first


def test_what_will_count_as_unconfirmed_soonest_stands_first_with_its_date(office: Office, officer: Browser):
    office.hire("candidate-1", start=TODAY - days(31))
    office.hire("candidate-2", start=TODAY - days(95))
    office.hire("candidate-1", start=TODAY - days(118), employer=CAFE)
    lines = [text(line) for line in officer.page("/placements/today").select("tr[id^='check-']")]
    assert [line.split()[0] for line in lines] == ["C-7F3K", "C-2222", "C-7F3K"]
    assert "on 4 Mar 2026" in lines[0]
    assert "on 27 Mar 2026" in lines[1]
    assert "Day 30" in lines[2]


def test_a_lead_reads_that_what_waits_since_day_105_is_with_it(office: Office, officer: Browser):
    office.hire(start=TODAY - days(106))
    lead = Browser(office, account="nevena", roles=("lead",), organisation="plovdiv", lang="en")
    assert "it is with you now" in text(lead.page("/placements/today"))
    assert "is now with the team lead" in text(officer.page("/placements/today"))


def test_a_day_90_check_reaches_the_team_lead_on_day_105(office: Office, officer: Browser):
    office.hire(start=TODAY - days(104))
    assert "With the team lead" not in text(officer.page("/placements/today"))
    office.runtime.clock.turn_to(TODAY + days(1))
    assert "With the team lead" in text(officer.page("/placements/today"))


def test_one_tap_in_the_list_answers_and_the_line_says_so(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}/follow-ups/90?back=today"
    answered = officer.post(where, htmx=True, answer="at_work", checked_on=TODAY.isoformat())
    assert answered.status_code == 200
    assert AT_WORK in answered.text, "which answer was noted"
    assert "<html" not in answered.text
    assert [event.evidence for event in office.told(PlacementRetained)] == [1]
    (line,) = officer.page("/placements/today").select("tr[id^=check-]")
    assert line.select_one(".tag.good").get_text() == "At work"
    assert not line.select("form")
    office.runtime.clock.turn_to(TODAY + days(1))
    assert officer.page("/placements/today").select("tr[id^=check-]") == []


def test_without_javascript_the_same_tap_leads_back_to_the_list(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    answered = officer.post(f"/placements/hires/{hire}/follow-ups/90?back=today", answer="not_reachable")
    assert (answered.status_code, answered.headers["location"]) == (303, "/placements/today")
    assert "1 attempt without success" in text(officer.page("/placements/today"))


def test_an_answer_for_a_day_before_the_milestone_is_noted_and_the_line_says_that_it_stays_open(
    office: Office, officer: Browser
):
    hire = office.hire(start=TODAY - days(92))
    where, early = f"/placements/hires/{hire}/follow-ups/90?back=today", TODAY - days(10)
    said = f"{early.day} {early:%b %Y} is before day 90: noted; the question stays open"
    line = BeautifulSoup(
        officer.post(where, htmx=True, answer="at_work", checked_on=early.isoformat()).text, "html.parser"
    )
    assert said in text(line).replace("\xa0", " ")
    for page in ("/placements/today", f"/placements/hires/{hire}"):
        assert said in text(officer.page(page)).replace("\xa0", " ")
    assert said not in text(officer.page(f"/placements/hires/{office.hire('candidate-2', start=TODAY - days(92))}"))
    assert AT_WORK in officer.post(where, htmx=True, answer="at_work", checked_on=TODAY.isoformat()).text
    assert said not in text(officer.page("/placements/today")).replace("\xa0", " ")


def test_a_day_to_come_is_refused_at_its_line(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}/follow-ups/90?back=today"
    refused = officer.post(where, htmx=True, answer="at_work", checked_on=(TODAY + days(1)).isoformat())
    assert refused.status_code == 422
    assert "This day is still to come." in refused.text
    assert refused.text.strip().startswith("<tr")


def test_an_answered_line_of_today_leads_to_its_correction(office: Office, officer: Browser, stranger: Browser):
    hire = office.hire(start=TODAY - days(95))
    line = officer.post(f"/placements/hires/{hire}/follow-ups/90?back=today", htmx=True, answer="at_work").text
    way = BeautifulSoup(line, "html.parser").select_one("a[href$='/correction']")["href"]
    assert way in officer.get("/placements/today").text
    assert stranger.get(way).status_code == 404
    assert "At work on" in text(officer.page(way))
    refused = officer.post(way, answer="at_work", checked_on="")
    assert (refused.status_code, 'href="#checked_on"' in refused.text) == (422, True)
    corrected = officer.post(way, answer="nothing")
    anew = corrected.headers["location"]
    assert anew != f"/placements/hires/{hire}"
    assert "Recorded anew" in text(officer.page(anew))
    assert anew in officer.get(f"/placements/hires/{hire}").text
    assert officer.get(way).status_code == 404


def test_employers_are_called_in_latin_letters_in_english_and_in_full_at_first_mention(
    office: Office, officer: Browser
):
    hire = office.hire(start=TODAY, employer=CAFE)
    office.hear(heard.EmployerChanged(**{**CAFE_FACTS, "name_en": ""}))
    assert "Kafe" in text(officer.page("/placements/hires"))
    assert "Кафе" not in text(officer.page("/placements/hires"))
    assert "Kafe (Кафе)" in text(officer.page(f"/placements/hires/{hire}"))
    bulgarian = Browser(office, account="maria", roles=("officer",), organisation="plovdiv", lang="bg")
    assert "Kafe" not in text(bulgarian.page(f"/placements/hires/{hire}"))


def test_a_hire_is_recorded_with_a_form_and_shown(office: Office, officer: Browser):
    officer.page("/placements/hires/new")
    form = {"candidate": "C-7F3K", "employer": BAKERY, "start": "2.3.2026", "contract": "permanent", "hours": "40"}
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
def test_who_records_is_promised_the_questions_that_will_be_asked(office: Office, officer: Browser, contract, said):
    officer.page("/placements/hires/new")
    form = {"candidate": "C-7F3K", "employer": BAKERY, "start": "2.3.2026", "contract": contract, "hours": "40"}
    recorded = officer.post("/placements/hires", country="BG", pay="yes", funded_percent="0", **form)
    assert said in text(officer.page(recorded.headers["location"]))
    office.morning(datetime.date(2026, 4, 1))
    assert len(office.told(FollowUpDue)) == (1 if contract == "permanent" else 0)


def test_the_form_of_a_hire_finds_people_by_name_and_shows_whom_it_is_about(officer: Browser):
    blank = officer.page("/placements/hires/new")
    assert blank.find("form", action="/intake/candidates/searches?then=hire")
    assert blank.select_one("#candidate")
    known = officer.page("/placements/hires/new?candidate=c-7f3k")
    assert known.find("input", attrs={"type": "hidden", "name": "candidate", "value": "C-7F3K"})


def test_a_hire_of_somebody_not_declared_ready_says_what_to_do(officer: Browser):
    page = officer.page("/placements/hires/new?candidate=C-ABCD")
    assert page.select_one("main a[href='/intake/files/C-ABCD?then=hire']")
    assert page.select_one("#candidate")["value"] == "C-ABCD"
    form = {"candidate": "c-abcd", "employer": BAKERY, "start": "2.3.2026", "contract": "permanent", "hours": "35"}
    refused = officer.post("/placements/hires", **form)
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 422
    assert page.select_one("main a[href='/intake/files/C-ABCD?then=hire']")["target"] == "_blank"
    assert page.select_one("#hours")["value"] == "35"
    moment = officer.page("/placements/hires/new?candidate=C-ABCD&declared=now")
    assert not moment.select("a[href$='?then=hire']")
    assert moment.find("input", attrs={"type": "hidden", "name": "candidate", "value": "C-ABCD"})
    strange = officer.page("/placements/hires/new?candidate=%3Cb%3Ebold")
    assert not strange.select("a[href$='?then=hire'][href^='/intake/files/']")


def test_a_hire_that_is_recorded_already_is_linked(office: Office, officer: Browser):
    hire = office.hire()
    form = {"candidate": "C-7F3K", "employer": BAKERY, "start": "2.3.2026", "contract": "permanent", "hours": "40"}
    refused = officer.post("/placements/hires", **form)
    assert refused.status_code == 422
    assert f'href="/placements/hires/{hire}"' in refused.text


@pytest.mark.both_databases
def test_a_form_with_mistakes_comes_back_with_all_of_them_and_what_was_typed(officer: Browser):
    refused = officer.post("/placements/hires", candidate="C-7F3K", hours="viele", start="31.2.2026")
    page = BeautifulSoup(refused.text, "html.parser")
    assert refused.status_code == 422
    assert {link["href"] for link in page.select(".error-summary a")} == {"#start", "#hours", "#contract"}
    assert page.select_one("#hours")["value"] == "viele"


def test_a_hire_is_recorded_with_json(office: Office, officer: Browser):
    body = {"candidate": "candidate-1", "employer": BAKERY, "start": "2026-03-02", "contract": "permanent", "hours": 40}
    recorded = officer.post_json("/placements/hires", body)
    assert recorded.status_code == 201, recorded.text
    again = officer.post_json("/placements/hires", body)
    assert (again.status_code, again.headers["content-type"]) == (422, "application/problem+json")
    assert len(office.told(EmployerHired)) == 1


def test_a_follow_up_is_answered_with_json(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    answered = officer.post_json(f"/placements/hires/{hire}/follow-ups/90", {"answer": "at_work"})
    assert answered.status_code == 201, answered.text


def test_the_amount_behind_the_question_follows_start_and_hours(officer: Browser):
    assert "372.12" in officer.get("/placements/hires/pay?start=2.3.2026&hours=20").text
    assert officer.get("/placements/hires/pay?start=&hours=x").status_code == 200


def test_ending_correction_and_taking_back_have_pages_and_do_what_they_say(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}"
    for page in ("ending", "correction", "void"):
        officer.page(f"{where}/{page}")
    terms = {"start": "2.12.2025", "contract": "permanent", "hours": "30", "pay": "no", "funded_percent": "0"}
    assert officer.post(f"{where}/correction", **terms).status_code == 303
    assert officer.post(f"{where}/ending", last_day="1.2.2026", reason="moved").status_code == 303
    assert officer.post(f"{where}/ending", mistake="on").status_code == 303
    assert officer.post(f"{where}/void", reason="other").status_code == 303
    page = text(officer.page(where))
    for line in ("Hire recorded", "Hire corrected", "Ending recorded", "Ending taken back", "Hire taken back"):
        assert line in page


def test_a_day_that_has_passed_is_not_announced(office: Office, officer: Browser):
    office.hire(start=TODAY - days(120))
    assert "already, since" in text(officer.page("/placements/today"))


@pytest.mark.both_databases
def test_another_organisation_finds_nothing(office: Office, stranger: Browser):
    hire = office.hire(start=TODAY - days(90))
    where = f"/placements/hires/{hire}"
    for path in (where, f"{where}/ending", f"{where}/void", f"{where}/correction"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"{where}/follow-ups/90", answer="at_work").status_code == 404
    assert stranger.post(f"{where}/void", reason="other").status_code == 404
    assert "C-7F3K" not in stranger.get("/placements/hires").text
    assert "C-7F3K" not in stranger.get("/placements/today").text


def test_pages_of_the_office_are_not_for_employers_and_the_other_way_round(bakery: Browser, officer: Browser):
    for path in ("/placements/today", "/placements/hires", "/placements/hires/new", "/placements/referrals/new"):
        assert bakery.get(path).status_code == 404
    assert officer.get("/placements/people").status_code == 404


def test_an_address_nobody_serves_is_not_found(officer: Browser):
    assert officer.get("/placements/nowhere").status_code == 404


def test_a_post_without_the_form_token_is_refused(office: Office, officer: Browser):
    hire = office.hire()
    response = asyncio.run(officer._send("POST", f"/placements/hires/{hire}/void", data={"reason": "other"}))
    assert response.status_code == 403


@pytest.mark.both_databases
def test_a_referral_is_sent_with_a_form_and_answered_by_the_employer(office: Office, officer: Browser, bakery: Browser):
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


@pytest.mark.both_databases
def test_another_employer_does_not_see_the_referral(office: Office, cafe: Browser):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    assert cafe.get(f"/placements/referrals/{sent}").status_code == 404
    assert "C-7F3K" not in cafe.get("/placements/referrals").text


def test_a_hire_form_from_a_referral_knows_who_and_where(office: Office, officer: Browser):
    office.hear(permission("candidate-1"))
    sent = office.refer()
    page = officer.page(f"/placements/hires/new?referral={sent}")
    assert "C-7F3K" in text(page)
    form = {"referral": sent, "start": "2.3.2026", "contract": "permanent", "hours": "40"}
    assert officer.post("/placements/hires", **form).status_code == 303
    assert office.told(EmployerHired)[0].vacancy == "vacancy-1"


@pytest.mark.both_databases
def test_the_employer_sees_its_people_without_names_and_answers_kindly_asked(
    office: Office, bakery: Browser, cafe: Browser
):
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


def test_the_service_sees_that_the_employer_asks_it_to_check(office: Office, officer: Browser):
    hire = office.hire(start=TODAY - days(90))
    office.do(
        following_up_handlers.remind_service, commands.RemindService(placement=hire, milestone=90), office.employer
    )
    assert "The employer asks you to check" in text(officer.page("/placements/today"))


@pytest.mark.both_databases
def test_the_list_goes_on_behind_its_last_line(office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch):
    from services.placements.hires.pages import hires

    monkeypatch.setattr(hires, "PAGE", 1)
    office.hire(start=TODAY - days(90))
    office.hire(candidate="candidate-2", start=TODAY - days(30))
    first = officer.page("/placements/hires")
    assert "C-2222" in text(first)
    second = officer.page(first.select_one("a[rel=next]")["href"])
    assert "C-7F3K" in text(second)
    assert second.select("a[rel=next]") == []


def test_what_people_read_is_bulgarian(office: Office):
    office.hire(start=TODAY - days(90))
    browser = Browser(office, account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg")
    page = browser.page("/placements/today")
    assert "Още ли е на работа?" in text(page)
    assert datetime.date(2026, 3, 2) == TODAY
