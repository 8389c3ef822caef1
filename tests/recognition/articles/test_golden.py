"""Sixteen employers, each article word for word; read a changed one aloud, then `python -m tests.recognition.articles.test_golden`."""  # noqa: E501

from pathlib import Path

import pytest

from services.recognition.articles.facts import ProfileFacts
from shared.languages import FRAME
from tests.recognition.articles.cast import BAKERY, EVERYBODY, HYBRID
from tests.recognition.articles.reading import body, page, plain, read

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("name", EVERYBODY)
def test_the_article_reads_as_it_was_edited(name: str, lang: str) -> None:
    assert plain(page(EVERYBODY[name], lang)) + "\n" == (GOLDEN / f"{name}.{lang}.txt").read_text()


def test_there_are_sixteen_different_employers() -> None:
    assert len({facts.slug for facts in EVERYBODY.values()}) == 16


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("facts", [BAKERY, HYBRID], ids=lambda facts: facts.slug)
def test_an_ordinary_article_is_120_to_180_words(facts: ProfileFacts, lang: str) -> None:
    assert 120 <= len(read(facts, lang).replace("\xa0", "-").split()) <= 180


@pytest.mark.parametrize("lang", FRAME)
@pytest.mark.parametrize("name", EVERYBODY)
def test_no_paragraph_holds_more_than_three_figures(name: str, lang: str) -> None:
    for paragraph in body(page(EVERYBODY[name], lang)).split("<p>")[1:]:
        links = paragraph.split('<a class="figure"')[1:]
        assert sum(any(sign.isdigit() for sign in link.split(">")[1]) for link in links) <= 3


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, facts in EVERYBODY.items():
        for lang in FRAME:
            (GOLDEN / f"{name}.{lang}.txt").write_text(plain(page(facts, lang)) + "\n")
