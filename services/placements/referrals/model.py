"""A referral: an application sent to an employer for somebody who allowed it."""

import calendar
import datetime
from dataclasses import dataclass
from typing import TypeVar

from shared.events.placements import ReferralClosed, ReferralMoved, ReferralSent
from shared.transaction import Refused

E = TypeVar("E", ReferralSent, ReferralMoved, ReferralClosed)

DRAFT, SENT, SEEN, INTERVIEW, OFFERED = "draft", "sent", "seen", "interview", "offered"
HIRED, DECLINED, WITHDRAWN, LAPSED = "hired", "declined", "withdrawn", "lapsed"
OPEN = (SENT, SEEN, INTERVIEW, OFFERED)
UNANSWERED = (SENT, SEEN)
NOT_HIRED = (DECLINED, WITHDRAWN, LAPSED)
NEXT = {
    DRAFT: (SENT, WITHDRAWN),
    SENT: (SEEN, INTERVIEW, OFFERED, HIRED, DECLINED, WITHDRAWN, LAPSED),
    SEEN: (INTERVIEW, OFFERED, HIRED, DECLINED, WITHDRAWN, LAPSED),
    INTERVIEW: (OFFERED, HIRED, DECLINED, WITHDRAWN),
    OFFERED: (HIRED, DECLINED, WITHDRAWN),
}
BY_EMPLOYER = (SEEN, INTERVIEW, OFFERED, DECLINED)
BY_OFFICER = (SENT, SEEN, INTERVIEW, OFFERED, DECLINED, WITHDRAWN)
DECLINE_REASONS = ("filled", "skills", "language", "hours", "distance", "did_not_come", "other")
LAPSES_AFTER = 60
SEEN_FOR_MONTHS = 6
"""How long the employer keeps seeing somebody it did not hire."""


@dataclass(eq=False, kw_only=True)
class Referral:
    """One candidate, one employer, one vacancy or none."""

    id: str
    candidate: str
    case_code: str
    organisation: str
    employer: str
    vacancy: str | None = None
    state: str = DRAFT
    sent_on: datetime.date | None = None
    answer_by: datetime.date | None = None
    closed_on: datetime.date | None = None
    visible_until: datetime.date | None = None
    reason: str | None = None
    sealed_text: str | None = None
    """What the employer wants the candidate to read, sealed."""
    created_at: datetime.datetime

    def next_states(self, by_employer: bool) -> tuple[str, ...]:
        allowed = BY_EMPLOYER if by_employer else BY_OFFICER
        return tuple(state for state in NEXT.get(self.state, ()) if state in allowed)

    def send(self, today: datetime.date) -> ReferralSent:
        """Whether it may be sent (permission, vacancy) is asked before."""
        self._go(SENT)
        self.sent_on, self.answer_by = today, today + datetime.timedelta(days=LAPSES_AFTER)
        return self._event(ReferralSent, SENT, self.answer_by)

    def move(self, state: str) -> ReferralMoved:
        """Seen, interview, offered: an answer stops the sixty days."""
        self._go(state)
        return self.moved()

    def moved(self) -> ReferralMoved:
        """How far it is."""
        return self._event(ReferralMoved, self.state, self.answer_by)

    def close(self, state: str, today: datetime.date, reason: str | None = None) -> ReferralClosed | None:
        """Hired, declined, withdrawn, lapsed. A draft that is withdrawn was never told."""
        if state == DECLINED and reason not in DECLINE_REASONS:
            raise Refused("reason", "Choose the reason closest to the truth.")
        was_told = self.state != DRAFT
        self._go(state)
        self.closed_on, self.reason = today, reason
        self.visible_until = None if state == HIRED else month_later(today, SEEN_FOR_MONTHS)
        if not was_told:
            return None
        return self._event(ReferralClosed, state, self.visible_until)

    def _event(self, kind: type[E], state: str, until: datetime.date | None) -> E:
        return kind(
            referral=self.id,
            vacancy=self.vacancy,
            employer=self.employer,
            candidate=self.candidate,
            state=state,
            until=until,
        )

    def _go(self, state: str) -> None:
        if state not in NEXT.get(self.state, ()):
            raise Refused("state", "This step does not follow from where the referral is now. Look at it again.")
        self.state = state


@dataclass(eq=False, kw_only=True)
class Step:
    """Who changed a referral to what, and when."""

    id: str
    referral: str
    state: str
    at: datetime.datetime
    by: str
    by_name: str = ""
    """Sealed."""
    party: str
    reason: str | None = None


def month_later(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
