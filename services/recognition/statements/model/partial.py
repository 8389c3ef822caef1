"""Dates as exact as their source: a year, a month, a day, and any of them without a year."""

import datetime
import re

MONTHS = {
    name: number
    for names in (
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
}
ISO = re.compile(r"(\d{4}|-)(?:-(\d{2}))?(?:-(\d{2}))?")
LEAP = 2024


def partial_date(text: str) -> str | None:
    """`2024`, `2024-06`, `2024-06-23`, `--06-23`, `--06` for what a person typed; None for what is no date.

    Read are also `06.2024`, `23.06.2024 г.`, `23. 06`, `юни 2024`, `23 June`, and a month alone. Nothing is added: a
    date without a year stays without one.
    """
    plain = text.strip().lower()
    if found := ISO.fullmatch(plain):
        year, month, day = (int(part) if part and part != "-" else None for part in found.groups())
        return _checked(year, month, day)
    words = [word for word in re.split(r"[\s./-]+", plain) if word not in ("", "г")]
    if not 1 <= len(words) <= 3:
        return None
    year = int(words.pop()) if re.fullmatch(r"\d{4}", words[-1]) else None
    month = _month(words.pop()) if words else None
    day = int(words.pop()) if words and re.fullmatch(r"\d{1,2}", words[-1]) else None
    return None if words or (month is None and day is not None) or month == 0 else _checked(year, month, day)


def first_day(partial: str) -> datetime.date | None:
    """The first day that a date in this form may mean; None without a year."""
    year, *rest = partial.split("-")
    if not year:
        return None
    month, day = [*(int(part) for part in rest), 1, 1][:2]
    return datetime.date(int(year), month, day)


def _month(word: str) -> int:
    """1 to 12, or 0 for what is no month."""
    number = MONTHS.get(word) or (int(word) if re.fullmatch(r"\d{1,2}", word) else 0)
    return number if number <= 12 else 0


def _checked(year: int | None, month: int | None, day: int | None) -> str | None:
    if (year is None and month is None) or 0 in (year, month, day):
        return None
    try:
        datetime.date(year or LEAP, month or 1, day or 1)
    except ValueError:
        return None
    parts = [f"{year:04}" if year else "-", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return "-".join(part for part in parts if part)
