"""Cases about files that may be one person's: each owner sees its own file, and of the other only what both agreed on."""

import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.intake.access.tables import organisation as organisations
from services.intake.candidates.model.people import ONE, OPEN, MergeCase
from services.intake.candidates.tables import candidate as files
from services.intake.candidates.tables import merge_case
from shared.auth import Actor
from web.lists import By, Page, page_of


class CaseLine(msgspec.Struct, frozen=True, kw_only=True):
    """One case as the owner of `candidate` sees it. `other_*` is empty until both say that it is one person."""

    id: str
    candidate: str
    case_code: str
    opened_on: datetime.date
    says: str
    other_says: str
    outcome: str
    similar: bool
    """Names that are alike and not the same, or one telephone."""
    counts_as_one: bool
    within: bool
    """Both files are the own centre's, which speaks for both."""
    other_code: str = ""
    other_centre: str = ""


def cases(session: Session, actor: Actor, after: str = "") -> Page[CaseLine]:
    """Of the actor's organisation, a page at a time, what waits for its word first."""
    order = (By(merge_case.c.outcome), By(merge_case.c.id, falling=True))
    return page_of(session, _cases(actor), order, after).of(lambda row: _line(row, actor, ""))


def cases_about(session: Session, actor: Actor, candidate: str) -> list[CaseLine]:
    """All of one file."""
    case = merge_case.c
    query = _cases(actor).where(sa.or_(case.first == candidate, case.second == candidate))
    rows = session.execute(query.order_by(case.outcome, case.id.desc())).mappings()
    return [line for line in (_line(row, actor, candidate) for row in rows) if line.candidate == candidate]


def _cases(actor: Actor) -> sa.Select[Any]:
    first, second = files.alias("first_file"), files.alias("second_file")
    centre, other_centre = organisations.alias("centre"), organisations.alias("other_centre")
    case = merge_case.c
    query = sa.select(
        merge_case,
        *_of(first, centre, "first"),
        *_of(second, other_centre, "second"),
    ).select_from(
        merge_case.join(first, first.c.id == case.first)
        .join(second, second.c.id == case.second)
        .join(centre, centre.c.id == first.c.organisation)
        .join(other_centre, other_centre.c.id == second.c.organisation)
    )
    mine = sa.or_(first.c.organisation == actor.organisation, second.c.organisation == actor.organisation)
    return query.where(mine)


def waiting(session: Session, organisation: str | None) -> list[MergeCase]:
    """Undecided cases about a file of this organisation of which it has not spoken, the oldest first."""
    row, case = files.c, merge_case.c
    mine = sa.select(row.id).where(row.organisation == organisation)
    silent = sa.or_(
        sa.and_(case.first.in_(mine), case.first_says == OPEN),
        sa.and_(case.second.in_(mine), case.second_says == OPEN),
    )
    return list(session.scalars(sa.select(MergeCase).where(case.outcome == OPEN, silent).order_by(case.id)))


def _of(file: Any, centre: Any, which: str) -> tuple[Any, ...]:
    return (
        file.c.organisation.label(f"{which}_organisation"),
        file.c.case_code.label(f"{which}_code"),
        file.c.person.label(f"{which}_person"),
        centre.c.name.label(f"{which}_centre"),
    )


def _line(row: Any, actor: Actor, candidate: str) -> CaseLine:
    """Seen from the own file; where both are, from the one asked for or the older one."""
    within = row["first_organisation"] == row["second_organisation"]
    own = "first" if row["first_organisation"] == actor.organisation else "second"
    if within and candidate:
        own = "first" if row["first"] == candidate else "second"
    other = "second" if own == "first" else "first"
    seen = {"other_code": row[f"{other}_code"], "other_centre": row[f"{other}_centre"]}
    return CaseLine(
        id=row["id"],
        candidate=row[own],
        case_code=row[f"{own}_code"],
        opened_on=row["opened_on"],
        says=row[f"{own}_says"],
        other_says=row[f"{other}_says"],
        outcome=row["outcome"],
        similar=row["similar"],
        counts_as_one=row["first_person"] == row["second_person"],
        within=within,
        **seen if within or row["outcome"] == ONE else {},
    )
