"""Everything said about one hire and everything done to it, newest first."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.follow_up import AT_WORK, OFFICER
from services.placements.hires.queries.hires import scope
from services.placements.hires.tables import follow_up_answer, placement, placement_revision
from services.placements.tools import signed_by
from shared.auth import Actor
from shared.sealing import Sealer


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    milestone: int | None
    answer: str
    checked_on: datetime.date
    last_day: datetime.date | None
    reason: str | None
    evidence: int
    party: str
    by_name: str
    at: datetime.datetime
    applied: bool

    @property
    def is_correctable(self) -> bool:
        """The service's own "at work": it may have pressed the wrong line."""
        return self.applied and (self.party, self.answer) == (OFFICER, AT_WORK)


class RevisionRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    rev: int
    at: datetime.datetime
    by_name: str
    facts: dict[str, Any]

    @property
    def start(self) -> datetime.date:
        return datetime.date.fromisoformat(self.facts["start"])


def answers(session: Session, actor: Actor, reference: str, sealer: Sealer) -> list[AnswerRow]:
    """Everything anybody said, newest first."""
    said = follow_up_answer.c
    columns = [said[name] for name in AnswerRow.__struct_fields__]
    query = sa.select(*columns).join(placement, placement.c.id == said.placement)
    rows = session.execute(
        query.where(scope(actor), placement.c.id == reference).order_by(said.at.desc(), said.id.desc())
    )
    return [AnswerRow(**_signed(row, sealer)) for row in rows.mappings()]


def history(session: Session, actor: Actor, reference: str, sealer: Sealer) -> list[RevisionRow]:
    done = placement_revision.c
    columns = [done[name] for name in RevisionRow.__struct_fields__]
    query = sa.select(*columns).join(placement, placement.c.id == done.placement)
    rows = session.execute(
        query.where(scope(actor), placement.c.id == reference).order_by(done.at.desc(), done.id.desc())
    )
    return [RevisionRow(**_signed(row, sealer)) for row in rows.mappings()]


def _signed(row: Any, sealer: Sealer) -> dict[str, Any]:
    return {**row, "by_name": signed_by(sealer, row["by_name"], row["id"])}
