"""Which employers asked for a correction of what an edition says of them."""

import datetime
from collections.abc import Iterable, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import Edition
from services.recognition.editions.rules.canonical import pack
from services.recognition.editions.rules.entries import Entry
from services.recognition.editions.tables import correction_request, edition_basis


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request, for the editors."""

    id: str
    group: str
    asked_on: datetime.date
    asked_as: str
    used_in: str | None


def requests_for(session: Session, number: str) -> Sequence[Asked]:
    """What employers asked to be put right in this quarterly edition, oldest first."""
    table = correction_request.c
    query = sa.select(table.id, table.group, table.asked_on, table.asked_as, table.used_in)
    rows = session.execute(query.where(table.edition == number).order_by(table.asked_on, table.id))
    return [Asked(**row._mapping) for row in rows]


def groups_that_asked(session: Session, of: Edition) -> set[str]:
    """Of a published correction those whose request it carries out; of one not published yet, all that still wait."""
    if of.corrects is None:
        return set()
    carried_out = None if sa.inspect(of).transient else of.number
    return {one.group for one in requests_for(session, of.corrects) if one.used_in == carried_out}


def wishes_met(session: Session, of: Edition, entries: Iterable[Entry], newest: Edition) -> set[str]:
    """Groups that asked, and of which this correction shows other people than the newest edition of its quarter."""
    asked, table = groups_that_asked(session, of), edition_basis.c
    query = sa.select(table.group, table.basis).where(table.edition == newest.number, table.group.in_(sorted(asked)))
    before = {group: bytes(basis) for group, basis in session.execute(query)}
    return {one.group for one in entries if one.group in asked and pack(one.basis) != before.get(one.group)}
