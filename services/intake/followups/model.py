"""A question that placements asked, "still at work?", as far as letters go: who was asked, who answered, who hears next."""

import datetime
from dataclasses import dataclass

from shared.events.placements import CHECKED, TO_LEAD, UNCONFIRMED, FollowUpDue
from shared.links import LASTS

PERSON, EMPLOYER, OFFICER = "person", "employer", "officer"
PARTIES = (PERSON, EMPLOYER, OFFICER)
AGAIN = datetime.timedelta(days=10)
"""Whoever has not answered is asked a second time so long after the first, and not a third time."""
KEPT = datetime.timedelta(days=365)
"""So long after its day a question is known here; nobody is asked about an older one."""


@dataclass(eq=False, kw_only=True)
class Question:
    """About one hire, at one milestone. A settled one says no more whom it was about: it is open again when told again."""

    placement: str
    milestone: int
    due: datetime.date
    candidate: str = ""
    employer: str = ""
    organisation: str = ""
    is_open: bool = True
    asked_on: datetime.date | None = None
    """The day of the first letters; none = still to come, or too old to be mailed when it was heard of."""
    asked_again_on: datetime.date | None = None
    """The day from which no second letters are written any more."""
    with_lead_on: datetime.date | None = None
    answered: tuple[str, ...] = ()

    def tell(self, event: FollowUpDue, today: datetime.date) -> None:
        """It is open, on this day and about these: also where it was thought settled, or its day was put right.

        One whose day was put right to one that lies ahead was asked too early: it begins anew on that day.
        """
        self.due, self.is_open = event.due, True
        self.candidate, self.employer, self.organisation = event.candidate, event.employer, event.organisation
        if self.due > today:
            self.asked_on = self.asked_again_on = self.with_lead_on = None
            self.answered = ()

    @property
    def is_unasked(self) -> bool:
        """Whether the first letters are still to be written."""
        return self.asked_on is None and self.asked_again_on is None

    def ask(self, today: datetime.date, *, fresh: bool) -> bool:
        """Whether its first letters are to be written now; what was told too long ago gets none, then or later."""
        if not self.is_unasked or today < self.due:
            return False
        if fresh:
            self.asked_on = today
        else:
            self.asked_again_on = today
        return fresh

    def answer(self, party: str) -> None:
        if party not in self.answered:
            self.answered = (*self.answered, party)

    def settle(self) -> None:
        self.is_open, self.candidate, self.employer = False, "", ""

    @property
    def start(self) -> datetime.date:
        return self.due - datetime.timedelta(days=self.milestone)

    @property
    def unconfirmed_on(self) -> datetime.date | None:
        """The day on which the check that counts is over, where nobody's word confirmed it."""
        return self._day(UNCONFIRMED)

    def ask_again(self, today: datetime.date) -> tuple[str, ...]:
        """Who is to be asked a second time now: whoever said nothing, while an answer is still of use. Once."""
        if not self.is_open or self.asked_on is None or self.asked_again_on is not None:
            return ()
        over = min(self.asked_on + LASTS, self.unconfirmed_on or datetime.date.max)
        if not max(self.asked_on + AGAIN, self.due) <= today < over:
            return ()
        self.asked_again_on = today
        return tuple(party for party in PARTIES if party not in self.answered)

    def reach_lead(self, today: datetime.date) -> bool:
        """Whether the team lead is to hear now that nobody settled the check that counts. Once, while it can be settled."""
        day, over = self._day(TO_LEAD), self.unconfirmed_on
        if not self.is_open or self.with_lead_on is not None or day is None or over is None or not day <= today < over:
            return False
        self.with_lead_on = today
        return True

    def _day(self, after: int) -> datetime.date | None:
        return self.start + datetime.timedelta(days=after) if self.milestone == CHECKED else None
