"""What recognition tells the others: editions and profiles."""

from typing import ClassVar

from shared.events import Code, Date, Event, Int, Ref


class EditionPublished(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "recognition.edition.published"
    SUBJECT: ClassVar[str] = "edition"
    FOR_PARTNERS: ClassVar[bool] = True
    FOR_EVER: ClassVar[bool] = True

    edition: Ref
    as_of: Date
    digest: Code
    groups: Int


class ProfilePublished(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "recognition.profile.published"
    SUBJECT: ClassVar[str] = "group"
    FOR_PARTNERS: ClassVar[bool] = True
    FOR_EVER: ClassVar[bool] = True

    group: Ref
    edition: Ref | None = None


class ProfileWithdrawn(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "recognition.profile.withdrawn"
    SUBJECT: ClassVar[str] = "group"
    FOR_PARTNERS: ClassVar[bool] = True

    group: Ref
    on: Date


class AwardGiven(Event, frozen=True, kw_only=True):
    """A jury gave an employer the award of a category."""

    TYPE: ClassVar[str] = "recognition.award.given"
    SUBJECT: ClassVar[str] = "award"

    award: Ref
    group: Ref
    year: Int


class AwardTakenBack(Event, frozen=True, kw_only=True):
    """An award that was given by mistake is an employer's no longer."""

    TYPE: ClassVar[str] = "recognition.award.taken-back"
    SUBJECT: ClassVar[str] = "award"
    FOR_PARTNERS: ClassVar[bool] = True

    award: Ref
    group: Ref
    year: Int


class InterviewWanted(Event, frozen=True, kw_only=True):
    """An employer with a mark has told nothing of itself: it is asked, once a quarter."""

    TYPE: ClassVar[str] = "recognition.interview.wanted"
    SUBJECT: ClassVar[str] = "group"

    group: Ref


class InterviewTaken(Event, frozen=True, kw_only=True):
    """An officer wrote down an answer on the telephone: its employer is asked whether it is what it said."""

    TYPE: ClassVar[str] = "recognition.interview.taken"
    SUBJECT: ClassVar[str] = "statement"

    statement: Ref
    group: Ref


class StatementReturned(Event, frozen=True, kw_only=True):
    """An editor gave words or a figure back to their employer. Neither they nor the reason are told."""

    TYPE: ClassVar[str] = "recognition.statement.returned"
    SUBJECT: ClassVar[str] = "statement"

    statement: Ref
    group: Ref
    kind: Code
    """`answer` of the interview, or `figure`."""
