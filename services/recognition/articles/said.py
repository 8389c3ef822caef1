"""What employers say of themselves: answers, figures, and words without a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from services.recognition.articles.speakers import Turn, turns_of

from .codes import PEOPLE_MEASURES, PEOPLE_UNITS, Language, Measure, Qualifier, Question, Text, Translator, Unit
from .record import Fact, When

INSTEAD: dict[Language, tuple[Language, ...]] = {"lv": ("en",), "pl": ("en",)}
"""What else somebody reads who reads this language, before the language an answer was given in."""


class Reading(Fact, frozen=True):
    """An answer as one article shows it."""

    text: str
    language: Language
    translated_from: Language | None = None
    translated_by: Translator | None = None
    labelled: bool = False
    """Each turn begins with who is speaking."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        return turns_of(self.text) if self.labelled else (Turn("", self.text),)

    def turn(self, which: int) -> Turn:
        """One turn; the whole text where the other languages have not as many."""
        return self.turns[which] if which < len(self.turns) else Turn("", self.text)


class SpokenAnswer(Fact, frozen=True):
    """An approved interview answer: somebody's own words, never paraphrased."""

    id: str
    question: Question
    text: str
    language: Language
    approved_on: date
    speaker: Text = {}
    """The role with its article: `управителят`, `the manager`; never a personal name."""
    translations: Text = {}
    translated_by: Translator = "employer"
    by_telephone: bool = False
    """Taken down by an officer, and not confirmed by the employer."""

    def reading(self, language: Language) -> Reading:
        """The words for a reader of `language`: original, else translation, else original and marked foreign.

        A reader of a language that nobody translates interviews into is given the English translation, if there is one.
        """
        labelled = self.question == "free"
        wanted = (language, *INSTEAD.get(language, ()))
        found = next((one for one in wanted if one == self.language or self.translations.get(one)), self.language)
        if found != self.language:
            return Reading(
                text=self.translations[found],
                language=found,
                translated_from=self.language,
                translated_by=self.translated_by,
                labelled=labelled,
            )
        return Reading(text=self.text, language=self.language, labelled=labelled)


class Outcome(Fact, frozen=True):
    value: int | Decimal
    as_of: When = When()


class Target(Fact, frozen=True):
    value: int | Decimal
    unit: Unit
    date: When
    outcome: Outcome | None = None


class Figure(Fact, frozen=True):
    """A number the employer states, with the words that limit it."""

    id: str
    value: int | Decimal
    unit: Unit
    measure: Measure = "other"
    qualifier: Qualifier = "exact"
    scope: Text = {}
    """What was received, completed or counted: a noun phrase, as stated."""
    who: Text = {}
    """The group as the source labels it, after the noun: `засегнати от конфликти`."""
    composite: bool = False
    from_: When | None = msgspec.field(default=None, name="from")
    as_of: When | None = None
    source: Text = {}
    """Title of the document it stands in; empty = the employer's own record."""
    definition: Text = {}
    target: Target | None = None

    def __post_init__(self) -> None:
        if self.measure in PEOPLE_MEASURES and self.unit not in PEOPLE_UNITS:
            raise ValueError(f"{self.measure} counts people, not {self.unit}")
        if self.measure in ("received", "completed") and not any(self.scope.values()):
            raise ValueError(f"{self.measure} needs a scope: what was {self.measure}")


class Commitment(Fact, frozen=True):
    id: str
    text: Text


class Claim(Fact, frozen=True):
    id: str
    text: Text


class Context(Fact, frozen=True):
    """A statistic about a place or a group of people, never about this employer."""

    id: str
    text: Text
    source: Text
    joins_groups: bool = False
    without_base: bool = False


class Delivery(Fact, frozen=True):
    """Work outside `own_countries` is done by local partners, who may be autonomous."""

    id: str
    own_countries: tuple[str, ...]
    autonomous: bool = True
