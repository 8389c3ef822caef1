"""Which language of the site a browser likes best."""

import pytest

from shared.languages import preferred


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("en", "en"),
        ("en-US,en;q=0.9,bg;q=0.8", "en"),
        ("de,en;q=0.7,bg;q=0.3", "en"),
        ("en;q=0.3, bg;q=0.9", "bg"),
        ("lv-LV, en;q=0.5", "en"),
        ("EN-gb", "en"),
        ("en;q=0, bg;q=0.1", "bg"),
        ("en;q=0", "bg"),
        ("en;q=oops", "bg"),
        ("en;q=9", "bg"),
        ("english", "bg"),
        ("*", "bg"),
        ("", "bg"),
        ("\u0430\u043d, ;;;=,", "bg"),
        ("de," * 10000 + "en", "bg"),
    ],
)
def test_the_best_liked_language_that_the_site_has_is_taken(accepted: str, found: str) -> None:
    assert preferred(accepted) == found
