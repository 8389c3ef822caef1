"""What employers were given, here and by others, and which of it is contested or taken down."""

from collections.abc import Callable, Collection
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.awards.tables import award, award_category, prize
from services.recognition.statements.queries.statements import open_holds
from services.recognition.tools import Honour

Held = Literal["", "contested", "withdrawn"]


def held_of(session: Session, groups: Collection[str]) -> Callable[[str, str], Held]:
    """Says of a group and a subject of its page how it is held."""
    down, marked = (open_holds(session, groups, kind) for kind in ("withdrawn", "contested"))

    def held(group: str, subject: str) -> Held:
        if subject in down[group]:
            return "withdrawn"
        return "contested" if subject in marked[group] else ""

    return held


def honours(session: Session, group: str) -> tuple[Honour, ...]:
    """What a group was given and is not taken down, newest first."""
    held = held_of(session, [group])
    shown = [one for one in _given(session, [group], held) if held(group, one.subject) != "withdrawn"]
    return tuple(sorted(shown, key=lambda one: (-one.year, one.giver, one.name)))


def honour_names(session: Session, groups: Collection[str]) -> dict[str, tuple[str, str]]:
    """Of everything these groups were given, by the subject of a hold: what it is called in Bulgarian and in English."""
    found = _given(session, groups, lambda group, subject: "")
    return {one.subject: (f"{one.name}, {one.year}", f"{one.name_en}, {one.year}") for one in found}


def _given(session: Session, groups: Collection[str], held: Callable[[str, str], Held]) -> list[Honour]:
    joined = award.join(award_category, award_category.c.id == award.c.category)
    category = award_category.c
    ours = sa.select(category.id, category.year, category.name, category.name_en, award).select_from(joined)
    given = [
        Honour(year=one.year, name=one.name, name_en=one.name_en, words=one.citation, words_en=one.citation_en,
            subject=f"award-{one.id}", contested=held(one.group, f"award-{one.id}") == "contested")
        for one in session.execute(ours.where(award.c.group.in_(groups)))
    ]  # fmt: skip
    return given + [
        Honour(year=one.year, name=one.name, name_en=one.name, giver=one.giver, words=one.used_for,
            words_en=one.used_for, source=one.source, subject=f"prize-{one.id}",
            contested=held(one.group, f"prize-{one.id}") == "contested")
        for one in session.execute(sa.select(prize).where(prize.c.group.in_(groups)))
    ]  # fmt: skip
