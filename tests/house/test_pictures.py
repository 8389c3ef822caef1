"""The pictures of the product: small enough to keep, and shown where a stranger begins."""

import re

from tests.house.code import ROOT

PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())


def test_there_is_one_of_the_board_of_an_article_and_of_today() -> None:
    assert [file.name for file in PICTURES] == ["article.png", "board.png", "today.png"]


def test_a_picture_is_small_enough_for_the_repository() -> None:
    assert {file.name: size for file in PICTURES if (size := file.stat().st_size) > 250_000} == {}


def test_the_readme_shows_two_of_them_and_stays_short() -> None:
    readme = (ROOT / "README.md").read_text()
    shown = re.findall(r"!\[[^]]{20,}\]\(([^)]+)\)", readme)
    assert len(shown) == 2
    assert all((ROOT / one) in PICTURES for one in shown)
    assert len(readme.splitlines()) < 120
