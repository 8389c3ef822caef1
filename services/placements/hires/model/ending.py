"""The ending of a hire: the last day and its reason, told anew when it is put right, taken back, or never was."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from services.placements.hires.model.follow_up import NOT_NEEDED
from services.placements.hires.model.state import ACTIVE, ENDED, VOIDED, refuse_if_void
from shared.events.placements import FollowUpSettled, PlacementEnded, PlacementVoided
from shared.transaction import Refused

if TYPE_CHECKING:
    from services.placements.hires.model.placement import Placement

REASONS = {
    "dismissed": "employer",
    "not_renewed": "employer",
    "quit": "candidate",
    "unknown": "candidate",
    "better_job": "excused",
    "study": "excused",
    "moved": "excused",
    "health": "excused",
    "legal_status": "excused",
    "death": "excused",
}
"""The finer class, which stays here, and what is told of it."""


def contradicts(placement: "Placement", last_day: datetime.date, evidence: int) -> bool:
    """Whether a word at least as strong says otherwise: then this ending is kept beside it, and not applied."""
    confirmed_later = placement.confirmed_until is not None and placement.confirmed_until > last_day
    return confirmed_later or (placement.state == ENDED and evidence < (placement.ending_evidence or 0))


def end(placement: "Placement", last_day: datetime.date, reason: str, evidence: int) -> PlacementEnded | None:
    """The last day at work and why; said again it corrects what was said. Raises Refused."""
    refuse_if_void(placement)
    if last_day < placement.start:
        raise Refused(
            "last_day", "The last day is before the start. If the job never began, take the hire back instead."
        )
    said = (placement.last_day, placement.reason, placement.ending_evidence)
    if placement.state == ENDED and said == (last_day, reason, evidence):
        return None
    placement.state, placement.last_day, placement.reason, placement.ending_evidence = ENDED, last_day, reason, evidence
    return _ended(placement)


def reopen(placement: "Placement", evidence: int) -> PlacementEnded | None:
    """There was no ending after all."""
    refuse_if_void(placement)
    if placement.state != ENDED:
        raise Refused("", "No ending is recorded.")
    placement.state, placement.last_day, placement.ending_evidence = ACTIVE, None, evidence
    event = _ended(placement)
    placement.reason = placement.ending_evidence = None
    return event


def stop_asking(placement: "Placement", today: datetime.date) -> Iterator[FollowUpSettled]:
    """After an ending that counts nobody needs to be asked."""
    for question in placement.follow_ups:
        if question.is_open:
            event = question.settle(today, NOT_NEEDED)
            if event:
                yield event


def void(placement: "Placement", reason: str) -> PlacementVoided | None:
    """Recorded by mistake: as if it had never been, with its history kept."""
    refuse_if_void(placement)
    placement.state, placement.void_reason = VOIDED, reason
    return PlacementVoided(placement=placement.id, reason=reason) if placement.counts else None


def _ended(placement: "Placement") -> PlacementEnded | None:
    placement.ending_rev += 1
    if not placement.counts:
        return None
    return PlacementEnded(
        placement=placement.id,
        rev=placement.ending_rev,
        last_day=placement.last_day,
        reason=REASONS[placement.reason or "unknown"],
        evidence=placement.ending_evidence or 0,
    )
