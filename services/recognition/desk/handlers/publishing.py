"""Publishing an edition: every listable group by the rules of `editions`, slice by slice, out all at once, one digest."""

import datetime
import secrets
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.desk.commands import CorrectEdition, PublishEdition
from services.recognition.desk.handlers.stages import carry_through
from services.recognition.desk.queries.checklist import opens
from services.recognition.editions.model import EMBARGO, Edition, Publication, name_of, number_of, quarter_end
from services.recognition.editions.queries.editions import latest_edition
from services.recognition.editions.queries.gone import refuse_after_loss, refuse_correction_after_loss
from services.recognition.editions.queries.under_way import are_few, how_many, under_way
from services.recognition.editions.tables import edition as edition_table
from services.recognition.editions.tables import publication
from services.recognition.standing.tables import late_fact
from shared.clock import end_of_day
from shared.database import DERIVED
from shared.transaction import Refused, Transaction


def publish_edition(command: PublishEdition, tx: Transaction, method: scoring.Method = scoring.CURRENT) -> str:
    """Publish a quarter's edition, from its fifteenth day after the quarter on.

    Returns its number once it is out, and nothing where so many groups are in it that `desk/worker.py` goes on with it.
    """
    begin_edition(command, tx, method)
    return _out(command.number, tx)


def correct_edition(command: CorrectEdition, tx: Transaction) -> str:
    """Publish a correction: same T and basis, known now; only voided or corrected facts change. Returns as above."""
    return _out(begin_correction(command, tx), tx)


def publish_whole(command: PublishEdition, tx: Transaction, method: scoring.Method = scoring.CURRENT) -> None:
    """The same in this transaction, however many are in it: where nobody else writes, as for the sample."""
    begin_edition(command, tx, method)
    carry_through(tx)


def correct_whole(command: CorrectEdition, tx: Transaction) -> None:
    begin_correction(command, tx)
    carry_through(tx)


def _out(number: str, tx: Transaction) -> str:
    if not are_few(tx.session):
        return ""
    carry_through(tx)
    return number


def begin_edition(command: PublishEdition, tx: Transaction, method: scoring.Method = scoring.CURRENT) -> None:
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
    _begin(
        Publication(
            number=command.number,
            as_of=as_of,
            known_at=end_of_day(as_of),
            begun_at=tx.now,
            begun_by=tx.actor.account,
            method=method.name,
            fingerprint=method.fingerprint,
            salt=secrets.token_hex(32),
        ),
        tx,
    )


def begin_correction(command: CorrectEdition, tx: Transaction) -> str:
    """Returns the number that the correction gets."""
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
    _begin(
        Publication(
            number=number,
            as_of=original.as_of,
            known_at=tx.now,
            begun_at=tx.now,
            begun_by=tx.actor.account,
            method=original.method,
            fingerprint=original.fingerprint,
            salt=secrets.token_hex(32),
            corrects=original.number,
            note=command.note.strip(),
            read=command.digest,
        ),
        tx,
    )
    return number


def _begin(at: Publication, tx: Transaction) -> None:
    """From here on, what arrives is late for it. A batch that is being taken at this moment comes before or after."""
    if (other := under_way(tx.session)) is not None:
        raise Refused("", "Edition {number} is being published; wait until it is out", number=name_of(other.number))
    inbox = tx.metadata.tables[f"{DERIVED}.checkpoint"]
    tx.session.execute(sa.update(inbox).values(stream_seq=inbox.c.stream_seq))
    tx.session.execute(sa.delete(publication))
    tx.session.execute(sa.delete(late_fact).where(late_fact.c.edition == at.number))  # of one that came to nothing
    at.of = how_many(tx.session)
    tx.add(at)
    tx.session.flush()


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
