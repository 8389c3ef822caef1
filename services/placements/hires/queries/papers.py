"""Papers that end: whose right to work runs out while they work, or are to be placed."""

import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.placement import ACTIVE
from services.placements.hires.queries.hires import employer_names, with_employers
from services.placements.hires.tables import placement
from services.placements.known.tables import known_candidate, known_person
from shared.auth import Actor
from shared.events.intake.people import PAPER_REMINDERS


class EndingPaper(msgspec.Struct, frozen=True, kw_only=True):
    case_code: str
    until: datetime.date
    """The last day on which the person may work."""
    hire: str | None
    employer_name: str
    employer_name_en: str


def ending_papers(session: Session, actor: Actor, today: datetime.date) -> list[EndingPaper]:
    """Of the organisation's people who work or are ready, the first to end first, all of them; a renewed paper is not there."""
    file, told, hire = known_candidate.c, known_person.c, placement.c
    joined = known_candidate.join(known_person, told.candidate == file.candidate)
    job = placement.alias("job").c
    works = sa.and_(job.candidate == file.candidate, job.state == ACTIVE, job.organisation == file.organisation)
    latest = sa.select(sa.func.max(job.id)).where(works).scalar_subquery()
    joined = joined.outerjoin(placement, hire.id == latest)
    ready = sa.and_(file.withdrawn_on.is_(None), told.may_work_until >= today)
    soon = told.may_work_until <= today + datetime.timedelta(days=max(PAPER_REMINDERS))
    columns = (file.case_code, told.may_work_until.label("until"), hire.id.label("hire"), *employer_names())
    query = sa.select(*columns).select_from(with_employers(joined))
    mine = sa.and_(file.organisation == actor.organisation, file.merged_into.is_(None), soon)
    rows = session.execute(query.where(mine, sa.or_(ready, hire.id.is_not(None))).order_by(told.may_work_until))
    return [EndingPaper(**row) for row in rows.mappings()]
