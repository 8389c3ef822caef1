"""What an edition must know of facts that come after it, and which employers asked that it be put right."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from services.recognition.editions.commands import NoteCorrectionRequest
from services.recognition.editions.model import Edition, Publication
from services.recognition.editions.queries.editions import edition_numbered, latest_edition
from services.recognition.editions.queries.requests import requests_for
from services.recognition.editions.rules.canonical import pack, row_bytes
from services.recognition.editions.rules.entries import Entry
from services.recognition.editions.rules.rows import Row
from services.recognition.editions.tables import (
    correction_request,
    edition_address,
    edition_basis,
    edition_row,
    publication,
)
from services.recognition.editions.tables import edition as editions
from services.recognition.standing.tables import late_fact
from shared.clock import SOFIA
from shared.events import Event
from shared.message import new_id
from shared.transaction import Refused, Transaction


def note_late_facts(events: Sequence[Event], tx: Transaction) -> None:
    """Note what was recorded before an edition's K and arrives after its publication began, so that it still verifies."""
    messages = [tx.envelope(event) for event in events]
    oldest = min(message.recordedtime for message in messages)
    under_way = publication.c.stage.not_in(("dropped", "refused"))
    made = [
        row
        for table, is_meant in ((editions, sa.true()), (publication, under_way))
        for row in tx.session.execute(
            sa.select(table.c.number, table.c.known_at).where(table.c.known_at >= oldest, is_meant)
        )
    ]
    rows = [
        {"edition": number, "event_id": message.id, "noticed_at": tx.now}
        for number, known_at in dict(made).items()
        for message in messages
        if message.recordedtime <= known_at
    ]
    if rows:
        tx.session.execute(sa.insert(late_fact), rows)


def note_correction_request(command: NoteCorrectionRequest, tx: Transaction) -> str:
    """Note that an employer asked for a correction of the newest quarterly edition. Returns the edition's number."""
    newest = latest_edition(tx.session)
    if newest is None or (newest.corrects or newest.number) != command.number:
        raise Refused("number", "Only the newest edition can be corrected; earlier ones stay as they were published")
    if command.group not in _in_edition(command.number, tx):
        raise Refused("group", "This edition says nothing of that employer")
    if command.asked_on > tx.today:
        raise Refused("asked_on", "{day} has not come yet; today is {today}", day=command.asked_on, today=tx.today)
    published = edition_numbered(tx.session, command.number).published_at.astimezone(SOFIA).date()
    if command.asked_on < published:
        raise Refused(
            "asked_on", "The edition was published on {day}: nobody asked for its correction before", day=published
        )
    if any(one.group == command.group and one.used_in is None for one in requests_for(tx.session, command.number)):
        raise Refused("group", "It is noted already that this employer asked")
    values = {"edition": command.number, "group": command.group, "asked_on": command.asked_on}
    who = {"asked_as": command.asked_as, "noted_by": tx.actor.account, "noted_at": tx.now}
    tx.session.execute(sa.insert(correction_request).values(id=new_id(), **values, **who))
    return command.number


def _in_edition(number: str, tx: Transaction) -> set[str]:
    return set(tx.session.scalars(sa.select(edition_basis.c.group).where(edition_basis.c.edition == number)))


def keep_entries(at: Publication, entries: Collection[Entry], tx: Transaction) -> None:
    """What an edition that is being made says and rests on: nobody reads it before the edition is out."""
    if rows := [kept_row(at.number, entry.row, at.salt) for entry in entries if entry.row]:
        tx.session.execute(sa.insert(edition_row), rows)
    if bases := [_kept_basis(at.number, entry) for entry in entries]:
        tx.session.execute(sa.insert(edition_basis), bases)


def _kept_basis(number: str, entry: Entry) -> dict[str, Any]:
    """What is kept inside: `tier` is the one that was shown."""
    return {
        "edition": number,
        "group": entry.group,
        "taken_in": entry.taken_in,
        "raw_tier": entry.standing.raw_tier if entry.basis else -1,
        "tier": entry.row.tier if entry.row else "",
        "basis": pack(entry.basis),
    }


def drop_some(number: str, most: int, tx: Transaction) -> bool:
    """Forget what was made of an edition that came to nothing, so many rows at a time; False once nothing is left."""
    for table, key in (
        (edition_row, "group"),
        (edition_basis, "group"),
        (late_fact, "event_id"),
        (edition_address, ""),
    ):
        column = table.c[key or "group"]
        mine = table.c.edition == number if key else sa.true()
        some = tx.session.scalars(sa.select(column).where(mine).limit(most)).all()
        if some:
            tx.session.execute(sa.delete(table).where(mine, column.in_(some)))
            return True
    return False


def kept_row(number: str, row: Row, salt: str) -> dict[str, Any]:
    """A row of an edition as it is kept."""
    return {
        "edition": number,
        "group": row.group,
        "town": row.town,
        "sector": row.sector[:1],
        "data": row_bytes(row, salt),
    }


def carry_out_requests(correction: Edition, groups: Collection[str], tx: Transaction) -> None:
    """This correction puts right what these groups asked for; what they ask for later is another request."""
    table = correction_request.c
    wait = sa.and_(table.edition == correction.corrects, table.used_in.is_(None))
    for group in groups:
        tx.session.execute(
            sa.update(correction_request).where(wait, table.group == group).values(used_in=correction.number)
        )
