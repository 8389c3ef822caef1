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
    answer: Short
    text: Annotated[str, msgspec.Meta(max_length=2000, extra={"lines": True})]
    """The words the editor read: if they have changed since, nothing is approved."""


class StateFigure(msgspec.Struct, frozen=True, kw_only=True):
    """State a figure about oneself, with what it counts."""

    value: Annotated[str, msgspec.Meta(max_length=20, pattern=r"^\d{1,12}([.,]\d{1,2})?$")]
    unit: Annotated[str, msgspec.Meta(max_length=20)] = "people"
    measure: Annotated[str, msgspec.Meta(max_length=20)] = "received"
    qualifier: Literal["exact", "almost", "about", "over", "at_least"] = "exact"
    scope_bg: Short
    scope_en: Short = ""
    composite: bool = False
    from_year: Annotated[int, msgspec.Meta(ge=1900, le=2100)] | None = None
    as_of: Annotated[str, msgspec.Meta(max_length=10, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    source: Short = ""
    target_value: Annotated[str, msgspec.Meta(max_length=20, pattern=r"^\d{1,12}([.,]\d{1,2})?$")] | None = None
    target_unit: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    target_date: Annotated[str, msgspec.Meta(max_length=10, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None


class PlaceHold(msgspec.Struct, frozen=True, kw_only=True):
    """Mark a subject of a profile as contested, or take it down."""

    group: Short
    subject: Short
    kind: Literal["contested", "withdrawn"] = "contested"
    reason: Long = ""


class LiftHold(msgspec.Struct, frozen=True, kw_only=True):
    hold: Short
