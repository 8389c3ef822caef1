"""The person's own door: whose file it is, and what people asked the centre for."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.candidates import tables as candidates
from services.intake.keyring import KeyRing
from services.intake.rights import tables as own
from shared.auth import Actor
from shared.sealing import Sealer
from shared.transaction import Missing


class WishLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing somebody asked for, opened for the centre."""

    id: str
    candidate: str
    case_code: str
    name: str
    kind: str
    words: str
    made_on: datetime.date
    due_on: datetime.date
    done_on: datetime.date | None
    outcome: str


def as_centre(session: Session, actor: Actor) -> Actor:
    """The person's session with the centre's view of this one file. Raises Missing where it was erased."""
    row = candidates.candidate.c
    organisation = session.scalar(sa.select(row.organisation).where(row.id == actor.account, row.name != ""))
    if organisation is None:
        raise Missing("own data")
    return msgspec.structs.replace(actor, organisation=organisation)


def own_wishes(session: Session, keys: KeyRing, candidate: str) -> list[dict[str, Any]]:
    """Everything the person asked for, the newest first."""
    row, sealer = own.data_request.c, keys.sealers([candidate]).get(candidate)
    rows = session.execute(sa.select(own.data_request).where(row.candidate == candidate).order_by(row.id.desc()))
    return [
        {**each._mapping, "words": sealer.open(each.words, f"wish.words.{each.id}") if each.words and sealer else ""}
        for each in rows
    ]


def wishes(session: Session, keys: KeyRing, actor: Actor, limit: int = 100) -> list[WishLine]:
    """What people of the own centre ask for: first what waits, the soonest due on top."""
    row, file = own.data_request.c, candidates.candidate.c
    query = sa.select(own.data_request, file.case_code, file.name).join(candidates.candidate, file.id == row.candidate)
    mine = query.where(file.organisation == actor.organisation, file.name != "")
    rows = session.execute(mine.order_by(row.done_on.is_not(None), row.due_on, row.id).limit(limit)).all()
    sealers = keys.sealers({each.candidate for each in rows})
    return [_line(each, sealers.get(each.candidate)) for each in rows]


def _line(row: Any, sealer: Sealer | None) -> WishLine:
    facts = {name: row._mapping[name] for name in WishLine.__struct_fields__}
    words = sealer.open(row.words, f"wish.words.{row.id}") if row.words and sealer else ""
    name = sealer.open(row.name, f"candidate.name.{row.candidate}") if sealer else ""
    return WishLine(**{**facts, "words": words, "name": name})
