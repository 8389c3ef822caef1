"""A day that is readable but unlikely is asked about once: sent again with the same day, the form is taken.

The question carries `field=day`, which the form brings back in `_sure` and JSON in the object `_sure`. Another day is
another question.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from shared.readers.misread import Doubtful, Misread
from web.form import Message, likely_days, raw
from web.formats import day_in_words

SURE = "_sure"


class Asked(NamedTuple):
    """What a form holds: the days that were read, those that somebody is sure of, and how a page speaks."""

    values: Mapping[str, Any]
    sure: frozenset[str]
    today: datetime.date
    lang: str


def sure_of(form: Mapping[str, Any]) -> frozenset[str]:
    """`start=2025-11-20` for each day that the form was sent with before."""
    return frozenset(mark for mark in raw(form).get(SURE, ()) if isinstance(mark, str))


def carried(command: type[msgspec.Struct], form: Mapping[str, Any]) -> Mapping[str, Any]:
    """With what somebody is sure of in the field `meant`, for a command whose handler asks too (`Doubted`)."""
    return {**form, "meant": sorted(sure_of(form))} if "meant" in command.__struct_fields__ else form


def marks(confirmed: object) -> list[str]:
    """The same from the JSON object `{"start": "2025-11-20"}`; nothing from anything else."""
    if not isinstance(confirmed, dict):
        return []
    return [f"{name}={day}" for name, day in confirmed.items() if isinstance(day, str)]


def confirmation(errors: Mapping[str, Message]) -> dict[str, str]:
    """What a program sends back in `_sure` if it means these days."""
    asked = (message.sure.partition("=") for message in errors.values() if message.sure)
    return {name: day for name, _, day in asked}


def questions(command: type[msgspec.Struct], asked: Asked) -> Iterator[tuple[str, Message]]:
    """Each field whose day cannot be meant, or is asked about."""
    for name, likely in likely_days(command).items():
        day = asked.values.get(name)
        if likely is None or day is None:
            continue
        try:
            likely.check(day, asked.today, asked.values)
        except Misread as misread:
            mark = f"{name}={day.isoformat()}" if isinstance(misread, Doubtful) else ""
            if not mark or mark not in asked.sure:
                yield name, _said(misread, day, mark, asked.lang)


def ask(command: type[msgspec.Struct], asked: Asked, besides: Iterable[str]) -> dict[str, Message]:
    """The questions about fields with which nothing else is wrong."""
    wrong = frozenset(besides)
    return {name: message for name, message in questions(command, asked) if name not in wrong}


def _said(misread: Misread, day: datetime.date, mark: str, lang: str) -> Message:
    """The day is read out in words, so that a wrong year is heard."""
    return Message(misread.text, {**misread.params, "read": day_in_words(day, lang or "en")}, sure=mark)
