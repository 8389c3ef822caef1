"""Working days: neither Saturdays, Sundays nor the public holidays of a country."""

import datetime
from collections.abc import Container
from functools import cache

COUNTRIES = ("BG", "LV", "PL")


def working_days_after(day: datetime.date, days: int, country: str = "BG") -> datetime.date:
    """The day that many working days later. In a country that is not known, only weekends are days off."""
    free = public_holidays(country)
    while days > 0:
        day += datetime.timedelta(days=1)
        days -= is_working_day(day, free)
    return day


def is_working_day(day: datetime.date, free: Container[datetime.date]) -> bool:
    return day.weekday() < 5 and day not in free


@cache
def public_holidays(country: str) -> Container[datetime.date]:
    """The public holidays of a country, with the days given for those on a weekend (`holidays`; years as asked)."""
    import holidays

    try:
        return holidays.country_holidays(country)
    except NotImplementedError:
        return frozenset()
