"""Polish: the three forms behind a number, verbs that follow them, months in their cases, towns in their place."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from babel import Locale

from . import marks
from .bulgarian import Dated
from .latin import transliterate
from .marks import NBSP, Str
from .polish_trades import HEADS, TRADES, House
from .polish_words import MONTHS, NOUNS, ORDINALS, PLURALS, SUFFIXES, TIMES, TOWNS

Number = int | Decimal
_LOCALE = Locale("pl")
SOFT = {"y": "i", "ym": "im", "ego": "iego"}
"""Endings behind *drug-*, *trzec-*."""


def number(value: Number) -> str:
    """1240, but 12 400 with a no-break space; decimals after a comma."""
    return marks.grouped(value, NBSP, ",", least=5)


def is_few(n: Number) -> bool:
    """2 to 4, 22 to 24, and so on, but not 12 to 14; of parts of one the same form stands (`1,5 osoby`)."""
    return n % 1 != 0 or (n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14))


def count(n: Number, one: str, few: str, many: str) -> str:
    """Number and noun: `one` for exactly 1 (21 takes `many`)."""
    return f"{number(n)}{NBSP}{one if n == 1 else few if is_few(n) else many}"


def counted(n: Number, noun: str) -> str:
    """`counted(22, "months")` = 22 miesiące; percent closed up."""
    if noun == "percent":
        return f"{number(n)}%"
    found = NOUNS[noun]
    return count(n, found.one, found.object if n % 1 and noun == "bgn" else found.few, found.many)


def object_(n: Number, noun: str) -> str:
    """What a verb acts on: `1 osobę`, `2 osoby`, `1 uczestnika`."""
    return f"1{NBSP}{NOUNS[noun].object}" if n == 1 and noun != "percent" else counted(n, noun)


def plural(noun: str) -> str:
    return PLURALS.get(noun) or NOUNS[noun].few


def did(n: Number, noun: str, stem: str) -> str:
    """What so many did: `otrzymała 1 osoba`, `otrzymały 2 osoby`, `otrzymało 5 osób`, `otrzymało 2 uczestników`."""
    found = NOUNS.get(noun)
    if n == 1 and found:
        return stem + ("a" if found.one.endswith("a") else "")
    return stem + ("y" if found and is_few(n) and found.few != found.many else "o")


def agree(gender: str, stem: str) -> str:
    """A verb of the past with what an employer is: `agree("f", "powstał")` = powstała."""
    return stem + {"m": "", "f": "a", "n": "o"}[gender]


def of(when: Dated) -> str:
    """Behind `od` and `do`: `30 czerwca 2026 roku`, `maja 2025 roku`, `2018 roku`."""
    return _dated(when, 1)


def at(when: Dated) -> str:
    """`30 czerwca 2026 roku`, `w maju 2025 roku`, `w 2018 roku`."""
    return _dated(when, 1) if when.day and when.month else "w " + _dated(when, 2)


def until(when: Dated) -> str:
    """Behind `do`; the last day of a year is its end."""
    if (when.month, when.day) == (12, 31):
        return f"końca {when.year}{NBSP}roku" if when.year else "końca roku"
    return of(when)


def _dated(when: Dated, which: int) -> str:
    day = f"{when.day}{NBSP}" if when.day and when.month else ""
    month = MONTHS[when.month - 1][which] if when.month else ""
    return " ".join(part for part in (day + month, f"{when.year}{NBSP}roku" if when.year else "") if part)


def ordinal(n: int, ending: str) -> str:
    """`ordinal(3, "ym")` = trzecim, `ordinal(4, "ego")` = czwartego."""
    if not 0 < n < len(ORDINALS):
        return f"{n}."
    return ORDINALS[n] + (SOFT[ending] if n in (2, 3) else ending)


def turn(n: int) -> str:
    """`po raz czwarty z rzędu`."""
    return f"po raz {ordinal(n, 'y')} z rzędu" if 1 < n < len(ORDINALS) else "po raz kolejny"


def times(n: int, per: str) -> str:
    """`dwa razy w tygodniu`."""
    often = TIMES[n] if 0 < n < len(TIMES) else f"{number(n)} razy"
    return f"{often} {'w tygodniu' if per == 'week' else 'w miesiącu'}"


def head(form: str) -> House:
    """What an employer of this legal form is called."""
    return HEADS.get(form, HEADS["company"])


def trade(word: str) -> House | None:
    """The Polish trade word from the table of usual ones."""
    return TRADES.get(word.lower())


def town(name: str) -> str:
    """`Płowdiw`; a town that is not in the table keeps its letters as they sound."""
    return TOWNS[name][0] if name in TOWNS else transliterate(name)


def in_town(name: str) -> str:
    """`w Płowdiwie`; of another town the name stands beside what it is, never inflected."""
    return TOWNS[name][1] if name in TOWNS else f"w miejscowości {transliterate(name)}"


def named(name: str, form: str = "") -> str:
    """The name in quotation marks, never inflected, legal form after it."""
    suffix = SUFFIXES.get(form)
    return quoted(name) + (f"{NBSP}{suffix}" if suffix else "")


def outside(codes: Sequence[str]) -> str:
    """`poza Bułgarią`; of countries whose name is otherwise built, in brackets behind what they are."""
    names = [str(_LOCALE.territories.get(code, code)) for code in codes]
    if all(name.endswith("a") and " " not in name for name in names):
        return "poza " + listing([name[:-1] + "ą" for name in names])
    return f"poza krajem siedziby ({listing(names)})"


def tongue(code: str) -> str:
    return str(_LOCALE.languages.get(code, code))


def of_tongue(code: str) -> str:
    """Behind `uczą się` and `z`: `bułgarskiego`; what is no adjective stays as it is."""
    name = tongue(code)
    return name + "ego" if name.endswith("ki") else f"języka {name}"


def in_tongue(code: str) -> str:
    """`po bułgarsku`."""
    name = tongue(code)
    return f"po {name[:-1]}u" if name.endswith("ki") else f"w języku {name}"


def listing(items: Sequence[Str]) -> Str:
    return marks.enumeration(list(items), " i ")


def quoted(text: str) -> str:
    """„…”, and «…» inside."""
    return marks.quoted(text, ("„", "”"), ("«", "»"))


def helpers() -> dict[str, Any]:
    return {
        "number": number, "count": count, "counted": counted, "object": object_, "plural": plural, "did": did, "is_few": is_few,
        "agree": agree, "of": of, "at": at, "until": until, "ordinal": ordinal, "turn": turn, "times": times,
        "head": head, "trade": trade, "town": town, "in_town": in_town, "named": named, "outside": outside,
        "tongue": tongue, "of_tongue": of_tongue, "in_tongue": in_tongue, "listing": listing, "quoted": quoted,
    }  # fmt: skip
