"""Fixed terms whose last day has come: whose job goes on?"""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.contract import COUNTED
from services.placements.hires.model.placement import ACTIVE
from services.placements.hires.model.renewal import MADE_PERMANENT, RENEWED
from services.placements.hires.queries.hires import employer_names, scope, with_employers
from services.placements.hires.tables import follow_up_answer, placement
from shared.auth import Actor


class OverTerm(msgspec.Struct, frozen=True, kw_only=True):
    """A contract that ran until `planned_last_day`, and what its employer said since."""

    placement: str
    case_code: str
    role: str
    start: datetime.date
    planned_last_day: datetime.date
    employer_name: str
    employer_name_en: str
    employer_said: str | None
    """`renewed` or `permanent`."""
    employer_until: datetime.date | None


def over_terms(session: Session, actor: Actor, today: datetime.date) -> list[OverTerm]:
    """Of the organisation or the employer, the oldest first."""
    box, said = placement.c, follow_up_answer.alias("said").c
    newest = sa.select(said.id).where(
        said.placement == box.id, said.answer.in_((RENEWED, MADE_PERMANENT)), said.checked_on >= box.planned_last_day
    )
    newest_ = newest.order_by(said.at.desc(), said.id.desc()).limit(1).scalar_subquery()
    joined = with_employers(placement).outerjoin(follow_up_answer, follow_up_answer.c.id == newest_)
    query = sa.select(
        box.id.label("placement"),
        *(box[name] for name in ("case_code", "role", "start", "planned_last_day")),
        *employer_names(),
        follow_up_answer.c.answer.label("employer_said"),
        follow_up_answer.c.last_day.label("employer_until"),
    ).select_from(joined)
    over = sa.and_(box.state == ACTIVE, box.contract.in_(COUNTED), box.planned_last_day <= today)
    rows = session.execute(query.where(scope(actor), over).order_by(box.planned_last_day, box.id))
    return [OverTerm(**row) for row in rows.mappings()]
