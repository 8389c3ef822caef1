"""A year's awards from its opening to the winners; what people said and how they voted goes after two years."""

import datetime
from collections.abc import Callable, Collection
from typing import Any

import msgspec
import sqlalchemy as sa

from services.recognition.awards import commands
from services.recognition.awards.model import NEXT, leading, may_vote, must_be
from services.recognition.awards.queries.firms import firm_named, firms
from services.recognition.awards.queries.voting import declared_by, nominated_in
from services.recognition.awards.tables import (
    award,
    award_category,
    award_conflict,
    award_year,
    ballot,
    nomination,
    nomination_reason,
)
from services.recognition.board.handlers.turning import invalidate
from shared.events.recognition import AwardGiven
from shared.message import new_id
from shared.retention import Period, timers_of
from shared.transaction import Missing, Refused, Transaction

KEPT = datetime.timedelta(days=730)
PERIODS = tuple(
    Period(kept="24 months", table=table, over=lambda at, table=table: table.c.at < at.now - KEPT)  # type: ignore[misc]
    for table in (ballot, award_conflict, nomination_reason)
)
DAILY = tuple(timers_of(PERIODS))


def open_awards(command: commands.OpenAwards, tx: Transaction) -> None:
    if tx.session.scalar(sa.select(award_year.c.year).where(award_year.c.year == command.year)) is not None:
        raise Refused("year", "The awards of this year were opened before")
    tx.session.execute(sa.insert(award_year).values(year=command.year, state="nominations", opened_on=tx.today))
    invalidate(tx, [], lists=True, down=False)


def add_category(command: commands.AddCategory, tx: Transaction) -> None:
    must_be(_year(command.year, tx).state, "nominations")
    tx.session.execute(sa.insert(award_category).values(id=new_id(), **fields(command)))
    invalidate(tx, [], lists=True, down=False)


def nominate(command: commands.Nominate, tx: Transaction) -> None:
    """Put an employer of the board forward; who does it again writes its reasons anew."""
    category = category_of(command.category, tx)
    if category.year != command.year:
        raise Refused("category", "Choose a category of this year")
    must_be(category.state, "nominations")
    group = firm_named(tx.session, command.employer).group
    same = sa.select(nomination.c.id).where(nomination.c.category == category.id, nomination.c.group == group)
    found = tx.session.scalar(same)
    if found is None:
        found = new_id()
        tx.session.execute(sa.insert(nomination).values(id=found, category=category.id, group=group))
    mine = {"nomination": found, "by": tx.actor.account}
    _replace(nomination_reason, mine, {"reasons": command.reasons.strip(), "at": tx.now}, tx)


def go_on(command: commands.GoOn, tx: Transaction) -> None:
    """Raises Refused at the end, and before anybody is nominated or has voted."""
    year = _year(command.year, tx)
    if year.state not in NEXT:
        raise Refused("", "The awards of this year are closed")
    if command.seen != year.state:
        raise Refused("", "Somebody went on meanwhile. Look at the page again before you do")
    begun = nomination if year.state == "nominations" else ballot
    of_year = sa.select(award_category.c.id).where(award_category.c.year == command.year)
    if tx.session.scalar(sa.select(begun.c.category).where(begun.c.category.in_(of_year)).limit(1)) is None:
        raise Refused("", "Nobody is nominated yet" if begun is nomination else "Nobody has voted yet")
    state = NEXT[year.state]
    closed = {"closed_on": tx.today} if state == "closed" else {}
    changed = sa.update(award_year).where(award_year.c.year == command.year).values(state=state, **closed)
    tx.session.execute(changed)
    invalidate(tx, [], lists=True, down=False)


def declare_conflict(command: commands.DeclareConflict, tx: Transaction) -> None:
    """A vote that was given where this employer stands is taken back with it, in each category of the year."""
    category = category_of(nomination_of(command.nomination, tx).category, tx)
    if category.state == "closed":
        raise Refused("", "The voting is closed")
    mine = {"nomination": command.nomination, "juror": tx.actor.account}
    _replace(award_conflict, mine, {"reason": command.reason, "at": tx.now}, tx)
    close = declared_by(tx.session, tx.actor.account)
    there = sa.select(nomination.c.category).join(award_category, award_category.c.id == nomination.c.category)
    there = there.where(award_category.c.year == category.year, nomination.c.id.in_(close))
    tx.session.execute(sa.delete(ballot).where(ballot.c.juror == tx.actor.account, ballot.c.category.in_(there)))


