"""What changed, word by word, as an editor reads it: without a colour, and by ear as well."""

from typing import Any

from services.recognition.statements.queries.statements import difference
from tests.markup import parsed
from web.text import environment

SOURCE = '{% import "recognition/desk/_difference.html" as d with context %}{{ d.difference(change, words_in) }}'


def shown(before: Any, after: str, lang: str = "bg", words_in: Any = "bg") -> Any:
    text = environment(lang).from_string(SOURCE).render(change=difference(before, after), words_in=words_in)
    return parsed(text)


def test_what_goes_is_struck_out_and_what_comes_is_underlined_and_both_are_named() -> None:
    page = shown("Печем хляб всеки ден.", "Печем хляб и кифли.")
    gone, new = page.find("del"), page.find("ins")
    assert gone.get_text() == "махнато: −всеки ден."
    assert new.get_text() == "добавено: +и кифли."
    assert page.blockquote["lang"] == "bg"
    assert "зачеркнатото" in page.get_text().lower()


def test_words_never_seen_before_are_shown_whole_and_unmarked() -> None:
    page = shown("", "Печем хляб.\n\nИ кифли.")
    assert [p.get_text() for p in page.blockquote("p")] == ["Печем хляб.", "И кифли."]
    assert page.find(["del", "ins"]) is None


def test_the_marks_are_named_in_the_editors_language_and_the_words_keep_theirs() -> None:
    page = shown("A loaf.", "Two loaves.", lang="bg", words_in="en")
    assert page.blockquote["lang"] == "en"
    assert {span["lang"] for span in page.blockquote("span", class_="visually-hidden")} == {"bg"}


def test_unchanged_words_say_so_and_markup_in_an_answer_stays_text() -> None:
    page = shown("<b>Хляб</b>", "<b>Хляб</b>")
    assert page.find("b") is None
    assert "<b>Хляб</b>" in page.get_text()
    assert "няма променена дума" in page.get_text().lower()
