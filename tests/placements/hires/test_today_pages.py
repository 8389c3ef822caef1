"""Today as the office sees it: what is due, whom to call, one tap in the list."""

import importlib

import pytest
from bs4 import BeautifulSoup

from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers
from shared.events.placements import PlacementRetained
from tests.placements.browsing import Browser, officer, stranger, text
from tests.placements.conftest import CAFE, TODAY, Office, days, permission, registered

pytestmark = pytest.mark.one_database

__all__ = ["officer", "stranger"]

AT_WORK = '<span class="tag good">At work</span>'


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
    monkeypatch.setattr(importlib.import_module("services.placements.hires.pages.today"), "PAGE", 1)
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


def firms(office: Office) -> list[str]:
    """Five employers, so that one person may have begun at each of them."""
    found = [f"firm-{n}" for n in range(5)]
    office.hear(*(registered(one, f"20000000{n}", one) for n, one in enumerate(found)))
    return found


def test_every_open_question_stands_on_one_page_and_none_on_two(
    office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importlib.import_module("services.placements.hires.pages.today"), "PAGE", 2)
    hires = [office.hire(start=TODAY - days(90 + n % 2 * 3), employer=one) for n, one in enumerate(firms(office))]
    found, path, pages = [], "/placements/today", 0
    while path:
        page = officer.page(path)
        found += [row.select_one("form")["action"].split("/")[3] for row in page.select("tr[id^=check-]")]
        link, pages = page.select_one("nav.pagination a[rel=next]"), pages + 1
        path = link["href"] if link else ""
    assert sorted(found) == sorted(hires)
    assert pages == 3
    assert page.select_one("nav.pagination a[rel=prev]")["href"] == "/placements/today"


def test_the_first_page_says_how_many_wait_behind_it(office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.import_module("services.placements.hires.pages.today"), "PAGE", 2)
    for one in firms(office):
        office.hire(start=TODAY - days(90), employer=one)
    assert "3 more wait" in text(officer.page("/placements/today"))


def test_what_was_answered_today_leaves_room_for_what_waits(
    office: Office, officer: Browser, monkeypatch: pytest.MonkeyPatch
):
    today = importlib.import_module("services.placements.hires.pages.today")
    monkeypatch.setattr(today, "PAGE", 3)
    monkeypatch.setattr(today, "ANSWERED", 1)
    hires = [office.hire(start=TODAY - days(90), employer=one) for one in firms(office)]
    for hire in hires[:3]:
        office.answer(hire, 90, "at_work")
    rows = officer.page("/placements/today").select("tr[id^=check-]")
    assert sorted(bool(row.select("form")) for row in rows) == [False, True, True]


@pytest.mark.parametrize("after", ["x", "2026-01-01.2026-01-01", "9999-99-99.1.2", "2026-01-01.2026-01-01.'"])
def test_a_place_nobody_was_told_of_begins_at_the_top_or_is_passed_over(office: Office, officer: Browser, after: str):
    office.hire(start=TODAY - days(90))
    assert officer.ask("GET", "/placements/today", params={"after": after}).status_code == 200
