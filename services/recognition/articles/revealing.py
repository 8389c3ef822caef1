"""What words of somebody may tell about a single person: small numbers, origins, months, kinship, names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from .record import Fact

Tell = Literal["number", "origin", "month", "kinship", "name"]


class Revealing(Fact, frozen=True):
    """A stretch of a text that an editor looks at twice; it proves nothing."""

    start: int
    end: int
    tell: Tell


PERSONS = (
    r"човек|жена|мъж|момче|момиче|колега|колежка|служител|служителка|работник|работничка|младеж|бежанец|бежанка|"
    r"person|woman|man|boy|girl|colleague|employee|worker|refugee"
)
NUMBERS = (
    r"(?<![\d.,:])[1-9](?![\d.,:%]|-)|двама|двамата|двете|две|два|трима|тримата|три|четирима|четиримата|четири|петима|пет|"
    r"шестима|шест|седмина|седем|осмина|осем|деветима|девет|two|three|four|five|six|seven|eight|nine|"
    rf"(?:един|една|едно|one)(?=\s+(?:{PERSONS})\b)"
)
MONTHS = (
    r"януари|февруари|март|април|юни|юли|август|септември|октомври|ноември|декември|"
    r"January|February|March|April|June|July|August|September|October|November|December"
)
KIN = (
    r"брат(?:ът|а|я|я му|овчед\w*)?|братя(?:та)?|сестр(?:а|ата|и|ите)|майк(?:а|ата|и)|бащ(?:а|ата|и)|син(?:ът|а|ове)?|"
    r"дъщер(?:я|ята|и|ите)|съпру(?:г|гът|га|зи|жес\w+)|съпруг(?:а|ата)|баб(?:а|ата)|дяд(?:о|ото)|леля|чичо|вуйчо|племен\w+|"
    r"семейство(?:то)?|brothers?|sisters?|mother|father|sons?|daughters?|husband|wife|uncle|aunt|cousins?|grand(?:mother|father)|"
    r"famil(?:y|ies)"
)
ORIGINS = (
    r"Украйна|украин\w+|Сирия|сири(?:ец|йк\w+|йск\w+|йци)|Афганистан|афган\w+|Ирак|иракч\w+|иракск\w+|Иран|иран\w+|Русия|"
    r"руснак|рускин\w+|Беларус|беларус\w+|Молдова|молдов\w+|Турция|турчин|туркин\w+|турци|Сомалия|сомали\w+|Еритрея|"
    r"еритре\w+|Пакистан|пакистан\w+|Палестина|палестин\w+|Ливан|ливан\w+|Мароко|марокан\w+|Конго|Нигерия|нигери\w+|"
    r"Киев|Харков|Одеса|Мариупол|Херсон|Дамаск|Алепо|Хомс|Кабул|Багдад|Техеран|"
    r"Ukraine|Ukrainians?|Syrian?s?|Afghanistan|Afghans?|Iraqi?s?|Iranians?|Iran|Russians?|Russia|Belarus\w*|Moldovan?s?|"
    r"Turkey|Turkish|Somali\w*|Eritrean?s?|Pakistani?s?|Palestin\w+|Leban\w+|Morocc\w+|Congo\w*|Nigerian?s?|"
    r"Kyiv|Kharkiv|Odesa|Mariupol|Kherson|Damascus|Aleppo|Homs|Kabul|Baghdad|Tehran"
)
PATTERNS: tuple[tuple[Tell, re.Pattern[str]], ...] = tuple(
    (tell, re.compile(rf"\b(?:{words})\b" if tell != "number" else rf"(?<!\w)(?:{words})(?!\w)", re.I))  # type: ignore[misc]
    for tell, words in (("origin", ORIGINS), ("month", MONTHS), ("kinship", KIN), ("number", NUMBERS))
)
MAY = re.compile(r"(?<=[a-z,] )May\b|(?<=рез )май\b")
"""The month that is a word of its own too."""
CAPITAL = re.compile(r"(?<![.!?…:\n\"„“«(] )(?<!^)(?<![„“«\"(\n])\b[A-ZА-Я][a-zа-я]{2,}\b")
"""A capital within a sentence: a name of something."""
NO_NAME = frozenset(
    {"Bulgaria", "Bulgarian", "Bulgarians", "English", "European", "Union", "България", "Европа", "Интернет"}
)


def revealing(text: str, known: str = "") -> tuple[Revealing, ...]:
    """Every such stretch in order, none overlapping; `known`: names that are public anyway, the employer's and its town's."""
    found: list[Revealing] = []
    for one in sorted(_all(text, known), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _all(text: str, known: str) -> Iterator[Revealing]:
    for tell, pattern in (*PATTERNS, ("month", MAY)):
        yield from (Revealing(start=one.start(), end=one.end(), tell=tell) for one in pattern.finditer(text))
    public = set(re.findall(r"\w+", known)) | NO_NAME
    for one in CAPITAL.finditer(text):
        if one.group() not in public:
            yield Revealing(start=one.start(), end=one.end(), tell="name")
