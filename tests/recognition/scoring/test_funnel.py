"""The funnel of the method page: exact limits, wide for few people and narrow for many, and nothing but invented dots."""

from itertools import pairwise

import pytest

from services.recognition.board.pages.method import DOTS, SHARE, chart
from services.recognition.scoring.funnel import funnel, limit


@pytest.mark.parametrize(
    ("people", "tail", "expected"),
    # by hand: P(X<=1) = 0.1875, P(X<=2) = 0.5 of Binomial(5, 1/2); the median lies at (2 - 0) / 5
    [(5, 0.5, 0.4), (1, 0.25, 0.0), (1, 0.5, 0.0), (1, 0.75, 0.5), (2, 0.5, 0.25)],
)
def test_the_limits_are_those_of_the_binomial_distribution(people: int, tail: float, expected: float) -> None:
    assert limit(people, 0.5, tail) == pytest.approx(expected, abs=1e-12)


def test_the_more_people_are_counted_the_narrower_the_funnel() -> None:
    widths = [one.high - one.low for one in funnel(0.7, range(5, 205, 20))]
    assert all(now < before for before, now in pairwise(widths))
    assert all(one.lowest <= one.low < 0.7 < one.high <= one.highest for one in funnel(0.7, range(5, 205, 20)))


def test_by_chance_alone_nineteen_of_twenty_lie_within() -> None:
    """At size 100 the band of 95 in 100 is that of the normal curve, to a percentage point."""
    (one,) = funnel(0.7, range(100, 101))
    assert one.low == pytest.approx(0.7 - 1.96 * (0.21 / 100) ** 0.5, abs=0.012)
    assert one.high == pytest.approx(0.7 + 1.96 * (0.21 / 100) ** 0.5, abs=0.012)


def test_every_dot_lies_on_the_picture_and_is_a_whole_number_of_people() -> None:
    drawn = chart()
    assert len(drawn.dots) == len(DOTS)
    assert all(0 <= kept <= people for people, kept in DOTS)
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in drawn.dots)
    assert sum(kept for _, kept in DOTS) / sum(people for people, _ in DOTS) == pytest.approx(SHARE, abs=0.03)
