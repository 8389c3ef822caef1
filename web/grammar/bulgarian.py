"""Bulgarian: count forms, в/във and с/със by ear, articles, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

from babel import Locale

from . import marks
from .bulgarian_words import HEADS, MONTHS, NOUNS, ORDINALS, PLURALS, SUFFIXES, TIMES, TURNS
from .marks import NBSP, Str

Number = int | Decimal
_LOCALE = Locale("bg")


class Dated(Protocol):
    """A date with the precision its source gave; `datetime.date` is one too."""

    @property
    def year(self) -> int | None: ...
    @property
    def month(self) -> int | None: ...
    @property
    def day(self) -> int | None: ...


def number(value: Number) -> str:
    """1240, but 12 400 with a no-break space; decimals after a comma."""
    return marks.grouped(value, NBSP, ",", least=5)


def count(n: Number, one: str, other: str) -> str:
    """Number and noun: `one` for exactly 1 (never for 21), `other` for all else, the count form if it has one."""
    return f"{number(n)}{NBSP}{one if n == 1 else other}"


def counted(n: Number, noun: str) -> str:
    """`counted(21, "months")` = 21 месеца; percent closed up."""
    if noun == "percent":
        return f"{number(n)}%"
    one, other = NOUNS[noun]
    return count(n, one, other)


def plural(noun: str) -> str:
    """The plural without a number: месеци, хора."""
    return PLURALS.get(noun) or NOUNS[noun][1]


def in_(text: Str) -> Str:
    """`във` before a spoken в or ф, else `в`."""
    return _with("във " if _first_sound(text) in ("в", "ф") else "в ", text)


def with_(text: Str) -> Str:
    """`със` before a spoken с or з, else `с`."""
    return _with("със " if _first_sound(text) in ("с", "з") else "с ", text)


def _with(preposition: str, text: Str) -> Str:
    return type(text)(type(text)(preposition) + text)


_LATIN = (
    ("sch", "ш"), ("sh", "ш"), ("ph", "ф"), ("ce", "с"), ("ci", "с"), ("cy", "с"), ("f", "ф"), ("v", "в"), ("s", "с"),
    ("z", "з"),
)  # fmt: skip


def _first_sound(text: str) -> str:
    bare = re.sub(r"<[^>]+>", "", text)
    bare = re.sub(r"^[^\w]+", "", bare).lower()
    digits = re.match(r"\d+(?:[\s\xa0]\d{3})*", bare)
    if digits:
        return _number_sound(digits.group(), bare[digits.end() :])
    return next((sound for letters, sound in _LATIN if bare.startswith(letters)), bare[:1])


def _number_sound(digits: str, tail: str) -> str:
    n = int(re.sub(r"\D", "", digits))
    if n == 2 and re.match(r"-(ри|ра|ро|рия|рият|рата|рото)", tail):
        return "в"
    exact = n < 1000
    while n >= 1000:
        n //= 1000
    if n == 1 and not exact:
        return "х"
    spoken_s = n in (7, 17) or 70 <= n <= 79 or 100 <= n <= 199 or 700 <= n <= 799
    return "с" if spoken_s else "д"


def date(when: Dated) -> str:
    """As precise as given: 30 юни 2026 г., юни 2026 г., 2026 г., 23 юни."""
    day = f"{when.day}{NBSP}" if when.day and when.month else ""
    month = MONTHS[when.month - 1] if when.month else ""
    year = f"{when.year}{NBSP}г." if when.year else ""
    return f"{day}{month}{' ' if month and year else ''}{year}"


def until(when: Dated) -> str:
    """The day a target was set for: `края на 2025 г.` for its last day, else the date as given."""
    if (when.month, when.day) == (12, 31):
        return f"края на {when.year}{NBSP}г." if when.year else "края на годината"
    return date(when)


def ordinal(n: int) -> str:
    """Neuter, with the article: третото."""
    return ORDINALS[n] if 0 < n < len(ORDINALS) else f"{n}-ото"


def times(n: int, per: str) -> str:
    """`два пъти седмично`."""
    often = TIMES[n] if 0 < n < len(TIMES) else f"{number(n)} пъти"
    return f"{often} {'седмично' if per == 'week' else 'месечно'}"


def definite(phrase: str, gender: str) -> str:
    """The phrase as a subject, full article on its first word that can take one: хлебозаводът, мебелната фабрика."""
    words = phrase.split()
    for place, word in enumerate(words):
        if len(word) > 1 and word.isupper():
            continue
        articled = _feminine_or_neuter(word, gender) if gender != "m" else _masculine(word, _leads(words, place))
        if articled:
            return " ".join([*words[:place], articled, *words[place + 1 :]])
    return phrase


def _leads(words: Sequence[str], place: int) -> bool:
    """Whether the word stands before its noun, so is an adjective."""
    follows = words[place + 1 : place + 2]
    return bool(follows) and follows[0] not in ("за", "на", "по", "от", "в", "във", "с", "със", "и", "към", "при")


def _feminine_or_neuter(word: str, gender: str) -> str:
    if gender == "f":
        return word + "та"
    return word + "то" if word[-1] in "оеиую" else ""


def _masculine(word: str, adjective: bool) -> str:
    if adjective:
        return _masculine_adjective(word)
    if word.endswith("й"):
        return word[:-1] + "ят"
    soft = word.endswith("тел") and not word.endswith(("хотел", "мотел"))
    return word + ("ят" if soft else "ът")


def _masculine_adjective(word: str) -> str:
    if word.endswith("ки"):
        return word + "ят"
    if word.endswith("ен"):
        return word[:-2] + ("йният" if word[-3] in "аеоу" else "ният")
    return word + "ият"


def object_(phrase: str) -> str:
    """A masculine noun with its full article where it is no subject: хлебозаводът, в хлебозавода."""
    return re.sub(r"ът\b", "а", re.sub(r"ят\b", "я", phrase, count=1), count=1)


def turn(n: int) -> str:
    """`за четвърти пореден път`."""
    return f"за {TURNS[n]} пореден път" if 1 < n < len(TURNS) else "за пореден път"


def head(form: str) -> str:
    """What an employer of this legal form is called: `head("ood")` = дружество."""
    return HEADS.get(form, HEADS["other"])[0]


def the(form: str) -> str:
    """The same as a subject: дружеството."""
    return definite(head(form), gender(form))


def gender(form: str) -> str:
    return HEADS.get(form, HEADS["other"])[1]


def named(name: str, form: str = "") -> str:
    """The name in quotation marks, never inflected, legal form after it: „Седемте пещи“ ООД."""
    suffix = SUFFIXES.get(form)
    return quoted(name) + (f"{NBSP}{suffix}" if suffix else "")


def country(code: str) -> str:
    return str(_LOCALE.territories.get(code, code))


def tongue(code: str) -> str:
    """The name of a language: английски."""
    return str(_LOCALE.languages.get(code, code))


def agree(gender: str, stem: str) -> str:
    """A participle in -ен/-ан/-н with its head noun: `agree("f", "основан")` = основана."""
    return stem + {"m": "", "f": "а", "n": "о"}[gender]


def listing(items: Sequence[Str]) -> Str:
    """`а, б и в`."""
    return marks.enumeration(list(items), " и ")


def quoted(text: str) -> str:
    """„…“, and «…» inside."""
    return marks.quoted(text, ("„", "“"), ("«", "»"))


def helpers() -> dict[str, Any]:
    return {
        "number": number, "count": count, "counted": counted, "plural": plural, "in_": in_, "with_": with_,
        "date": date, "until": until, "ordinal": ordinal, "times": times, "definite": definite, "agree": agree,
        "head": head, "the": the, "gender": gender, "named": named, "country": country, "tongue": tongue,
        "listing": listing, "quoted": quoted, "object": object_, "turn": turn,
    }  # fmt: skip
