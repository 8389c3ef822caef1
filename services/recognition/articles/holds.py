"""Holds: a withdrawn subject leaves the facts at once, a contested one stays and is marked."""

from __future__ import annotations

import msgspec

from .facts import Counted, ProfileFacts


def contested_subjects(facts: ProfileFacts) -> frozenset[str]:
    return frozenset(hold.subject for hold in facts.holds if hold.kind == "contested")


def without_withdrawn(facts: ProfileFacts) -> ProfileFacts:
    """The facts that may be shown: without a shown tier, nothing counted is shown either."""
    gone = frozenset(hold.subject for hold in facts.holds if hold.kind == "withdrawn")
    return msgspec.structs.replace(
        facts,
        counted=_counted(facts.counted, gone),
        headcount=None if "headcount" in gone else facts.headcount,
        answers=tuple(each for each in facts.answers if f"answer-{each.id}" not in gone),
        figures=tuple(each for each in facts.figures if f"figure-{each.id}" not in gone),
        commitments=tuple(each for each in facts.commitments if f"commitment-{each.id}" not in gone),
        claims=tuple(each for each in facts.claims if f"claim-{each.id}" not in gone),
        contexts=tuple(each for each in facts.contexts if f"context-{each.id}" not in gone),
        delivery=facts.delivery if facts.delivery and f"delivery-{facts.delivery.id}" not in gone else None,
    )


def _counted(counted: Counted | None, gone: frozenset[str]) -> Counted | None:
    if counted is None or counted.tier is None or "tier" in gone:
        return None
    return msgspec.structs.replace(
        counted,
        kept_floor10=None if "kept" in gone else counted.kept_floor10,
        points_floor5=None if "points" in gone else counted.points_floor5,
        practices=tuple(each for each in counted.practices if f"practice-{each.code}" not in gone),
    )
