"""A hire and what became of it: corrected, confirmed, ended or taken back; nothing is overwritten without a trace."""

import datetime
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from services.placements.hires.model import contract as terms
from services.placements.hires.model.follow_up import (
    AHEAD,
    CONFIRMS,
    MILESTONES,
    NOT_NEEDED,
    PASSED_OVER,
    FollowUp,
    follow_up_id,
)
from shared.events.placements import (
    UNCONFIRMED,
    CandidateFree,
    CandidatePlaced,
    EmployerHired,
    FollowUpDue,
    FollowUpSettled,
    PlacementEnded,
    PlacementRetained,
    PlacementVoided,
)
from shared.transaction import Refused

ACTIVE, ENDED, VOIDED = "active", "ended", "voided"
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
VOID_REASONS = ("recorded_twice", "never_started", "wrong_person", "wrong_employer", "wrong_check", "other")
ERASED = "erased-"
SAME_HIRE = 14
"""Starts this many days apart at one employer are one hire, reported twice."""
AHEAD_AT_MOST = 31
CORRECTABLE = (
    "start",
    "contract",
    "planned_last_day",
    "hours",
    "hours_by_choice",
    "pay",
    "funded_bp",
    "related_party",
    "role",
)


def person_reference(secret: bytes, group: str, candidate: str) -> str:
    """HMAC of group and candidate: two hires in one group are seen to be one person, and nothing more is seen."""
    return hmac.digest(secret, f"{group}\0{candidate}".encode(), "sha256").hex()[:32]


def tombstone(secret: bytes, candidate: str) -> str:
    """What stands where an erased person stood: hires of one person still are, and nobody can go back."""
    return ERASED + hmac.digest(secret, f"erased\0{candidate}".encode(), "sha256").hex()[:32]


