"""Prizes of others, and what was said or given by mistake, put right or taken down: public at once."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from services.recognition.awards import commands
from services.recognition.awards.handlers.years import category_of, fields, nomination_of
from services.recognition.awards.model import must_be
from services.recognition.awards.queries.firms import firm_named
from services.recognition.awards.tables import (
    award,
    award_category,
    award_conflict,
    nomination,
    nomination_reason,
    prize,
)
from services.recognition.board.handlers.turning import invalidate
from services.recognition.board.queries.profiles import slug_of
from shared.events.recognition import AwardTakenBack
from shared.message import new_id
from shared.overtaken import Present, present
from shared.transaction import Missing, Refused, Transaction


def record_prize(command: commands.RecordPrize, tx: Transaction) -> None:
    _may_be_said(command, tx)
    told = {name: value for name, value in fields(command).items() if name != "employer"}
    firm = firm_named(tx.session, command.employer)
    tx.session.execute(sa.insert(prize).values(id=new_id(), group=firm.group, **told))
    invalidate(tx, [firm.slug], lists=True, down=False)


def correct_prize(command: commands.CorrectPrize, tx: Transaction) -> None:
    _may_be_said(command, tx)
    told = {name: value for name, value in fields(command).items() if name != "prize"}
    changed = sa.update(prize).where(prize.c.id == command.prize).values(**told)
    _taken_down(tx.session.scalar(changed.returning(prize.c.group)), command.prize, tx)


def remove_prize(command: commands.RemovePrize, tx: Transaction) -> None:
    gone = sa.delete(prize).where(prize.c.id == command.prize)
    _taken_down(tx.session.scalar(gone.returning(prize.c.group)), command.prize, tx)


def _may_be_said(command: commands.PrizeFacts, tx: Transaction) -> None:
    """Raises Refused."""
    if command.source and not command.source.startswith("https://"):
        raise Refused("source", "Write the whole address, beginning with https://")
    if command.year > tx.today.year:
        raise Refused("year", "That year has not begun yet")


def _taken_down(group: str | None, key: str, tx: Transaction) -> None:
    """The old words of this group are answered to nobody any more. Raises Missing without a group."""
    if group is None:
        raise Missing(key)
    slug = slug_of(tx.session, group)
    invalidate(tx, [slug] if slug else [], lists=True, down=True)


def correct_citation(command: commands.CorrectCitation, tx: Transaction) -> None:
    words = {"citation": command.citation.strip(), "citation_en": command.citation_en.strip()}
    changed = sa.update(award).where(award.c.category == command.category).values(**words)
    _taken_down(tx.session.scalar(changed.returning(award.c.group)), command.category, tx)


def take_back_award(command: commands.TakeBackAward, tx: Transaction) -> None:
    """The category is open for another winner, by the same votes."""
    year = category_of(command.category, tx).year
    gone = sa.delete(award).where(award.c.category == command.category)
    group = tx.session.scalar(gone.returning(award.c.group))
    _taken_down(group, command.category, tx)
    tx.publish(AwardTakenBack(award=command.category, group=group or "", year=year))


def rename_category(command: commands.RenameCategory, tx: Transaction) -> None:
    """The pages of a winner say it too."""
    category_of(command.category, tx)
    named = {"name": command.name.strip(), "name_en": command.name_en.strip()}
    tx.session.execute(sa.update(award_category).where(award_category.c.id == command.category).values(**named))
    given = tx.session.scalar(sa.select(award.c.group).where(award.c.category == command.category))
    slug = slug_of(tx.session, given) if given else None
    invalidate(tx, [slug] if slug else [], lists=True, down=True)


def remove_category(command: commands.RemoveCategory, tx: Transaction) -> None:
    must_be(category_of(command.category, tx).state, "nominations")
    there = set(tx.session.scalars(sa.select(nomination.c.id).where(nomination.c.category == command.category)))
    _forget(there, tx)
    tx.session.execute(sa.delete(award_category).where(award_category.c.id == command.category))
    invalidate(tx, [], lists=True, down=True)


def withdraw_reasons(command: commands.WithdrawReasons, tx: Transaction) -> None:
    _take_away(command.nomination, nomination_reason.c.by == tx.actor.account, tx)


def take_down_reasons(command: commands.TakeDownReasons, tx: Transaction) -> None:
    _take_away(command.nomination, nomination_reason.c.reasons == command.reasons, tx)


def _take_away(key: str, which: sa.ColumnElement[bool], tx: Transaction) -> None:
    """Reasons of a nomination; whom nobody puts forward any more is not nominated, unless the jury votes by then.

    Raises Missing.
    """
    state = category_of(nomination_of(key, tx).category, tx).state
    mine = nomination_reason.c.nomination == key
    if not tx.session.scalars(sa.delete(nomination_reason).where(mine, which).returning(nomination_reason.c.by)).all():
        raise Missing(key)
    left = tx.session.scalar(sa.select(nomination_reason.c.by).where(mine).limit(1))
    if left is None and state == "nominations":
        _forget({key}, tx)


def _forget(nominations: set[str], tx: Transaction) -> None:
    for table in (nomination_reason, award_conflict):
        tx.session.execute(sa.delete(table).where(table.c.nomination.in_(nominations)))
    tx.session.execute(sa.delete(nomination).where(nomination.c.id.in_(nominations)))


def present_prize(command: commands.CorrectPrize, tx: Transaction) -> Mapping[str, Any]:
    found = tx.session.execute(sa.select(prize).where(prize.c.id == command.prize)).one_or_none()
    if found is None:
        raise Missing(command.prize)
    return present(command, found)


def present_citation(command: commands.CorrectCitation, tx: Transaction) -> Mapping[str, Any]:
    found = tx.session.execute(sa.select(award).where(award.c.category == command.category)).one_or_none()
    if found is None:
        raise Missing(command.category)
    return present(command, found)


def present_category(command: commands.RenameCategory, tx: Transaction) -> Mapping[str, Any]:
    return present(command, category_of(command.category, tx))


EDITS: dict[type[msgspec.Struct], Present] = {
    commands.CorrectPrize: present_prize,
    commands.CorrectCitation: present_citation,
    commands.RenameCategory: present_category,
}
COMMANDS: dict[type[msgspec.Struct], Callable[[Any, Transaction], Any]] = {
    commands.RecordPrize: record_prize,
    commands.CorrectPrize: correct_prize,
    commands.RemovePrize: remove_prize,
    commands.CorrectCitation: correct_citation,
    commands.TakeBackAward: take_back_award,
    commands.RenameCategory: rename_category,
    commands.RemoveCategory: remove_category,
    commands.WithdrawReasons: withdraw_reasons,
    commands.TakeDownReasons: take_down_reasons,
}
