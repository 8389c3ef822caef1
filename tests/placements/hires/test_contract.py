"""What a contract promises."""

import datetime
from datetime import date
from decimal import Decimal

import pytest

from services.placements.hires.model.contract import asked_pay, minimum_wage, planned_days, whole_months
from services.placements.referrals.model import month_later

Day = datetime.date


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (Day(2026, 2, 1), Day(2026, 4, 30), 90),  # 89 days, three whole months
        (Day(2026, 3, 1), Day(2026, 5, 31), 92),
        (Day(2026, 2, 1), Day(2026, 4, 29), 88),
        (Day(2026, 3, 1), Day(2027, 2, 28), 365),
        (Day(2027, 3, 1), Day(2028, 2, 29), 366),
        (Day(2026, 11, 30), Day(2027, 2, 27), 90),
        (Day(2026, 3, 2), Day(2026, 3, 2), 1),
    ],
)
def test_whole_months_count_as_at_least_ninety_days_for_three_and_a_year_for_twelve(
    first: date, last: date, expected: int
) -> None:
    assert planned_days(first, last) == expected


@pytest.mark.parametrize("first", [Day(2025, 1, 1) + datetime.timedelta(days=n) for n in range(0, 800, 13)])
def test_three_months_are_never_less_than_ninety_days_and_twelve_never_less_than_365(first: date) -> None:
    for months, least in ((3, 90), (6, 180), (12, 365), (24, 730)):
        last = month_later(first, months) - datetime.timedelta(days=1)
        assert whole_months(first, last) == months
        assert planned_days(first, last) >= least


def test_the_pay_asked_about_is_a_fifth_above_the_minimum_of_that_day_for_these_hours() -> None:
    assert asked_pay("BG", Day(2026, 3, 2), 40) == Decimal("744.24")
    assert asked_pay("BG", Day(2026, 3, 2), 20) == Decimal("372.12")
    assert asked_pay("BG", Day(2025, 12, 31), 40) == Decimal("660.80")
    assert minimum_wage("BG", Day(2023, 6, 1)) == Decimal("398.81")
    assert minimum_wage("BG", Day(2024, 6, 1)) == Decimal("477.04")


def test_no_amount_is_shown_where_the_minimum_is_not_known() -> None:
    assert asked_pay("BG", Day(2022, 12, 31), 40) is None
    assert asked_pay("LV", Day(2026, 3, 2), 40) is None


def test_the_minimum_wage_of_a_year_to_come_is_not_known_yet_on_any_of_its_days() -> None:
    """Trials 2.17: a start on 4.1.2027 was shown the minimum of 2026."""
    last = Day(2026, 12, 31)
    assert minimum_wage("BG", last) == Decimal("620.20")
    assert {minimum_wage("BG", last + datetime.timedelta(days=n)) for n in range(1, 731)} == {None}
