"""What an employer states and contests, through its own pages."""

from collections.abc import Callable

import pytest

from shared.service import Runtime
from tests.markup import parsed
from tests.recognition.conftest import Reader
from tests.recognition.visiting import to_read

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
PROFILE = "/bg/employers/sedemte-peshti"


@EMBEDDED
def test_an_employer_states_a_figure_and_takes_it_back(
    published: Runtime, owner: Reader, editor: Reader, reader: Callable[..., Reader]
) -> None:
    told = {
        "value": "1240",
        "unit": "people",
        "measure": "received",
        "scope_bg": "обучение и/или работа",
        "as_of": "2025-05",
    }
    assert owner.post("/recognition/figures", **told).status_code == 303
    assert "чака редактор" in owner.text("/recognition/figures").lower()
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    words = form.find("input", attrs={"name": "words"})["value"]
    assert editor.post(form["action"], words=words).status_code == 303
    assert "1240" in reader().text(PROFILE)
    own = owner.page("/recognition/figures").select_one("form[action$='/withdrawal']")
    assert owner.post(own["action"]).status_code == 303
    assert "1240" not in reader().text(PROFILE)


FIGURE = {"unit": "people", "measure": "received", "scope_bg": "обучение", "as_of": "2025-05"}


@EMBEDDED
@pytest.mark.parametrize("typed", ["1 100", "12 000", "1,100", "1.100", "1\u202f100"])
def test_a_stated_figure_may_part_its_thousands(published: Runtime, owner: Reader, typed: str) -> None:
    assert owner.post("/recognition/figures", **FIGURE, value=typed).status_code == 303


@EMBEDDED
@pytest.mark.parametrize("field", ["value", "target_value", "outcome_value"])
def test_nobody_states_a_part_of_a_person(published: Runtime, owner: Reader, field: str) -> None:
    given = {**FIGURE, "value": "12", "target_value": "15", "target_date": "2027", field: "1,1"}
    answer = owner.post("/recognition/figures", **given)
    assert answer.status_code == 422
    assert parsed(answer.text).select_one(f"#{field}-error")
    shares = {**given, "measure": "other", "unit": "percent"}
    assert owner.post("/recognition/figures", **shares).status_code == 303


@EMBEDDED
def test_a_figure_without_its_scope_keeps_what_was_typed(published: Runtime, owner: Reader) -> None:
    answer = owner.post("/recognition/figures", value="12", unit="people", measure="received", as_of="2025")
    assert answer.status_code == 422
    assert 'value="12"' in answer.text


@EMBEDDED
def test_a_stated_figure_is_as_of_a_day_that_has_come_and_its_mistakes_come_together(
    published: Runtime, owner: Reader
) -> None:
    wrong = {"as_of": "12.2099", "from_year": "2090", "outcome_date": "32.13.2025", "measure": "other"}
    answer = owner.post("/recognition/figures", value="", unit="people", **wrong)
    hrefs = {f"#{field}" for field in ("as_of", "from_year", "outcome_date", "value", "scope_bg")}
    assert answer.status_code == 422
    assert hrefs == {str(link["href"]) for link in parsed(answer.text).select("[data-error-summary] a")}
    told = {"value": "12", "unit": "people", "measure": "completed", "scope_bg": "курс"}
    assert owner.post("/recognition/figures", **told, as_of="23.06", from_year="2020").status_code == 303


@EMBEDDED
def test_what_an_employer_contests_is_marked_until_an_editor_resolves_it(
    published: Runtime, owner: Reader, editor: Reader, reader: Callable[..., Reader]
) -> None:
    asked = {"subject": "practice-mentor", "reason": "Наставник няма от пролетта."}
    assert owner.post("/recognition/disputes", **asked).status_code == 303
    assert "роверява" in reader().text(PROFILE)
    form = editor.page("/recognition/disputes").select_one("form[action$='/resolution']")
    assert editor.post(form["action"], resolution="Проверено със службата.").status_code == 303
    assert "Наставник няма" not in editor.text("/recognition/disputes")
    assert "Проверено със службата" in owner.text("/recognition/disputes/new")


