"""The tense of a fact follows its date."""

from datetime import date

import msgspec
import pytest

from services.recognition.articles import SizeClass, When
from tests.recognition.articles.cast import BAKERY
from tests.recognition.articles.reading import read

change = msgspec.structs.replace


@pytest.mark.parametrize(
    ("counted_on", "said"),
    [(date(2023, 6, 12), "имаше от"), (date(2025, 1, 1), "имаше от"), (date(2026, 3, 1), "има от")],
)
def test_a_headcount_over_a_year_old_is_told_in_the_past(counted_on: date, said: str) -> None:
    facts = change(BAKERY, headcount=SizeClass.of(20, When.of(counted_on)))
    assert said in read(facts, "bg")
