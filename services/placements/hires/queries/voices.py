"""Several people speak of one hire: who wants to be called, and where they say different things."""

from typing import Any

import sqlalchemy as sa

from services.placements.hires.model.follow_up import AT_WORK, CALL_ME, LEFT, OFFICER, PERSON
from services.placements.hires.tables import follow_up, follow_up_answer, placement


def said_call_me() -> Any:
    """Whether the person asked, for this question, to be called."""
    said = follow_up_answer.alias("call").c
    return sa.exists().where(said.follow_up == follow_up.c.id, said.party == PERSON, said.answer == CALL_ME)


def said_otherwise() -> Any:
    """Whether one party says that the person left, and another one that the person was at work after that day."""
    gone, there = follow_up_answer.alias("gone").c, follow_up_answer.alias("there").c
    both = sa.and_(gone.placement == placement.c.id, there.placement == placement.c.id, gone.party != there.party)
    return sa.exists().where(both, gone.answer == LEFT, there.answer == AT_WORK, there.checked_on > gone.last_day)


def said_too_early() -> Any:
    """The latest day that the service spoke of at this question, where it lies before the day asked about."""
    said = follow_up_answer.alias("early").c
    own = sa.and_(said.party == OFFICER, said.answer == AT_WORK, said.applied)
    query = sa.select(sa.func.max(said.checked_on))
    return query.where(said.follow_up == follow_up.c.id, own, said.checked_on < follow_up.c.due).scalar_subquery()


def own_answer() -> Any:
    """The latest answer of the service that says the person was at work when, or after, the question fell due."""
    said = follow_up_answer.alias("own").c
    own = sa.and_(said.party == OFFICER, said.answer == AT_WORK, said.applied)
    query = sa.select(said.id).where(said.placement == placement.c.id, own, said.checked_on >= follow_up.c.due)
    return query.order_by(said.at.desc(), said.id.desc()).limit(1).scalar_subquery()
