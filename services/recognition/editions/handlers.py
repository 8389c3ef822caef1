"""What an edition must know of facts that come after it."""

from collections.abc import Sequence

import sqlalchemy as sa

from services.recognition.editions.tables import edition as editions
from services.recognition.standing.tables import (
    late_fact,
)
from shared.events import Event
from shared.transaction import Transaction


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
