"""A group's public address: given once, when it is first listed."""

from collections.abc import Sequence

import sqlalchemy as sa

from services.recognition.handlers.facts import note_late_facts
from services.recognition.model import Listing
from services.recognition.queries.groups import group_of, public_group
from services.recognition.queries.profiles import is_participant
from services.recognition.tables import listing
from shared.events import Event
from shared.transaction import Transaction
from web.grammar.latin import slug


def list_group(tx: Transaction, group: str, name: str, name_latin: str) -> None:
    """Give a group its slug if it has none."""
    if tx.session.get(Listing, group) is not None:
        return
    wanted = slug(name_latin or name) or "employer"
    taken = set(tx.session.scalars(sa.select(listing.c.slug).where(listing.c.slug.startswith(wanted))))
    free = next(s for n in range(1, len(taken) + 2) if (s := wanted if n == 1 else f"{wanted}-{n}") not in taken)
    tx.add(Listing(group=group, slug=free, name_latin=name_latin or name, listed_on=tx.today))
    tx.session.flush()


def list_groups(events: Sequence[Event], tx: Transaction) -> None:
    """A participant has its page from its first day: whatever may have made one of a group is looked at."""
    for entity in sorted({getattr(event, "employer", "") for event in events}):
        group = group_of(tx.session, entity, tx.today)
        found = public_group(tx.session, group, tx.today)
        if found is not None and found.listable and is_participant(tx.session, found):
            list_group(tx, group, found.lead.name, found.lead.name_en)


def hear_marks(events: Sequence[Event], tx: Transaction) -> None:
    """Verified, joined, left, closed: late for an edition perhaps, and perhaps the first day of a participant."""
    note_late_facts(events, tx)
    list_groups(events, tx)
