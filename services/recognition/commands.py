"""What people ask recognition for."""

from typing import Annotated, Literal

import msgspec

Long = Annotated[str, msgspec.Meta(max_length=2000)]
Short = Annotated[str, msgspec.Meta(max_length=200)]


class PublishEdition(msgspec.Struct, frozen=True, kw_only=True):
    """Publish the edition of a quarter, for example `2026-4`."""

    number: Annotated[str, msgspec.Meta(max_length=12)]


class CorrectEdition(msgspec.Struct, frozen=True, kw_only=True):
    """Publish a correction of an edition: same T and basis, known at this moment."""

    number: Annotated[str, msgspec.Meta(max_length=12)]
    note: Long = ""


class WriteAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Keep a draft of one interview answer, or send it to the editors."""

    question: Literal["activity", "decision", "hiring", "advice"]
    text: Annotated[str, msgspec.Meta(max_length=2000, extra={"lines": True})] = ""
    language: Literal["bg", "en"] = "bg"
    speaker: Literal["manager", "owner", "hr", "head_of_training", "team_lead"] = "manager"
    send: bool = False


class ApproveAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Make an answer public, in the words, the language and by the speaker that the editor read."""

    answer: Short
    text: Annotated[str, msgspec.Meta(max_length=2000, extra={"lines": True})]
    """The words the editor read: if they have changed since, nothing is approved."""
    language: Short = ""
    speaker: Short = ""
    """Compared likewise where they are given."""


class WithdrawAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Take one's own answer back: it leaves the public page at once."""

    question: Literal["activity", "decision", "hiring", "advice"]


Number = Annotated[str, msgspec.Meta(max_length=20, pattern=r"^\d{1,12}([.,]\d{1,2})?$")]
PartialDate = Annotated[str, msgspec.Meta(max_length=10, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Unit = Literal[
    "people", "participants", "women", "visitors", "mentors", "employees", "countries", "towns", "partners",
    "organisations", "companies", "contracts", "courses", "lessons", "meetings", "consultations", "hours", "days",
    "months", "percent", "eur", "bgn",
]  # fmt: skip


class StateFigure(msgspec.Struct, frozen=True, kw_only=True):
    """State a figure about oneself, with what it counts; `replaces` names an earlier one that it puts right."""

    value: Number
    unit: Unit = "people"
    measure: Literal["received", "completed", "trained", "hired", "consulted", "reactivated", "operates", "other"] = (
        "received"
    )
    qualifier: Literal["exact", "almost", "about", "over", "at_least"] = "exact"
    scope_bg: Short = ""
    scope_en: Short = ""
    composite: bool = False
    from_year: Annotated[int, msgspec.Meta(ge=1900, le=2100)] | None = None
    as_of: PartialDate
    source: Short = ""
    target_value: Number | None = None
    target_unit: Unit | None = None
    target_date: PartialDate | None = None
    replaces: Short | None = None


class ApproveFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Make a stated figure public, with the very words the editor read (`StatedFigure.words`)."""

    figure: Short
    words: Annotated[str, msgspec.Meta(max_length=1000)]


class WithdrawFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Take a figure back: it leaves the public page at once."""

    figure: Short


Subject = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(tier|points|kept|headcount|(practice|figure|answer|commitment|claim|context)-[A-Za-z0-9_-]{1,40})$"
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
    reason: Long = ""


class LiftHold(msgspec.Struct, frozen=True, kw_only=True):
    """Resolve a hold, and say how."""

    hold: Short
    resolution: Long = ""
