"""Who has how many cases: for a team lead; and who is away, with whom their cases are."""

import datetime
from collections import defaultdict
from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access.queries.staff import names_of, officers_of
from services.intake.guidance import tables
from services.intake.guidance.queries.cases import GROUPS, OWNER, CaseCounts, cases, group_on, stand_ins
from shared.auth import Actor
from shared.readers.collation import in_order
from shared.sealing import Sealer
from shared.validity import lasts


class OfficerLoad(msgspec.Struct, frozen=True, kw_only=True):
    account: str
    name: str
    is_here: bool
    """Works with people of this organisation; otherwise has left, and the cases wait for a new owner."""
    counts: CaseCounts
    stand_in: str = ""
    """Who has the cases today, by name."""


class AbsenceLine(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    account: str
    name: str
    stands_in: str
    stands_in_name: str
    begins: datetime.date
    ends: datetime.date | None
    is_live: bool


def loads(session: Session, sealer: Sealer, actor: Actor, day: datetime.date, lang: str = "bg") -> list[OfficerLoad]:
    """By officer: first those who left, then those with most that is overdue, then by the alphabet."""
    here = {each.account: each.name for each in officers_of(session, sealer, actor.organisation, lang)}
    counted = _counted(session, actor, day)
    away = stand_ins(session, actor.organisation, day)
    names = here | names_of(session, sealer, {*counted, *away.values()} - here.keys())
    found = [
        OfficerLoad(
            account=account,
            name=names.get(account, ""),
            is_here=account in here,
            counts=CaseCounts(**counted.get(account, {})),
            stand_in=names.get(away.get(account, ""), ""),
        )
        for account in dict.fromkeys((*here, *counted))
    ]
    return sorted(in_order(found, lambda one: one.name, lang), key=lambda one: (one.is_here, -one.counts.overdue))


def _counted(session: Session, actor: Actor, day: datetime.date) -> Mapping[str, dict[str, int]]:
    """How many of each group, by owner."""
    group, owner = group_on(day).label("group"), OWNER.label("owner")
    query = cases(actor.organisation, owner, group, sa.func.count().label("number")).group_by(owner, group)
    names, found = {rank: name for name, rank in GROUPS.items()}, defaultdict[str, dict[str, int]](dict)
    for row in session.execute(query):
        found[row.owner][names[row.group]] = row.number
    return found


def without_owner(session: Session, sealer: Sealer, actor: Actor, day: datetime.date) -> int:
    """How many people look for work whose officer has left."""
    return sum(one.counts.open for one in loads(session, sealer, actor, day) if not one.is_here)


def absences(session: Session, sealer: Sealer, actor: Actor, day: datetime.date) -> list[AbsenceLine]:
    """Those that last or are still to come, the soonest first."""
    row = tables.stand_in.c
    mine = sa.and_(row.organisation == actor.organisation, lasts(row.ends, day))
    rows = session.execute(sa.select(tables.stand_in).where(mine).order_by(row.begins, row.id)).all()
    names = names_of(session, sealer, {one for each in rows for one in (each.account, each.stands_in)})
    return [
        AbsenceLine(
            id=each.id,
            account=each.account,
            name=names.get(each.account, ""),
            stands_in=each.stands_in,
            stands_in_name=names.get(each.stands_in, ""),
            begins=each.begins,
            ends=each.ends,
            is_live=each.begins <= day,
        )
        for each in rows
    ]
