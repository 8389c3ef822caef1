"""The plan of the sample is a pure function of seed and day."""

import datetime
from datetime import date

import pytest

from services.sample import lately, plan
from services.sample.employers import NAMED, TOWNS, WAITING, company_number
from services.sample.fates import FATES
from services.sample.firms import FIRMS, SMALL
from services.sample.interviews import INTERVIEWS
from shared.identity import is_bulgarian_company_number

DAYS = [datetime.date(2026, 11, 20), datetime.date(2027, 1, 15), datetime.date(2028, 2, 29), datetime.date(2026, 7, 16)]


def told(day: datetime.date, seed: int) -> list[tuple[object, ...]]:
    return [(life.start, life.firm.number, life.fate, life.person) for life in plan.lives(FIRMS, day, seed)]


def test_the_same_seed_and_day_give_the_same_lives() -> None:
    assert told(DAYS[0], 7) == told(DAYS[0], 7)
    assert told(DAYS[0], 7) != told(DAYS[0], 8)
    assert told(DAYS[0], 7) != told(DAYS[1], 7)


@pytest.mark.parametrize("day", DAYS)
def test_every_life_begins_on_a_weekday_within_three_and_a_half_years_and_not_in_the_future(day: date) -> None:
    starts = [life.start for life in plan.lives(FIRMS, day, 7)]
    assert all(start.weekday() < 5 and day - datetime.timedelta(days=1320) < start < day for start in starts)


def test_the_cast_is_as_large_and_as_various_as_promised() -> None:
    assert len(FIRMS) >= 60
    assert {firm.town for firm in FIRMS} == set(TOWNS)
    assert len(TOWNS) == 8
    assert len({firm.sector for firm in FIRMS}) >= 10
    assert min(firm.staff for firm in FIRMS) < 5
    assert max(firm.staff for firm in FIRMS) >= 900
    assert len(INTERVIEWS) >= 8
    assert {one.language for one in INTERVIEWS} == {"bg", "en"}
    assert set(SMALL) <= {firm.number for firm in FIRMS}


def test_every_fate_is_met_and_every_letter_is_a_fate() -> None:
    met = {life.fate for life in plan.lives(FIRMS, DAYS[0], 7)}
    met |= {life.fate for life in plan.of_today(FIRMS, DAYS[0], 7)} | {
        life.fate for life in plan.of_relatives(FIRMS, DAYS[0], 7)
    }
    met |= {life.fate for life in lately.hires(FIRMS, DAYS[0], 7)}
    assert met == set(FATES)


def test_company_numbers_are_well_formed_and_each_belongs_to_one() -> None:
    numbers = [company_number(firm.number) for firm in (*FIRMS, *WAITING)] + [
        company_number(named[0]) for named in NAMED
    ]
    assert all(is_bulgarian_company_number(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