@dataclass(eq=False, kw_only=True)
class Placement:
    """One hire. `group` and `person` are what was last told; `rev` and `ending_rev` the last told revisions."""

    id: str
    candidate: str
    case_code: str
    organisation: str
    employer: str
    vacancy: str | None = None
    referral: str | None = None
    role: str = ""
    start: datetime.date
    contract: str
    planned_last_day: datetime.date | None = None
    hours: int
    hours_by_choice: bool = False
    pay: str = "not_told"
    funded_bp: int = 0
    related_party: bool = False
    group: str
    person: str
    rev: int = 0
    ending_rev: int = -1
    state: str = ACTIVE
    last_day: datetime.date | None = None
    reason: str | None = None
    ending_evidence: int | None = None
    confirmed_until: datetime.date | None = None
    """The latest day on which somebody whose word counts says the person was at work."""
    void_reason: str | None = None
    staff_reference: str = ""
    recorded_at: datetime.datetime
    recorded_by: str
    follow_ups: list[FollowUp] = field(default_factory=list)

    # -- the hire -------------------------------------------------------------------------------------------------

    @property
    def counts(self) -> bool:
        """Only paid work under an employment contract is told as a hire."""
        return self.contract in terms.COUNTED

    @property
    def is_uncertain(self) -> bool:
        """Still running, or ended only by the employer's word: somebody has to be asked."""
        return self.state == ACTIVE or (self.state == ENDED and not self.ending_evidence)

    @property
    def unconfirmed_on(self) -> datetime.date:
        return self.start + datetime.timedelta(days=UNCONFIRMED)

    def begin(self, today: datetime.date) -> EmployerHired | None:
        """Check the terms, plan the questions. Raises Refused."""
        self.check_terms(today)
        if self.counts:
            self.follow_ups = [self._question(milestone) for milestone in MILESTONES]
        return self.hired()

    def check_terms(self, today: datetime.date) -> None:
        if self.start > today + datetime.timedelta(days=AHEAD_AT_MOST):
            raise Refused("start", "This start is more than a month ahead. Record the hire when the day is near.")
        if self.contract == terms.FIXED_TERM and self.planned_last_day is None:
            raise Refused("planned_last_day", "Give the last day of the fixed-term contract.")
        if self.contract == terms.PERMANENT and self.planned_last_day is not None:
            raise Refused("planned_last_day", "A permanent contract has no last day. Leave this empty.")
        if self.planned_last_day is not None and self.planned_last_day < self.start:
            raise Refused("planned_last_day", "The last day is before the start.")

    def hired(self) -> EmployerHired | None:
        if not self.counts:
            return None
        last = self.planned_last_day
        return EmployerHired(
            placement=self.id,
            rev=self.rev,
            employer=self.employer,
            vacancy=self.vacancy,
            group=self.group,
            person=self.person,
            start=self.start,
            permanent=self.contract == terms.PERMANENT,
            planned_days=terms.planned_days(self.start, last) if last else None,
            hours=self.hours,
            hours_by_choice=self.hours_by_choice,
            wage_bp=terms.WAGE_BP[self.pay],
            funded_bp=self.funded_bp,
            organisation=self.organisation,
        )

    def correct(self, today: datetime.date, facts: dict[str, Any]) -> EmployerHired | None:
        """Put `facts` right; returns the hire under its next revision. Raises Refused."""
        self._must_not_be_void()
        before = {name: getattr(self, name) for name in facts}
        if before == facts:
            raise Refused("", "Nothing was changed, so there is nothing to correct.")
        if (facts.get("contract", self.contract) in terms.COUNTED) != self.counts:
            raise Refused(
                "contract",
                "This kind of contract counts differently. Take this hire back as a mistake and record it anew.",
            )
        for name, value in facts.items():
            setattr(self, name, value)
        self.check_terms(today)
        if self.confirmed_until and self.start > self.confirmed_until:
            raise Refused(
                "start", "A check confirms work before this day. Take the hire back as a mistake and record it anew."
            )
        if self.last_day and self.start > self.last_day:
            raise Refused("start", "The start is after the last day at work.")
        return self._again()

    def belong(self, *, group: str, person: str) -> EmployerHired | None:
        """The employer changed its group, or the file is another person's: tell the hire again if it differs."""
        if (group, person) == (self.group, self.person):
            return None
        self.group, self.person = group, person
        return self._again() if self.state != VOIDED else None

    def _again(self) -> EmployerHired | None:
        self.rev += 1
        return self.hired()

    # -- checks ---------------------------------------------------------------------------------------------------

    def question(self, milestone: int) -> FollowUp | None:
        return next((question for question in self.follow_ups if question.milestone == milestone), None)

    def ask(self, today: datetime.date) -> Iterator[FollowUpDue]:
        """Ask the newest question that is due; older ones that nobody asked in time are passed over."""
        if not self.is_uncertain:
            return
        due = [question for question in self.follow_ups if question.state == AHEAD and question.due <= today]
        for late in due[:-1]:
            late.settle(today, PASSED_OVER)
        for question in due[-1:]:
            event = question.ask(today, **self._whose)
            if event:
                yield event

    def ask_again(self) -> Iterator[FollowUpDue]:
        """Questions that an ending made needless are open again once it is taken back; those asked before are told so."""
        for question in self.follow_ups:
            event = question.reopen(**self._whose)
            if event and self.is_linked:
                yield event

    def move_questions(self, today: datetime.date) -> Iterator[FollowUpDue]:
        """The start was corrected: what is not settled falls due on another day; what was asked is told again."""
        for question in self.follow_ups:
            event = question.move(self.start + datetime.timedelta(days=question.milestone), today, **self._whose)
            if event and self.is_linked:
                yield event

    @property
    def _whose(self) -> dict[str, str]:
        return {"candidate": self.candidate, "employer": self.employer, "organisation": self.organisation}

    def check_day(self, day: datetime.date, today: datetime.date, field_name: str) -> None:
        """Raises Refused for a day nobody can speak of."""
        self._must_not_be_void()
        if day > today:
            raise Refused(field_name, "This day is still to come.")
        if day < self.start:
            raise Refused(field_name, "This day is before the start of the job.")

    def confirm(self, milestone: int, checked_on: datetime.date, evidence: int) -> PlacementRetained | None:
        """Somebody says: at work on `checked_on`. Raises Refused after an ending just as well attested."""
        if self.state == ENDED and self.last_day and checked_on > self.last_day and not self._outweighs(evidence):
            raise Refused("checked_on", "An ending before this day is recorded. Put the ending right first.")
        if evidence >= CONFIRMS:
            self.confirmed_until = max(checked_on, self.confirmed_until or checked_on)
        if not self.counts:
            return None
        return PlacementRetained(placement=self.id, milestone=milestone, checked_on=checked_on, evidence=evidence)

    def settle(self, checked_on: datetime.date, today: datetime.date) -> Iterator[FollowUpSettled]:
        """A confirmed check answers every question that was due until that day."""
        for question in self.follow_ups:
            if question.is_open and question.due <= checked_on:
                event = question.settle(today)
                if event:
                    yield event

    # -- the ending -----------------------------------------------------------------------------------------------

    def contradicts(self, last_day: datetime.date, evidence: int) -> bool:
        """Whether a word at least as strong says otherwise: then this ending is kept beside it, and not applied."""
        confirmed_later = self.confirmed_until is not None and self.confirmed_until > last_day
        return confirmed_later or (self.state == ENDED and evidence < (self.ending_evidence or 0))

    def end(self, last_day: datetime.date, reason: str, evidence: int) -> PlacementEnded | None:
        """The last day at work and why; said again it corrects what was said. Raises Refused."""
        self._must_not_be_void()
        if last_day < self.start:
            raise Refused(
                "last_day", "The last day is before the start. If the job never began, take the hire back instead."
            )
        if self.state == ENDED and (self.last_day, self.reason, self.ending_evidence) == (last_day, reason, evidence):
            return None
        self.state, self.last_day, self.reason, self.ending_evidence = ENDED, last_day, reason, evidence
        return self._ended()

    def reopen(self, evidence: int) -> PlacementEnded | None:
        """There was no ending after all."""
        self._must_not_be_void()
        if self.state != ENDED:
            raise Refused("", "No ending is recorded.")
        self.state, self.last_day, self.ending_evidence = ACTIVE, None, evidence
        event = self._ended()
        self.reason = self.ending_evidence = None
        return event

    def stop_asking(self, today: datetime.date) -> Iterator[FollowUpSettled]:
        """After an ending that counts nobody needs to be asked."""
        for question in self.follow_ups:
            if question.is_open:
                event = question.settle(today, NOT_NEEDED)
                if event:
                    yield event

    def void(self, reason: str) -> PlacementVoided | None:
        """Recorded by mistake: as if it had never been, with its history kept."""
        self._must_not_be_void()
        self.state, self.void_reason = VOIDED, reason
        return PlacementVoided(placement=self.id, reason=reason) if self.counts else None

    def _ended(self) -> PlacementEnded | None:
        self.ending_rev += 1
        if not self.counts:
            return None
        return PlacementEnded(
            placement=self.id,
            rev=self.ending_rev,
            last_day=self.last_day,
            reason=REASONS[self.reason or "unknown"],
            evidence=self.ending_evidence or 0,
        )

    # -- the person -----------------------------------------------------------------------------------------------

    def placed(self) -> CandidatePlaced | None:
        """The person has work since the start; internships and volunteering are not work in this sense."""
        return CandidatePlaced(candidate=self.candidate, on=self.start) if self._is_somebodys_work else None

    def free(self, on: datetime.date) -> CandidateFree | None:
        return CandidateFree(candidate=self.candidate, on=on) if self._is_somebodys_work else None

    @property
    def is_linked(self) -> bool:
        """Whether anybody could still find the person behind it."""
        return not self.candidate.startswith(ERASED)

    @property
    def _is_somebodys_work(self) -> bool:
        return self.is_linked and self.contract in terms.WORK

    def _question(self, milestone: int) -> FollowUp:
        due = self.start + datetime.timedelta(days=milestone)
        return FollowUp(id=follow_up_id(self.id, milestone), placement=self.id, milestone=milestone, due=due)

    def _outweighs(self, evidence: int) -> bool:
        return evidence > (self.ending_evidence or 0)

    def _must_not_be_void(self) -> None:
        if self.state == VOIDED:
            raise Refused("", "This hire was taken back as a mistake. Record it anew if there was one after all.")


@dataclass(eq=False, kw_only=True)
class Revision:
    """What was done to a placement, by whom, when, and its facts afterwards."""

    id: str
    placement: str
    kind: str
    rev: int
    at: datetime.datetime
    by: str
    by_name: str = ""
    """Sealed."""
    facts: dict[str, Any]
