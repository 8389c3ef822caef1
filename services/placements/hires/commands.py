"""What somebody may ask of placements: a form's fields and a JSON body are the same struct."""

import datetime
from typing import Annotated, Literal

import msgspec

from services.placements.codes import Line, Reference
from shared.readers import countries, likely, numbers

Hours = Annotated[
    int,
    msgspec.Meta(
        ge=1,
        le=60,
        extra={
            "missing": "Enter the hours of a week",
            "usual": numbers.HOURS_A_WEEK,
            "unit": numbers.HOURS,
            "whole": numbers.hours,
        },
    ),
]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100, extra={"unit": numbers.PERCENT})]
StartDay = Annotated[
    datetime.date, msgspec.Meta(extra={"missing": "Enter the first day of work", "likely": likely.START})
]
PlannedEnd = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.PLANNED_END})]
PastDay = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.LATELY})]
Meant = Annotated[tuple[Annotated[str, msgspec.Meta(max_length=100)], ...], msgspec.Meta(max_length=20)]
"""What was asked about and is meant, as the form carries it (`_sure`)."""
Milestone = Literal[30, 90, 180, 365]
Contract = Literal["permanent", "fixed_term", "apprenticeship", "internship", "volunteering", "civil", "freelance"]
Pay = Literal["yes", "no", "not_told"]
Reason = Literal[
    "dismissed",
    "not_renewed",
    "quit",
    "unknown",
    "better_job",
    "study",
    "moved",
    "health",
    "legal_status",
    "death",
]
VoidReason = Literal["recorded_twice", "never_started", "wrong_person", "wrong_employer", "wrong_check", "other"]


class RecordHire(msgspec.Struct, frozen=True, kw_only=True):
    """Who, where, start, contract, hours; then what is known. With a referral, who and where may be left out."""

    candidate: Reference | None = None
    employer: Reference | None = None
    country: Annotated[str, msgspec.Meta(max_length=2, extra={"reader": countries.country})] = "BG"
    company_number: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    employer_name: Line = ""
    vacancy: Reference | None = None
    referral: Reference | None = None
    role: Line = ""
    start: StartDay
    contract: Contract
    planned_last_day: PlannedEnd | None = None
    hours: Hours
    hours_by_choice: bool = False
    pay: Pay = "not_told"
    funded_percent: Percent = 0
    related_party: bool = False
    permit_seen_on: PastDay | None = None
    """Of somebody under 18: the day on which the permit of the labour inspectorate was seen."""
    meant: Meant = ()


class CorrectHire(msgspec.Struct, frozen=True, kw_only=True):
    """The terms of a hire as they should have been recorded, all of them."""

    placement: Reference
    role: Line = ""
    start: StartDay
    contract: Contract
    planned_last_day: PlannedEnd | None = None
    hours: Hours
    hours_by_choice: bool = False
    pay: Pay = "not_told"
    funded_percent: Percent = 0
    related_party: bool = False
    permit_seen_on: PastDay | None = None
    """Of somebody under 18: the day on which the permit of the labour inspectorate was seen."""
    meant: Meant = ()


class VoidPlacement(msgspec.Struct, frozen=True, kw_only=True):
    placement: Reference
    reason: VoidReason


class AnswerFollowUp(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to "still at work?". `checked_on` = the day spoken of; none = today. Who speaks is who is signed in."""

    placement: Reference
    milestone: Milestone
    answer: Literal["at_work", "left", "not_reachable"]
    checked_on: PastDay | None = None
    last_day: PastDay | None = None
    reason: Reason | None = None


class AnswerByLink(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that came with a mailed link: which hire, and who speaks, is signed in its token."""

    token: Annotated[str, msgspec.Meta(max_length=600)]
    answer: Literal["at_work", "left", "not_reachable", "call_me"]
    last_day: PastDay | None = None
    reason: Reason | None = None


class CorrectAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What is right instead of "at work on that day", which the service had noted; `nothing` = nobody said so."""

    placement: Reference
    given: Reference
    answer: Literal["at_work", "left", "nothing"]
    checked_on: PastDay | None = None
    last_day: PastDay | None = None
    reason: Reason | None = None


class AnswerOwn(msgspec.Struct, frozen=True, kw_only=True):
    """The person's own answer, from the own data."""

    placement: Reference
    milestone: Milestone
    answer: Literal["at_work", "left", "call_me"]
    last_day: PastDay | None = None
    reason: Reason | None = None


class EndPlacement(msgspec.Struct, frozen=True, kw_only=True):
    """The last day at work and why; said again it corrects. `mistake` = there was no ending after all."""

    placement: Reference
    last_day: PastDay | None = None
    reason: Reason | None = None
    mistake: bool = False


class AnswerRenewal(msgspec.Struct, frozen=True, kw_only=True):
    """The fixed term is over: does the job go on? `last_day` of what ended is the planned one unless another is given."""

    placement: Reference
    answer: Literal["renewed", "permanent", "ended"]
    planned_last_day: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.RENEWED_UNTIL})] | None = None
    last_day: PastDay | None = None
    reason: Reason | None = None
    meant: Meant = ()


class RemindService(msgspec.Struct, frozen=True, kw_only=True):
    """The employer asks the service to check."""

    placement: Reference
    milestone: Milestone


class SetStaffReference(msgspec.Struct, frozen=True, kw_only=True):
    """The employer's own number for somebody it hired."""

    placement: Reference
    staff_reference: Annotated[str, msgspec.Meta(max_length=40)] = ""