@EMBEDDED
def test_everything_the_public_page_says_can_be_contested_and_nothing_else(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    editor.post(form["action"], words=form.find("input", attrs={"name": "words"})["value"])
    given = [field["value"] for field in owner.page("/recognition/disputes/new").select("input[name=subject]")]
    assert set(given) > {"tier", "kept", "headcount", "practice-mentor", "practice-language"}
    (stated,) = [subject for subject in given if subject.startswith("figure-")]
    assert owner.post("/recognition/disputes", subject=stated, reason="Грешно число.").status_code == 303
    assert owner.post("/recognition/disputes", subject=stated, reason="Пак.").status_code == 422
    for elsewhere in ("answer-foo", "practice-our-rival-cheats", "figure-zzz"):
        assert owner.post("/recognition/disputes", subject=elsewhere, reason="Невярно.").status_code == 422
    assert editor.get("/recognition/disputes").status_code == 200
    assert "са завършили 12" in editor.text("/recognition/disputes").replace("\xa0", " "), "what it says, not a code"


@EMBEDDED
def test_disputes_are_not_there_for_an_employer(published: Runtime, owner: Reader) -> None:
    assert owner.get("/recognition/disputes").status_code == 404


@EMBEDDED
def test_how_a_dispute_was_resolved_is_said_and_shown_as_it_was_typed(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/disputes", subject="tier", reason="Грешно.")
    form = editor.page("/recognition/disputes").select_one("form[action*='/resolution']")
    assert editor.post(form["action"], resolution="").status_code == 422
    assert editor.post(form["action"], resolution="Проверено: <b>80%</b> остават.").status_code == 303
    page = owner.get("/recognition/disputes/new")
    assert page.status_code == 200
    assert "Проверено: &lt;b&gt;80%&lt;/b&gt; остават." in page.text


def test_what_only_some_kinds_have_is_kept_of_no_other_kind(published: Runtime, owner: Reader) -> None:
    claim = {"kind": "claim", "scope_bg": "Първи в града."}
    assert owner.post("/recognition/figures", about="a" * 150, **claim).status_code == 303
    many = [f"{one}{two}" for one in "ABCDEFGH" for two in "ABCDEFGHIJ"]
    assert owner.post("/recognition/figures", kind="delivery", countries=many, autonomous="true").status_code == 422


@EMBEDDED
def test_words_without_a_letter_are_no_words(published: Runtime, owner: Reader) -> None:
    stated = {"value": "12", "measure": "received", "as_of": "2025"}
    assert owner.post("/recognition/figures", scope_bg=".", **stated).status_code == 422


@EMBEDDED
def test_one_change_of_a_statement_waits_at_a_time(published: Runtime, owner: Reader, editor: Reader) -> None:
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    figure = form["action"].split("/")[-2]
    editor.post(form["action"], words=form.find("input", attrs={"name": "words"})["value"])
    for value in ("13", "14", "15"):
        put = {"value": value, "measure": "completed", "scope_bg": "курс", "as_of": "2025", "replaces": figure}
        assert owner.post("/recognition/figures", **put).status_code == 303
    assert len(editor.page("/recognition/desk").select("form[action$='/approval']")) == 1


@EMBEDDED
def test_what_an_editor_gives_back_is_shown_to_the_employer_with_the_reason_and_to_nobody_else(
    published: Runtime, owner: Reader, editor: Reader, reader: Callable[..., Reader]
) -> None:
    owner.post("/recognition/interview/advice", text="Звънете: 088 123 45 67", language="bg", send="on")
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    assert "088 123 45 67" in owner.text("/recognition/interview")
    pages = [*to_read(editor), editor.page("/recognition/desk")]
    assert "телефонен номер" in pages[0].get_text()
    for number, page in enumerate(pages):
        form = page.select("form[action$='/return']")[0]
        hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]") if each["name"] != "_csrf"}
        assert editor.post(form["action"], **hidden, reason="").status_code == 422
        assert editor.post(form["action"], **hidden, reason=f"Причина {number}").status_code == 303
    assert not editor.page("/recognition/desk").select("form[action$='/return']")
    assert "Причина 0" in owner.text("/recognition/interview")
    assert "Причина 0" in owner.text("/recognition/interview/advice")
    assert "Причина 1" in owner.text("/recognition/figures")
    assert "Причина" not in reader().text(PROFILE)
