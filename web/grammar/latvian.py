"""Latvian: one and many, cases by ending, dates that begin with their year, towns in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel import Locale

from . import marks
from .bulgarian import Dated
from .latin import transliterate
from .latvian_trades import TRADES
from .latvian_words import HEADS, MONTHS, NOUNS, ORDINALS, SUFFIXES, TIMES, TOWNS
from .marks import NBSP, Str

Number = int | Decimal
_LOCALE = Locale("lv")
IN, OF, TO = 0, 1, 2
"""Place of each case in a row of `MONTHS`."""
YEARS = ("gadā", "gada", "gadam")
SINGULAR: dict[str, tuple[str, ...]] = {
    # By the last letters of the nominative: in, of, to, and as an object.
    "is": ("ī", "a", "im", "i"), "s": ("ā", "a", "am", "u"), "a": ("ā", "as", "ai", "u"), "e": ("ē", "es", "ei", "i"),
}  # fmt: skip
FEMININE = ("a", "e", "valsts")


def number(value: Number) -> str:
    """1240, but 12 400 with a no-break space; decimals after a comma."""
    return marks.grouped(value, NBSP, ",", least=5)


def is_one(n: Number) -> bool:
    """1, 21 and 101 take the singular, 11 and 111 do not (CLDR *one*, whole numbers)."""
    return n % 10 == 1 and n % 100 != 11


def count(n: Number, one: str, other: str) -> str:
    return f"{number(n)}{NBSP}{one if is_one(n) else other}"


def counted(n: Number, noun: str) -> str:
    return f"{number(n)}%" if noun == "percent" else count(n, *NOUNS[noun])


def plural(noun: str) -> str:
    return "procenti" if noun == "percent" else NOUNS[noun][1]


def object_(n: Number, noun: str) -> str:
    """What a verb acts on: `9 valstis`, `21 partneri`, `12 partnerus`."""
    if noun in ("eur", "percent"):
        return counted(n, noun)
    one, other = NOUNS[noun]
    one = "valsti" if one == "valsts" else " ".join(_ended(word, SINGULAR, 3) for word in one.split())
    return count(n, one, re.sub(r"i\b", "us", other))


def case(phrase: str, which: str) -> str:
    """A noun in the singular, with what stands before it as it is: `case("maizes ceptuve", "in")` = maizes ceptuvē.

    `which` is `in`, `of`, `to` or `object`. Raises KeyError for a word that ends otherwise than the tables' words do.
    """
    return _ended(phrase, SINGULAR, ("in", "of", "to", "object").index(which))


def _ended(phrase: str, table: dict[str, tuple[str, ...]], which: int) -> str:
    ending = next((ending for ending in table if phrase.endswith(ending)), None)
    if ending is None:
        raise KeyError(phrase)
    return phrase.removesuffix(ending) + table[ending][which]


def is_feminine(noun: str) -> bool:
    return noun.endswith(FEMININE)


def at(when: Dated) -> str:
    """`2026. gada 30. jūnijā`, `2025. gada maijā`, `2018. gadā`, `23. jūnijā`."""
    return _dated(when, IN)


def since(when: Dated) -> str:
    """Behind `no` and `kopš`: `2018. gada`, `2026. gada 30. jūnija`."""
    return _dated(when, OF)


def until(when: Dated) -> str:
    """Behind `līdz`: `2025. gada maijam`; the last day of a year is its end."""
    if (when.month, when.day) == (12, 31):
        return f"{when.year}.{NBSP}gada beigām" if when.year else "gada beigām"
    return _dated(when, TO)


def _dated(when: Dated, which: int) -> str:
    year = f"{when.year}.{NBSP}{'gada' if when.month else YEARS[which]}" if when.year else ""
    day = f"{when.day}.{NBSP}" if when.day and when.month else ""
    return " ".join(part for part in (year, day + (MONTHS[when.month - 1][which] if when.month else "")) if part)


def ordinal(n: int, ending: str) -> str:
    """With the definite ending: `ordinal(3, "ajā")` = trešajā."""
    return ORDINALS[n] + ending if 0 < n < len(ORDINALS) else f"{n}."


def times(n: int, per: str) -> str:
    """`divreiz nedēļā`."""
    often = TIMES[n] if 0 < n < len(TIMES) else f"{number(n)} {'reizi' if is_one(n) else 'reizes'}"
    return f"{often} {'nedēļā' if per == 'week' else 'mēnesī'}"


def turn(n: int) -> str:
    """`ceturto laidienu pēc kārtas`."""
    return f"{ORDINALS[n]}o laidienu pēc kārtas" if 1 < n < len(ORDINALS) else "atkal"


def head(form: str) -> str:
    """What an employer of this legal form is called."""
    return HEADS.get(form, "uzņēmums")


def trade(word: str) -> str:
    """The Latvian trade word from the table of usual ones, else empty."""
    return TRADES.get(word.lower(), "")


def town(name: str) -> str:
    """`Plovdiva`; a town that is not in the table keeps its letters as they sound."""
    return TOWNS[name][0] if name in TOWNS else transliterate(name)


def in_town(name: str) -> str:
    """`Plovdivā`; of another town the name stands beside what it is, never inflected."""
    return TOWNS[name][1] if name in TOWNS else f"apdzīvotajā vietā {transliterate(name)}"


def named(name: str, form: str = "") -> str:
    """The name in quotation marks, never inflected, legal form after it."""
    suffix = SUFFIXES.get(form)
    return quoted(name) + (f"{NBSP}{suffix}" if suffix else "")


def outside(codes: Sequence[str]) -> str:
    """`ārpus Bulgārijas`."""
    names = [str(_LOCALE.territories.get(code, code)) for code in codes]
    return "ārpus " + listing([name + "s" if name.endswith(("a", "e")) else name for name in names])


def tongue(code: str) -> str:
    """The name of a language, as it stands before *valoda*: bulgāru."""
    return str(_LOCALE.languages.get(code, code))


def listing(items: Sequence[Str]) -> Str:
    return marks.enumeration(list(items), " un ")


def quoted(text: str) -> str:
    """„…”, and «…» inside."""
    return marks.quoted(text, ("„", "”"), ("«", "»"))


def helpers() -> dict[str, Any]:
    return {
        "number": number, "count": count, "counted": counted, "plural": plural, "object": object_, "at": at,
        "since": since, "until": until, "ordinal": ordinal, "times": times, "turn": turn, "head": head, "case": case,
        "is_feminine": is_feminine, "is_one": is_one, "named": named, "outside": outside, "tongue": tongue,
        "trade": trade, "town": town, "in_town": in_town, "listing": listing, "quoted": quoted,
    }  # fmt: skip
