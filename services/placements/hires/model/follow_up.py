"""A dated question, "still at work?", and every answer it got."""

import datetime
import uuid
from dataclasses import dataclass

from shared.events.placements import CHECKED, UNCONFIRMED, FollowUpAnswered, FollowUpDue, FollowUpSettled
from shared.transaction import Refused

MILESTONES = (30, 90, 180, 365)
AHEAD, ASKED, SETTLED, PASSED_OVER, NOT_NEEDED = "ahead", "asked", "settled", "passed_over", "not_needed"
AT_WORK, LEFT, NOT_REACHABLE, CALL_ME = "at_work", "left", "not_reachable", "call_me"
ANSWERS = (AT_WORK, LEFT, NOT_REACHABLE, CALL_ME)

OFFICER, EMPLOYER, PERSON = "officer", "employer", "person"
MAY_SAY = {
    OFFICER: (AT_WORK, LEFT, NOT_REACHABLE),
    EMPLOYER: (AT_WORK, LEFT),
    PERSON: (AT_WORK, LEFT, CALL_ME),
}
"""What each party answers by itself, with a mailed link or from its own data."""
CONFIRMS = 1
"""From this evidence on an answer counts by itself: the service or the person; 0 is the employer or its group."""

PATIENCE = 60
"""Days after which a question nobody answered is as urgent as a day-90 check on the day it counts as unconfirmed."""

FOLLOW_UPS = uuid.UUID("1c0e6c2b-53d8-5b55-8a5c-0d6a0b1f7c55")


def follow_up_id(placement: str, milestone: int) -> str:
    """The same follow-up has the same id whoever asks it, so it exists once."""
    return str(uuid.uuid5(FOLLOW_UPS, f"{placement}/{milestone}"))


def urgent_on(milestone: int, due: datetime.date) -> datetime.date:
    """The day by which an answer matters; the list of the office stands in this order."""
    return due + datetime.timedelta(days=UNCONFIRMED - CHECKED if milestone == CHECKED else PATIENCE)


@dataclass(eq=False, kw_only=True)
class FollowUp:
    """One milestone of one placement: ahead, asked, settled; passed over or not needed after all."""

    id: str
    placement: str
    organisation: str
    """Of the hire, and so is `employer`: repeated here, so that whose questions wait is read without reading the hires."""
    employer: str
    milestone: int
    due: datetime.date
    urgent_on: datetime.date
    state: str = AHEAD
    asked_on: datetime.date | None = None
    settled_on: datetime.date | None = None
    attempts: int = 0
    reminded_on: datetime.date | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (AHEAD, ASKED)

    def ask(self, today: datetime.date, **whose: str) -> FollowUpDue | None:
        """Told once: a check that was asked before is only open again."""
        first = self.asked_on is None
        self.state, self.asked_on = ASKED, self.asked_on or today
        return self._due(**whose) if first else None

    def hear(self, party: str) -> FollowUpAnswered | None:
        """Somebody said something about it; whether that settles it is another matter."""
        if self.state != ASKED:
            return None
        return FollowUpAnswered(placement=self.placement, milestone=self.milestone, party=party)

    def hurry(self) -> None:
        """The person would rather be called: that comes first from the day it is due."""
        self.urgent_on = self.due

    def settle(self, today: datetime.date, state: str = SETTLED) -> FollowUpSettled | None:
        """Somebody whose word counts has answered, or the answer does not matter any more."""
        was_asked = self.state == ASKED
        self.state, self.settled_on = state, today
        return FollowUpSettled(placement=self.placement, milestone=self.milestone) if was_asked else None

    def reopen(self, **whose: str) -> FollowUpDue | None:
        """The ending that made the question needless was taken back."""
        if self.state != NOT_NEEDED:
            return None
        self.state, self.settled_on = ASKED if self.asked_on else AHEAD, None
        return self._due(**whose)

    def move(self, due: datetime.date, today: datetime.date, **whose: str) -> FollowUpDue | None:
        """The start was corrected: a question not settled yet falls due on another day.

        One that was asked and whose new day lies ahead was asked too early: it is asked anew on that day.
        """
        if not self.is_open or due == self.due:
            return None
        self.urgent_on += due - self.due
        self.due = due
        event = self._due(**whose)
        if event and due > today:
            self.state, self.asked_on, self.attempts, self.reminded_on = AHEAD, None, 0, None
        return event

    def _due(self, **whose: str) -> FollowUpDue | None:
        if self.state != ASKED:
            return None
        return FollowUpDue(placement=self.placement, milestone=self.milestone, due=self.due, **whose)

    def remind(self, today: datetime.date) -> None:
        """The employer asks the service to check. Raises Refused when it did today, or nothing is asked."""
        if self.state != ASKED:
            raise Refused("", "This question is not open, so there is nobody to remind.")
        if self.reminded_on == today:
            raise Refused("", "You reminded them today already. They will see it at the top of their list.")
        self.reminded_on = today


@dataclass(eq=False, kw_only=True)
class Answer:
    """What one party said on one day; kept for ever, also where another party says otherwise."""

    id: str
    follow_up: str | None
    placement: str
    milestone: int | None
    answer: str
    checked_on: datetime.date
    last_day: datetime.date | None = None
    reason: str | None = None
    evidence: int
    party: str
    by: str
    by_name: str = ""
    """Sealed."""
    at: datetime.datetime
    applied: bool = True
    """False = kept beside a stronger word that says otherwise."""
