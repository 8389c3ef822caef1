"""A hire and what became of it: corrected, confirmed, ended or taken back; nothing is overwritten without a trace."""

import datetime
import hmac
from dataclasses import dataclass, field
from typing import Any

from services.placements.hires.model import checks, ending, hire, renewal
from services.placements.hires.model import contract as terms
from services.placements.hires.model.follow_up import FollowUp
from services.placements.hires.model.state import ACTIVE, ENDED, VOIDED
from shared.events.placements import UNCONFIRMED, CandidateFree, CandidatePlaced, EmployerHired

__all__ = ["ACTIVE", "ENDED", "ERASED", "SAME_HIRE", "VOIDED", "Placement", "Revision", "person_reference", "tombstone"]
ERASED = "erased-"
SAME_HIRE = 14
"""Starts this many days apart at one employer are one hire, reported twice."""


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
    permit_seen_on: datetime.date | None = None
    """Of somebody under 18: when the permit of the labour inspectorate was seen."""
    renewal_asked_for: datetime.date | None = None
    """The planned last day about which *renewed?* was asked."""
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

    # What can be done with it: each behaviour is a file beside this one.

    begin = hire.begin
    check_terms = hire.check_terms
    hired = hire.hired
    correct = hire.correct

    question = checks.question
    ask = checks.ask
    ask_again = checks.ask_again
    move_questions = checks.move_questions
    check_day = checks.check_day
    confirm = checks.confirm
    settle = checks.settle

    is_term_over = renewal.is_term_over
    ask_renewal = renewal.ask_renewal
    renewed_terms = renewal.renewed_terms

    contradicts = ending.contradicts
    end = ending.end
    reopen = ending.reopen
    stop_asking = ending.stop_asking
    void = ending.void

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

    def belong(self, *, group: str, person: str) -> EmployerHired | None:
        """The employer changed its group, or the file is another person's: tell the hire again if it differs."""
        if (group, person) == (self.group, self.person):
            return None
        self.group, self.person = group, person
        return hire.again(self) if self.state != VOIDED else None

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
