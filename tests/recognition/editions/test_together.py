"""A total over many employers gives none of them away."""

from typing import Any

import pytest

from services.recognition.editions.rules.rows import KEPT_FLOOR, Row, together


def some(*floors: int | None) -> list[Row]:
    one: dict[str, Any] = {"name": "n", "name_latin": "n", "sector": "C", "town": "t", "tier": "gold"}
    return [Row(group=str(which), kept_floor=floor, **one) for which, floor in enumerate(floors)]


@pytest.mark.parametrize(
    ("floors", "said"),
    [
        ([10] * 10, 100),
        ([10] * 9, None),
        ([10] * 9 + [None], 90),
        ([None] * 9, None),
        ([None] * 10, 30),
        ([None] * 14, 40),
        ([None] * 11 + [30], 60),
        ([None] * 11 + [40], None),
        ([90] + [10] * 9, 180),
        ([100] + [10] * 9, None),
        ([None] * 5 + [10] * 11, 120),
    ],
)
def test_a_total_takes_ten_employers_none_of_them_more_than_half_and_only_what_is_published(
    floors: list[Any], said: int | None
) -> None:
    assert together(some(*floors)) == said
    assert said is None or said % KEPT_FLOOR == 0
