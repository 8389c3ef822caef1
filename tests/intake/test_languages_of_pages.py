"""Which language a page, or a part of it, is in: the person's paper, the employer's own words, the demonstration's bar."""

import datetime

import pytest

from tests.intake.browsing import REGISTRATION, Browser
from tests.intake.conftest import Intake
from tests.markup import Element, parsed
from web.text import render

pytestmark = pytest.mark.one_database


def slip(intake: Intake, spoken: str) -> Element:
    """The paper with the one-time code, as an English-speaking officer prints it."""
    candidate = intake.candidate(language=spoken)
    officer = Browser(intake, "en", roles=("officer",), organisation=intake.organisation)
    token = officer.page(f"/intake/candidates/{candidate}").find("input", attrs={"name": "_csrf"})["value"]
    answer = officer.post(f"/intake/candidates/{candidate}/codes", _csrf=token)
    return parsed(answer.text)


@pytest.mark.parametrize(
    ("spoken", "direction", "words"),
    [("uk", "ltr", "Одноразовий код"), ("ar", "rtl", "افتح هذا العنوان"), ("tr", "ltr", "Bu adresi açın")],
)
def test_the_paper_with_the_code_is_in_the_persons_language(
    intake: Intake, spoken: str, direction: str, words: str
) -> None:
    page = slip(intake, spoken)
    paper = page.select_one("main section.card")
    assert page.html["lang"] == "en"
    assert (paper["lang"], paper["dir"]) == (spoken, direction)
    assert words in paper.get_text()
    assert f"sign-in?lang={spoken}" in paper.get_text()
    assert "One-time code" not in paper.get_text()


def test_a_blank_name_is_the_only_mistake_about_names(intake: Intake) -> None:
    for name in ("", "  "):
        answer = Browser(intake, "en").post("/intake/register", **{**REGISTRATION, "name": name, "name_en": ""})
        links = parsed(answer.text).select("[data-error-summary] a")
        assert [str(link["href"]) for link in links] == ["#name"]
        assert 'value="--"' not in answer.text


def test_an_english_page_says_that_the_employer_wrote_in_bulgarian(intake: Intake) -> None:
    vacancy = intake.published(intake.verified())
    there = {lang: Browser(intake).page(f"/{lang}/vacancies/{vacancy}") for lang in ("bg", "en")}
    assert there["en"].h1["lang"] == "bg"
    assert "The employer wrote this in Bulgarian." in there["en"].get_text()
    assert "lang" not in there["bg"].h1.attrs
    listed = Browser(intake).page("/en/vacancies")
    assert listed.select_one("td [lang=bg], th [lang=bg]")
    assert "The employers wrote the titles in Bulgarian." in listed.get_text()


@pytest.mark.parametrize(("lang", "bar"), [("ar", "en"), ("uk", "en"), ("bg", "bg"), ("en", "en")])
def test_the_bar_of_the_demonstration_is_whole_in_one_language(lang: str, bar: str) -> None:
    day = datetime.date(2026, 11, 22)
    page = parsed(render("errors/error.html", lang, status=404, demo=day, csrf="x"))
    clock = page.select_one(".demo-clock")
    assert (clock.get("lang", lang), clock.get("dir", "ltr")) == (bar, "ltr")
    assert ("22 November 2026" if bar == "en" else "22 ноември 2026") in clock.get_text().replace("\xa0", " ")
