"""Working days know the public holidays."""

import datetime

import pytest

from shared.readers.workdays import working_days_after


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
