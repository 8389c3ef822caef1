"""What placements tells the others: referrals, hires, checks, endings."""

from typing import ClassVar

from shared.events import Code, Date, Event, Flag, Int, Ref

CHECKED, TO_LEAD, UNCONFIRMED = 90, 105, 120
"""Days after the start: the check that counts, when the team lead hears that nobody answered it, and when it is over."""


class ReferralSent(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "placements.referral.sent"
    SUBJECT: ClassVar[str] = "referral"

    referral: Ref
    vacancy: Ref | None = None
    employer: Ref
    candidate: Ref
    state: Code
    until: Date | None = None


class ReferralMoved(ReferralSent, frozen=True, kw_only=True):
    """A referral under way took a step: seen, interview, offered."""

    TYPE: ClassVar[str] = "placements.referral.moved"


class ReferralClosed(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "placements.referral.closed"
    SUBJECT: ClassVar[str] = "referral"

    referral: Ref
    vacancy: Ref | None = None
    employer: Ref
    candidate: Ref
    state: Code
    until: Date | None = None


class VacancyFilled(Event, frozen=True, kw_only=True):
    """Somebody works in each of its openings: nobody can be sent there, and nobody is told of it, until one is open again."""

    TYPE: ClassVar[str] = "placements.vacancy.filled"
    SUBJECT: ClassVar[str] = "vacancy"

    vacancy: Ref
    employer: Ref
    on: Date


class VacancyReopened(Event, frozen=True, kw_only=True):
    """An opening is free after all: a hire was taken back, a job ended, or the employer looks for more people."""

    TYPE: ClassVar[str] = "placements.vacancy.reopened"
    SUBJECT: ClassVar[str] = "vacancy"

    vacancy: Ref
    employer: Ref
    on: Date


class CandidatePlaced(Event, frozen=True, kw_only=True):
    """The person has work since this day; where is not told."""

    TYPE: ClassVar[str] = "placements.candidate.placed"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    on: Date


class CandidateFree(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "placements.candidate.free"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    on: Date


class FollowUpDue(Event, frozen=True, kw_only=True):
    """A question is open. Told again where it is open again, or its day was put right; if that lies ahead it begins anew."""

    TYPE: ClassVar[str] = "placements.follow-up.due"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    milestone: Int
    due: Date
    candidate: Ref
    employer: Ref
    organisation: Ref


class FollowUpAnswered(Event, frozen=True, kw_only=True):
    """One party said something about a question that was asked: what it said is not told, nor whether that settles it."""

    TYPE: ClassVar[str] = "placements.follow-up.answered"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    milestone: Int
    party: Code
    """`person`, `employer` or `officer`."""


class FollowUpSettled(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "placements.follow-up.settled"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    milestone: Int


class FixedTermOver(Event, frozen=True, kw_only=True):
    """The last day of a fixed term is here and nobody has said whether the job goes on. Told once for each last day."""

    TYPE: ClassVar[str] = "placements.fixed-term.over"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    candidate: Ref
    employer: Ref
    organisation: Ref
    on: Date


class EmployerHired(Event, frozen=True, kw_only=True):
    """A paid job under an employment contract began. Corrections carry a higher `rev`; the highest (rev, id) counts."""

    TYPE: ClassVar[str] = "placements.employer.hired"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    rev: Int = 0
    employer: Ref
    vacancy: Ref | None = None
    group: Ref
    """The group under which the person reference was made."""
    person: Ref
    """HMAC(secret of placements, group + candidate): equal within one group, unlinkable across groups."""
    start: Date
    permanent: Flag
    planned_days: Int | None = None
    """None = open-ended."""
    hours: Int
    """Per week."""
    hours_by_choice: Flag = False
    wage_bp: Int | None = None
    """Pay in basis points of the legal minimum for these hours; None = not told."""
    funded_bp: Int = 0
    """Share of the pay borne by a third party, in basis points; 10000 = not counted."""
    organisation: Ref
    """Who registered the hire."""


class PlacementRetained(Event, frozen=True, kw_only=True):
    """Somebody says that the person was at work on `checked_on`."""

    TYPE: ClassVar[str] = "placements.placement.retained"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    milestone: Int
    checked_on: Date
    evidence: Int
    """0 the employer or a body of its group, 1 the service or the person, 2 a register."""


class PlacementEnded(Event, frozen=True, kw_only=True):
    """The last day at work; no `last_day` = there was no ending after all. The highest (rev, id) counts."""

    TYPE: ClassVar[str] = "placements.placement.ended"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    rev: Int = 0
    last_day: Date | None = None
    reason: Code
    """`employer`, `candidate` or `excused`, and nothing finer."""
    evidence: Int


class PlacementVoided(Event, frozen=True, kw_only=True):
    """Recorded by mistake: as if it had never been."""

    TYPE: ClassVar[str] = "placements.placement.voided"
    SUBJECT: ClassVar[str] = "placement"

    placement: Ref
    reason: Code
