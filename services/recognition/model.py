"""What recognition owns: editions, listings, what an employer says, holds."""

import datetime
import re
from dataclasses import dataclass

from shared.events.recognition import EditionPublished, ProfilePublished, ProfileWithdrawn
from shared.transaction import Refused

QUESTIONS = ("activity", "decision", "hiring", "advice")
PEOPLE_UNITS = ("people", "participants", "women", "visitors", "mentors", "employees")
PEOPLE_MEASURES = ("received", "completed", "trained", "hired", "consulted", "reactivated")
EMBARGO = datetime.timedelta(days=15)
"""Days between a quarter's end and its edition (rule D1)."""


def number_of(quarter_end: datetime.date) -> str:
    """31 December 2026 -> `2026-4`."""
    return f"{quarter_end.year}-{(quarter_end.month + 2) // 3}"


def quarter_end(number: str) -> datetime.date:
    """`2026-4` -> 31 December 2026. Raises Refused for what is no quarter."""
    year, _, quarter = number.partition("-")
    if not (re.fullmatch(r"2[0-9]{3}", year) and quarter in ("1", "2", "3", "4")):
        raise Refused("number", "Give the edition as year and quarter, for example 2026-4")
    month = int(quarter) * 3
    following = datetime.date(int(year) + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def latest_quarter_end(today: datetime.date) -> datetime.date:
    """The newest quarter-end whose edition may be out by `today`."""
    day = today - EMBARGO
    following = datetime.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    this = quarter_end(f"{day.year}-{(day.month + 2) // 3}")
    return this if this <= day else following - datetime.timedelta(days=1)


@dataclass(eq=False, kw_only=True)
class Edition:
    """A published board: rows as of T known at K, and the digest of their canonical JSON."""

    number: str
    as_of: datetime.date
    known_at: datetime.datetime
    published_at: datetime.datetime
    published_by: str
    method: str
    fingerprint: str
    digest: str
    rows: bytes
    corrects: str | None = None
    note: str = ""

    @property
    def ordinal(self) -> int:
        return int(self.number.split("-")[1].split(".")[0])

    @property
    def reference(self) -> str:
        """The number as events carry it: `2026-4-1` for the first correction of 2026-4."""
        return self.number.replace(".", "-")

    def published(self, groups: int) -> EditionPublished:
        return EditionPublished(edition=self.reference, as_of=self.as_of, digest=self.digest[:40], groups=groups)


@dataclass(eq=False, kw_only=True)
class Listing:
    """The public address of a group: fixed when it is first listed, kept for ever."""

    group: str
    slug: str
    name_latin: str
    listed_on: datetime.date
    withdrawn_on: datetime.date | None = None
    """Since when the address answers *gone*; None while somebody may read it."""

    def publish(self, edition: str | None = None) -> ProfilePublished | None:
        """In an edition always told; otherwise only when the page was gone."""
        if edition is None and self.withdrawn_on is None:
            return None
        self.withdrawn_on = None
        return ProfilePublished(group=self.group, edition=edition)

    def first_published(self) -> ProfilePublished:
        return ProfilePublished(group=self.group)

    def withdraw(self, today: datetime.date) -> ProfileWithdrawn | None:
        if self.withdrawn_on is not None:
            return None
        self.withdrawn_on = today
        return ProfileWithdrawn(group=self.group, on=today)


@dataclass(eq=False, kw_only=True)
class Answer:
    """One interview answer. The draft may change; what is public changes only when an editor approves the draft."""

    id: str
    group: str
    question: str
    text: str
    language: str
    speaker: str
    state: str = "draft"
    sent_on: datetime.date | None = None
    approved_on: datetime.date | None = None
    approved_by: str | None = None
    approved_text: str = ""
    approved_language: str = ""
    approved_speaker: str = ""

    def write(self, text: str, language: str, speaker: str) -> None:
        self.text, self.language, self.speaker, self.state = text, language, speaker, "draft"

    def send(self, today: datetime.date) -> None:
        if not self.text:
            raise Refused("text", "Write an answer before you send it")
        self.state, self.sent_on = "sent", today

    def approve(self, text: str, by: str, today: datetime.date) -> None:
        """Make public the very words that were read; approving them twice changes nothing."""
        if self.state == "approved" and self.approved_text == text:
            return
        if self.state != "sent" or self.text != text:
            raise Refused("", "This answer was changed since it was sent; read it again")
        self.state, self.approved_by, self.approved_on = "approved", by, today
        self.approved_text, self.approved_language, self.approved_speaker = self.text, self.language, self.speaker

    def withdraw(self) -> None:
        """Take the public words back; the draft stays with the employer."""
        if self.approved_on is None and self.state != "sent":
            raise Refused("", "This answer is neither public nor sent")
        self.state, self.sent_on, self.approved_on, self.approved_by = "draft", None, None, None
        self.approved_text = self.approved_language = self.approved_speaker = ""


@dataclass(eq=False, kw_only=True)
class Hold:
    """Marks (`contested`) or removes (`withdrawn`) one subject of a profile at once; never adds anything.

    Who said so, why, and how it was resolved stay on record.
    """

    id: str
    group: str
    subject: str
    kind: str
    since: datetime.date
    until: datetime.date | None = None
    reason: str = ""
    placed_by: str = ""
    lifted_by: str | None = None
    resolution: str = ""

    def lift(self, by: str, resolution: str, today: datetime.date) -> None:
        if self.until is not None:
            raise Refused("", "This is resolved already")
        self.until, self.lifted_by, self.resolution = today, by, resolution


@dataclass(eq=False, kw_only=True)
class StatedFigure:
    """A number the employer states about itself, with scope, unit, day and source; shown as stated, worth no points.

    It is never changed: a new one may replace it, and does so when an editor approves the new one.
    """

    id: str
    group: str
    value: str
    unit: str
    measure: str
    qualifier: str
    scope_bg: str
    scope_en: str
    composite: bool
    from_year: int | None
    as_of: str
    source: str
    target_value: str | None = None
    target_unit: str | None = None
    target_date: str | None = None
    replaces: str | None = None
    approved_on: datetime.date | None = None
    approved_by: str | None = None
    withdrawn_on: datetime.date | None = None

    def check(self) -> None:
        """Refuse what could not be written as a sentence without inventing something."""
        if not (self.scope_bg or self.scope_en):
            raise Refused("scope_bg", "Say what this figure counts")
        if self.measure in PEOPLE_MEASURES and self.unit not in PEOPLE_UNITS:
            raise Refused("unit", "This counts people; choose a unit that does")
        if bool(self.target_value) != bool(self.target_date):
            missing = "target_date" if self.target_value else "target_value"
            raise Refused(missing, "A target needs a number and a date")
        for field, day in (("as_of", self.as_of), ("target_date", self.target_date)):
            if day and not is_partial_date(day):
                raise Refused(field, "There is no such date")

    @property
    def words(self) -> str:
        """Everything the figure says, on one line: what an editor approves, and what two versions differ in."""
        scope = " / ".join(text for text in (self.scope_bg, self.scope_en) if text)
        parts = [self.qualifier, self.value, self.unit, self.measure, scope]
        parts += ["composite"] if self.composite else []
        parts += [f"from {self.from_year}"] if self.from_year else []
        parts += [f"as of {self.as_of}", f"source: {self.source or 'own record'}"]
        if self.target_value:
            parts.append(f"target {self.target_value} {self.target_unit or self.unit} by {self.target_date}")
        return "; ".join(parts)

    def approve(self, words: str, by: str, today: datetime.date) -> None:
        if self.withdrawn_on is not None or words != self.words:
            raise Refused("", "This figure was changed since it was read; read it again")
        if self.approved_on is None:
            self.approved_on, self.approved_by = today, by

    def withdraw(self, today: datetime.date) -> None:
        if self.withdrawn_on is not None:
            raise Refused("", "This figure is withdrawn already")
        self.withdrawn_on = today


def is_partial_date(text: str) -> bool:
    """`2024`, `2024-06` or `2024-06-23`, if there is such a year, month or day."""
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
