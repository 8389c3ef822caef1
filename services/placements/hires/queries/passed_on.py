"""Whether what was recorded of a hire has left for the others: what placements itself knows of the way to the board."""

import datetime
from collections.abc import Collection

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.schema import metadata

SENT, WAITS, REFUSED, NOTHING = "sent", "waits", "refused", "nothing"


class PassedOn(msgspec.Struct, frozen=True, kw_only=True):
    """`at`: when the newest of it was recorded; waiting since then at the longest."""

    state: str
    at: datetime.datetime | None = None


def passed_on(session: Session, placements: Collection[str]) -> dict[str, PassedOn]:
    """Of each of these hires; what is not counted has nothing to be passed on."""
    box = metadata.tables["outbox"].c
    waiting, refused = box.stream_seq.is_(None), box.refused.is_not(None)
    query = sa.select(
        box.aggregate_id,
        sa.func.max(box.recorded_at).label("at"),
        sa.func.count().filter(waiting).label("waiting"),
        sa.func.count().filter(refused).label("refused"),
    )
    rows = session.execute(query.where(box.aggregate_id.in_(list(placements))).group_by(box.aggregate_id))
    found = {row.aggregate_id: PassedOn(state=_state(row.waiting, row.refused), at=row.at) for row in rows}
    return {one: found.get(one, PassedOn(state=NOTHING)) for one in placements}


def _state(waiting: int, refused: int) -> str:
    return REFUSED if refused else WAITS if waiting else SENT
