"""What an edition must know of facts that come after it, and which employers asked that it be put right."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from services.recognition.editions.commands import NoteCorrectionRequest
from services.recognition.editions.model import Edition
from services.recognition.editions.queries.editions import edition_numbered, latest_edition
from services.recognition.editions.queries.requests import requests_for
from services.recognition.editions.tables import correction_request, edition_basis
from services.recognition.editions.tables import edition as editions
from services.recognition.standing.tables import late_fact
from shared.clock import SOFIA
from shared.events import Event
from shared.message import new_id
from shared.transaction import Refused, Transaction


def note_late_facts(events: Sequence[Event], tx: Transaction) -> None:
    """Note what was recorded before an edition's K and arrives after its publication, so that it still verifies."""
    messages = [tx.envelope(event) for event in events]
    oldest = min(message.recordedtime for message in messages)
    query = sa.select(editions.c.number, editions.c.known_at).where(editions.c.known_at >= oldest)
    rows = [
        {"edition": number, "event_id": message.id, "noticed_at": tx.now}
        for number, known_at in tx.session.execute(query).all()
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


def carry_out_requests(correction: Edition, groups: Collection[str], tx: Transaction) -> None:
    """This correction puts right what these groups asked for; what they ask for later is another request."""
    table = correction_request.c
    wait = sa.and_(table.edition == correction.corrects, table.used_in.is_(None))
    for group in groups:
        tx.session.execute(
            sa.update(correction_request).where(wait, table.group == group).values(used_in=correction.number)
        )
