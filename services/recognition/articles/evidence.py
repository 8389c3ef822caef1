"""How we know: for every number and every confirmed thing, who says so, how, and in which edition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .article import Sentence, Source
from .facts import ProfileFacts

UNLISTED = ("answer", "structure", "trade")
"""Refs that need no entry: words stand in quotation marks, the legal structure is in the public register."""


def known(facts: ProfileFacts, sentences: Iterable[Sentence], contested: frozenset[str]) -> tuple[Source, ...]:
    """One entry per fact the sentences rest on, in the order of reading."""
    refs = dict.fromkeys(ref for sentence in sentences for ref in sentence.refs)
    return tuple(_entry(ref, facts, contested) for ref in refs if ref.split("-")[0] not in UNLISTED)


def _entry(ref: str, facts: ProfileFacts, contested: frozenset[str]) -> Source:
    kind, _, key = ref.partition("-")
    params: dict[str, Any] = {"contested": ref in contested, "edition": facts.edition}
    if kind in ("figure", "target"):
        params["figure"] = next(figure for figure in facts.figures if figure.id == key)
    elif kind == "practice" and facts.counted:
        params["practice"] = next(practice for practice in facts.counted.practices if practice.code == key)
    elif kind == "context":
        params["context"] = next(context for context in facts.contexts if context.id == key)
    elif kind in ("tier", "points", "kept"):
        params["counted"] = facts.counted
    elif kind == "headcount":
        params["headcount"] = facts.headcount
    return Source(ref, f"know_{kind}", params)
