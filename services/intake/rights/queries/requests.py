"""The person's own door: whose file it is, and what people asked the centre for."""

import datetime
from collections.abc import Mapping
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
from web.lists import By, Page, page_of


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


def wishes(session: Session, keys: KeyRing, actor: Actor, after: str = "") -> Page[WishLine]:
    """What people of the own centre ask for, a page at a time: first what waits, the soonest due on top."""
    row, file = own.data_request.c, candidates.candidate.c
    query = sa.select(own.data_request, file.case_code, file.name).join(candidates.candidate, file.id == row.candidate)
    mine = query.where(file.organisation == actor.organisation, file.name != "")
    order = (By(sa.case((row.done_on.is_not(None), 1), else_=0)), By(row.due_on), By(row.id))
    page = page_of(session, mine, order, after)
    sealers = keys.sealers({each["candidate"] for each in page.rows})
    return page.of(lambda each: _line(each, sealers.get(each["candidate"])))


def _line(row: Mapping[str, Any], sealer: Sealer | None) -> WishLine:
    facts = {name: row[name] for name in WishLine.__struct_fields__}
    words = sealer.open(row["words"], f"wish.words.{row['id']}") if row["words"] and sealer else ""
    name = sealer.open(row["name"], f"candidate.name.{row['candidate']}") if sealer else ""
    return WishLine(**{**facts, "words": words, "name": name})
