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


UNDER_16, SIXTEEN, ADULT = WORKING_AGES = ("under-16", "16-17", "adult")


def working_age(born: datetime.date, day: datetime.date) -> str:
    """What the law on work asks of an age: `under-16`, `16-17` or `adult`."""
    age = age_on(born, day)
    return UNDER_16 if age < 16 else SIXTEEN if age < 18 else ADULT


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What was answered about somebody's work, study and search. None = not asked yet, which is no answer."""

    born: datetime.date
    works_now: bool | None = None
    last_worked_on: datetime.date | None = None
    studied: bool | None = None
    """In education or training in the last four weeks; a last day given is an answer too."""
    in_education_until: datetime.date | None = None
    seeks: bool | None = None
    seeking_since: datetime.date | None = None


def is_neet(entry: Entry, day: datetime.date) -> bool | None:
    """Aged 15-29, not employed, and neither at work nor in education or training in the last four weeks (Eurostat).

    None while it hangs on a question that nobody asked.
    """
    if not 15 <= age_on(entry.born, day) <= 29 or entry.works_now or entry.studied:
        return False
    lately = day - FOUR_WEEKS
    if any(last is not None and last > lately for last in (entry.last_worked_on, entry.in_education_until)):
        return False
    answered = entry.works_now is not None and (entry.studied is not None or entry.in_education_until is not None)
    return True if answered else None


def labour_status(entry: Entry, day: datetime.date) -> str | None:
    """`employed`, `unemployed`, `long-term-unemployed` or `inactive`; None while it hangs on what nobody asked.

    Long-term is a search of more than twelve months, or more than six below the age of 25 (ESF and ESF+ indicators).
    """
    if entry.works_now:
        return "employed"
    if entry.works_now is None or (entry.seeks is None and entry.seeking_since is None):
        return None
    if entry.seeking_since is None or entry.seeking_since > day:
        return "inactive"
    months = (day.year - entry.seeking_since.year) * 12 + day.month - entry.seeking_since.month
    months -= day.day < entry.seeking_since.day
    longest = 6 if age_on(entry.born, day) < 25 else 12
    exact = day.day == entry.seeking_since.day
    return "long-term-unemployed" if months > longest or (months == longest and not exact) else "unemployed"
