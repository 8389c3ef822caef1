"""Publishing an edition: every listable group by the rules of `editions`, one transaction, one digest."""

import datetime
import secrets
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.board.handlers.listing import listings, look_over
from services.recognition.desk.commands import CorrectEdition, PublishEdition
from services.recognition.desk.queries.checklist import opens
from services.recognition.editions.handlers import carry_out_requests
from services.recognition.editions.model import EMBARGO, Edition, name_of, number_of, quarter_end
from services.recognition.editions.queries.editions import edition_entries, latest_edition, rows_of
from services.recognition.editions.queries.gone import refuse_after_loss, refuse_correction_after_loss
from services.recognition.editions.queries.requests import wishes_met
from services.recognition.editions.rules.canonical import canonical, digest, pack
from services.recognition.editions.rules.entries import Entry
from services.recognition.editions.rules.rows import ordered
from services.recognition.editions.tables import edition as edition_table
from services.recognition.editions.tables import edition_basis
from services.recognition.oversight.handlers.alerts import look_everywhere
from services.recognition.oversight.handlers.audits import draw_sample
from shared.clock import end_of_day
from shared.transaction import Refused, Transaction


def publish_edition(command: PublishEdition, tx: Transaction, method: scoring.Method = scoring.CURRENT) -> str:
    """Publish a quarter's edition, from its fifteenth day after the quarter on. Returns its number."""
    as_of, name = quarter_end(command.number), name_of(command.number)
    if tx.now < opens(as_of):
        day = as_of + EMBARGO
        raise Refused("number", "Edition {number} may be published from 10:00 on {day}", number=name, day=day)
    if tx.session.get(Edition, command.number) is not None:
        raise Refused("number", "Edition {number} is published already", number=name)
    refuse_after_loss(tx.session, command.number)
    newest = latest_edition(tx.session)
    if newest is not None and newest.as_of > as_of:
        raise Refused("number", "A later edition is published already; editions go forward only")
    edition = Edition(
        number=command.number,
        as_of=as_of,
        known_at=end_of_day(as_of),
        published_at=tx.now,
        published_by=tx.actor.account,
        method=method.name,
        fingerprint=method.fingerprint,
        digest="",
        rows=b"",
    )
    _publish(edition, edition_entries(tx.session, edition), tx)
    draw_sample(edition.number, tx)
    look_everywhere(tx)
    return edition.number


def correct_edition(command: CorrectEdition, tx: Transaction) -> str:
    """Publish a correction: same T and basis, known now; only voided or corrected facts change. Returns its number."""
    refuse_correction_after_loss(tx.session, command.number)
    original = tx.session.get(Edition, command.number.split(".")[0])
    newest = latest_edition(tx.session)
    if original is None or newest is None:
        raise Refused("number", "There is no edition {number}", number=command.number)
    if newest.as_of != original.as_of:
        raise Refused("number", "Only the newest edition can be corrected; earlier ones stay as they were published")
    if not command.note.strip():
        raise Refused("note", "Say what was corrected")
    count = sa.select(sa.func.count()).where(edition_table.c.corrects == original.number)
    number = f"{original.number}.{(tx.session.scalar(count) or 0) + 1}"
    if command.expected not in ("", number):
        raise Refused("", "Another correction was published meanwhile; look through this one")
    edition = Edition(
        number=number,
        as_of=original.as_of,
        known_at=tx.now,
        published_at=tx.now,
        published_by=tx.actor.account,
        method=original.method,
        fingerprint=original.fingerprint,
        digest="",
        rows=b"",
        corrects=original.number,
        note=command.note.strip(),
        asked=0,
    )
    entries = edition_entries(tx.session, edition)
    _check_read(entries, newest, command.digest)
    wished = wishes_met(tx.session, edition, entries, newest)
    edition.asked = len(wished)
    _publish(edition, entries, tx)
    carry_out_requests(edition, wished, tx)
    return edition.number


def _check_read(entries: list[Entry], newest: Edition, read: str) -> None:
    """Refuse what is another correction than the editor looked at, and one that changes no public row."""
    rows = [entry.row for entry in entries if entry.row]
    if read and read != digest(canonical(rows, "")):
        raise Refused("", "The correction would say something else now; look through it again")
    if ordered(rows) == ordered(rows_of(newest)):
        raise Refused("", "There is nothing to correct: every public row would stay as it was published")


def _publish(edition: Edition, entries: list[Entry], tx: Transaction) -> None:
    shown = [entry.row for entry in entries if entry.row]
    edition.salt = secrets.token_hex(32)
    edition.rows = canonical(shown, edition.salt)
    edition.digest = digest(edition.rows)
    tx.add(edition)
    tx.session.flush()
    if rows := [_basis_row(edition, entry) for entry in entries]:
        tx.session.execute(sa.insert(edition_basis), rows)
    look_over(tx, takes=edition.corrects is not None)  # what was mistaken is not answered once more
    listed = listings(tx)
    for row in shown:
        if row.group in listed and listed[row.group].withdrawn_on is None:
            tx.publish(listed[row.group].publish(edition.reference))
    tx.publish(edition.published(len(shown)))


def _basis_row(edition: Edition, entry: Entry) -> dict[str, object]:
    """What is kept inside: `tier` is the one that was shown."""
    return {
        "edition": edition.number,
        "group": entry.group,
        "taken_in": entry.taken_in,
        "raw_tier": entry.standing.raw_tier if entry.basis else -1,
        "tier": entry.row.tier if entry.row else "",
        "basis": pack(entry.basis),
    }


def due_editions(session: Session, today: datetime.date) -> Iterator[str]:
    """Quarters that may be published and are not, oldest first, from the newest edition on."""
    newest = latest_edition(session)
    if newest is None:
        return
    day = newest.as_of
    while True:
        day = quarter_end(number_of(day + datetime.timedelta(days=1)))
        if day + EMBARGO > today:
            return
        yield number_of(day)
