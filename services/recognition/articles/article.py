"""What a template receives: sentences by key with the facts each one rests on, no words of any language."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from .codes import Language, Text
from .facts import ProfileFacts
from .naming import says
from .quoted import headline_words
from .said import Reading

SectionKey = Literal["lead", "confirmed", "stated", "interview", "context", "next"]


class Sentence(msgspec.Struct, frozen=True):
    """`key` names the sentence in the language's template, `params` fill it, `refs` say what it rests on."""

    key: str
    params: dict[str, Any] = {}
    refs: tuple[str, ...] = ()


Paragraph = tuple[Sentence, ...]


class Section(msgspec.Struct, frozen=True):
    key: SectionKey
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


class Source(msgspec.Struct, frozen=True):
    """An entry of *How we know*: `ref` is its anchor, the template says who confirmed and how."""

    ref: str
    key: str
    params: dict[str, Any] = {}


class Article(msgspec.Struct, frozen=True):
    """One article, ready for any language; `facts` are those left after the holds."""

    facts: ProfileFacts
    headline: Sentence
    sections: tuple[Section, ...]
    known: tuple[Source, ...]
    contested: frozenset[str] = frozenset()

    def title(self, language: Language) -> Sentence:
        """What stands above it in `language`: somebody's own words where one sentence can stand alone, else the form."""
        said = headline_words(self.facts, self.contested, language)
        if said is None:
            return self.headline
        return Sentence(
            "headline_words", {"words": said.words, "question": said.answer.question}, (f"answer-{said.answer.id}",)
        )

    @property
    def speaker(self) -> Text:
        """The one role all answers come from, for the heading; empty if there are several or none is known."""
        speakers = [answer.speaker for answer in self.facts.answers]
        return speakers[0] if speakers and all(each == speakers[0] for each in speakers) else {}

    def common_reading(self, language: Language) -> Reading | None:
        """How all answers reach a reader of `language`, if they do so alike: original, translated, or foreign."""
        readings = [answer.reading(language) for answer in self.facts.answers]
        manners = {(reading.language, reading.translated_from) for reading in readings}
        return readings[0] if len(manners) == 1 else None

    def says(self, name: str, phrase: str) -> bool:
        """Whether the name has a word of the phrase in it, so that a sentence need not say it again."""
        return says(name, phrase)

    def section(self, key: SectionKey) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)
