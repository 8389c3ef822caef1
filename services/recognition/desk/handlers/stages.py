"""The way of an edition from its first row to the last look for alerts: each slice is looked up, then written.

What is looked up holds up no writer, and each writing is short, so that commands and events have their turn between two.
A process may end anywhere: whoever goes on begins with the slice that was not written.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.handlers.addresses import give_reserved, new_among, reserve_addresses
from services.recognition.board.handlers.inviting import look_again
from services.recognition.board.handlers.lines import forget_head, sum_up
from services.recognition.board.handlers.listing import settle_pages
from services.recognition.board.handlers.turning import invalidate
from services.recognition.board.tables import listing
from services.recognition.editions.handlers import carry_out_requests, drop_some, keep_entries
from services.recognition.editions.model import Edition, Publication, Stage
from services.recognition.editions.queries.editions import edition_entries, latest_edition
from services.recognition.editions.queries.requests import wishes_met
from services.recognition.editions.queries.rows import digest_of_kept, how_many_rows, loses_rows, rows_kept, rows_of
from services.recognition.editions.queries.under_way import groups_after, under_way
from services.recognition.editions.rules.canonical import canonical, digest
from services.recognition.editions.tables import edition_row
from services.recognition.oversight.handlers.alerts import keep_seen, raise_alerts
from services.recognition.oversight.handlers.audits import keep_sample
from services.recognition.oversight.queries import patterns
from services.recognition.oversight.queries.samples import draw
from shared.transaction import Refused, Transaction

SLICE = 50
"""Groups whose rows, pages or alerts are written together."""
PAGES = 20
"""The same of pages, which weigh more: each lies on many shelves of the board."""
DROPPED = 1000
"""Rows that are forgotten together."""


class Looked(NamedTuple):
    """What was found for a slice, and at which place of which publication."""

    stage: Stage
    reached: str
    found: Any


Look = Callable[[Session, Publication], Any]
Write = Callable[[Publication, Any, Transaction], None]


def look(session: Session, today: Any) -> Looked | None:
    """What the next slice is about; None where no edition is being made."""
    at = under_way(session)
    if at is None:
        return None
    return Looked(at.stage, at.reached, STAGES[at.stage][0](session, at, today))


def write(looked: Looked, tx: Transaction) -> Publication | None:
    """Write a slice, unless somebody else did meanwhile. Raises Refused. Returns how far it is now."""
    at = under_way(tx.session, alone=True)
    if at is not None and (at.stage, at.reached) == (looked.stage, looked.reached):
        STAGES[at.stage][1](at, looked.found, tx)
        tx.session.flush()
    return at


def carry_through(tx: Transaction) -> None:
    """All of it in this transaction: for few employers. Raises Refused."""
    while (looked := look(tx.session, tx.today)) is not None:
        write(looked, tx)


def give_up(refused: Refused, tx: Transaction) -> None:
    """The edition that is being made comes to nothing; why is said at the desk."""
    if (at := under_way(tx.session)) is not None and at.stage != "dropped":
        at.stage, at.refused = "dropped", str(refused)


def _find_entries(session: Session, at: Publication, _: Any) -> Any:
    groups = groups_after(session, at.reached, SLICE)
    return groups, edition_entries(session, at.draft(), verifying=True, only=groups) if groups else []


def _keep_entries(at: Publication, found: Any, tx: Transaction) -> None:
    groups, entries = found
    keep_entries(at, entries, tx)
    reserve_addresses(tx, [entry.group for entry in entries if entry.row])
    at.done = min(at.done + len(groups), at.of)
    at.go_on(groups, "out")


def _find_digest(session: Session, at: Publication, _: Any) -> Any:
    """The digest of all rows; of a correction that says nothing else than was looked at, or nothing at all, why not."""
    newest = latest_edition(session)
    refused = _unlike(session, at, newest) if at.corrects and newest else None
    return digest_of_kept(session, at.number), newest is not None and loses_rows(session, newest, at.number), refused


def _unlike(session: Session, at: Publication, newest: Edition) -> Refused | None:
    rows = rows_kept(session, at.number)
    if at.read and at.read != digest(canonical(rows, "")):
        return Refused("", "The correction would say something else now; look through it again")
    if rows == rows_of(newest):
        return Refused("", "There is nothing to correct: every public row would stay as it was published")
    return None


def _come_out(at: Publication, found: Any, tx: Transaction) -> None:
    """The one moment at which readers see all of it."""
    its_digest, is_taken, refused = found
    if refused is not None:
        raise refused
    newest, edition = latest_edition(tx.session), at.draft()
    edition.published_at, edition.digest = tx.now, its_digest
    if newest is not None and edition.corrects:
        wished = wishes_met(tx.session, edition, newest)
        edition.asked = len(wished)
        carry_out_requests(edition, wished, tx)
    tx.add(edition)
    tx.session.flush()
    give_reserved(tx)
    look_again(tx.session)
    forget_head(tx.session)
    invalidate(tx, None, lists=True, down=is_taken or edition.corrects is not None)
    tx.publish(edition.published(how_many_rows(edition)))
    at.go_on((), "pages")


def _find_pages(session: Session, at: Publication, _: Any) -> list[str]:
    """Whoever has an address or a row: of nobody else an edition changes anything."""
    listed, row = listing.c.group, edition_row.c.group
    theirs = sa.select(row).where(edition_row.c.edition == at.number, row > at.reached).order_by(row).limit(PAGES)
    known = sa.select(listed).where(listed > at.reached).order_by(listed).limit(PAGES)
    return sorted({*session.scalars(theirs), *session.scalars(known)})[:PAGES]


def _write_pages(at: Publication, groups: list[str], tx: Transaction) -> None:
    new = new_among(tx, groups)
    settled = settle_pages(tx, groups)
    edition = tx.get(Edition, at.number)
    for group in sorted(settled.listed):
        one = settled.listed[group]
        if group in new and one.withdrawn_on is None:
            tx.publish(one.first_published())
    for row in _rows(tx, at.number, groups):
        if row in settled.listed and settled.listed[row].withdrawn_on is None:
            tx.publish(settled.listed[row].publish(edition.reference))
    at.go_on(groups, "sample")
    if not groups:
        sum_up(tx.session)
        invalidate(tx, None, lists=True, down=False)  # read from the edition until now


def _rows(tx: Transaction, number: str, groups: Sequence[str]) -> list[str]:
    table = edition_row.c
    query = sa.select(table.group).where(table.edition == number, table.group.in_(groups))
    return list(tx.session.scalars(query.order_by(table.group)))


def _find_sample(session: Session, at: Publication, _: Any) -> Any:
    return None if at.corrects else draw(session, at.number)


def _keep_sample(at: Publication, found: Any, tx: Transaction) -> None:
    if found is None:
        tx.session.delete(at)
        return
    keep_sample(found, tx)
    at.go_on((), "alerts")


def _find_alerts(session: Session, at: Publication, today: Any) -> Any:
    groups = patterns.groups_after(session, at.reached, SLICE)
    return groups, patterns.seen_of(session, groups, today)


def _keep_alerts(at: Publication, found: Any, tx: Transaction) -> None:
    groups, seen = found
    keep_seen(groups, seen, tx)
    at.go_on(groups, "compared")


def _compare(session: Session, _: Publication, today: Any) -> Any:
    return patterns.compared(session, today)


def _keep_compared(at: Publication, found: Any, tx: Transaction) -> None:
    raise_alerts(found, tx)
    tx.session.delete(at)


def _nothing(*_: Any) -> None:
    return None


def _drop_some(at: Publication, _: Any, tx: Transaction) -> None:
    if not drop_some(at.number, DROPPED, tx):
        at.stage = "refused"


STAGES: Mapping[Stage, tuple[Callable[[Session, Publication, Any], Any], Write]] = {
    "rows": (_find_entries, _keep_entries),
    "out": (_find_digest, _come_out),
    "pages": (_find_pages, _write_pages),
    "sample": (_find_sample, _keep_sample),
    "alerts": (_find_alerts, _keep_alerts),
    "compared": (_compare, _keep_compared),
    "dropped": (_nothing, _drop_some),
}