def vote(command: commands.Vote, tx: Transaction) -> None:
    category = category_of(command.category, tx)
    must_be(category.state, "voting")
    nominated = nominated_in(tx.session, category.id)
    if command.nomination not in nominated:
        raise Refused("nomination", "Choose one of those nominated in this category")
    if not may_vote(nominated, declared_by(tx.session, tx.actor.account)):
        raise Refused("", "You declared a conflict of interest here, so you do not vote in this category")
    mine = {"category": category.id, "juror": tx.actor.account}
    _replace(ballot, mine, {"nomination": command.nomination, "at": tx.now}, tx)


def give_award(command: commands.GiveAward, tx: Transaction) -> None:
    """Once, to a nomination with most votes, of an employer that still has a page, by somebody close to none of them."""
    category = category_of(command.category, tx)
    must_be(category.state, "closed")
    if not may_vote(nominated_in(tx.session, category.id), declared_by(tx.session, tx.actor.account)):
        raise Refused("", "You declared a conflict of interest here: another editor gives this award")
    if tx.session.scalar(sa.select(award.c.category).where(award.c.category == category.id)) is not None:
        raise Refused("", "The award of this category is given already")
    group, public = nomination_of(command.nomination, tx).group, firms(tx.session, _groups_in(category.id, tx))
    if command.nomination not in leading(_votes_for(category.id, public.keys(), tx)):
        raise Refused("nomination", "Another nomination has more votes")
    words = {"citation": command.citation.strip(), "citation_en": command.citation_en.strip()}
    tx.session.execute(sa.insert(award).values(category=category.id, group=group, given_on=tx.today, **words))
    tx.publish(AwardGiven(award=category.id, group=group, year=category.year))
    invalidate(tx, [public[group].slug], lists=True, down=False)


def _groups_in(category: str, tx: Transaction) -> set[str]:
    return set(tx.session.scalars(sa.select(nomination.c.group).where(nomination.c.category == category)))


def _votes_for(category: str, groups: Collection[str], tx: Transaction) -> list[str]:
    """The nomination of each vote in a category that was given to one of these employers."""
    query = sa.select(ballot.c.nomination).join(nomination, nomination.c.id == ballot.c.nomination)
    return list(tx.session.scalars(query.where(ballot.c.category == category, nomination.c.group.in_(groups))))


def _year(year: int, tx: Transaction) -> Any:
    """Raises Missing."""
    found = tx.session.execute(sa.select(award_year).where(award_year.c.year == year)).one_or_none()
    if found is None:
        raise Missing(str(year))
    return found


def category_of(key: str, tx: Transaction) -> Any:
    """With the state of its year. Raises Missing."""
    joined = award_category.join(award_year, award_year.c.year == award_category.c.year)
    query = sa.select(award_category, award_year.c.state).select_from(joined).where(award_category.c.id == key)
    found = tx.session.execute(query).one_or_none()
    if found is None:
        raise Missing(key)
    return found


def nomination_of(key: str, tx: Transaction) -> Any:
    found = tx.session.execute(sa.select(nomination).where(nomination.c.id == key)).one_or_none()
    if found is None:
        raise Missing(key)
    return found


def _replace(table: sa.Table, key: dict[str, Any], values: dict[str, Any], tx: Transaction) -> None:
    """One row of this key, with these values."""
    same = [table.c[name] == value for name, value in key.items()]
    tx.session.execute(sa.delete(table).where(*same))
    tx.session.execute(sa.insert(table).values(**key, **values))


def fields(command: Any) -> dict[str, Any]:
    return {name: getattr(command, name) for name in command.__struct_fields__}


COMMANDS: dict[type[msgspec.Struct], Callable[[Any, Transaction], Any]] = {
    commands.OpenAwards: open_awards,
    commands.AddCategory: add_category,
    commands.Nominate: nominate,
    commands.GoOn: go_on,
    commands.DeclareConflict: declare_conflict,
    commands.Vote: vote,
    commands.GiveAward: give_award,
}
