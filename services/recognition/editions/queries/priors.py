"""What earlier editions published of a group: the basis the next one stands on, and the tiers it remembers."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.editions.model import Edition
from services.recognition.editions.people import Prior
from services.recognition.editions.rules.canonical import unpack
from services.recognition.editions.tables import edition_basis
from services.recognition.standing.queries.facts import chunks


class EarlierEdition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition in the line of those before another."""

    number: str
    as_of: datetime.date
    corrects: str | None
    method: str


def priors_of(
    session: Session, groups: Collection[str], of: Edition, before: Sequence[EarlierEdition]
) -> dict[str, Prior]:
    """What the editions before this one published, per group; a correction stands on the edition it corrects."""
    table = edition_basis.c
    own: dict[str, dict[str, Any]] = defaultdict(dict)
    for some in chunks(sorted(groups), 500):
        query = sa.select(table.group, table.edition, table.taken_in, table.raw_tier).where(table.group.in_(some))
        for row in session.execute(query):
            own[row.group][row.edition] = row
    rests = {group: number for group, rows in own.items() if (number := _rests_on(rows, before, of))}
    bodies = _bodies(session, rests)
    return {
        group: Prior(
            basis=unpack(bodies[group]),
            taken_in=own[group][number].taken_in,
            editions_on_it=_editions_since(own[group][number].taken_in, before, of),
            raw_tiers=_memory(own[group], before, of),
        )
        for group, number in rests.items()
    }


def _rests_on(rows: Collection[str], before: Sequence[EarlierEdition], of: Edition) -> str | None:
    """The edition whose basis is the last published one; for a correction only one of the same T will do."""
    wanted = (one.number for one in before if (one.as_of == of.as_of) == bool(of.corrects))
    return next((number for number in wanted if number in rows), None)


def _bodies(session: Session, rests: Mapping[str, str]) -> dict[str, bytes]:
    """The kept basis of each group in the edition named for it."""
    table, groups = edition_basis.c, defaultdict[str, list[str]](list)
    for group, number in rests.items():
        groups[number].append(group)
    found: dict[str, bytes] = {}
    for number, some in groups.items():
        for part in chunks(sorted(some), 500):
            query = sa.select(table.group, table.basis).where(table.edition == number, table.group.in_(part))
            found.update({group: bytes(basis) for group, basis in session.execute(query)})
    return found


def _editions_since(taken_in: str, before: Sequence[EarlierEdition], of: Edition) -> int:
    taken = next(one.as_of for one in before if one.number == taken_in)
    return sum(1 for one in before if one.corrects is None and taken <= one.as_of < of.as_of)


def _memory(rows: Mapping[str, Any], before: Sequence[EarlierEdition], of: Edition) -> tuple[int, ...]:
    """Raw tiers of the last three quarter-ends that have an edition, each by its newest correction."""
    remembered: dict[datetime.date, int] = {}
    quarters = set(scoring.quarter_ends(of.as_of))
    for one in before:
        if one.as_of in quarters and one.number in rows:
            remembered.setdefault(one.as_of, rows[one.number].raw_tier)
    return tuple(remembered.values())
