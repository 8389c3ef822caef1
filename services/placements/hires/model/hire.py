"""The hire itself: its terms checked, told, corrected and told again."""

import datetime
from typing import TYPE_CHECKING, Any

from services.placements.hires.model import contract as terms
from services.placements.hires.model.follow_up import MILESTONES, FollowUp, follow_up_id, urgent_on
from services.placements.hires.model.state import refuse_if_void
from shared.events.placements import EmployerHired
from shared.readers import likely
from shared.transaction import Refused

if TYPE_CHECKING:
    from services.placements.hires.model.placement import Placement

CORRECTABLE = (
    "start",
    "contract",
    "planned_last_day",
    "hours",
    "hours_by_choice",
    "pay",
    "funded_bp",
    "related_party",
    "permit_seen_on",
    "role",
)


def begin(placement: "Placement", today: datetime.date) -> EmployerHired | None:
    """Check the terms, plan the questions. Raises Refused."""
    placement.check_terms(today)
    if placement.counts:
        placement.follow_ups = [_question(placement, milestone) for milestone in MILESTONES]
    return placement.hired()


def check_terms(placement: "Placement", today: datetime.date) -> None:
    if placement.start > today + datetime.timedelta(days=likely.START_AT_MOST):
        raise Refused("start", likely.NOT_NEAR)
    if placement.contract == terms.FIXED_TERM and placement.planned_last_day is None:
        raise Refused("planned_last_day", "Give the last day of the fixed-term contract.")
    if placement.contract == terms.PERMANENT and placement.planned_last_day is not None:
        raise Refused("planned_last_day", "A permanent contract has no last day. Leave this empty.")
    if placement.planned_last_day is not None and placement.planned_last_day < placement.start:
        raise Refused("planned_last_day", "The last day is before the start.")


def hired(placement: "Placement") -> EmployerHired | None:
    if not placement.counts:
        return None
    last = placement.planned_last_day
    return EmployerHired(
        placement=placement.id,
        rev=placement.rev,
        employer=placement.employer,
        vacancy=placement.vacancy,
        group=placement.group,
        person=placement.person,
        start=placement.start,
        permanent=placement.contract == terms.PERMANENT,
        planned_days=terms.planned_days(placement.start, last) if last else None,
        hours=placement.hours,
        hours_by_choice=placement.hours_by_choice,
        wage_bp=terms.WAGE_BP[placement.pay],
        funded_bp=placement.funded_bp,
        organisation=placement.organisation,
    )


def correct(placement: "Placement", today: datetime.date, facts: dict[str, Any]) -> EmployerHired | None:
    """Put `facts` right; returns the hire under its next revision. Raises Refused."""
    refuse_if_void(placement)
    before = {name: getattr(placement, name) for name in facts}
    if before == facts:
        raise Refused("", "Nothing was changed, so there is nothing to correct.")
    if (facts.get("contract", placement.contract) in terms.COUNTED) != placement.counts:
        raise Refused(
            "contract",
            "This kind of contract counts differently. Take this hire back as a mistake and record it anew.",
        )
    for name, value in facts.items():
        setattr(placement, name, value)
    placement.check_terms(today)
    if placement.confirmed_until and placement.start > placement.confirmed_until:
        raise Refused(
            "start", "A check confirms work before this day. Take the hire back as a mistake and record it anew."
        )
    if placement.last_day and placement.start > placement.last_day:
        raise Refused("start", "The start is after the last day at work.")
    return again(placement)


def again(placement: "Placement") -> EmployerHired | None:
    """The same hire under its next revision."""
    placement.rev += 1
    return placement.hired()


def _question(placement: "Placement", milestone: int) -> FollowUp:
    due = placement.start + datetime.timedelta(days=milestone)
    return FollowUp(
        id=follow_up_id(placement.id, milestone),
        placement=placement.id,
        organisation=placement.organisation,
        employer=placement.employer,
        milestone=milestone,
        due=due,
        urgent_on=urgent_on(milestone, due),
    )
