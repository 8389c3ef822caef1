"""What people ask recognition for."""

from typing import Annotated, Literal

import msgspec

from services.recognition.codes import Long, Short
from shared.readers.countries import country
from shared.readers.numbers import YEAR, stated
from shared.readers.personal import without_codes

Question = Literal["activity", "decision", "hiring", "advice", "free"]
Spoken = Literal["bg", "en", "uk", "ru", "ar", "fa", "ps", "tr", "fr", "de", "es", "lv", "pl", "ro", "el", "other"]
"""The language of an answer: whichever the speaker is at home in."""
Translator = Literal["employer", "editors", "service", "translator", "machine"]
Speaker = Literal["manager", "owner", "hr", "head_of_training", "team_lead"]
Words = Annotated[str, msgspec.Meta(max_length=4000, extra={"lines": True})]
NewWords = Annotated[str, msgspec.Meta(max_length=4000, extra={"lines": True, "reader": without_codes})]
"""What somebody writes, before an editor reads it."""


class WriteAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Keep a draft of one interview answer with its translations, or send them to the editors."""

    question: Question
    text: NewWords = ""
    language: Spoken = "bg"
    speaker: Speaker = "manager"
    translation_bg: NewWords = ""
    translation_en: NewWords = ""
    translated_by: Translator = "employer"
    send: bool = False


class TranslateAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An editor adds or mends the translation of an answer that was sent or is public; it is approved with the words."""

    answer: Short
    text: Words
    """The words that were translated: if they have changed since, nothing is kept."""
    translation_bg: Words = ""
    translation_en: Words = ""
    translated_by: Translator = "editors"


class ApproveAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Make an answer public, in the words, the language and by the speaker that the editor read."""

    answer: Short
    text: Words
    """The words the editor read: if they have changed since, nothing is approved."""
    language: Short = ""
    speaker: Short = ""
    """Compared likewise where they are given."""
    translation_bg: Words = ""
    translation_en: Words = ""
    """Always compared: a translation nobody read is not approved."""
    translated_by: Short = ""


Because = Annotated[
    str,
    msgspec.Meta(min_length=3, max_length=2000, extra={"lines": True, "missing": "Say what has to change, and why"}),
]


class ReturnAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Give an answer back to the employer, who reads the reason and sends it anew. What is public stays."""

    answer: Short
    text: Words
    """The words the editor read: if they have changed since, nothing is returned."""
    reason: Because


class WithdrawAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Take one's own answer back: it leaves the public page at once. The reason stays on record."""

    question: Question
    reason: Long = ""


class TakeInterview(msgspec.Struct, frozen=True, kw_only=True):
    """An officer writes down what an employer said on the telephone, and sends it to the editors."""

    entity: Short
    language: Spoken = "bg"
    speaker: Speaker = "manager"
    activity: NewWords = ""
    decision: NewWords = ""
    hiring: NewWords = ""
    advice: NewWords = ""


class ConfirmAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The employer confirms that it said on the telephone what was written down."""

    question: Question
    text: Words
    """The words it read: if they have changed since, nothing is confirmed."""


class DeclineInterview(msgspec.Struct, frozen=True, kw_only=True):
    """No thank you: no letter asks for the interview again. Whoever writes an answer later is as welcome."""


Number = Annotated[str, msgspec.Meta(max_length=40, extra={"reader": stated})]
"""Digits, with a point before a fraction: `1100`, `1.5`."""
TypedDate = Annotated[str, msgspec.Meta(max_length=30)]
"""As exactly as it is known: `2024`, `06.2024`, `23.06.2024`, `23.06`, `June 2024`."""
Unit = Literal[
    "people", "participants", "women", "visitors", "mentors", "employees", "countries", "towns", "partners",
    "organisations", "companies", "contracts", "courses", "lessons", "meetings", "consultations", "hours", "days",
    "months", "percent", "eur", "bgn",
]  # fmt: skip
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$")]


class StateFigure(msgspec.Struct, frozen=True, kw_only=True):
    """State something about oneself: a figure, or words without one; `replaces` names an earlier one it puts right.

    Which fields count depends on `kind`; the words of all but figures are in `scope_bg` and `scope_en`.
    """

    kind: Literal["figure", "commitment", "claim", "context", "delivery", "role", "family", "partners"] = "figure"
    value: Number | None = None
    unit: Unit = "people"
    measure: Literal["received", "completed", "trained", "hired", "consulted", "reactivated", "operates", "other"] = (
        "received"
    )
    qualifier: Literal["exact", "almost", "about", "over", "at_least"] = "exact"
    scope_bg: Short = ""
    scope_en: Short = ""
    who_bg: Short = ""
    who_en: Short = ""
    composite: bool = False
    from_year: Annotated[int, msgspec.Meta(ge=1900, le=2100, extra={"unit": YEAR})] | None = None
    as_of: TypedDate = ""
    source: Short = ""
    source_en: Short = ""
    definition_bg: Short = ""
    definition_en: Short = ""
    target_value: Number | None = None
    target_unit: Unit | None = None
    target_date: TypedDate = ""
    outcome_value: Number | None = None
    outcome_date: TypedDate = ""
    about: Short | None = None
    countries: Annotated[tuple[Country, ...], msgspec.Meta(max_length=50, extra={"reader": country})] = ()
    autonomous: bool = False
    joins_groups: bool = False
    without_base: bool = False
    partners: tuple[Literal["companies", "organisations", "municipalities", "schools", "services"], ...] = ()
    replaces: Short | None = None


class ApproveFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Make a stated figure public, with the very words the editor read (`StatedFigure.words`)."""

    figure: Short
    words: Annotated[str, msgspec.Meta(max_length=3000)]


class ReturnFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Give a stated figure back to the employer, who reads the reason and puts it right."""

    figure: Short
    words: Annotated[str, msgspec.Meta(max_length=3000)]
    reason: Because


class WithdrawFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Take a figure back: it leaves the public page at once."""

    figure: Short


Subject = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(tier|points|kept|headcount|(practice|figure|answer|commitment|claim|context|delivery|family|partners|role|award|prize)-[A-Za-z0-9_-]{1,40})$"
    ),
]


class DisputeFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Contest what one's own public page says: it is marked as contested until an editor resolves it."""

    subject: Subject
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, extra={"lines": True})]


class PlaceHold(msgspec.Struct, frozen=True, kw_only=True):
    """Mark a subject of a profile as contested, or take it down."""

    group: Short
    subject: Subject
    kind: Literal["contested", "withdrawn"] = "contested"
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, extra={"lines": True})]


class LiftHold(msgspec.Struct, frozen=True, kw_only=True):
    """Resolve a hold, and say how."""

    hold: Short
    resolution: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, extra={"lines": True})]
