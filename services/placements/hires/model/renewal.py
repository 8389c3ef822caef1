"""The last day of a fixed term: does the job go on? Asked once for each last day, and answered by a new one or an ending."""

import datetime
from typing import TYPE_CHECKING, Any

from services.placements.hires.model import contract as terms
from services.placements.hires.model.state import ACTIVE
from shared.events.placements import FixedTermOver
from shared.transaction import Refused

if TYPE_CHECKING:
    from services.placements.hires.model.placement import Placement

RENEWED, MADE_PERMANENT, OVER = "renewed", "permanent", "ended"


def is_term_over(placement: "Placement", today: datetime.date) -> bool:
    """From the last day on, until somebody says how it goes on."""
    last = placement.planned_last_day
    return placement.counts and placement.state == ACTIVE and last is not None and last <= today


def ask_renewal(placement: "Placement", today: datetime.date) -> FixedTermOver | None:
    """Told once for each last day, and of nobody who was erased."""
    last = placement.planned_last_day
    if last is None or not is_term_over(placement, today) or placement.renewal_asked_for == last:
        return None
    placement.renewal_asked_for = last
    if not placement.is_linked:
        return None
    whose = {"candidate": placement.candidate, "employer": placement.employer, "organisation": placement.organisation}
    return FixedTermOver(placement=placement.id, on=last, **whose)


def renewed_terms(placement: "Placement", answer: str, until: datetime.date | None) -> dict[str, Any]:
    """What of the hire changes. Raises Refused."""
    if answer == MADE_PERMANENT:
        return {"contract": terms.PERMANENT, "planned_last_day": None}
    if until is None:
        raise Refused("planned_last_day", "Give the new last day of the contract.")
    if placement.planned_last_day is not None and until <= placement.planned_last_day:
        raise Refused("planned_last_day", "The new last day is not after the old one.")
    return {"planned_last_day": until}
