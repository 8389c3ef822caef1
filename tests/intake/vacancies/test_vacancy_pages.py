"""A vacancy on the pages: from draft to public and gone again, and nobody else's."""

import datetime

import pytest

from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import TODAY, Intake
from tests.markup import parsed

pytestmark = pytest.mark.one_database


def test_a_vacancy_names_the_rules_that_were_broken_together_with_the_fields(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    past = (TODAY - datetime.timedelta(days=1)).isoformat()
    facts = {"description": "Месене и печене на хляб в малък екип.", "contract": "permanent", "town": "Пловдив"}
    wrong = {"title": "", "closes": past, "wage_from": "2000", "wage_to": "1000"}
    answer = web.post("/intake/vacancies", **facts, **wrong)
    links = parsed(answer.text).select("[data-error-summary] a")
    assert {str(link["href"]) for link in links} == {"#title", "#closes", "#wage_to"}


@pytest.mark.both_databases
def test_a_vacancy_goes_from_draft_to_the_public_page_and_is_gone_when_closed(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    form = {
        "kind": "job", "title": "Пекар", "description": "Месене и печене на хляб.\nНощна смяна.",
        "contract": "permanent",
        "hours": "40", "town": "Пловдив", "place": "on-site", "wage_from": "1 250,50", "languages": ["", "bg:A2", ""],
        "support": "mentor", "openings": "2",
    }  # fmt: skip
    here = web.post("/intake/vacancies", **form).headers["location"]
    vacancy = here.rpartition("/")[2]
    public = f"/bg/vacancies/{vacancy}"
    assert Browser(intake).get(public).status_code == 404
    assert web.post(f"{here}/publication").status_code == 303
    text = says(Browser(intake).page(public)).replace("\N{NO-BREAK SPACE}", " ")
    assert "1250,50 €" in text
    assert "български – A2" in text
    assert "Пекар" in says(Browser(intake).page("/en/vacancies?town=&kind=job"))
    assert web.post(f"{here}/text", **{**form, "title": "Главен пекар"}).status_code == 303
    assert "Главен пекар" in says(web.page(here))
    assert web.post(f"{here}/closing").status_code == 303
    assert Browser(intake).get(public).status_code == 410
    assert "Пекар" not in says(Browser(intake).page("/bg/vacancies"))


def test_a_public_page_sets_no_cookie(intake: Intake) -> None:
    assert "set-cookie" not in officer(intake).get("/bg/vacancies").headers


def test_an_employers_vacancy_page_is_missing_for_another_employer(intake: Intake) -> None:
    vacancy = intake.published(intake.verified())
    other = intake.verified(national_id="131071587", contact_email="b@b.example")
    web = Browser(intake, roles=("employer",), employer=other)
    assert web.get(f"/intake/vacancies/{vacancy}").status_code == 404
    assert web.post(f"/intake/vacancies/{vacancy}/closing").status_code == 404


def test_personal_words_are_asked_about_before_they_can_be_published(intake: Intake) -> None:
    employer = intake.verified()
    web = Browser(intake, roles=("employer",), employer=employer)
    said = "Месене на хляб на смени.\r\nОбадете се на Мария Иванова 0888 123 456. " + "Работата е лека. " * 20
    form = {
        "kind": "job",
        "title": "Пекар",
        "description": said,
        "contract": "permanent",
        "hours": "40",
        "town": "Пловдив",
    }
    asked = web.post("/intake/vacancies", **form)
    assert asked.status_code == 422
    page = parsed(asked.text)
    assert "Мария Иванова" in page.select_one("#description-error").get_text()
    [mark] = [str(field["value"]) for field in page.select("form input[name=_sure][value^=description]")]
    assert "Мария" not in mark, "a long text is not sent to and fro a second time"
    assert web.post("/intake/vacancies", **{**form, "description": said + " Елате."}, _sure=mark).status_code == 422
    assert web.post("/intake/vacancies", **form, _sure=mark).status_code == 303
    code = {**form, "description": "Месене на хляб на смени. ЕГН 7501010010"}
    refused = web.post("/intake/vacancies", **code, _sure=f"description={code['description']}")
    assert refused.status_code == 422
