"""What words of somebody may tell about a single person: names, telephones, dates, small numbers, origins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Tell = Literal["number", "origin", "month", "kinship", "name", "telephone", "address", "date"]
WHO: frozenset[Tell] = frozenset({"name", "telephone", "address", "date"})
"""What says by itself who somebody is, or leads to them; the others do so beside something else."""


class Revealing(msgspec.Struct, frozen=True):
    """A stretch of a text that an editor looks at twice; it proves nothing."""

    start: int
    end: int
    tell: Tell


PERSONS = (
    r"човек|жена|мъж|момче|момиче|колега|колежка|служител|служителка|работник|работничка|младеж|бежанец|бежанка|"
    r"person|woman|man|boy|girl|colleague|employee|worker|refugee"
)
NUMBERS = (
    r"(?<![\d.,:])[1-9](?![\d.,:%]|-|\s\d{3})|двама|двамата|двете|две|два|трима|тримата|три|четирима|четиримата|четири|петима|пет|"
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
DAY = r"\d{1,2}(?:-?(?:ви|ри|ти|ми|и|st|nd|rd|th))?"
DATES = (
    rf"\d{{1,2}}\s*[./-]\s*\d{{1,2}}\s*[./-]\s*\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|{DAY}\s+(?:of\s+)?(?:{MONTHS}|май|May)(?:,?\s+\d{{4}})?|"
    rf"(?:{MONTHS}|May)\s+{DAY}(?:,?\s+\d{{4}})?"
)
TELEPHONES = r"(?:\+|00|\(?0)\d?(?:[\s./()-]{0,2}\d){6,}|\d{3}(?:[\s.-]\d{3}){2}|\d{7,}"
ADDRESSES = (
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w{3,}|"
    r"(?:ул|бул|ж\.\s?к|кв)\.\s*[„“\"]?[А-Я]\w+(?:\s+\d+)?"
)
PATTERNS: tuple[tuple[Tell, re.Pattern[str]], ...] = tuple(
    (tell, re.compile(rf"\b(?:{words})\b" if tell != "number" else rf"(?<!\w)(?:{words})(?!\w)", re.I))  # type: ignore[misc]
    for tell, words in (("date", DATES), ("origin", ORIGINS), ("month", MONTHS), ("kinship", KIN), ("number", NUMBERS))
)
FREE: tuple[tuple[Tell, re.Pattern[str]], ...] = tuple(
    (tell, re.compile(rf"(?<![\w.,])(?:{words})(?!\w)", re.I))  # type: ignore[misc]
    for tell, words in (("address", ADDRESSES), ("telephone", TELEPHONES))
)
MAY = re.compile(r"(?<=[a-z,] )May\b|(?<=рез )май\b")
"""The month that is a word of its own too."""
LETTERS = [chr(sign) for sign in range(0x41, 0x530)]
UPPER, LOWER = ("".join(filter(kind, LETTERS)) for kind in (str.isupper, str.islower))
"""Of the Latin and Cyrillic alphabets, Ukrainian, Latvian and Polish letters too."""
CAPITAL = re.compile(rf"(?<![.!?…:\n\"„“«(] )(?<!^)(?<![„“«\"(\n])\b[{UPPER}][{LOWER}]{{2,}}\b")
"""A capital within a sentence: a name of something."""
WORD = f"[{UPPER}][{LOWER}]"
FULL_NAME = re.compile(rf"\b{WORD}+(?:-{WORD}+)?\s+(?:[{UPPER}]\.\s*)?{WORD}{{2,}}\b")
"""Two capitals in a row, at the beginning of a sentence too: `Мария Петрова`."""
FIRST = re.compile(rf"\b{WORD}{{2,}}\b")
NO_NAME = frozenset(
    {"Bulgaria", "Bulgarian", "Bulgarians", "English", "European", "Union", "България", "Европа", "Интернет"}
)


BEGINNINGS = frozenset(
    re.findall(
        r"\w+",
        "а ако беше в все до за затова и из като когато колежката колегата който които към май на над нашата нашият не него него "
        "нея обаче от по под после при през с само след сега тогава той това тук тя у че "
        "a after also and as at before but by every for from her here his if in it my no now of on once one our she since so "
        "the then there they this to today we when while with yes",
    )
)
"""Words that begin a sentence before a name."""


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
    for tell, pattern in FREE:
        yield from (Revealing(start=one.start(), end=one.end(), tell=tell) for one in pattern.finditer(text))
    yield from _names(text, set(re.findall(r"\w+", known)) | NO_NAME)


def _names(text: str, public: set[str]) -> Iterator[Revealing]:
    """Capitals within a sentence, two in a row anywhere, and given names that many people have wherever they stand."""
    for pattern, is_name in ((FULL_NAME, _is_full_name), (CAPITAL, bool), (FIRST, given_names().__contains__)):
        for one in pattern.finditer(text):
            if not public.issuperset(one.group().split()) and is_name(one.group()):
                yield Revealing(start=one.start(), end=one.end(), tell="name")


def _is_full_name(words: str) -> bool:
    """`When Maria` is a sentence that begins; `Maria` alone is found in it."""
    return words.split()[0].lower() not in BEGINNINGS


@cache
def given_names() -> frozenset[str]:
    text = files("shared.readers").joinpath("common_names.txt").read_text("utf-8")
    return frozenset(text.split("\n", 1)[1].split())
