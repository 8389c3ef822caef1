"""Answers and figures through the pages."""

from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.statements import commands
from services.recognition.statements.handlers import figures as handlers
from shared.service import Runtime
from tests.recognition.conftest import Reader
from tests.recognition.visiting import EMBEDDED, approve, to_read

pytestmark = pytest.mark.one_database


def test_an_answer_is_public_once_an_editor_approved_the_words_it_read(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    words = "Започнете с един човек.\nОстаналото се нарежда."
    owner.post("/recognition/interview/advice", text="Чернова", language="bg", speaker="manager")
    assert "Чернова" not in editor.text("/recognition/desk")
    assert approve(owner, editor, "advice", words).status_code == 303
    assert "Започнете с един човек." in reader().text("/bg/employers/sedemte-peshti")
    assert "Публикуван" in owner.text("/recognition/interview")


@EMBEDDED
def test_words_that_changed_since_they_were_read_are_not_approved(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/interview/advice", text="Първи думи", language="bg", speaker="manager", send="on")
    form = to_read(editor)[0].select_one("form[action$='/approval']")
    hidden = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "_csrf"}
    owner.post("/recognition/interview/advice", text="Други думи", language="bg", speaker="manager", send="on")
    answer = editor.post(form["action"], **hidden)
    assert answer.status_code == 422
    assert "прочетете го отново" in answer.text
    assert "думи" not in reader().text("/bg/employers/sedemte-peshti")


@EMBEDDED
def test_an_answer_that_is_taken_back_leaves_the_public_page_at_once(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    approve(owner, editor, "advice", "Започнете с един човек.")
    assert owner.post("/recognition/interview/advice/withdrawal").status_code == 303
    assert "Започнете" not in reader().text("/bg/employers/sedemte-peshti")
    assert "Започнете с един човек." in owner.page("/recognition/interview/advice").find("textarea").get_text()


@EMBEDDED
def test_a_stated_figure_is_public_once_its_words_are_approved(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    figure = commands.StateFigure(value="1240", measure="received", scope_bg="обучение и/или работа", as_of="2025-05")
    published.perform(lambda tx: handlers.state_figure(figure, tx), owner.signed_in)
    assert "1240" not in reader().text("/bg/employers/sedemte-peshti")
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    words = form.find("input", attrs={"name": "words"})["value"]
    assert editor.post(form["action"], words=words + "0").status_code == 422
    assert editor.post(form["action"], words=words).status_code == 303
    page = reader().text("/bg/employers/sedemte-peshti").replace("\xa0", " ")
    assert "обучение и/или работа са получили 1240 души" in page


@EMBEDDED
@pytest.mark.parametrize("button", [{"send": "on"}, {}])
def test_an_empty_answer_is_neither_sent_nor_kept_and_says_so_at_its_field(
    published: Runtime, owner: Reader, button: Any
) -> None:
    answer = owner.post("/recognition/interview/advice", text=" ", language="bg", speaker="owner", **button)
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert "Първо напишете отговор" in answer.text
    assert '<option value="owner" selected>' in answer.text
    assert "Чернова" not in owner.text("/recognition/interview")


@EMBEDDED
def test_there_are_four_questions_a_form_of_ones_own_and_nothing_else(published: Runtime, owner: Reader) -> None:
    links = [link["href"] for link in owner.page("/recognition/interview").select(".task-list a")]
    assert [link.split("/")[-1] for link in links] == ["activity", "decision", "hiring", "advice", "free"]
    for link in links:
        assert owner.page(link).find("textarea")
    assert owner.get("/recognition/interview/fifth").status_code == 404
