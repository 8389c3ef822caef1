"""What is said of prizes, awards and categories before an editor changes it: another may have it open."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from services.recognition.awards.commands import CorrectCitation, CorrectPrize, RenameCategory
from services.recognition.awards.tables import award, award_category, prize
from shared.overtaken import Present, present
from shared.transaction import Missing, Transaction


def prize_words(command: CorrectPrize, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    return _row(command, sa.select(prize).where(prize.c.id == command.prize), tx)


def citation(command: CorrectCitation, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    return _row(
        command, sa.select(award.c.citation, award.c.citation_en).where(award.c.category == command.category), tx
    )


def category_name(command: RenameCategory, tx: Transaction) -> Mapping[str, Any]:
    """Raises Missing."""
    row = award_category.c
    return _row(command, sa.select(row.name, row.name_en).where(row.id == command.category), tx)


def _row(command: msgspec.Struct, query: sa.Select[Any], tx: Transaction) -> Mapping[str, Any]:
    found = tx.session.execute(query).one_or_none()
    if found is None:
        raise Missing(type(command).__name__)
    return present(command, found)


EDITS: dict[type[msgspec.Struct], Present] = {
    CorrectPrize: prize_words,
    CorrectCitation: citation,
    RenameCategory: category_name,
}
