"""One true headline: the first family that applies, in a fixed order, so that nobody else's data can change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from .article import Sentence
from .codes import Kind, Role
from .facts import Entity, Practice, ProfileFacts

DISTINCTIVE: tuple[tuple[str, str, Callable[[Practice], bool]], ...] = (
    ("paid_lessons", "language", lambda practice: practice.in_paid_time),
    ("transport", "transport", lambda practice: True),
    ("housing", "housing", lambda practice: True),
    ("childcare", "childcare", lambda practice: True),
    ("mentor_bonus", "mentor", lambda practice: "bonus" in practice.covers),
    ("recognition", "recognition", lambda practice: True),
    ("paperwork", "paperwork", lambda practice: True),
)
"""Confirmed details worth a headline, best first: (sentence, practice, needed detail)."""

ROLES = get_args(Role)


def headline(facts: ProfileFacts, contested: frozenset[str]) -> Sentence:
    """Practice detail, first listing, raised tier, structure (stated), trade and town (always there)."""
    return (
        _practice(facts, contested)
        or _edition(facts, contested)
        or _structure(facts)
        or Sentence("headline_trade", {}, ("trade",))
    )


def _practice(facts: ProfileFacts, contested: frozenset[str]) -> Sentence | None:
    held = {practice.code: practice for practice in facts.counted.practices} if facts.counted else {}
    for name, code, detail in DISTINCTIVE:
        practice = next((held[each] for each in held if each == code), None)
        ref = f"practice-{code}"
        if practice and detail(practice) and ref not in contested:
            return Sentence(f"headline_{name}", {"practice": practice}, (ref,))
    return None


def _edition(facts: ProfileFacts, contested: frozenset[str]) -> Sentence | None:
    if facts.counted is None or "tier" in contested:
        return None
    if facts.counted.first_listed:
        return Sentence("headline_first_time", {}, ("tier",))
    if facts.counted.raised:
        return Sentence("headline_raised", {"tier": facts.counted.tier}, ("tier",))
    return None


def _structure(facts: ProfileFacts) -> Sentence | None:
    if facts.structure is None:
        return None
    if facts.structure == "hybrid":
        roles = distinct_roles(facts)
        return Sentence("headline_hybrid", {"entities": roles}, ("structure",)) if len(roles) == 2 else None
    return Sentence(f"headline_{facts.structure}", {}, ("family" if facts.structure == "family" else "structure",))


def distinct_roles(facts: ProfileFacts) -> tuple[Entity, ...]:
    """Two entities of different kinds that say what they do, who trains before who gives work.

    They can be told apart by kind alone.
    """
    by_kind: dict[Kind, Entity] = {}
    for entity in facts.entities:
        if entity.role:
            by_kind.setdefault(entity.kind, entity)
    return tuple(sorted(by_kind.values(), key=lambda entity: ROLES.index(entity.role or ROLES[-1])))[:2]
