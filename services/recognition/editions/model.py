"""Editions and the public addresses of groups."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from shared.events.recognition import EditionPublished
from shared.transaction import Refused

EMBARGO = datetime.timedelta(days=15)
"""Days between a quarter's end and its edition (rule D1)."""


def number_of(day: datetime.date) -> str:
    """The edition of the quarter that holds this day: 31 December 2026 -> `2026-4`."""
    return f"{day.year}-{(day.month + 2) // 3}"


def name_of(number: str) -> str:
    """A quarter's edition as people read it: `2026-4` -> 4/2026."""
    year, _, quarter = number.partition("-")
    return f"{quarter}/{year}"


def next_number(number: str) -> str:
    """The edition of the quarter after: `2026-4` -> `2027-1`."""
    return number_of(quarter_end(number) + datetime.timedelta(days=1))


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


NO_ROWS = b"[]"
"""What stands in the column that held all rows before they were kept one by one."""


Stage = Literal["rows", "out", "pages", "sample", "alerts", "compared", "dropped", "refused"]
"""Of a publication, in this order: what it still does. Readers see nothing of it before `out`, and all of it after."""


@dataclass(eq=False, kw_only=True)
class Publication:
    """An edition that is being made, slice by slice, from what was known when it was begun."""

    number: str
    as_of: datetime.date
    known_at: datetime.datetime
    begun_at: datetime.datetime
    begun_by: str
    method: str
    fingerprint: str
    salt: str
    corrects: str | None = None
    note: str = ""
    read: str = ""
    """Of a correction: the digest of the rows that the editor looked at."""
    stage: Stage = "rows"
    reached: str = ""
    """The last group of this stage that is done."""
    done: int = 0
    of: int = 0
    """Groups that the rows are made of, and how many of them are done."""
    refused: str = ""
    """Why it came to nothing, in English."""

    def draft(self) -> "Edition":
        return Edition(
            number=self.number, as_of=self.as_of, known_at=self.known_at, published_at=self.begun_at,
            published_by=self.begun_by, method=self.method, fingerprint=self.fingerprint, digest="",
            corrects=self.corrects, note=self.note, salt=self.salt, asked=0 if self.corrects else None,
        )  # fmt: skip

    def go_on(self, groups: Sequence[str], then: Stage) -> None:
        """These groups are done; where there were none left, the next stage begins."""
        if groups:
            self.reached = groups[-1]
        else:
            self.stage, self.reached = then, ""


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
    rows: bytes = field(default=NO_ROWS, repr=False)
    """Of a draft, as it would be published. Those of a published one are kept one by one (`queries/rows.py`)."""
    corrects: str | None = None
    note: str = ""
    salt: str = ""
    """Random, never handed out: the nonces of its rows follow from it."""
    asked: int | None = None
    """Of a correction: how many employers asked for what it corrects. None: published before corrections obeyed D3."""

    @property
    def ordinal(self) -> int:
        return int(self.number.split("-")[1].split(".")[0])

    @property
    def reference(self) -> str:
        """The number as events carry it: `2026-4-1` for the first correction of 2026-4."""
        return self.number.replace(".", "-")

    def published(self, groups: int) -> EditionPublished:
        return EditionPublished(edition=self.reference, as_of=self.as_of, digest=self.digest[:40], groups=groups)
