"""Working days know the public holidays."""

import datetime

import pytest

from shared.readers.workdays import is_working_day, public_holidays, working_days_after


@pytest.mark.parametrize(
    ("day", "country", "expected"),
    [
        ("2026-04-09", "BG", "2026-04-15"),  # Good Friday, Easter Monday of the Orthodox calendar
        ("2026-04-09", "LV", "2026-04-13"),
        ("2026-04-09", "PL", "2026-04-13"),
        ("2026-12-23", "BG", "2026-12-30"),  # 24, 25, 26 and, for the Saturday, 28 December
        ("2026-12-23", "LV", "2026-12-29"),
        ("2026-12-23", "PL", "2026-12-29"),
        ("2026-11-27", "XX", "2026-12-01"),
    ],
)
def test_two_working_days_do_not_end_on_a_holiday(day: str, country: str, expected: str) -> None:
    assert working_days_after(datetime.date.fromisoformat(day), 2, country).isoformat() == expected


OFF_2026 = {
    *(
        "01-01",
        "01-02",
        "03-03",
        "04-10",
        "04-13",
        "05-01",
        "05-06",
        "05-25",
        "09-07",
        "09-22",
        "12-24",
        "12-25",
        "12-28",
    ),
}
"""Weekdays without work in Bulgaria, 2026: by decree, with Easter of the Orthodox calendar and the days that were moved."""


def test_every_day_of_2026_is_a_working_day_in_bulgaria_or_is_not() -> None:
    """Trials 2.18, over the whole year."""
    free = public_holidays("BG")
    for n in range(365):
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=n)
        assert is_working_day(day, free) == (day.weekday() < 5 and f"{day:%m-%d}" not in OFF_2026), day


@pytest.mark.parametrize("country", ["BG", "LV", "PL"])
def test_from_any_day_of_four_years_two_working_days_hold_exactly_two_of_them(country: str) -> None:
    free = public_holidays(country)
    for n in range(1461):
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=n)
        until = working_days_after(day, 2, country)
        between = [day + datetime.timedelta(days=m) for m in range(1, (until - day).days + 1)]
        assert is_working_day(until, free)
        assert sum(is_working_day(each, free) for each in between) == 2
