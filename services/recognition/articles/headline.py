"""One true headline: by the form its edition gives it, so that no two employers of a town are announced alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from .article import Sentence
from .codes import Kind, Role
from .facts import Counted, Entity, ProfileFacts

IN_A_ROW = 3
"""Editions in a row from which they are worth a headline."""
PRACTICES = (
    "transport", "housing", "childcare", "language", "recognition", "paperwork", "mentor", "adjustments", "shared",
    "skills",
)  # fmt: skip
"""Confirmed practices, the more telling first."""
ROLES = get_args(Role)


def forms(counted: Counted) -> tuple[str, ...]:
    """Every form that is true of what an edition counted, the strongest first; the last three are true of everybody with a mark."""
    held, history = {practice.code for practice in counted.practices}, counted.history
    found = {
        "regained": history.regained,
        "raised": counted.raised,
        "first_in_town": "town" in history.first_in and history.in_a_row > 1,
        **{f"practice_{code}": code in held for code in PRACTICES},
        "in_a_row": history.in_a_row >= IN_A_ROW,
        "only_in_town": "town" in history.only_in,
        "first_in_sector": "sector" in history.first_in,
        "first_time": counted.first_listed,
        "kept": counted.kept_floor10 is not None,
        "mark": True,
        "edition": True,
        "trade": True,
    }
    return tuple(form for form, holds in found.items() if holds)


def dealt(town: Iterable[Counted]) -> list[str]:
    """A form for each employer of one town, in their order: the first of its own that nobody before it has; else empty."""
    taken: set[str] = set()
    given = []
    for counted in town:
        form = next((form for form in forms(counted) if form not in taken), "")
        taken.add(form)
        given.append(form)
    return given


def rests_on(form: str) -> str:
    """The fact under a form: `practice-mentor`, `kept`, `tier`, `trade`."""
    if form.startswith("practice_"):
        return form.replace("_", "-", 1)
    return form if form in ("kept", "trade") else "tier"


def headline(facts: ProfileFacts, contested: frozenset[str]) -> Sentence:
    """What the edition gives it; else its structure or its open work (stated), or its trade and town (always there)."""
    return _counted(facts, contested) or _structure(facts) or _work(facts) or Sentence("headline_trade", {}, ("trade",))


def _counted(facts: ProfileFacts, contested: frozenset[str]) -> Sentence | None:
    counted = facts.counted
    if counted is None or counted.form == "":
        return None
    true = [form for form in forms(counted) if rests_on(form) not in contested]
    if not true or (counted.form and counted.form not in true):
        return None
    form = counted.form or true[0]
    held = {f"practice_{practice.code}": practice for practice in counted.practices}
    params: dict[str, object] = {"practice": held[form]} if form in held else {"counted": counted}
    params = {} if form == "trade" else params | ({"edition": facts.edition} if form == "edition" else {})
    return Sentence(f"headline_{form}", params, (rests_on(form),))


def _structure(facts: ProfileFacts) -> Sentence | None:
    if facts.structure is None:
        return None
    if facts.structure == "hybrid":
        roles = distinct_roles(facts)
        return Sentence("headline_hybrid", {"entities": roles}, ("structure",)) if len(roles) == 2 else None
    return Sentence(f"headline_{facts.structure}", {}, ("family" if facts.structure == "family" else "structure",))


def _work(facts: ProfileFacts) -> Sentence | None:
    open_ = facts.vacancies
    if open_ is None or not open_.openings or not open_.titles:
        return None
    return Sentence("headline_work", {"title": open_.titles[0]}, ("vacancies",))


def distinct_roles(facts: ProfileFacts) -> tuple[Entity, ...]:
    """Two entities of different kinds that say what they do, who trains before who gives work.

    They can be told apart by kind alone.
    """
    by_kind: dict[Kind, Entity] = {}
    for entity in facts.entities:
        if entity.role:
            by_kind.setdefault(entity.kind, entity)
    return tuple(sorted(by_kind.values(), key=lambda entity: ROLES.index(entity.role or ROLES[-1])))[:2]
