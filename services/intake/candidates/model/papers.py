"""When the office hears that a paper about the right to work ends."""

import datetime
from typing import TYPE_CHECKING

from shared.events.intake.people import PAPER_REMINDERS

if TYPE_CHECKING:
    from services.intake.candidates.model.candidate import Candidate


def remind_of_paper(candidate: "Candidate", today: datetime.date) -> bool:
    """Whether the office is told now that the paper ends: once ninety days and once thirty days ahead of each one."""
    until = candidate.may_work_until
    if until is None or until < today:
        return False
    near = [days for days in PAPER_REMINDERS if (until - today).days <= days]
    mark = f"{until}/{min(near)}" if near else candidate.reminded_paper
    if mark == candidate.reminded_paper:
        return False
    candidate.reminded_paper = mark
    return True
