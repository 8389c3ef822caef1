"""What an editor looks at before publishing."""

import datetime

import msgspec
from sqlalchemy.orm import Session

from services.recognition import editions, scoring
from services.recognition.model import EMBARGO, Edition, quarter_end
from services.recognition.queries.editions import edition_entries, latest_edition, rows_of
from shared.clock import SOFIA, end_of_day


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as it would be published now, against the one before it."""

    number: str
    as_of: datetime.date
    from_day: datetime.date
    may: bool
    rows: tuple[editions.Row, ...]
    entered: tuple[editions.Row, ...]
    left: tuple[editions.Row, ...]
    changed: tuple[tuple[str, editions.Row], ...]
    held: int
    """Groups whose basis the k-rule holds back."""


def preview(session: Session, number: str, now: datetime.datetime) -> Preview:
    """Computed as publication would, and not kept. Raises Refused for what is no quarter."""
    as_of = quarter_end(number)
    draft = Edition(
        number=number, as_of=as_of, known_at=end_of_day(as_of), published_at=now, published_by="",
        method=scoring.METHOD, fingerprint="", digest="", rows=b"",
    )  # fmt: skip
    entries = edition_entries(session, draft)
    rows = editions.ordered([entry.row for entry in entries if entry.row])
    newest = latest_edition(session)
    before = {row.group: row for row in rows_of(newest)} if newest else {}
    after = {row.group: row for row in rows}
    return Preview(
        number=number,
        as_of=as_of,
        from_day=as_of + EMBARGO,
        may=now.astimezone(SOFIA).date() >= as_of + EMBARGO,
        rows=tuple(rows),
        entered=tuple(row for row in rows if row.group not in before),
        left=tuple(row for group, row in before.items() if group not in after),
        changed=tuple(
            (before[row.group].tier, row) for row in rows if row.group in before and before[row.group].tier != row.tier
        ),
        held=sum(1 for entry in entries if entry.taken_in != number and entry.basis),
    )
