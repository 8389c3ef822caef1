"""What an editor looks at before publishing."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import editions, scoring
from services.recognition.model import EMBARGO, Edition, quarter_end
from services.recognition.queries.editions import edition_entries, latest_edition, rows_of
from services.recognition.queries.facts import late_facts
from services.recognition.queries.told import waiting_answers, waiting_disputes, waiting_figures
from services.recognition.tables import metadata
from shared.clock import SOFIA, end_of_day
from shared.database import DERIVED


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
    """Groups of which the k-rule holds something back."""
    published: bool = False


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """What an editor settles before an edition; only the day stops it, the rest is told."""

    number: str
    as_of: datetime.date
    from_day: datetime.date
    day_reached: bool
    published: bool
    superseded: bool
    """A later edition is out, and editions go forward only."""
    answers_waiting: int
    figures_waiting: int
    disputes_open: int
    set_aside: int
    """Events that could not be taken: what they say is missing from the numbers."""
    late: int
    """Facts that came too late for the newest edition; they count in this one."""

    @property
    def may(self) -> bool:
        return self.day_reached and not self.published and not self.superseded


def checklist(session: Session, number: str, now: datetime.datetime) -> Checklist:
    """Raises Refused for what is no quarter."""
    as_of = quarter_end(number)
    newest = latest_edition(session)
    letters = metadata.tables[f"{DERIVED}.dead_letter"]
    return Checklist(
        number=number,
        as_of=as_of,
        from_day=as_of + EMBARGO,
        day_reached=now.astimezone(SOFIA).date() >= as_of + EMBARGO,
        published=session.get(Edition, number) is not None,
        superseded=newest is not None and newest.as_of > as_of,
        answers_waiting=len(waiting_answers(session)),
        figures_waiting=len(waiting_figures(session)),
        disputes_open=len(waiting_disputes(session)),
        set_aside=session.scalar(sa.select(sa.func.count()).select_from(letters)) or 0,
        late=len(late_facts(session, newest.number)) if newest else 0,
    )


def preview(session: Session, number: str, now: datetime.datetime) -> Preview:
    """Computed as publication would, and not kept. Raises Refused for what is no quarter."""
    check = checklist(session, number, now)
    draft = Edition(
        number=number, as_of=check.as_of, known_at=end_of_day(check.as_of), published_at=now, published_by="",
        method=scoring.METHOD, fingerprint="", digest="", rows=b"",
    )  # fmt: skip
    entries = edition_entries(session, draft)
    rows = editions.ordered([entry.row for entry in entries if entry.row])
    newest = latest_edition(session)
    before = {row.group: row for row in rows_of(newest)} if newest else {}
    after = {row.group: row for row in rows}
    return Preview(
        number=number,
        as_of=check.as_of,
        from_day=check.from_day,
        may=check.may,
        rows=tuple(rows),
        entered=tuple(row for row in rows if row.group not in before),
        left=tuple(row for group, row in before.items() if group not in after),
        changed=tuple(
            (before[row.group].tier, row) for row in rows if row.group in before and before[row.group].tier != row.tier
        ),
        held=sum(1 for entry in entries if entry.held),
        published=check.published,
    )
