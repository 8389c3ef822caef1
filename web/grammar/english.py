"""British English: plurals, numbers, dates and the names of Bulgarian places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel import Locale

from . import marks
from .bulgarian import Dated
from .english_trades import TRADES
from .marks import NBSP, Str

Number = int | Decimal
_LOCALE = Locale("en", "GB")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NOUNS: dict[str, tuple[str, str]] = {
    "people": ("person", "people"),
    "participants": ("participant", "participants"),
    "employees": ("employee", "employees"),
    "visitors": ("visitor", "visitors"),
    "mentors": ("mentor", "mentors"),
    "partners": ("partner", "partners"),
    "women": ("woman", "women"),
    "countries": ("country", "countries"),
    "towns": ("town", "towns"),
    "organisations": ("organisation", "organisations"),
    "companies": ("company", "companies"),
    "contracts": ("contract", "contracts"),
    "courses": ("course", "courses"),
    "lessons": ("lesson", "lessons"),
    "meetings": ("meeting", "meetings"),
    "consultations": ("consultation", "consultations"),
    "hours": ("hour", "hours"),
    "days": ("day", "days"),
    "months": ("month", "months"),
    "marks": ("mark", "marks"),
    "points": ("point", "points"),
    "vacancies": ("open job", "open jobs"),
    "adverts": ("advert", "adverts"),
    "eur": ("euro", "euros"),
    "bgn": ("lev", "leva"),
}
HEADS = {
    "et": "firm", "cooperative": "co-operative", "foundation": "foundation", "association": "association",
    "hybrid": "enterprise", "public": "institution", "other": "organisation",
}  # fmt: skip
SUFFIXES = {"ood": "OOD", "eood": "EOOD", "ad": "AD", "ead": "EAD", "kd": "KD", "sd": "SD"}
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_TIMES = ("", "once", "twice", "three times", "four times", "five times", "six times", "seven times")


def number(value: Number) -> str:
    return marks.grouped(value, ",", ".", least=4)


def count(n: Number, one: str, other: str) -> str:
    return f"{number(n)}{NBSP}{one if n == 1 else other}"


def counted(n: Number, noun: str) -> str:
    return f"{number(n)}%" if noun == "percent" else count(n, *NOUNS[noun])


def plural(noun: str) -> str:
    return "per cent" if noun == "percent" else NOUNS[noun][1]


def date(when: Dated) -> str:
    """As precise as given: 30 June 2026, June 2026, 2026, 23 June."""
    day = f"{when.day}{NBSP}" if when.day and when.month else ""
    month = MONTHS[when.month - 1] if when.month else ""
    return " ".join(part for part in (day + month, str(when.year or "")) if part)


def on(when: Dated) -> str:
    """`on 30 June 2026`, `in May 2025`."""
    return f"{'on' if when.day and when.month else 'in'} {date(when)}"


def until(when: Dated) -> str:
    if (when.month, when.day) == (12, 31):
        return f"the end of {when.year or 'the year'}"
    return date(when)


def ordinal(n: int) -> str:
    return _ORDINALS[n] if 0 < n < len(_ORDINALS) else f"{n}th"


def times(n: int, per: str) -> str:
    often = _TIMES[n] if 0 < n < len(_TIMES) else f"{number(n)} times"
    return f"{often} a {per}"


def turn(n: int) -> str:
    """`for the fourth time in a row`."""
    return f"for the {_ORDINALS[n]} time in a row" if 1 < n < len(_ORDINALS) else "once more"


def head(form: str) -> str:
    """What an employer of this legal form is called."""
    return HEADS.get(form, "company")


def named(name: str, form: str = "") -> str:
    """The stored Latin name with its legal form; English puts no quotation marks round a name."""
    suffix = SUFFIXES.get(form)
    return name + (f"{NBSP}{suffix}" if suffix else "")


def country(code: str) -> str:
    return str(_LOCALE.territories.get(code, code))


def tongue(code: str) -> str:
    return str(_LOCALE.languages.get(code, code))


def article(phrase: str) -> str:
    """`a` or `an` by spelling, which is enough for the nouns the templates put after it."""
    return f"{'an' if phrase[:1].lower() in 'aeio' else 'a'} {phrase}"


def trade(word: str) -> str:
    """The English trade word from the table of usual ones, else empty."""
    return TRADES.get(word.lower(), "")


def listing(items: Sequence[Str]) -> Str:
    return marks.enumeration(list(items), " and ")


def quoted(text: str) -> str:
    return marks.quoted(text, ("“", "”"), ("‘", "’"))


def helpers() -> dict[str, Any]:
    return {
        "number": number, "count": count, "counted": counted, "plural": plural, "date": date, "on": on,
        "until": until, "ordinal": ordinal, "times": times, "an": article, "head": head, "named": named,
        "country": country, "tongue": tongue, "trade": trade, "listing": listing, "quoted": quoted,
        "turn": turn,
    }  # fmt: skip
