"""An editor takes something down today: found by name, done at once, undone with a word (R-9)."""

from collections.abc import Callable

import pytest

from shared.service import Runtime
from tests.markup import Element
from tests.recognition.conftest import Reader
from tests.recognition.visiting import to_read

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
PAGE = "/recognition/profiles/sedemte-peshti/holds"
PUBLIC = "/bg/employers/sedemte-peshti"


def options(page: Element) -> list[str]:
    return [one["value"] for one in page.select("input[name=subject]")]


@EMBEDDED
@pytest.mark.parametrize("typed", ["пещи", "Peshti", "sedemte-peshti", "http://x/bg/employers/sedemte-peshti", "ПЕЩИ"])
def test_a_page_is_found_by_its_name_in_either_script_and_by_its_address(
    published: Runtime, editor: Reader, typed: str
) -> None:
    assert editor.page("/recognition/desk").select_one("a[href='/recognition/profiles']")
    found = editor.page(f"/recognition/profiles?q={typed}")
    assert [one["href"] for one in found.select("main .task-list a")] == [PAGE]


@pytest.mark.both_databases
def test_a_percent_sign_finds_nothing(published: Runtime, editor: Reader) -> None:
    assert not editor.page("/recognition/profiles?q=%25").select("main .task-list a")


def test_what_an_editor_takes_down_is_gone_at_once_and_comes_back_with_a_word(
    published: Runtime, editor: Reader, owner: Reader, reader: Callable[..., Reader]
) -> None:
    assert "поне 10 души" in reader().text(PUBLIC)
    assert editor.post(PAGE, subject="kept", kind="withdrawn", reason="").status_code == 422
    assert editor.post(PAGE, subject="kept", kind="withdrawn", reason="Отговорът от съда").status_code == 303
    assert "поне 10 души" not in reader().text(PUBLIC)
    assert "kept" not in options(editor.page(PAGE))
    assert "Отговорът от съда" in owner.text("/recognition/disputes/new")
    page = editor.page("/recognition/disputes")
    form = page.select_one("form[action*='/resolution']")
    assert editor.post(form["action"], resolution="Съдът се отказа").status_code == 303
    assert "поне 10 души" in reader().text(PUBLIC)
    assert not editor.page("/recognition/disputes").select("form[action*='/resolution']")
    assert "Съдът се отказа" in editor.text(PAGE)


@EMBEDDED
def test_words_of_the_employer_are_taken_down_and_an_editor_marks_what_is_contested(
    published: Runtime, editor: Reader, owner: Reader, reader: Callable[..., Reader]
) -> None:
    owner.post("/recognition/interview/advice", text="Започнете с един човек.", language="bg", send="on")
    form = to_read(editor)[0].select_one("form[action*='/approval']")
    editor.post(form["action"], **{one["name"]: one["value"] for one in form.select("input[name]")})
    assert "Започнете с един човек" in reader().text(PUBLIC)
    assert "answer-advice" in options(editor.page(PAGE))
    editor.post(PAGE, subject="answer-advice", kind="withdrawn", reason="Кандидатка помоли")
    assert "Започнете с един човек" not in reader().text(PUBLIC)
    editor.post(PAGE, subject="tier", kind="contested", reason="Проверява се")
    assert reader().page(PUBLIC).select("main .tag.wait")
    assert len(editor.page("/recognition/disputes").select("form[action*='/resolution']")) == 2


@EMBEDDED
def test_what_has_no_mark_of_its_own_can_only_be_taken_down(
    published: Runtime, editor: Reader, owner: Reader, reader: Callable[..., Reader]
) -> None:
    owner.post("/recognition/figures", kind="family")
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    editor.post(form["action"], words=form.find("input", attrs={"name": "words"})["value"])
    assert "семе" in reader().text(PUBLIC)
    (family,) = [one for one in options(editor.page(PAGE)) if one.startswith("family-")]
    assert editor.post(PAGE, subject=family, kind="contested", reason="Не е вярно").status_code == 422
    assert editor.post(PAGE, subject=family, kind="withdrawn", reason="Не е вярно").status_code == 303
    assert family not in options(editor.page(PAGE))


@pytest.mark.both_databases
def test_a_page_that_is_gone_can_still_be_given_back(
    published: Runtime, editor: Reader, reader: Callable[..., Reader]
) -> None:
    editor.post(PAGE, subject="tier", kind="withdrawn", reason="Съдът реши")
    assert reader().get(PUBLIC).status_code == 410
    assert editor.get(PAGE).status_code == 200
    form = editor.page("/recognition/disputes").select_one("form[action*='/resolution']")
    editor.post(form["action"], resolution="Отменено")
    assert reader().get(PUBLIC).status_code == 200


@EMBEDDED
def test_nobody_but_an_editor_marks_or_takes_down(
    published: Runtime, owner: Reader, reader: Callable[..., Reader], editor: Reader
) -> None:
    for who in (owner, reader(roles=("officer",), organisation="centre")):
        assert who.get(PAGE).status_code == 404
        assert who.post(PAGE, subject="tier", kind="withdrawn", reason="x").status_code == 404
        assert who.get("/recognition/profiles?q=a").status_code == 404
    assert editor.get("/recognition/profiles/nobody/holds").status_code == 404
    assert (
        editor.post("/recognition/profiles/nobody/holds", subject="tier", kind="withdrawn", reason="x").status_code
        == 404
    )
