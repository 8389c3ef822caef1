"""Alerts on one employer: jobs that end just after they count, hires just before a cut-off, staff that falls. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median

from services.recognition.editions.model import number_of, quarter_end
from services.recognition.oversight.rules.view import Fall, Firm, Found, Numbers
from services.recognition.scoring.parameters import SETTLE

YEAR = timedelta(365)

JOBS_ENDED, JOBS_FROM, JOBS_TO = 5, 91, 120
"""Jobs that ended within a year; the days between which their median is odd, both included."""

HIRES, HIRES_TIMES, HIRES_DAYS = 5, 4, 14
"""Hires within so many days up to the last start that still counts; so many times the employer's pace of the year before."""

FALL_HIRES, FALL_DAYS, FALL_PERCENT, FALL_PEOPLE = 3, 180, 20, 3
"""Hires within so many days before staff fell; by how many of 100, and by how many people at least."""


def short_jobs(firm: Firm, today: date) -> Found | None:
    """The median job that ended within the last year lasted 91 to 120 days: people leave as soon as they count."""
    ended = [(job.end - job.start).days for job in firm.jobs if job.end and today - YEAR < job.end <= today]
    if len(ended) < JOBS_ENDED or not JOBS_FROM <= median(ended) <= JOBS_TO:
        return None
    numbers: Numbers = {"ended": len(ended), "median": int(median(ended))}
    return Found(rule="short_jobs", subject=firm.group, period=number_of(today), size=len(ended), numbers=numbers)


def last_start(as_of: date) -> date:
    """The last day on which a job may begin to count in the edition of a quarter's end."""
    return as_of - timedelta(SETTLE)


def mass_hires(firm: Firm, today: date) -> Found | None:
    """Many more hires than ever just before the last start that counts in an edition."""
    as_of = _next_settling(today)
    until = last_start(as_of)
    since = until - timedelta(HIRES_DAYS)
    hires = sum(since < job.start <= until for job in firm.jobs)
    before = sum(since - YEAR < job.start <= since for job in firm.jobs)
    if hires < HIRES or hires * YEAR.days < HIRES_TIMES * before * HIRES_DAYS:
        return None
    numbers: Numbers = {"hires": hires, "before": before, "until": until.isoformat()}
    return Found(rule="mass_hires", subject=firm.group, period=number_of(as_of), size=hires, numbers=numbers)


def _next_settling(today: date) -> date:
    """The quarter's end whose last counting start came last, today at the latest."""
    as_of = quarter_end(number_of(today + timedelta(SETTLE)))
    return as_of if last_start(as_of) <= today else quarter_end(number_of(as_of - timedelta(100)))


def staff_fell(firm: Firm, today: date) -> Found | None:
    """Within the last year staff fell by a fifth or more, soon after hires: others may have been let go for them."""
    found = max(_falls(firm, today), key=lambda one: one[0].before - one[0].after, default=None)
    if found is None:
        return None
    fall, hires = found
    numbers: Numbers = {"before": fall.before, "after": fall.after, "hires": hires, "on": fall.on.isoformat()}
    size = fall.before - fall.after
    return Found(rule="staff_fell", subject=firm.group, period=number_of(fall.on), size=size, numbers=numbers)


def _falls(firm: Firm, today: date) -> Iterator[tuple[Fall, int]]:
    for fall in firm.falls:
        less = fall.before - fall.after
        hires = sum(fall.on - timedelta(FALL_DAYS) <= job.start <= fall.on for job in firm.jobs)
        enough = less >= FALL_PEOPLE and less * 100 >= FALL_PERCENT * fall.before
        if today - YEAR < fall.on <= today and enough and hires >= FALL_HIRES:
            yield fall, hires


RULES: tuple[Callable[[Firm, date], Found | None], ...] = (short_jobs, mass_hires, staff_fell)
