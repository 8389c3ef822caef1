"""Marks on paper: sentences that begin and end as they should, quotation marks, numbers, enumerations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

NBSP = "\N{NO-BREAK SPACE}"
Str = TypeVar("Str", bound=str)

_SPACES = re.compile(r"[ \t\r\n]+")
_TAIL = re.compile(r"(?:</[a-z]+>)*$")
_HEAD = re.compile(r"^((?:<[^>]+>|\s)*)(\w)")
_STOPS = (".", "!", "?", "…")
_CLOSING = "“»”’)"
_QUOTES = '„“”«»"'


def sentence(text: Str) -> Str:
    """One sentence: single spaces, a capital first, exactly one stop last (also after `г.` and a quotation)."""
    flat = _SPACES.sub(" ", text).strip()
    flat = _HEAD.sub(lambda match: match.group(1) + match.group(2).upper(), flat)
    return type(text)(flat if _stopped(_TAIL.sub("", flat)) else flat + ".")


def flat(text: Str) -> Str:
    """A heading: single spaces, a capital first, no stop added."""
    one_line = _SPACES.sub(" ", text).strip()
    return type(text)(_HEAD.sub(lambda match: match.group(1) + match.group(2).upper(), one_line))


def bare(text: Str) -> Str:
    """Words to stand inside a sentence: without the stop they came with."""
    return type(text)(text.strip().rstrip(".;, "))


def _stopped(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_STOPS)


def quoted(text: str, outer: tuple[str, str], inner: tuple[str, str]) -> str:
    """`text` in quotation marks, those inside it changed to the inner pair."""
    bare = _SPACES.sub(" ", text).strip()
    if len(bare) > 1 and bare[0] in _QUOTES and bare[-1] in _QUOTES and not set(bare[1:-1]) & set(_QUOTES):
        bare = bare[1:-1].strip()
    return outer[0] + _nested(bare, inner) + outer[1]


def _nested(text: str, inner: tuple[str, str]) -> str:
    text = re.sub(r"[„«\"]([^„“”«»\"]*)[“”»\"]", lambda match: inner[0] + match.group(1) + inner[1], text)
    return re.sub(r"“([^„“”«»\"]*)”", lambda match: inner[0] + match.group(1) + inner[1], text)


def enumeration(items: Sequence[Str], last: str) -> Str:
    """`а, б и в`: reads well with one, two and more items; keeps markup markup."""
    if not items:
        raise ValueError("an enumeration needs an item")
    kind = type(items[0])
    head = kind(", ").join(items[:-1])
    return kind(head + kind(last) + items[-1]) if len(items) > 1 else items[0]


def grouped(value: int | Decimal, separator: str, point: str, least: int) -> str:
    """Digits in threes once the whole part has `least` of them; decimals as they stand, never rounded."""
    whole, _, rest = format(Decimal(value), "f").lstrip("-").partition(".")
    if len(whole) >= least:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", separator, whole)
    return ("−" if value < 0 else "") + whole + (point + rest if rest else "")


def own_words(text: dict[str, str], lang: str) -> tuple[str, str]:
    """The wording for `lang` and the language it is really in; another language, English first, where `lang` has none."""
    for one in (lang, "en"):
        if text.get(one):
            return text[one], one
    return next(((words, code) for code, words in text.items() if words), ("", lang))


def iso(when: Any) -> str:
    """The machine-readable value of a `time` element, as precise as the date."""
    parts = [f"{when.year:04}" if when.year else "", f"{when.month:02}" if when.month else ""]
    parts.append(f"{when.day:02}" if when.month and when.day else "")
    return "-".join(part for part in parts if part)
