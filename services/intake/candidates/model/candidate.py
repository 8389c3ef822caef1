"""Candidates: a file with sealed identity, a notice, permissions, and readiness that says what is missing."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from services.intake.candidates.model import papers
from services.intake.candidates.model.readiness import lacks
from services.intake.candidates.model.status import age_on
from services.intake.codes import ADULT_FOR_CONSENT, Reach
from shared.events.intake import (
    CandidateErased,
    CandidateReady,
    CandidateRegistered,
    CandidateWithdrawn,
    PermissionGiven,
    PermissionWithdrawn,
)
from shared.transaction import Refused

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter here is taken for another one, read aloud or written by hand."""
NOTICE_VERSION = "2026-1"
PERMISSION_VERSION = "2026-2"
"""Of the sentence read before it (`Permission.asked`). In those without a version *show* was a profile, and no name."""
DATED = ("from", "until")  # rights to work that begin or end on a date


def case_code(choose: Callable[[str], str], length: int = 4) -> str:
    """A short code to say aloud instead of a name: `C-7F3K`."""
    return "C-" + "".join(choose(LETTERS) for _ in range(length))


@dataclass(eq=False, kw_only=True)
class Candidate:
    """Somebody who wants work. Name, birth date, telephone and wishes are sealed with a key of their own."""

    id: str
    organisation: str
    case_code: str
    person_index: str
    person: str = ""
    """Whose file it is: the same for every file of one person in the programme. None until it was found out."""
    age_band: str = ""
    name: str
    born: str
    phone: str = ""
    town: str
    language: str
    registered_on: datetime.date
    registered_by: str
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    wishes: str = ""
    right: str = ""
    right_date: datetime.date | None = None
    right_seen_on: datetime.date | None = None
    reminded_paper: str = ""
    """Of which paper the office was reminded last, and how many days ahead: `2026-06-01/90`."""
    education: str = ""
    last_worked_on: datetime.date | None = None
    works_now: bool = False
    in_education_until: datetime.date | None = None
    seeking_since: datetime.date | None = None
    answered: tuple[str, ...] = ()
    """Which of the questions behind the status were asked: `work`, `study`, `search`."""
    notice_language: str = ""
    notice_version: str = ""
    notice_on: datetime.date | None = None
    notice_by: str = ""
    ready_on: datetime.date | None = None
    withdrawn_on: datetime.date | None = None
    names_form: int = 0

    @property
    def is_ready(self) -> bool:
        return self.ready_on is not None

    def read_notice(self, language: str, by: str, today: datetime.date) -> None:
        self.notice_language, self.notice_version = language, NOTICE_VERSION
        self.notice_on, self.notice_by = today, by

    def note_right(self, right: str | None, date: datetime.date | None, seen_on: datetime.date | None) -> None:
        """A date belongs to a right that begins or ends on one; with another answer it is left out."""
        self.right, self.right_seen_on = right or "", seen_on
        self.right_date = date if right in DATED else None

    def declare_ready(self, today: datetime.date) -> CandidateReady | None:
        for refused in lacks(self, today):
            raise refused
        if self.is_ready:
            return None
        self.ready_on, self.withdrawn_on = today, None
        return CandidateReady(
            candidate=self.id,
            case_code=self.case_code,
            organisation=self.organisation,
            on=today,
            person=self.person or None,
            age_band=self.age_band or None,
            may_work_until=self.may_work_until,
        )

    @property
    def may_work_until(self) -> datetime.date | None:
        return self.right_date if self.right == "until" else None

    remind_of_paper = papers.remind_of_paper

    def registered(self) -> CandidateRegistered | None:
        """What the others know of the file now; nothing before it is known whose it is."""
        if not self.person:
            return None
        return CandidateRegistered(
            candidate=self.id,
            case_code=self.case_code,
            organisation=self.organisation,
            on=self.registered_on,
            person=self.person,
            age_band=self.age_band,
            may_work_until=self.may_work_until,
        )

    def withdraw(self, today: datetime.date) -> CandidateWithdrawn | None:
        if not self.is_ready:
            return None
        self.ready_on, self.withdrawn_on = None, today
        return CandidateWithdrawn(candidate=self.id, organisation=self.organisation, on=today)

    @property
    def is_erased(self) -> bool:
        return not self.name

    def erase(self) -> CandidateErased:
        """Nothing stays of the file but that there was one. Whoever calls this has destroyed the key."""
        for name in EMPTIED:
            setattr(self, name, "")
        for name in LEFT_OUT:
            setattr(self, name, None)
        self.languages = self.skills = self.courses = self.availability = self.answered = ()
        self.works_now, self.names_form = False, 0
        return CandidateErased(candidate=self.id)


EMPTIED = (
    *("person_index", "person", "age_band", "name", "born", "phone"),
    *("town", "language", "wishes", "right", "reminded_paper", "education"),
)
LEFT_OUT = ("right_date", "right_seen_on", "last_worked_on", "in_education_until", "seeking_since", "ready_on")


@dataclass(eq=False, kw_only=True)
class Permission:
    """What a person allows to be done: one act, within a reach, from a day on, until withdrawn or over."""

    id: str
    candidate: str
    scope: str
    reach: str
    employer: str | None = None
    text: str | None = None
    text_digest: str | None = None
    words: str = ""
    """The text that may be published, sealed."""
    begins: datetime.date
    ends: datetime.date | None = None
    guardian: str = ""
    """The guardian's name, sealed, where the person's age asks for one."""
    folder: str = ""
    """Where the signed paper lies, sealed."""
    given_by: str = ""
    asked: str = ""
    withdrawn_on: datetime.date | None = None

    def given(self) -> PermissionGiven:
        return PermissionGiven(
            permission=self.id,
            candidate=self.candidate,
            scope=self.scope,
            reach=self.reach,
            employer=self.employer,
            text=self.text,
            text_digest=self.text_digest,
            begins=self.begins,
            ends=self.ends,
        )

    def withdraw(self, today: datetime.date) -> PermissionWithdrawn | None:
        if self.withdrawn_on is not None:
            return None
        self.withdrawn_on = today
        return PermissionWithdrawn(permission=self.id, candidate=self.candidate, scope=self.scope, on=today)

    def erase(self, today: datetime.date) -> PermissionWithdrawn | None:
        """What was written down with it goes, and it ends."""
        self.words = self.guardian = self.folder = ""
        self.text_digest = None
        return self.withdraw(today)


def reach_of(scope: str, reach: Reach, employer: str | None) -> tuple[Reach, str | None]:
    """Whom a permission reaches: a text is published to everybody, and one employer is one employer's alone."""
    if scope == "publish":
        return "all", None
    return reach, employer if reach == "employer" else None


def check_permission(scope: str, reach: str, employer: str | None, words: str) -> None:
    """Raises Refused where a permission does not say enough to be acted upon."""
    if scope == "publish":
        if not words.strip():
            raise Refused("words", "Enter the text that may be published")
    elif reach == "employer" and not employer:
        raise Refused("employer", "Choose the employer")


def needs_guardian(born: datetime.date, day: datetime.date, country: str = "BG") -> bool:
    return age_on(born, day) < ADULT_FOR_CONSENT[country]


def digest_of(words: str) -> str:
    """Names a text without telling it."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:40]
