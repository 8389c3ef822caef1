"""What intake tells of people who look for work, what they allow, and of sessions: references and codes only."""

from typing import ClassVar

from shared.events import Code, Date, Event, Instant, Ref

PAPER_REMINDERS = (90, 30)
"""Days before the last day of a paper on which the office is reminded."""


class CandidateRegistered(Event, frozen=True, kw_only=True):
    """There is a file about a person; the same fields again whenever one of them changes."""

    TYPE: ClassVar[str] = "intake.candidate.registered"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    case_code: Code
    organisation: Ref
    on: Date
    person: Ref
    """The same for every file of one person, whichever organisation keeps it."""
    age_band: Code
    """`under-16`, `16-17` or `adult`; a change is told on the first of the month, so that no birthday is."""
    may_work_until: Date | None = None


class CandidateReady(Event, frozen=True, kw_only=True):
    """An officer declares somebody ready for work. Nothing about the person but a case code."""

    TYPE: ClassVar[str] = "intake.candidate.ready"
    VERSION: ClassVar[int] = 2
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    case_code: Code
    organisation: Ref
    on: Date
    person: Ref | None = None
    """None = told before files of one person were known as one's: a person for itself."""
    age_band: Code | None = None
    may_work_until: Date | None = None


class CandidateReady1(Event, frozen=True, kw_only=True):
    """As it was told before it said whose file it is."""

    TYPE: ClassVar[str] = "intake.candidate.ready"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    case_code: Code
    organisation: Ref
    on: Date

    def upcast(self) -> CandidateReady:
        return CandidateReady(
            candidate=self.candidate, case_code=self.case_code, organisation=self.organisation, on=self.on
        )


class CandidateWithdrawn(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.candidate.withdrawn"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    organisation: Ref
    on: Date


class CandidateMerged(Event, frozen=True, kw_only=True):
    """Two files were one person: `candidate` is `into` from now on."""

    TYPE: ClassVar[str] = "intake.candidate.merged"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    into: Ref


class CandidateParted(Event, frozen=True, kw_only=True):
    """That two files were one person is taken back: `candidate` is itself again."""

    TYPE: ClassVar[str] = "intake.candidate.parted"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref
    into: Ref


class CandidateErased(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.candidate.erased"
    SUBJECT: ClassVar[str] = "candidate"

    candidate: Ref


class PermissionGiven(Event, frozen=True, kw_only=True):
    """A person allows one act: `apply` for them, `show` their profile, `publish` a text with this digest."""

    TYPE: ClassVar[str] = "intake.permission.given"
    SUBJECT: ClassVar[str] = "permission"

    permission: Ref
    candidate: Ref
    scope: Code
    reach: Code
    """`all`, `platform` or `employer`."""
    employer: Ref | None = None
    text: Ref | None = None
    text_digest: Code | None = None
    begins: Date
    ends: Date | None = None


class PermissionWithdrawn(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.permission.withdrawn"
    SUBJECT: ClassVar[str] = "permission"

    permission: Ref
    candidate: Ref
    scope: Code
    on: Date


class SessionRevoked(Event, frozen=True, kw_only=True):
    """A session (its reference is a hash) or every session of an account is over."""

    TYPE: ClassVar[str] = "intake.session.revoked"
    SUBJECT: ClassVar[str] = "session"

    session: Ref
    account: Ref | None = None
    before: Instant
