"""A few whole sentences of an interview, for a page that leads to the article."""

from __future__ import annotations

import msgspec

from .article import Article
from .codes import Language, Question
from .holds import contested_subjects
from .said import INSTEAD, Reading, SpokenAnswer
from .sentences import ends_of

BEST: tuple[Question, ...] = ("advice", "decision", "hiring", "activity")
"""What a stranger would rather read first; a conversation with several speakers is not cut."""
MOST = 200
"""Characters of an excerpt."""


class Excerpt(msgspec.Struct, frozen=True):
    """Somebody's own words from their beginning, uncut within a sentence."""

    answer: SpokenAnswer
    reading: Reading
    words: str


def excerpt(article: Article, language: Language) -> Excerpt | None:
    """The first words to quote to a reader of `language`; None where nothing uncontested can be read in it."""
    contested = contested_subjects(article.facts)
    said = {one.question: one for one in article.facts.answers if f"answer-{one.id}" not in contested}
    for answer in (said[question] for question in BEST if question in said):
        reading = answer.reading(language)
        words = opening(reading.text) if reading.language in (language, *INSTEAD.get(language, ())) else ""
        if words:
            return Excerpt(answer, reading, words)
    return None


def opening(text: str, most: int = MOST) -> str:
    """As many whole sentences from the start as fit into `most` characters; empty where not even one does."""
    words, kept = " ".join(text.split()), ""
    for end in ends_of(words):
        kept = words[:end] if end <= most else kept
    return kept
