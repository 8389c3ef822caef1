"""Which employers asked for a correction of what an edition says of them."""

import datetime
from collections.abc import Collection, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.editions.model import Edition
from services.recognition.editions.tables import correction_request, edition_basis


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request, for the editors."""

    id: str
    group: str
    asked_on: datetime.date
    asked_as: str
    noted_at: datetime.datetime
    used_in: str | None


def requests_for(session: Session, number: str) -> Sequence[Asked]:
    """What employers asked to be put right in this quarterly edition, oldest first."""
    table = correction_request.c
    query = sa.select(table.id, table.group, table.asked_on, table.asked_as, table.noted_at, table.used_in)
    rows = session.execute(query.where(table.edition == number).order_by(table.asked_on, table.id))
    return [Asked(**row._mapping) for row in rows]


def groups_that_asked(session: Session, of: Edition) -> set[str]:
    """Of a published correction those whose request it carries out; of one not published yet, all that still wait."""
    if of.corrects is None:
        return set()
    if not sa.inspect(of).transient:
        return {one.group for one in requests_for(session, of.corrects) if one.used_in == of.number}
    waiting = (one for one in requests_for(session, of.corrects) if one.used_in is None)
    return {one.group for one in waiting if one.noted_at <= of.known_at}


def wishes_met(session: Session, of: Edition, newest: Edition) -> set[str]:
    """Groups that asked, and of which this correction keeps other people than the newest edition of its quarter."""
    asked = sorted(groups_that_asked(session, of))
    before, now = (_bases(session, number, asked) for number in (newest.number, of.number))
    return {group for group, basis in now.items() if basis != before.get(group)}


def _bases(session: Session, number: str, groups: Collection[str]) -> dict[str, bytes]:
    table = edition_basis.c
    query = sa.select(table.group, table.basis).where(table.edition == number, table.group.in_(groups))
    return {group: bytes(basis) for group, basis in session.execute(query)}
