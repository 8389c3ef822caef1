"""The sentence of an interview that is worth a headline: whole, short, and about nobody."""

from __future__ import annotations

import re

import msgspec

from shared.readers.revealing import revealing

from .codes import Language, Question
from .facts import ProfileFacts
from .said import SpokenAnswer
from .sentences import sentences_of

BEST: tuple[Question, ...] = ("advice", "decision", "hiring")
LEAST, MOST = 24, 92
"""Characters of a sentence in a headline."""
LEANING = re.compile(
    r"(И|А|Но|Затова|Това|Тези|Те|Той|Тя|То|Оттогава|После|Тогава|Там|Така|Сега|Понякога|Второто|Другото|Иначе|Него|Нея|Тях|Той"
    r"|And|But|So|They|It|That|This|These|Then|There|Since|He|She|Now|Otherwise|Also|Both|Sometimes|The (second|other))\b"
)
"""A sentence that begins so leans on the one before it."""


class Headline(msgspec.Struct, frozen=True):
    """Words of an answer, without their stop."""

    answer: SpokenAnswer
    words: str


def headline_words(facts: ProfileFacts, contested: frozenset[str], language: Language) -> Headline | None:
    """The sentence of the best answer that can stand alone before a reader of `language`.

    What was hard is told first, and what helped last.
    """
    said = {one.question: one for one in facts.answers if f"answer-{one.id}" not in contested}
    for answer in (said[question] for question in BEST if question in said):
        reading = answer.reading(language)
        able = (
            [each for each in sentences_of(reading.text) if stands_alone(each)] if reading.language == language else []
        )
        if able:
            return Headline(answer, able[-1 if answer.question == "hiring" else 0].rstrip("."))
    return None


def stands_alone(sentence: str) -> bool:
    """Whether it says something by itself, in one breath, without a number and without a trace of anybody."""
    if not LEAST <= len(sentence) <= MOST or LEANING.match(sentence):
        return False
    return not (re.search(r"\d|[„“”«»\"?:;()]|[…!]", sentence) or revealing(sentence))
