"""Dates in any usual writing, and the ones that are asked about because their year is probably wrong."""

import datetime
import re
import unicodedata
from functools import cache

from shared.readers.letters import clean
from shared.readers.misread import Doubtful, Misread

EARLIEST, LATEST = 1900, 2199
START_BEFORE, START_AHEAD = 60, 31
"""Days: a start further back or ahead is asked about."""
END_YEARS = 10
YOUNGEST, WORKING_AGE, OLDEST, IMPOSSIBLE_AGE = 10, 16, 100, 120
LANGUAGES = ("bg", "en", "lv", "pl", "uk", "ru", "tr")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
ORDINAL = re.compile(r"(?<=\d)-?(?:ви|ри|ти|ми|во|ро|то|мо|st|nd|rd|th)\b(?:\s+of\b)?")
RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
CYRILLIC_ROMAN = str.maketrans({"і": "i", "х": "x"})
BEHIND = re.compile(r"(?:t\d{2}:?\d{2}.*|\s+\d{1,2}:\d{2}(?::\d{2})?|,\s*[^\W\d_]+)$")
"""The time of day, or the day of the week, behind a date."""
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})\.?")
DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2})\.?")
NAMED = re.compile(r"(\d{1,2})\.?(?:st|nd|rd|th)?\s*[-./ ]?\s*([^\W\d_]{1,12})\.?\s*[-./, ]\s*(\d{4}|\d{2})\.?")
NAMED_FIRST = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
LATVIAN = re.compile(r"(\d{4})\.?\s*gada\s+(\d{1,2})\.?\s*([^\W\d_]{3,12})")

NOT_A_DATE = "“%(read)s” is not a date: write day, month and year, for example 21.1.2026"
NO_SUCH_DATE = "There is no %(read)s in the calendar"
YEAR = "Check the year of “%(read)s”: it must be between 1900 and 2199"
LONG_AGO = "%(read)s is more than %(days)s days ago. Is the year right?"
FAR_AHEAD = "%(read)s is more than %(days)s days ahead. Is the year right?"
UNDER_AGE = "Somebody born on %(read)s is %(age)s years old. Is the year right?"
NOT_BORN = "%(read)s is in the future: nobody is born on it yet"
TOO_OLD = "Somebody born on %(read)s would be %(age)s years old. Check the year"
TOO_YOUNG = "Somebody born on %(read)s is %(age)s years old, too young to look for work. Check the year"
FAR_END = "%(read)s is more than %(years)s years after the start. Is the year right?"
BEFORE_START = "%(read)s is before the start. The end comes after it"


def date(typed: str, today: datetime.date | None = None) -> datetime.date:
    """`21.1.2026`, `21/01/26`, `21 януари 2026 г.`, `21 Jan 2026`, `2026-01-21`, day before month. Raises Misread.

    Two digits of a year are the year nearest to today that is at most ten years ahead: in 2026, `35` is 2035 and
    `90` is 1990. Without a today they are no year.
    """
    read = clean(typed)[:60]
    day, month, year = _parts(_plain(read)) or _no(NOT_A_DATE, read)
    if year < 100 and f"00{year:02}" not in read:
        if today is None:
            raise Misread(NOT_A_DATE, read=read)
        year += today.year // 100 * 100
        year -= 100 * (year > today.year + END_YEARS)
    if not EARLIEST <= year <= LATEST:
        raise Misread(YEAR, read=read)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Misread(NO_SUCH_DATE, read=read) from None


def start(day: datetime.date, today: datetime.date) -> datetime.date:
    """The first day of work. Raises Doubtful more than 60 days ago or 31 ahead."""
    if (today - day).days > START_BEFORE:
        raise Doubtful(LONG_AGO, day, read=_shown(day), days=START_BEFORE)
    if (day - today).days > START_AHEAD:
        raise Doubtful(FAR_AHEAD, day, read=_shown(day), days=START_AHEAD)
    return day


def born(day: datetime.date, today: datetime.date, youngest: int = WORKING_AGE) -> datetime.date:
    """A birth date. Raises Misread under 10 or beyond 120 years, Doubtful under `youngest` years or over 100."""
    if day > today:
        raise Misread(NOT_BORN, read=_shown(day))
    age = age_on(day, today)
    if age > IMPOSSIBLE_AGE:
        raise Misread(TOO_OLD, read=_shown(day), age=age)
    if age < YOUNGEST:
        raise Misread(TOO_YOUNG, read=_shown(day), age=age)
    if age < youngest or age > OLDEST:
        raise Doubtful(UNDER_AGE, day, read=_shown(day), age=age)
    return day


def end(day: datetime.date, begins: datetime.date) -> datetime.date:
    """The planned last day. Raises Misread before the start, Doubtful beyond ten years after it."""
    if day < begins:
        raise Misread(BEFORE_START, read=_shown(day))
    if age_on(begins, day) >= END_YEARS and (day.month, day.day, day.year) != (
        begins.month,
        begins.day,
        begins.year + END_YEARS,
    ):
        raise Doubtful(FAR_END, day, read=_shown(day), years=END_YEARS)
    return day


def age_on(birth: datetime.date, day: datetime.date) -> int:
    """Whole years between two days."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _no(text: str, read: str) -> tuple[int, int, int]:
    raise Misread(text, read=read)


def _plain(read: str) -> str:
    """Small letters, digits of any script as ours, without `г.`, `года` and the day of the week in front."""
    text = unicodedata.normalize("NFKC", read).lower()
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in text).replace("\u2013", "-").replace("\u2011", "-")
    text = ORDINAL.sub("", re.sub(r"^(?:[^\W\d_]+,|the\b|на\b)\s*(?=\d)", "", BEHIND.sub("", text.strip())))
    text = re.sub(
        r"(?<=[\d\s.])[’'](?=\d\d$)", "", text.replace(",", ".") if not re.search(r"[^\d,\s]", text) else text
    )
    return re.sub(r"(?<=\d)\s*(?:година|год|року|года|г|р|roku|r|yılı)\.?$", "", text.strip()).strip()


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := DAY_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := RUN_TOGETHER.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    for pattern, (day, month, year) in ((NAMED, (1, 2, 3)), (NAMED_FIRST, (2, 1, 3)), (LATVIAN, (2, 3, 1))):
        found = pattern.fullmatch(text)
        if found and (number := _month(found[month])):
            return int(found[day]), number, int(found[year])
    return None


def _month(name: str) -> int | None:
    """Of a name in any case of its language: Roman numbers in Cyrillic letters, the Latvian locative."""
    known = months()
    in_latvian = re.sub("ī$", "is", name)
    return known.get(name) or known.get(name.translate(CYRILLIC_ROMAN)) or known.get(in_latvian)


@cache
def months() -> dict[str, int]:
    """Names of months and their usual short forms in the languages of the site, and Roman numbers (CLDR by Babel)."""
    from babel import Locale

    found = {roman: number for number, roman in enumerate(ROMAN, 1)}
    for lang in LANGUAGES:
        for kind in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale.parse(lang).months[kind][width].items():
                    found.setdefault(name.lower().rstrip("."), number)
    return found | {"ян": 1, "септ": 9, "окт": 10, "ное": 11, "сеп": 9, "sept": 9, "авг": 8, "юли": 7, "юни": 6}


def _shown(day: datetime.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
