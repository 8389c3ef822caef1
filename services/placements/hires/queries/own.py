"""A person's own work: the hires, the questions that are open, and what everybody said."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.follow_up import ASKED
from services.placements.hires.tables import follow_up, follow_up_answer, placement
from services.placements.known.tables import known_employer, named_employer
from services.placements.referrals.tables import referral
from shared.auth import Actor
from shared.sealing import Gone, Sealer


class OwnHire(msgspec.Struct, frozen=True, kw_only=True):
    """One of the person's own jobs; `asked` is the milestone of the question that is open now."""

    id: str
    employer_name: str
    role: str
    start: datetime.date
    state: str
    last_day: datetime.date | None
    asked: int | None


def own_hires(session: Session, actor: Actor) -> list[OwnHire]:
    """Of whoever came in by a code, the newest first; what was taken back as a mistake is not there."""
    box = placement.c
    joined = placement.outerjoin(known_employer, known_employer.c.employer == box.employer)
    joined = joined.outerjoin(named_employer, named_employer.c.employer == box.employer)
    name = sa.func.coalesce(known_employer.c.name, named_employer.c.name, "").label("employer_name")
    open_ = sa.select(sa.func.max(follow_up.c.milestone)).where(
        follow_up.c.placement == box.id, follow_up.c.state == ASKED
    )
    columns = [box.id, name, box.role, box.start, box.state, box.last_day, open_.scalar_subquery().label("asked")]
    mine = sa.and_(box.candidate == actor.account, box.state != "voided")
    rows = session.execute(
        sa.select(*columns).select_from(joined).where(mine).order_by(box.start.desc(), box.id.desc())
    )
    return [OwnHire(**row._mapping) for row in rows]


class OwnWords(msgspec.Struct, frozen=True, kw_only=True):
    """What an employer wrote for the person about an application."""

    referral: str
    employer_name: str
    text: str


def own_words(session: Session, sealer: Sealer, actor: Actor) -> list[OwnWords]:
    """Of every employer that wrote something, the newest first."""
    box, by = referral.c, known_employer.c
    joined = referral.outerjoin(known_employer, by.employer == box.employer)
    mine = sa.and_(box.candidate == actor.account, box.sealed_text.is_not(None))
    query = sa.select(box.id, by.name, box.sealed_text).select_from(joined).where(mine).order_by(box.id.desc())
    rows = [(row, _opened(sealer, row.id, row.sealed_text)) for row in session.execute(query)]
    return [OwnWords(referral=row.id, employer_name=row.name or "", text=text) for row, text in rows if text]


def _opened(sealer: Sealer, key: str, sealed: str | None) -> str:
    try:
        return sealer.open(sealed, f"referral/text/{key}") if sealed else ""
    except Gone:
        return ""


def own_file(session: Session, sealer: Sealer, actor: Actor) -> dict[str, Any]:
    """Everything kept here about the person, as it is kept; who acted is an account, not a name."""
    words = {each.referral: each.text for each in own_words(session, sealer, actor)}
    mine = placement.c.candidate == actor.account
    keys = sa.select(placement.c.id).where(mine)
    return {
        "hires": _rows(session, placement, mine),
        "questions": _rows(session, follow_up, follow_up.c.placement.in_(keys)),
        "answers": _rows(session, follow_up_answer, follow_up_answer.c.placement.in_(keys)),
        "applications": [
            {**row, "text": words.get(row["id"], "")}
            for row in _rows(session, referral, referral.c.candidate == actor.account)
        ],
    }


HIDDEN = ("by_name", "sealed_text", "staff_reference", "person", "recorded_by")
"""Names of staff, an employer's own numbers, our references; what an employer wrote for the person is opened."""


def _rows(session: Session, table: sa.Table, where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in HIDDEN]
    return [dict(row._mapping) for row in session.execute(sa.select(*columns).where(where).order_by(table.c.id))]
