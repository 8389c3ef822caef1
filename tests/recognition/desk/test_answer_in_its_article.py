"""Before the approve button an editor reads the article with the words in it, as the public would in each language."""

from collections.abc import Callable

import pytest

from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import BOOKS, Reader
from tests.recognition.visiting import EMBEDDED, approve, to_read

pytestmark = pytest.mark.one_database
WORDS = {"text": "Започнете с един човек.", "language": "bg", "speaker": "manager", "send": "on"}
PROFILE = "employers/sedemte-peshti"


@pytest.mark.both_databases
def test_the_article_beside_the_button_is_the_one_the_public_reads_after_it(
    published: Runtime, owner: Reader, editor: Reader, reader: Callable[..., Reader]
) -> None:
    owner.post("/recognition/interview/advice", **WORDS, translation_en="Start with one person.")
    (page,) = to_read(editor)
    assert page.select_one("form[action$='/approval']")
    before = {one["lang"]: one.get_text(" ", strip=True) for one in page.select("article.profile")}
    assert "Започнете с един човек." in before["bg"]
    assert "Start with one person." in before["en"]
    form = page.select_one("form[action$='/approval']")
    editor.post(form["action"], **{one["name"]: one["value"] for one in form.select("input") if one["name"] != "_csrf"})
    for lang, text in before.items():
        public = reader().page(f"/{lang}/{PROFILE}").select_one("article.profile")
        for part in public.select(".facts"):
            part.decompose()
        assert public.get_text(" ", strip=True) == text


@EMBEDDED
def test_nothing_is_approved_from_the_desk_where_the_article_is_not_seen(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    owner.post("/recognition/interview/advice", **WORDS)
    desk = editor.page("/recognition/desk")
    assert not desk.select("form[action*='/answers/']")
    assert "Седемте пещи" in desk.select_one("a[href^='/recognition/answers/']").get_text()


@EMBEDDED
def test_new_words_stand_in_the_article_in_place_of_the_old_ones(
    published: Runtime, owner: Reader, editor: Reader
) -> None:
    approve(owner, editor, "advice", "Започнете с двама.")
    owner.post("/recognition/interview/advice", **WORDS)
    (page,) = to_read(editor)
    article = page.select_one("article[lang=bg]").get_text()
    assert "Започнете с един човек." in article
    assert "Започнете с двама." not in article


@EMBEDDED
def test_no_two_parts_of_the_page_have_one_name(published: Runtime, owner: Reader, editor: Reader) -> None:
    owner.post("/recognition/interview/advice", **WORDS, translation_en="Start with one person.")
    (page,) = to_read(editor)
    names = [one["id"] for one in page.select("[id]")]
    assert sorted(names) == sorted(set(names))
    anchors = {one["href"][1:] for one in page.select("article a[href^='#']")}
    assert anchors <= set(names)
    assert len(page.select("h1")) == 1


@EMBEDDED
def test_the_first_answer_of_an_employer_without_a_page_is_read_in_the_page_it_would_get(
    board: Runtime, editor: Reader, reader: Callable[..., Reader]
) -> None:
    other = reader(roles=("employer",), employer=employer_id("BG", BOOKS))
    other.post("/recognition/interview/advice", **WORDS)
    (page,) = to_read(editor)
    assert "Започнете с един човек." in page.select_one("article[lang=bg]").get_text()
    assert editor.get("/recognition/answers/nothing").status_code == 404
    assert other.get("/recognition/answers/nothing").status_code == 404
