"""Excerpts: whole sentences of somebody's own words, in the reader's language, and nothing that is contested."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recognition.articles import Article, Excerpt, HeldSubject, compose, excerpt
from services.recognition.articles.excerpt import MOST, opening
from tests.recognition.articles.cast import BAKERY


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Започнете с един човек. После с двама.", 200, "Започнете с един човек. После с двама."),
        ("Започнете с един човек. После с двама.", 30, "Започнете с един човек."),
        ("Ние сме на бул. Витоша. Елате.", 29, "Ние сме на бул. Витоша."),
        ("Ние сме на бул. Витоша. Елате.", 20, ""),
        ("Пет са от нас. Елате.", 20, "Пет са от нас."),
        ("Това изречение е дълго.", 10, ""),
        ("  Два \n реда.  ", 20, "Два реда."),
        ("", 20, ""),
    ],
)
def test_an_opening_is_whole_sentences_or_nothing(text: str, most: int, expected: str) -> None:
    assert opening(text, most) == expected


@given(st.text(alphabet="абвгд АБВ.!?„“", max_size=120), st.integers(1, 60))
def test_an_opening_is_what_the_text_begins_with_and_no_longer_than_asked(text: str, most: int) -> None:
    found = opening(text, most)
    assert len(found) <= most
    assert " ".join(text.split()).startswith(found)


def quoted(article: Article, lang: str) -> Excerpt:
    found = excerpt(article, lang)
    assert found
    return found


def test_advice_is_quoted_before_anything_else_and_in_the_readers_language() -> None:
    article = compose(BAKERY)
    assert quoted(article, "bg").words == "Започнете с един човек и с един добър наставник."
    assert quoted(article, "en").words == "Start with one person and one good mentor."
    assert quoted(article, "lv").reading.language == "en", "what a reader of Latvian reads before Bulgarian"


@pytest.mark.parametrize("kind", ["contested", "withdrawn"])
def test_words_that_are_contested_or_taken_down_are_not_quoted(kind: Any) -> None:
    held = msgspec.structs.replace(BAKERY, holds=(HeldSubject(subject="answer-advice", kind=kind),))
    found = quoted(compose(held), "bg")
    assert found.answer.question == "hiring"
    assert len(found.words) <= MOST
