"""What a file still misses before the person can be declared ready: once, for the row, the file and the page."""

import datetime
from collections.abc import Iterator
from typing import Protocol

from shared.transaction import Refused


class Noted(Protocol):
    """What readiness asks of a file, whether it is the aggregate, its row or what a page shows."""

    @property
    def notice_on(self) -> datetime.date | None: ...
    @property
    def right(self) -> str: ...
    @property
    def right_date(self) -> datetime.date | None: ...
    @property
    def right_seen_on(self) -> datetime.date | None: ...
    @property
    def languages(self) -> tuple[str, ...]: ...


def missing_from(file: Noted, day: datetime.date) -> tuple[str, ...]:
    """Codes of what has to be known first, in the order of work."""
    return tuple(
        what
        for what, known in (
            ("notice", file.notice_on is not None),
            ("right-to-work", bool(file.right) and file.right_seen_on is not None),
            ("right-to-work-over", may_work(file, day)),
            ("languages", bool(file.languages)),
        )
        if not known
    )


def may_work(file: Noted, day: datetime.date) -> bool:
    """Whether the papers seen allow work on this day, or soon (`from`, `permit`: the employer waits for it)."""
    return not (file.right == "until" and file.right_date is not None and file.right_date < day)


MISSING_WORDS = {
    "notice": "First read the notice to the person and note it",
    "right-to-work": "First note the right to work and when you saw the document",
    "right-to-work-over": "The right to work has run out. Note the new document first",
    "languages": "First note at least one language and its level",
}
FIELDS = {"right-to-work": "right", "right-to-work-over": "right_date"}
"""Where a form asks for what is missing."""


def lacks(file: Noted, day: datetime.date) -> Iterator[Refused]:
    """Why readiness is refused, in the order of work: each with the field that asks for it."""
    for what in missing_from(file, day):
        yield Refused(FIELDS.get(what, what), MISSING_WORDS[what])
