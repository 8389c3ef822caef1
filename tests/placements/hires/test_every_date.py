"""Every day of nine years, in five zones: a question falls due with its day where the office is, and not a moment before."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from services.placements.hires.model.follow_up import MILESTONES
from services.placements.hires.model.placement import Placement
from shared.rebuild import FixedClock

ZONES = ("Europe/Sofia", "Europe/Riga", "Europe/Warsaw", "Asia/Beirut", "America/Santiago")
"""Of the first three the partners are; in the last two a clock is moved at midnight."""
FIRST, DAYS = datetime.date(2024, 1, 1), 3288
"""To the last of 2032."""
DAY, MOMENT = datetime.timedelta(days=1), datetime.timedelta(microseconds=1)
NOW = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


def begun(start: datetime.date) -> Placement:
    made = Placement(
        id="p-1", candidate="c-1", case_code="C-1", organisation="o-1", employer="e-1", group="e-1", person="x",
        start=start, contract="permanent", hours=40, recorded_at=NOW, recorded_by="maria",
    )  # fmt: skip
    made.begin(start)
    return made


def asked(made: Placement, today: datetime.date) -> list[int]:
    return [event.milestone for event in made.ask(today)]


@pytest.mark.parametrize("name", ZONES)
def test_a_day_begins_where_the_office_is_with_its_first_moment(name: str) -> None:
    zone = ZoneInfo(name)
    for number in range(DAYS):
        day = FIRST + number * DAY
        first = datetime.datetime.combine(day, datetime.time(), zone).astimezone(datetime.UTC)
        assert FixedClock(first).today(zone) == day, first
        assert FixedClock(first - MOMENT).today(zone) == day - DAY, first


def test_each_question_is_asked_on_its_day_and_not_on_the_day_before() -> None:
    for number in range(DAYS):
        start = FIRST + number * DAY
        made = begun(start)
        for milestone in MILESTONES:
            due = start + milestone * DAY
            assert (asked(made, due - DAY), asked(made, due)) == ([], [milestone]), start
