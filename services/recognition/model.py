"""What recognition owns: editions, listings, what an employer says, holds."""

import datetime
from dataclasses import dataclass

from shared.events.recognition import EditionPublished
from shared.transaction import Refused

QUESTIONS = ("activity", "decision", "hiring", "advice")
EMBARGO = datetime.timedelta(days=15)
"""Days between a quarter's end and its edition (rule D1)."""


def number_of(quarter_end: datetime.date) -> str:
    """31 December 2026 -> `2026-4`."""
    return f"{quarter_end.year}-{(quarter_end.month + 2) // 3}"


def quarter_end(number: str) -> datetime.date:
    """`2026-4` -> 31 December 2026. Raises Refused for what is no quarter."""
    year, _, quarter = number.partition("-")
    if not (year.isdecimal() and len(year) == 4 and quarter in ("1", "2", "3", "4")):
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

    def published(self, groups: int) -> EditionPublished:
        return EditionPublished(
            edition=self.number.replace(".", "-"), as_of=self.as_of, digest=self.digest[:40], groups=groups
        )


@dataclass(eq=False, kw_only=True)
class Listing:
    """The public address of a group: fixed when it is first listed, kept for ever."""

    group: str
    slug: str
    name_latin: str
    listed_on: datetime.date


@dataclass(eq=False, kw_only=True)
class Answer:
    """One interview answer. A draft may change; an approved one is replaced only by another approval."""

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

    def write(self, text: str, language: str, speaker: str) -> None:
        self.text, self.language, self.speaker, self.state = text, language, speaker, "draft"

    def send(self, today: datetime.date) -> None:
        if not self.text:
            raise Refused("text", "Write an answer before you send it")
        self.state, self.sent_on = "sent", today

    def approve(self, by: str, today: datetime.date) -> None:
        if self.state != "sent":
            raise Refused("", "This answer was changed since it was sent; read it again")
        self.state, self.approved_text, self.approved_by, self.approved_on = "approved", self.text, by, today


@dataclass(eq=False, kw_only=True)
class Hold:
    """Marks (`contested`) or removes (`withdrawn`) one subject of a profile at once; never adds anything."""

    id: str
    group: str
    subject: str
    kind: str
    since: datetime.date
    until: datetime.date | None = None
    reason: str = ""


@dataclass(eq=False, kw_only=True)
class StatedFigure:
    """A number the employer states about itself, with its scope, unit, day and source; shown as stated, worth no points."""

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
    approved_on: datetime.date | None = None
    approved_by: str | None = None
