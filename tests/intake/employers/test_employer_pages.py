"""Employers on the pages of the office: checked, found, grouped, closed; and what one says of itself."""

import re

import httpx
import pytest

from shared.events import intake as events
from tests.intake.browsing import Browser, listed, many_employers, officer, says
from tests.intake.conftest import TODAY, Intake
from tests.markup import Element, parsed

pytestmark = pytest.mark.one_database


@pytest.mark.both_databases
def test_what_is_public_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    facts = {"name": "Хлебна къща", "name_en": "Hlebna kashta", "legal_form": "ood", "sector": "C"}
    wrong = {"town": "", "founded": str(TODAY.year + 1), "trade_word": "хотели"}
    answer = web.post(f"/intake/employers/{employer}/facts", **facts, **wrong)
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#town", "#founded", "#trade_gender"}


@pytest.mark.both_databases
def test_an_organisation_that_belongs_to_an_employers_group_is_told(intake: Intake) -> None:
    employer, admin = intake.verified(), Browser(intake, roles=("administrator",))
    for _ in range(2):
        sent = {"name": "Център Пловдив", "town": "Пловдив", "group": employer}
        assert admin.post(f"/intake/organisations/{intake.organisation}", **sent).status_code == 303
    assert [event.group for event in intake.told() if type(event) is events.OrganisationChanged] == [employer]


STAFF_ONLY = ("/intake/candidates", "/intake/candidates/new", "/intake/employers", "/intake/names?c=C-2222")


@pytest.mark.parametrize("path", STAFF_ONLY)
def test_an_employer_finds_no_office_page(intake: Intake, path: str) -> None:
    web = Browser(intake, roles=("employer",), employer=intake.registered())
    assert web.get(path).status_code == 404
    assert Browser(intake).get(path).status_code == 303


@pytest.mark.both_databases
def test_an_officer_checks_an_employer_and_confirms_a_practice(intake: Intake) -> None:
    employer, web = intake.registered(), officer(intake)
    listed = web.page("/intake/employers")
    assert listed.find("a", href=f"/intake/employers/{employer}") is not None
    assert "05.03.2026" in says(listed).replace("\N{NO-BREAK SPACE}", " ")
    assert "Мария Илиева" in says(web.page(f"/intake/employers/{employer}"))
    assert web.post(f"/intake/employers/{employer}/verification").status_code == 303
    form = {"practice": "mentor", "details": "in-paid-time", "confirmed_on": "1.3.2026"}
    assert web.post(f"/intake/employers/{employer}/practices", **form).status_code == 303
    assert "Наставник" in says(web.page(f"/intake/employers/{employer}"))
    assert web.post(f"/intake/employers/{employer}/practices/mentor/withdrawal").status_code == 303
    assert len(intake.told(events.PracticeWithdrawn)) == 1
    assert web.post(f"/intake/employers/{employer}/closing").status_code == 404


@pytest.mark.both_databases
def test_every_employer_is_reachable_by_pages_and_by_name_number_or_town(intake: Intake) -> None:
    many_employers(intake, 338)
    browser, here = officer(intake), "/intake/employers"
    seen: set[str] = set()
    while here:
        page = browser.page(here)
        seen |= listed(page)
        here = str(link["href"]) if (link := page.select_one("a[rel=next]")) else ""
    assert len(seen) == 339
    for asked in ("furna 007", "Bakery 007", "n7"):
        assert "employer-e-007" in listed(browser.page(f"/intake/employers?q={asked}"))
    assert len(listed(browser.page("/intake/employers?q=гр. Пловдив"))) == 1


@pytest.mark.both_databases
def test_a_choice_of_more_than_thirty_is_searched_and_nothing_typed_is_lost(intake: Intake) -> None:
    many_employers(intake, 40)
    candidate, browser = intake.candidate(), officer(intake)
    here = f"/intake/candidates/{candidate}/permissions"
    assert not browser.page(f"{here}/new").select("select[name=employer]")
    typed = {"scope": "apply", "reach": "employer", "words": "както се разбрахме", "begins": "2.3.2026"}
    searched_for = page_of(browser.post(here, **typed, _find="employer", _find_employer="furna 01"))
    found = [str(each["value"]) for each in searched_for.select("input[name=employer]")]
    assert found == ["", *(f"e-{number:03d}" for number in range(10, 20))]
    assert "както се разбрахме" in searched_for.text
    assert not searched_for.select("[data-error-summary]")
    assert browser.post(here, **typed, employer="e-013").status_code == 303


@pytest.mark.both_databases
def test_the_only_one_that_a_search_finds_is_chosen_and_can_be_changed(intake: Intake) -> None:
    many_employers(intake, 40)
    candidate, browser = intake.candidate(), officer(intake)
    here = f"/intake/candidates/{candidate}/permissions"
    browser.page(f"{here}/new")

    def chosen(words: str, **typed: str) -> list[str]:
        page = page_of(browser.post(here, scope="apply", reach="employer", _find_employer=words, **typed))
        return [str(each["value"]) for each in page.select("input[name=employer][checked]")]

    assert chosen("furna 013", _find="employer") == ["e-013"]
    assert chosen("furna 013", _find="employer", employer="") == ["e-013"]
    assert chosen("furna 014", _find="employer", employer="e-013") == ["e-014"], "the earlier one stays beside it"
    assert chosen("furna 01", _find="employer", employer="e-013") == ["e-013"]
    assert chosen("furna 013", _find="another field", employer="") == [""], "what was taken back is not chosen again"


def page_of(answer: httpx.Response) -> Element:
    assert answer.status_code == 200
    return parsed(answer.text)


def test_an_error_in_a_closed_fold_opens_it(intake: Intake) -> None:
    key = intake.registered()
    answer = officer(intake).post(f"/intake/employers/{key}/refusal", reason="")
    page = parsed(answer.text)
    error = page.select_one("#reason-error")
    assert error is not None
    fold = error.find_parent("details")
    assert fold is not None
    assert fold.has_attr("open")
    assert len(page.select("details[open]")) == 1


@pytest.mark.both_databases
def test_an_editor_groups_suspends_and_closes(intake: Intake) -> None:
    lead, other = intake.verified(), intake.verified(national_id="131071587", contact_email="b@b.example", name="Друга")
    web = Browser(intake, roles=("editor",))
    here = f"/intake/employers/{other}"
    assert web.post(f"{here}/group", group=lead, since="1.3.2026").status_code == 303
    assert "Хлебна къща" in says(web.page(here))
    assert web.post(f"{here}/suspensions", begins="1.2.2026", reason="Постановление 12").status_code == 303
    page = web.page(here)
    correction = page.find("form", action=re.compile("/suspensions/."))
    assert correction is not None
    assert web.post(str(correction["action"]), begins="1.2.2026", ends="1.6.2026").status_code == 303
    assert [event.rev for event in intake.told(events.EmployerSuspended)] == [0, 1]
    assert web.post(f"{here}/closing").status_code == 303
    assert len(intake.told(events.EmployerClosed)) == 1
