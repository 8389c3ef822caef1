"""Two people change one thing at once: what each changed is kept, and where both changed the same, the later is asked."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.vacancies.queries import own_vacancy
from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import Intake, opened
from tests.markup import as_sent, parsed

pytestmark = pytest.mark.both_databases


def form_at(web: Browser, path: str, action: str = "") -> dict[str, Any]:
    return as_sent(web.page(path), action or path)


def send(web: Browser, path: str, form: dict[str, Any]) -> Any:
    return web.ask("POST", path, data=form)


@pytest.mark.both_databases
def test_what_two_officers_changed_in_different_fields_is_both_kept(intake: Intake) -> None:
    here = f"/intake/candidates/{(key := intake.candidate())}/identity"
    one, other = officer(intake), officer(intake, account="other")
    first, second = form_at(one, here), form_at(other, here)
    assert send(one, here, {**first, "town": "Русе"}).status_code == 303
    assert send(other, here, {**second, "name": "Олена Ковальчук"}).status_code == 303
    found = opened(intake, key)
    assert (found.name, found.town) == ("Олена Ковальчук", "Русе")


@pytest.mark.both_databases
def test_what_both_changed_is_shown_beside_what_was_typed_and_a_second_press_saves(intake: Intake) -> None:
    here = f"/intake/candidates/{(key := intake.candidate())}/identity"
    one, other = officer(intake), officer(intake, account="other")
    first, second = form_at(one, here), form_at(other, here)
    assert send(one, here, {**first, "town": "Русе", "language": "ar"}).status_code == 303
    refused = send(other, here, {**second, "town": "Варна", "language": "fa", "name": "Олена Ковальчук"})
    assert refused.status_code == 422
    page = parsed(refused.text)
    assert "Русе" in page.select_one("#town-error").text
    assert "арабски" in page.select_one("#language-error").text
    typed = as_sent(page, here)
    assert (typed["town"], typed["language"], typed["name"]) == ("Варна", "fa", "Олена Ковальчук")
    assert opened(intake, key).town == "Русе"
    assert send(other, here, typed).status_code == 303
    found = opened(intake, key)
    assert (found.town, found.language, found.name) == ("Варна", "fa", "Олена Ковальчук")


def test_a_mistake_on_the_way_does_not_make_the_older_text_the_newer_one(intake: Intake) -> None:
    """Drawn again for a mistake, the form still says what it said when it was opened."""
    here = f"/intake/candidates/{(key := intake.candidate())}/identity"
    one, other = officer(intake), officer(intake, account="other")
    first, second = form_at(one, here), form_at(other, here)
    send(one, here, {**first, "town": "Русе"})
    refused = send(other, here, {**second, "name": "Олена Ковальчук", "born": "never"})
    assert refused.status_code == 422
    typed = as_sent(parsed(refused.text), here) | {"born": "17.5.1998"}
    assert send(other, here, typed).status_code == 303
    assert opened(intake, key).town == "Русе"


def test_a_third_change_before_the_second_press_is_asked_about_anew(intake: Intake) -> None:
    here = f"/intake/candidates/{intake.candidate()}/identity"
    one, other = officer(intake), officer(intake, account="other")
    forms = [form_at(one, here), form_at(one, here)]
    mine = form_at(other, here)
    send(one, here, {**forms[0], "town": "Русе"})
    asked = as_sent(parsed(send(other, here, {**mine, "town": "Варна"}).text), here)
    send(one, here, {**form_at(one, here), "town": "Бургас"})
    refused = send(other, here, asked)
    assert refused.status_code == 422
    assert "Бургас" in parsed(refused.text).select_one("#town-error").text


@pytest.mark.parametrize("page", ["identity", "description", "email"])
def test_a_file_that_nobody_touched_meanwhile_is_saved_as_it_was_opened(intake: Intake, page: str) -> None:
    here = f"/intake/candidates/{intake.ready()}/{page}"
    web = officer(intake)
    assert send(web, here, form_at(web, here)).status_code == 303
    assert send(web, here, form_at(web, here)).status_code == 303


def test_languages_and_answers_of_two_officers_are_both_kept(intake: Intake) -> None:
    here = f"/intake/candidates/{(key := intake.ready())}/description"
    one, other = officer(intake), officer(intake, account="other")
    first, second = form_at(one, here), form_at(other, here)
    assert send(one, here, {**first, "works_now": "no", "skills": ["sewing"]}).status_code == 303
    assert send(other, here, {**second, "wishes": "Близо до дома"}).status_code == 303
    found = opened(intake, key)
    assert (found.wishes, found.skills, found.entry.works_now) == ("Близо до дома", ("sewing",), False)


def test_an_address_is_not_forgotten_by_somebody_who_saw_none(intake: Intake) -> None:
    here = f"/intake/candidates/{intake.candidate()}/email"
    one, other = officer(intake), officer(intake, account="other")
    first, second = form_at(one, here), form_at(other, here)
    send(one, here, {**first, "email": "olena@example.org"})
    refused = send(other, here, {**second, "email": "other@example.org"})
    assert refused.status_code == 422
    assert "olena@example.org" in says(parsed(refused.text))


def test_the_office_and_the_employer_may_change_a_vacancy_at_once(intake: Intake) -> None:
    employer = intake.verified()
    here = f"/intake/vacancies/{(key := intake.drafted(employer))}/text"
    one, other = officer(intake), Browser(intake, roles=("employer",), employer=employer)
    first, second = form_at(one, here), form_at(other, here)
    assert send(one, here, {**first, "hours": "30", "skills": ["cooking"]}).status_code == 303
    refused = send(other, here, {**second, "hours": "20", "wage_from": "1 300,50", "wage_to": "1 500"})
    assert refused.status_code == 422
    assert "30" in parsed(refused.text).select_one("#hours-error").text
    assert send(other, here, as_sent(parsed(refused.text), here)).status_code == 303
    found = intake.runtime.database.look(lambda session: own_vacancy(session, intake.officer, key))
    assert (found.hours, str(found.wage_from), found.skills) == (20, "1300.50", ("cooking",))


def test_the_facts_of_an_employer_are_merged_too(intake: Intake) -> None:
    employer = intake.verified()
    here = f"/intake/employers/{employer}/facts"
    one, other = officer(intake), Browser(intake, roles=("employer",), employer=employer)
    first, second = form_at(one, here), form_at(other, here)
    assert send(one, here, {**first, "founded": "1999"}).status_code == 303
    assert send(other, here, {**second, "website": "https://example.org"}).status_code == 303
    assert form_at(one, here)["founded"] == "1999"
    refused = send(other, here, {**second, "founded": "2001"})
    assert refused.status_code == 422


def test_a_program_says_what_it_saw_or_writes_over_it(intake: Intake) -> None:
    here = f"/intake/candidates/{(key := intake.candidate())}/email"
    web = officer(intake)
    sent = {"email": "one@example.org", "_was": {"email": ""}}
    assert json_of(web, here, sent).status_code == 201
    refused = json_of(web, here, {"email": "two@example.org", "_was": {"email": ""}})
    assert refused.status_code == 422
    assert "one@example.org" in refused.json()["errors"]["email"]
    sure = {"email": "two@example.org", "_was": {"email": ""}, "_sure": refused.json()["confirm"]}
    assert json_of(web, here, sure).status_code == 201
    assert json_of(web, here, {"email": "three@example.org"}).status_code == 201
    assert key


@pytest.mark.parametrize("was", ["", "{", "[]", "1", '{"email": {"a": 1}}', '{"email": [[1]]}', "null", "[" * 5000])
def test_a_form_that_says_nonsense_of_what_it_saw_breaks_nothing(intake: Intake, was: str) -> None:
    here = f"/intake/candidates/{intake.candidate()}/email"
    web = officer(intake)
    answer = send(web, here, {**form_at(web, here), "email": "a@example.org", "_was": was})
    assert answer.status_code in (303, 422)


def json_of(web: Browser, path: str, body: dict[str, Any]) -> Any:
    return web.ask("POST", path, json=body, headers={"X-Form-Token": web.token})


def test_two_administrators_may_change_an_organisation_and_roles(intake: Intake) -> None:
    one, other = (Browser(intake, roles=("administrator",), account=name) for name in ("one", "other"))
    here = f"/intake/organisations/{intake.organisation}"
    first, second = (form_at(web, "/intake/colleagues", here) for web in (one, other))
    assert send(one, here, {**first, "hours": "9:00–17:30"}).status_code == 303
    assert send(other, here, {**second, "phone": "+359 32 123 456"}).status_code == 303
    kept = form_at(one, "/intake/colleagues", here)
    assert (kept["hours"], kept["phone"] != "") == ("9:00–17:30", True)


def test_what_a_program_is_told_of_another_change_is_noted_as_read(intake: Intake) -> None:
    """The answer says what stands in the file now: whoever gets it has read it."""
    here = f"/intake/candidates/{intake.candidate()}/identity"
    web, readings = officer(intake), intake.runtime.service.metadata.tables["read_audit"]
    token = form_at(web, here)["_csrf"]
    count = sa.select(sa.func.count()).select_from(readings)
    before = intake.runtime.database.look(lambda s: s.scalars(count).one())
    guess = {"name": "Някоя Друга", "born": "1990-01-01", "phone": "+359881234567", "town": "Русе", "language": "uk"}
    answer = web.ask(
        "POST", here, json={**guess, "_was": {**guess, "name": "Съвсем Друга"}}, headers={"x-form-token": token}
    )
    assert answer.status_code == 422
    assert "Олена Коваль" in answer.json()["errors"]["name"]
    assert intake.runtime.database.look(lambda s: s.scalars(count).one()) > before
