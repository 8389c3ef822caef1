"""An employer registers on a page: every mistake at once, nothing typed lost, nothing asked that no check needs."""

import pytest

from shared.events import intake as events
from tests.intake.browsing import REGISTRATION, Browser, link_in, officer, says
from tests.intake.conftest import PASSWORD, Intake
from tests.markup import parsed

pytestmark = pytest.mark.one_database


def test_an_employer_registers_confirms_by_the_mailed_link_and_is_in(intake: Intake) -> None:
    web = Browser(intake)
    assert web.post("/intake/register", **REGISTRATION).headers["location"] == "/intake/register/sent"
    assert not intake.told(events.EmployerRegistered), "nothing is an employer before its address is proved"
    [letter] = web.letters()
    assert "Мария" not in letter
    path = link_in(letter, "confirm")
    web.page(path)
    assert web.post(path, password="short").status_code == 422
    answer = web.post(path, password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/intake/employer")
    [fact] = [event for event in intake.told() if type(event) is events.EmployerRegistered]
    assert fact.name_en == "Hlebna kashta"
    home = says(web.page("/intake/employer"))
    assert "Хлебна къща" in home
    assert "Проверяваме регистрацията" in home
    assert web.get(path).status_code == 410


def test_a_registration_with_mistakes_comes_back_with_all_of_them_and_what_was_typed(intake: Intake) -> None:
    web = Browser(intake)
    answer = web.post("/intake/register", **{**REGISTRATION, "town": "", "headcount": "много"})
    page = parsed(answer.text)
    assert answer.status_code == 422
    hrefs = {str(link["href"]) for link in page.select("[data-error-summary] a")}
    assert hrefs == {"#town", "#headcount"}
    assert page.find(id="name")["value"] == "Хлебна къща"


def test_a_registration_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    wrong = {"town": "", "national_id": "121362928"}
    answer = Browser(intake).post("/intake/register", **{**REGISTRATION, **wrong})
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#town", "#national_id"}


def test_registering_asks_only_what_the_check_needs(intake: Intake) -> None:
    """Everything else has its own page, to which the first steps lead."""
    web = Browser(intake)
    form = web.page("/intake/register").select_one("main form")
    asked = {field["name"] for field in form.select("input, select") if not str(field["name"]).startswith("_")}
    phone = {"contact_phone"}
    assert asked == {name for name in REGISTRATION if name != "name_en"} | phone
    employer = intake.verified()
    own = Browser(intake, roles=("employer",), employer=employer)
    facts = f"/intake/employers/{employer}/facts"
    assert own.page("/intake/employer").select_one(f".task-list a[href='{facts}']")
    more = {field["name"] for field in own.page(facts).select("main form input, main form select")}
    assert {"name_en", "founded", "website", "trade_word", "trade_gender", "seeks_partners"} <= more


def test_a_wrong_company_number_is_explained_at_its_field(intake: Intake) -> None:
    answer = Browser(intake).post("/intake/register", **{**REGISTRATION, "national_id": "121362928"})
    page = parsed(answer.text)
    assert [str(link["href"]) for link in page.select("[data-error-summary] a")] == ["#national_id"]


def test_a_name_of_two_alphabets_is_asked_about_and_the_officer_sees_which_letters(intake: Intake) -> None:
    intake.verified(name="Седемте пещи", name_en="Sedemte peshti")
    guest = Browser(intake)
    new = {**REGISTRATION, "national_id": "131071587", "contact_email": "b@example.org", "name": "Cедемте пещи"}
    asked = guest.post("/intake/register", **new)
    assert asked.status_code == 422
    page = parsed(asked.text)
    mark = page.select_one("input[name=_sure]")
    assert mark is not None
    assert page.select_one("#name-error")
    assert guest.post("/intake/register", **new, _sure=str(mark["value"])).status_code == 303
    key = intake.registered(name="Cедемте пещи", national_id="121396123", contact_email="c@example.org")
    seen = officer(intake).page(f"/intake/employers/{key}")
    assert [each.text for each in seen.select("mark")] == ["C"]
    assert "Седемте пещи" in says(seen)


@pytest.mark.parametrize("name", ["", "=cmd", "ivan@example.com"])
def test_a_name_that_cannot_be_printed_is_one_mistake_and_not_two(intake: Intake, name: str) -> None:
    """The name in Latin letters is made of it, and stands on no form that could be mended."""
    answer = Browser(intake).post("/intake/register", **{**REGISTRATION, "name": name})
    links = parsed(answer.text).select("[data-error-summary] a")
    assert [str(link["href"]) for link in links] == ["#name"]
