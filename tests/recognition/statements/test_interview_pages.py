"""The pages of the interview, for the employer and for the editor."""

from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.statements.model.interview import QUESTIONS, Answer
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Refused
from tests.recognition.arrivals import Arrivals
from tests.recognition.conftest import Reader
from tests.recognition.opened import heard, ovens, publish
from tests.recognition.statements.interviewing import GROUP, TALK, translate, write
from tests.recognition.visiting import to_read

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)


@pytest.mark.both_databases
def test_an_employer_answers_in_its_own_language_and_an_editor_translates_at_the_desk(
    published: Runtime, owner: Reader, editor: Reader, reader: Callable[..., Reader]
) -> None:
    typed = {"text": "Ми печемо хліб.", "language": "uk", "speaker": "team_lead", "translated_by": "employer"}
    assert owner.post("/recognition/interview/activity", send="on", **typed).status_code == 303
    field = owner.page("/recognition/interview/activity").select_one("textarea#text")
    assert (field["lang"], field.get_text().strip()) == ("uk", "Ми печемо хліб.")
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    address = form["action"].replace("/approval", "/translation")
    assert "Ми печемо хліб." in editor.text(address)
    text = editor.page(address).find("input", attrs={"name": "text"})["value"]
    typed = {"translation_bg": "Печем хляб.", "translation_en": "We bake bread.", "translated_by": "editors"}
    refused = editor.post(address, text="Ми печемо.", **typed)
    assert refused.status_code == 422
    assert "We bake bread." in refused.text, "what was typed is not lost"
    assert editor.post(address, text=text, **typed).status_code == 303
    said = to_read(editor)[0].get_text(" ")
    assert "украински" in said
    assert "превел: редакторите" in said
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    given = {one["name"]: one["value"] for one in form.select("input[type=hidden]") if one["name"] != "_csrf"}
    assert editor.post(form["action"], **given).status_code == 303
    shown = reader().page("/bg/employers/sedemte-peshti")
    assert "в превод на редакторите от украински" in shown.get_text()
    assert shown.select_one("details.original .quote")["lang"] == "uk"


@EMBEDDED
def test_an_employer_sees_how_its_conversation_will_be_divided(published: Runtime, owner: Reader) -> None:
    owner.post("/recognition/interview/free", text=TALK, language="bg", speaker="manager", translated_by="employer")
    labels = [dt.get_text() for dt in owner.page("/recognition/interview/free").select("dl dt")]
    assert labels == ["Въпрос", "Управителят", "Въпрос", "Пекар"]


