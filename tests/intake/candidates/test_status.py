"""Status at entry is derived from dates."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.candidates.model.status import Entry, age_band, age_on, is_neet, labour_status

pytestmark = pytest.mark.one_database

DAY = datetime.date(2026, 3, 2)


def years_ago(years: int, days: int = 0) -> datetime.date:
    return DAY.replace(year=DAY.year - years) - datetime.timedelta(days=days)


def answered(born: datetime.date, **more: Any) -> Entry:
    """Somebody who was asked everything and said no."""
    return Entry(**{"born": born, "works_now": False, "studied": False, "seeks": False, **more})


def test_a_birthday_is_on_its_day_and_on_1_march_for_29_february() -> None:
    assert age_on(years_ago(15), DAY) == 15
    assert age_on(years_ago(15, -1), DAY) == 14
    leap = datetime.date(2008, 2, 29)
    assert (age_on(leap, datetime.date(2026, 2, 28)), age_on(leap, datetime.date(2026, 3, 1))) == (17, 18)


@given(st.dates(datetime.date(1930, 1, 1), DAY), st.integers(0, 5000))
def test_nobody_grows_younger(born: datetime.date, later: int) -> None:
    assert age_on(born, DAY + datetime.timedelta(days=later)) >= age_on(born, DAY)


@pytest.mark.parametrize(
    ("age", "band"),
    [(14, "under-15"), (15, "15-17"), (17, "15-17"), (18, "18-24"), (25, "25-29"), (29, "25-29"), (54, "30-54")],
)
def test_age_bands_of_both_programming_periods(age: int, band: str) -> None:
    assert age_band(age) == band


@pytest.mark.parametrize(
    ("entry", "neet"),
    [
        (answered(years_ago(20)), True),
        (answered(years_ago(14, 364)), False),
        (answered(years_ago(29, 364)), True),
        (answered(years_ago(30)), False),
        (answered(years_ago(20), works_now=True), False),
        (answered(years_ago(20), last_worked_on=DAY - datetime.timedelta(days=27)), False),
        (answered(years_ago(20), last_worked_on=DAY - datetime.timedelta(days=28)), True),
        (answered(years_ago(20), studied=None, in_education_until=DAY + datetime.timedelta(days=100)), False),
        (answered(years_ago(20), studied=None, in_education_until=DAY - datetime.timedelta(days=28)), True),
    ],
)
def test_neet_means_four_weeks_without_work_and_study_at_15_to_29(entry: Entry, neet: bool) -> None:
    assert is_neet(entry, DAY) is neet


@pytest.mark.parametrize("name", ["works_now", "studied"])
def test_neet_is_unknown_while_it_hangs_on_a_question_that_nobody_asked(name: str) -> None:
    assert is_neet(answered(years_ago(20), **{name: None}), DAY) is None
    assert is_neet(answered(years_ago(40), **{name: None}), DAY) is False


@pytest.mark.parametrize("name", ["works_now", "seeks"])
def test_the_status_is_unknown_while_it_hangs_on_a_question_that_nobody_asked(name: str) -> None:
    assert labour_status(answered(years_ago(20), **{name: None}), DAY) is None
    assert labour_status(answered(years_ago(20)), DAY) == "inactive"


@pytest.mark.parametrize(
    ("age", "since", "status"),
    [
        (30, None, "inactive"),
        (30, datetime.date(2026, 3, 3), "inactive"),
        (30, datetime.date(2026, 3, 2), "unemployed"),
        (30, datetime.date(2025, 3, 2), "unemployed"),
        (30, datetime.date(2025, 3, 1), "long-term-unemployed"),
        (24, datetime.date(2025, 9, 2), "unemployed"),
        (24, datetime.date(2025, 9, 1), "long-term-unemployed"),
        (25, datetime.date(2025, 9, 1), "unemployed"),
    ],
)
def test_long_term_is_more_than_a_year_and_half_a_year_below_25(
    age: int, since: datetime.date | None, status: str
) -> None:
    assert labour_status(answered(years_ago(age, 10), seeking_since=since), DAY) == status


def test_who_works_is_employed_whatever_else_is_known() -> None:
    assert labour_status(Entry(born=years_ago(40), works_now=True, seeking_since=years_ago(2)), DAY) == "employed"
