"""Dates in any usual writing; a year that is probably wrong is asked about."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers import dates
from shared.readers.misread import Doubtful, Misread
from web import formats

TODAY = datetime.date(2026, 11, 29)
DAY = datetime.date(2026, 1, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "21.1.2026", "21.01.2026 г.", "21/01/2026", "21-1-2026", "21 1 2026", "21. 1. 2026", "21.1.26", "2026-01-21",
        "21 януари 2026 г.", "21 януари 2026 година", "21 ян. 2026", "сряда, 21 януари 2026", "21 January 2026",
        "21st January 2026", "January 21, 2026", "21 Jan 2026", "21 stycznia 2026", "21 січня 2026 р.",
        "21-ви януари 2026 г.", "21ви януари 2026", "на 21.1.2026", "21,1,2026", "21012026", "21.1.’26", "21.І.2026",
        "21.1.2026 г., сряда", "21st of January 2026", "2026. gada 21. janvārī", "2026-01-21T00:00:00", "21.1.2026 00:00",
        "2026. gada 21. janvāris", "21 Ocak 2026", "21.I.2026", "٢١/١/٢٠٢٦", "21\u00a0януари\u00a02026\u00a0г.",
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_usual_writing(typed: str) -> None:
    assert dates.date(typed, TODAY) == DAY


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)),
    st.sampled_from(["bg", "en", "lv", "pl", "uk", "tr"]),
)
def test_the_form_reads_dates_as_the_page_writes_them(day: datetime.date, lang: str) -> None:
    assert dates.date(formats.day(day, lang), TODAY) == day
    assert dates.date(formats.short_day(day, lang), TODAY) == day
    assert dates.date(formats.iso(day), TODAY) == day


@pytest.mark.parametrize(("typed", "year"), [("1.2.90", 1990), ("1.2.26", 2026), ("1.2.36", 2036), ("1.2.37", 1937)])
def test_two_digits_of_a_year_are_the_likely_century(typed: str, year: int) -> None:
    assert dates.date(typed, TODAY).year == year


@pytest.mark.parametrize("typed", ["31.2.2026", "29.2.2027", "12/25/2026", "0.1.2026"])
def test_a_date_that_is_in_no_calendar_is_refused(typed: str) -> None:
    with pytest.raises(Misread, match="calendar"):
        dates.date(typed, TODAY)


@pytest.mark.parametrize("typed", ["", "утре", "21.1", "21.1.202", "2026", "1.1.1.2026", "21 абракадабра 2026"])
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Misread, match=r"21\.1\.2026"):
        dates.date(typed, TODAY)


@pytest.mark.parametrize("typed", ["21.ХІІ.2025", "21 Х 2025", "1-во октомври 2025"])
def test_roman_months_may_be_typed_in_cyrillic(typed: str) -> None:
    assert dates.date(typed).year == 2025


def test_a_year_out_of_all_bounds_is_refused() -> None:
    with pytest.raises(Misread, match="Check the year"):
        dates.date("1.1.1026", TODAY)


@pytest.mark.parametrize("day", ["2025-11-20", "1926-11-20", "1990-01-01", "2026-09-29", "2026-12-31", "2125-11-20"])
def test_a_start_far_from_today_is_asked_about(day: str) -> None:
    with pytest.raises(Doubtful, match="Is the year right") as asked:
        dates.start(datetime.date.fromisoformat(day), TODAY)
    assert asked.value.value == datetime.date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2026-09-30", "2026-11-29", "2026-12-30"])
def test_a_start_within_sixty_days_back_and_thirty_one_ahead_is_taken(day: str) -> None:
    assert dates.start(datetime.date.fromisoformat(day), TODAY).isoformat() == day


def test_a_person_under_age_is_asked_about_and_an_impossible_one_refused() -> None:
    with pytest.raises(Doubtful, match="13 years"):
        dates.born(datetime.date(2013, 5, 1), TODAY)
    with pytest.raises(Misread, match="future"):
        dates.born(datetime.date(2026, 11, 30), TODAY)
    with pytest.raises(Misread, match="126 years"):
        dates.born(datetime.date(1900, 1, 1), TODAY)
    assert dates.born(datetime.date(2010, 11, 29), TODAY).year == 2010


def test_an_end_beyond_ten_years_is_asked_about_and_one_before_the_start_refused() -> None:
    with pytest.raises(Doubtful, match="Is the year right"):
        dates.end(datetime.date(2125, 11, 29), TODAY)
    with pytest.raises(Misread, match="before the start"):
        dates.end(datetime.date(2026, 11, 28), TODAY)
    assert dates.end(datetime.date(2036, 11, 29), TODAY).year == 2036
