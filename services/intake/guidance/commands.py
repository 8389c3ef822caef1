"""What is asked about cases: whose they are, what comes next, and what is noted."""

import datetime
from typing import Annotated

import msgspec

from services.intake.codes import Id
from shared.readers import likely

Step = Annotated[
    str, msgspec.Meta(min_length=3, max_length=200, extra={"missing": "Write what is to be done, in a few words"})
]
StepOrNone = Annotated[str, msgspec.Meta(max_length=200)]
DueDay = Annotated[
    datetime.date, msgspec.Meta(extra={"missing": "Enter the day by which it is to be done", "likely": likely.TASK})
]
AwayFrom = Annotated[datetime.date, msgspec.Meta(extra={"missing": "Enter the first day", "likely": likely.AWAY_FROM})]
AwayUntil = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.AWAY_UNTIL})]
Note = Annotated[str, msgspec.Meta(min_length=2, max_length=4000, extra={"missing": "Write the note"})]
NoteOrNone = Annotated[str, msgspec.Meta(max_length=4000)]
Seen = Annotated[str, msgspec.Meta(max_length=64)]
"""Which next step was on the page; empty where there was none."""
Colleague = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9-]{1,64}\Z", extra={"missing": "Choose a colleague"})]
Chosen = Annotated[
    tuple[Id, ...], msgspec.Meta(min_length=1, max_length=100, extra={"missing": "Choose at least one person"})
]


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """These cases go to a colleague of the same organisation, or to whoever takes them."""

    cases: Chosen
    to: Colleague


class HandOverAll(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one officer, who may have left, goes to another."""

    of: Colleague
    to: Colleague


class StandIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is away, and a colleague has their cases on these days; without a last day until it is ended."""

    account: Id | None = None
    """Who is away; none = whoever asks."""
    stands_in: Colleague
    begins: AwayFrom
    ends: AwayUntil | None = None


class EndStandIn(msgspec.Struct, frozen=True, kw_only=True):
    """Back, or not away after all."""

    stand_in: Id


class SetNextStep(msgspec.Struct, frozen=True, kw_only=True):
    candidate: Id
    seen: Seen = ""
    step: Step
    due: DueDay


class FinishStep(msgspec.Struct, frozen=True, kw_only=True):
    """The next step is done; what came of it, and the one after it, may come along."""

    candidate: Id
    seen: Seen
    note: NoteOrNone = ""
    step: StepOrNone = ""
    due: DueDay | None = None


class WriteNote(msgspec.Struct, frozen=True, kw_only=True):
    candidate: Id
    text: Note


class RemoveNote(msgspec.Struct, frozen=True, kw_only=True):
    """By whoever wrote it, or a team lead."""

    candidate: Id
    note: Id
