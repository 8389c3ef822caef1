"""How far recognition is with hires that an office recorded: heard of, waiting for day 120, counted or not, and why."""

import datetime
from collections.abc import Collection, Mapping

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition import scoring
from services.recognition.oversight.tables import recorder
from services.recognition.schema import metadata
from services.recognition.standing.queries.facts import facts_of, groups_of_placements
from shared.database import DERIVED

ASIDE, UNHEARD = "aside", "unheard"


class Counting(msgspec.Struct, frozen=True, kw_only=True):
    """One hire: `state` is `aside` (could not be taken), `unheard`, or the outcome of its line in the standing."""

    placement: str
    state: str
    line: scoring.Line | None = None


def counting(session: Session, organisation: str, placements: Collection[str], today: datetime.date) -> list[Counting]:
    """Of these, in their order; what another office recorded looks as if nobody had heard of it."""
    own = sa.select(recorder.c.placement).where(recorder.c.organisation == organisation)
    known = set(session.scalars(own.where(recorder.c.placement.in_(list(placements)))))
    letters = metadata.tables[f"{DERIVED}.dead_letter"].c.aggregate_id
    aside = set(session.scalars(sa.select(letters).where(letters.in_(list(placements)))))
    lines = _lines(session, known, today)
    return [_counting(one, one in aside, lines) for one in placements]


def _counting(placement: str, aside: bool, lines: Mapping[str, scoring.Line]) -> Counting:
    line = lines.get(placement)
    state = ASIDE if aside else line.outcome if line else UNHEARD
    return Counting(placement=placement, state=state, line=line)


def _lines(session: Session, placements: Collection[str], today: datetime.date) -> dict[str, scoring.Line]:
    """Each in the group that its employer belonged to when it began."""
    groups = groups_of_placements(session, placements)
    return {
        line.placement: line
        for group, facts in facts_of(session, groups).items()
        for line in scoring.lines(facts, group, today, method=scoring.CURRENT)
        if line.placement in placements
    }
