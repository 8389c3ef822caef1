"""What an event states in the standard's own terms (recog-1.0.0 §3.2): one small function for each kind."""

import datetime
from collections.abc import Callable
from typing import Any

from services.recognition import scoring
from shared.clock import SOFIA
from shared.events import Event
from shared.events.intake import (
    EmployerClosed,
    EmployerGroup,
    EmployerHeadcount,
    EmployerSuspended,
    PracticeConfirmed,
    PracticeWithdrawn,
)
from shared.events.placements import EmployerHired, PlacementEnded, PlacementRetained, PlacementVoided
from shared.message import Message

Common = dict[str, Any]
"""What every fact has: `id` and `recorded`."""


def scored(event: Event, message: Message) -> scoring.Fact | None:
    """The scored fact an event states; None for events that are not scored."""
    fact = FACTS.get(type(event))
    return fact(event, {"id": message.id, "recorded": recorded_day(message)}) if fact else None


def recorded_day(message: Message) -> datetime.date:
    return message.recordedtime.astimezone(SOFIA).date()


def _hired(event: EmployerHired, common: Common) -> scoring.Hired:
    return scoring.Hired(
        placement=event.placement,
        entity=event.employer,
        candidate=event.person,
        start=event.start,
        permanent=event.permanent,
        hours=event.hours,
        wage_bp=event.wage_bp or 0,
        planned_days=event.planned_days,
        hours_choice=event.hours_by_choice,
        funding="full" if event.funded_bp >= 10000 else None,
        rev=event.rev,
        **common,
    )


def _retained(event: PlacementRetained, common: Common) -> scoring.Retained:
    return scoring.Retained(placement=event.placement, checked_on=event.checked_on, evidence=event.evidence, **common)


def _ended(event: PlacementEnded, common: Common) -> scoring.Ended:
    return scoring.Ended(
        placement=event.placement,
        last_day=event.last_day,
        reason=event.reason if event.reason in ("employer", "candidate", "excused") else "candidate",  # type: ignore[arg-type]
        evidence=event.evidence,
        rev=event.rev,
        **common,
    )


def _voided(event: PlacementVoided, common: Common) -> scoring.Voided:
    return scoring.Voided(placement=event.placement, reason=event.reason, **common)


def _headcount(event: EmployerHeadcount, common: Common) -> scoring.Headcount:
    return scoring.Headcount(entity=event.employer, date=event.on, headcount=event.headcount, **common)


def _grouped(event: EmployerGroup, common: Common) -> scoring.Grouped:
    return scoring.Grouped(entity=event.employer, group=event.group, date=event.on, **common)


def _suspended(event: EmployerSuspended, common: Common) -> scoring.Suspended:
    return scoring.Suspended(
        entity=event.employer,
        since=event.begins,
        until=event.ends,
        reference=event.suspension,
        rev=event.rev,
        **common,
    )


def _closed(event: EmployerClosed, common: Common) -> scoring.Closed:
    return scoring.Closed(entity=event.employer, date=event.on, **common)


def _confirmed(event: PracticeConfirmed, common: Common) -> scoring.Confirmed:
    return scoring.Confirmed(
        entity=event.employer, practice=event.practice, date=event.on, evidence=event.evidence, **common
    )


def _withdrawn(event: PracticeWithdrawn, common: Common) -> scoring.Withdrawn:
    return scoring.Withdrawn(entity=event.employer, practice=event.practice, date=event.on, **common)


FACTS: dict[type[Event], Callable[[Any, Common], scoring.Fact]] = {
    EmployerHired: _hired,
    PlacementRetained: _retained,
    PlacementEnded: _ended,
    PlacementVoided: _voided,
    EmployerHeadcount: _headcount,
    EmployerGroup: _grouped,
    EmployerSuspended: _suspended,
    EmployerClosed: _closed,
    PracticeConfirmed: _confirmed,
    PracticeWithdrawn: _withdrawn,
}
