"""The checks of a hire: whom to ask when, and what follows when somebody answers."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from services.placements.hires.model.follow_up import AHEAD, CONFIRMS, PASSED_OVER, FollowUp
from services.placements.hires.model.state import ENDED, refuse_if_void
from shared.events.placements import FollowUpDue, FollowUpSettled, PlacementRetained
from shared.transaction import Refused

if TYPE_CHECKING:
    from services.placements.hires.model.placement import Placement


def question(placement: "Placement", milestone: int) -> FollowUp | None:
    return next((question for question in placement.follow_ups if question.milestone == milestone), None)


def ask(placement: "Placement", today: datetime.date) -> Iterator[FollowUpDue]:
    """Ask the newest question that is due; older ones that nobody asked in time are passed over."""
    if not placement.is_uncertain:
        return
    due = [question for question in placement.follow_ups if question.state == AHEAD and question.due <= today]
    for late in due[:-1]:
        late.settle(today, PASSED_OVER)
    for question in due[-1:]:
        event = question.ask(today, **_whose(placement))
        if event:
            yield event


def ask_again(placement: "Placement") -> Iterator[FollowUpDue]:
    """Questions that an ending made needless are open again once it is taken back; those asked before are told so."""
    for question in placement.follow_ups:
        event = question.reopen(**_whose(placement))
        if event and placement.is_linked:
            yield event


def move_questions(placement: "Placement", today: datetime.date) -> Iterator[FollowUpDue]:
    """The start was corrected: what is not settled falls due on another day; what was asked is told again."""
    for question in placement.follow_ups:
        event = question.move(placement.start + datetime.timedelta(days=question.milestone), today, **_whose(placement))
        if event and placement.is_linked:
            yield event


def check_day(placement: "Placement", day: datetime.date, today: datetime.date, field_name: str) -> None:
    """Raises Refused for a day nobody can speak of."""
    refuse_if_void(placement)
    if day > today:
        raise Refused(field_name, "This day is still to come.")
    if day < placement.start:
        raise Refused(field_name, "This day is before the start of the job.")


def confirm(
    placement: "Placement", milestone: int, checked_on: datetime.date, evidence: int
) -> PlacementRetained | None:
    """Somebody says: at work on `checked_on`. Raises Refused after an ending just as well attested."""
    over = placement.state == ENDED and placement.last_day and checked_on > placement.last_day
    if over and evidence <= (placement.ending_evidence or 0):
        raise Refused("checked_on", "An ending before this day is recorded. Put the ending right first.")
    if evidence >= CONFIRMS:
        placement.confirmed_until = max(checked_on, placement.confirmed_until or checked_on)
    if not placement.counts:
        return None
    return PlacementRetained(placement=placement.id, milestone=milestone, checked_on=checked_on, evidence=evidence)


def settle(placement: "Placement", checked_on: datetime.date, today: datetime.date) -> Iterator[FollowUpSettled]:
    """A confirmed check answers every question that was due until that day."""
    for question in placement.follow_ups:
        if question.is_open and question.due <= checked_on:
            event = question.settle(today)
            if event:
                yield event


def _whose(placement: "Placement") -> dict[str, str]:
    return {"candidate": placement.candidate, "employer": placement.employer, "organisation": placement.organisation}
