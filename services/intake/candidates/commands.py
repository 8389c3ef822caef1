"""What is asked about candidates, their notice and their permissions."""

import datetime
from typing import Annotated, Literal

import msgspec

from services.intake.codes import (
    Availability,
    Course,
    Education,
    Id,
    LanguageLevel,
    NoticeLanguage,
    PersonName,
    Phone,
    Reach,
    RightToWork,
    Scope,
    Skill,
    Text,
    Town,
)
from shared.readers import likely

Spoken = Literal["bg", "en", "uk", "ru", "ar", "fa", "ku", "tr", "fr", "ro"]
Purpose = Literal["names", "call", "list", "file", "receipt", "match", "data", "erasure", "profile", "shown", "case"]
BirthDate = Annotated[datetime.date, msgspec.Meta(extra={"missing": "Enter the date of birth", "likely": likely.BORN})]
PaperDay = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.PAPER})]
SeenDay = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.LATELY})]
PastDay = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.ONCE})]
StudiedUntil = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.STUDIED_UNTIL})]


class RegisterCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Quick start: what can be asked in sixty seconds at an open day."""

    name: PersonName
    born: BirthDate
    phone: Phone | None = None
    no_phone: bool = False
    town: Town
    language: Spoken = "bg"
    another: bool = False
    """Somebody with this name and birth date is here already, and this is another person."""


class CorrectCandidate(msgspec.Struct, frozen=True, kw_only=True):
    candidate: Id
    name: PersonName
    born: BirthDate
    phone: Phone | None = None
    no_phone: bool = False
    town: Town
    language: Spoken = "bg"


class DescribeCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """What is found out later; dates from which the status at entry is derived."""

    candidate: Id
    languages: Annotated[tuple[LanguageLevel, ...], msgspec.Meta(max_length=8)] = ()
    skills: tuple[Skill, ...] = ()
    courses: tuple[Course, ...] = ()
    """Completed, as the officer says: whoever says so has seen the certificate, or held the course."""
    availability: tuple[Availability, ...] = ()
    wishes: Text = ""
    right: RightToWork | None = None
    right_date: PaperDay | None = None
    right_seen_on: SeenDay | None = None
    education: Education | None = None
    works_now: bool | None = None
    """None here and below = not asked yet."""
    last_worked_on: PastDay | None = None
    studied: bool | None = None
    in_education_until: StudiedUntil | None = None
    seeks: bool | None = None
    seeking_since: PastDay | None = None


class ReadNotice(msgspec.Struct, frozen=True, kw_only=True):
    """The notice was read to the person, in this language."""

    candidate: Id
    language: NoticeLanguage


class GivePermission(msgspec.Struct, frozen=True, kw_only=True):
    candidate: Id
    scope: Scope
    reach: Reach = "all"
    employer: Id | None = None
    words: Text = ""
    begins: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.PERMITTED_FROM})] | None = None
    ends: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.PERMITTED_UNTIL})] | None = None
    guardian: Annotated[str, msgspec.Meta(max_length=120)] = ""
    folder: Annotated[str, msgspec.Meta(max_length=60)] = ""


class WithdrawPermission(msgspec.Struct, frozen=True, kw_only=True):
    candidate: Id
    permission: Id


class DeclareReady(msgspec.Struct, frozen=True, kw_only=True):
    """What readiness still misses may come with it, so that a walk-in takes one page."""

    candidate: Id
    notice: NoticeLanguage | None = None
    languages: Annotated[tuple[LanguageLevel, ...], msgspec.Meta(max_length=8)] = ()
    right: RightToWork | None = None
    right_date: PaperDay | None = None
    right_seen_on: SeenDay | None = None


class WithdrawCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """Not looking for work through us for now."""

    candidate: Id


class SaySamePerson(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner of one of two files says of them; `open` takes it back."""

    case: Id
    word: Literal["one", "different", "open"]


class JoinFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Another file of the own organisation is the same person's."""

    candidate: Id
    code: Annotated[str, msgspec.Meta(max_length=20, extra={"missing": "Enter the case code of the other file"})]


class EraseCandidate(msgspec.Struct, frozen=True, kw_only=True):
    """The person asked to be forgotten, or nobody has heard of them for two years."""

    candidate: Id
    sure: bool = False


class FindCandidates(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a name in either alphabet, a telephone or a case code. Asked by POST: an address is no place for a name."""

    words: Annotated[str, msgspec.Meta(max_length=120, extra={"missing": "Enter a name, a telephone or a case code"})]


class NoteReading(msgspec.Struct, frozen=True, kw_only=True):
    """Sealed names are about to be read: of these case codes, each for one purpose."""

    readings: Annotated[dict[str, Purpose], msgspec.Meta(max_length=100)]