@EMBEDDED
def test_an_employer_cannot_translate_as_an_editor_nor_open_anothers_answer(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/interview/activity", send="on", text="Печем.", language="bg", speaker="manager")
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    address = form["action"].replace("/approval", "/translation")
    assert owner.get(address).status_code == 404
    assert editor.get("/recognition/answers/nothing/translation").status_code == 404


@EMBEDDED
def test_agreeing_to_finer_points_says_before_the_button_what_an_outsider_can_infer(
    published: Runtime, owner: Reader, reader: Callable[..., Reader]
) -> None:
    page = owner.page("/recognition/points")
    form = page.select_one("form[action*='/listing']")
    before = "".join(str(part) for part in form.find_all_previous(string=True))
    assert "75 от 100" in before
    assert "88 от 100" in before
    assert form["action"] == f"/intake/employers/{GROUP}/listing"
    assert form.find("input", attrs={"name": "points"})["value"] == "on"
    stranger = reader(roles=("employer",), employer=employer_id("BG", "121000010"))
    assert stranger.get("/recognition/points").status_code == 200


@EMBEDDED
def test_the_choice_of_languages_has_room_for_every_speaker(published: Runtime, owner: Reader) -> None:
    choices = [one["value"] for one in owner.page("/recognition/interview/hiring").select("select#language option")]
    assert {"bg", "en", "uk", "ar", "fa", "tr", "other"} <= set(choices)


@EMBEDDED
@pytest.mark.parametrize(
    ("button", "says"), [({"send": "on"}, "изпратен на редакторите"), ({}, "Черновата е запазена")]
)
def test_an_employer_is_told_whether_its_answer_was_sent_or_only_kept(
    published: Runtime, owner: Reader, button: Any, says: str
) -> None:
    owner.post("/recognition/interview/activity", text="Печем.", language="bg", **button)
    said = owner.page("/recognition/interview").get_text(" ")
    assert says in said


@EMBEDDED
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_does_not_belong_in_an_answer_is_said_before_it_is_written(
    published: Runtime, owner: Reader, question: Any
) -> None:
    page = owner.page(f"/recognition/interview/{question}")
    field = page.select_one("textarea#text")
    hints = [page.find(id=one).get_text() for one in field["aria-describedby"].split()]
    assert "не пишете имена, телефони и адреси" in " ".join(hints)


def test_a_translation_of_words_that_changed_meanwhile_is_not_kept(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    with pytest.raises(Refused, match="changed since"):
        translate(ovens.runtime, one, text="Нещо друго.", translation_en="Something else.")


def credited(runtime: Runtime, one: str) -> Any:
    return runtime.database.look(lambda s: s.get_one(Answer, one).translated_by)


def test_the_editors_translation_stays_theirs_until_the_employer_changes_it(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = write(ovens.runtime)
    translate(ovens.runtime, one, translation_en="We bake bread.")
    write(ovens.runtime, translation_en="We bake bread.", translated_by="employer")
    assert credited(ovens.runtime, one) == "editors"
    write(ovens.runtime, translation_en="We bake buns.", translated_by="editors")
    assert credited(ovens.runtime, one) == "employer", "nobody else is credited to the editors"
    write(ovens.runtime, translation_en="We bake buns.", translated_by="translator")
    assert credited(ovens.runtime, one) == "translator"


@EMBEDDED
def test_the_employer_is_offered_who_translated_as_it_stands(published: Runtime, owner: Reader, editor: Reader) -> None:
    owner.post("/recognition/interview/activity", text="Печем.", language="bg", send="on")
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    translated = {"text": "Печем.", "translation_en": "We bake.", "translated_by": "editors"}
    assert editor.post(form["action"].replace("/approval", "/translation"), **translated).status_code == 303
    page = owner.page("/recognition/interview/activity")
    assert page.select_one("select[name=translated_by] option[selected]")["value"] == "editors"
    page = owner.page("/recognition/interview/advice")
    assert "editors" not in [one["value"] for one in page.select("select[name=translated_by] option")]


@EMBEDDED
def test_the_desk_names_whose_figure_it_is_and_a_language_without_a_name(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    owner.post("/recognition/interview/activity", text="Mek nan.", language="other", translation_bg="Хляб.", send="on")
    page = editor.page("/recognition/desk")
    card = page.select_one("form[action*='/figures/']").find_parent(class_="card")
    assert "Седемте пещи" in card.get_text()
    said = page.find("main").get_text(" ") + to_read(editor)[0].select_one("main section").get_text(" ")
    text = " ".join(said.split())
    assert "друг език" in text
    assert " other " not in f" {text} "
    assert "превел: работодателят" in text


def test_the_desk_names_who_is_in_an_answer_before_it_is_approved(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    words = "Мария Стоева е тук от юни. Пишете ѝ на maria@x.example или 0888 123 456, родена е на 5.3.1990 г."
    given = {"text": words, "language": "bg", "speaker": "team_lead", "translated_by": "employer"}
    assert owner.post("/recognition/interview/activity", send="on", **given).status_code == 303
    desk = to_read(editor)[0]
    warning = desk.select_one(".notice.warning:has(mark)")
    assert warning is not None
    assert [one.text for one in warning.select("mark")] == [
        "Мария Стоева",
        "maria@x.example",
        "0888 123 456",
        "5.3.1990",
    ]
    assert [one.text for one in desk.select("p.hint mark")] == ["юни"]
