"""Whom the office still offers for work though another centre has recorded a job that goes on."""

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.placements.hires.model.placement import ACTIVE
from services.placements.hires.tables import placement
from services.placements.known.tables import known_candidate, known_person
from shared.auth import Actor


class AtWorkElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    case_code: str
    """Of the organisation's own file."""


def at_work_elsewhere(session: Session, actor: Actor) -> list[AtWorkElsewhere]:
    """The organisation's ready people whose file counts as one person's with a file that works elsewhere.

    That it is so, and nothing more: neither which centre nor which employer, nor since when.
    """
    file, own, other, job = known_candidate.c, known_person.c, known_person.alias("other"), placement.c
    looks = sa.and_(file.organisation == actor.organisation, file.withdrawn_on.is_(None), file.merged_into.is_(None))
    elsewhere = sa.exists().where(
        other.c.person == own.person,
        job.candidate == other.c.candidate,
        job.organisation != actor.organisation,
        job.state == ACTIVE,
    )
    mine = placement.alias("mine").c
    here = sa.exists().where(mine.candidate == file.candidate, mine.state == ACTIVE)
    joined = known_candidate.join(known_person, own.candidate == file.candidate)
    query = sa.select(file.case_code).select_from(joined).where(looks, elsewhere, ~here)
    rows = session.execute(query.order_by(file.case_code))
    return [AtWorkElsewhere(**row) for row in rows.mappings()]
