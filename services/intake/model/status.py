"""Status at entry, derived from dates and never ticked: age bands, NEET, unemployed, inactive."""

import datetime
from dataclasses import dataclass

FOUR_WEEKS = datetime.timedelta(weeks=4)


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def age_on(born: datetime.date, day: datetime.date) -> int:
    """Completed years on `day`."""
    age = day.year - born.year
    return age if years_after(born, age) <= day else age - 1


def age_band(age: int) -> str:
    """`under-15`, `15-17`, `18-24`, `25-29`, `30-54` or `55-plus`: both programming periods are made of these."""
    for below, band in ((15, "under-15"), (18, "15-17"), (25, "18-24"), (30, "25-29"), (55, "30-54")):
        if age < below:
            return band
    return "55-plus"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is known of somebody's work and study; the last days count, none = never or not known."""

    born: datetime.date
    works_now: bool = False
    last_worked_on: datetime.date | None = None
    in_education_until: datetime.date | None = None
    seeking_since: datetime.date | None = None


def is_neet(entry: Entry, day: datetime.date) -> bool:
    """Aged 15-29, not employed, and neither at work nor in education or training in the last four weeks (Eurostat)."""
    if not 15 <= age_on(entry.born, day) <= 29 or entry.works_now:
        return False
    lately = day - FOUR_WEEKS
    return not any(last is not None and last > lately for last in (entry.last_worked_on, entry.in_education_until))


def labour_status(entry: Entry, day: datetime.date) -> str:
    """`employed`, `unemployed`, `long-term-unemployed` or `inactive`.

    Long-term is a search of more than twelve months, or more than six below the age of 25 (ESF and ESF+ indicators).
    """
    if entry.works_now:
        return "employed"
    if entry.seeking_since is None or entry.seeking_since > day:
        return "inactive"
    months = (day.year - entry.seeking_since.year) * 12 + day.month - entry.seeking_since.month
    months -= day.day < entry.seeking_since.day
    longest = 6 if age_on(entry.born, day) < 25 else 12
    exact = day.day == entry.seeking_since.day
    return "long-term-unemployed" if months > longest or (months == longest and not exact) else "unemployed"
