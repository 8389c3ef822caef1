"""The facts that are scored: one struct per kind, with the names of the worked examples (recog-1.0.0 §3.2)."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

Reason = Literal["employer", "candidate", "excused"]


class Recorded(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", gc=False):
    """What every fact has: an id (same id = same fact) and the local date on which it became known."""

    id: str
    recorded: date


class Headcount(Recorded, frozen=True, kw_only=True, tag="employer.headcount", gc=False):
    entity: str
    date: date
    headcount: int = 0


class Grouped(Recorded, frozen=True, kw_only=True, tag="employer.group", gc=False):
    """From `date` on the entity belongs to `group`; without such a fact it is its own group."""

    entity: str
    group: str
    date: date


class Suspended(Recorded, frozen=True, kw_only=True, tag="employer.suspended", gc=False):
    """On since <= T < until. Facts with one `reference` are revisions of it, and the highest (rev, id) wins."""

    entity: str
    since: date = msgspec.field(name="from")
    until: date | None = msgspec.field(name="to", default=None)
    reference: str = ""
    rev: int = 0


class Closed(Recorded, frozen=True, kw_only=True, tag="employer.closed", gc=False):
    entity: str
    date: date


class Confirmed(Recorded, frozen=True, kw_only=True, tag="practice.confirmed", gc=False):
    entity: str
    practice: str
    date: date
    evidence: int = 0


class Withdrawn(Recorded, frozen=True, kw_only=True, tag="practice.withdrawn", gc=False):
    entity: str
    practice: str
    date: date


class Hired(Recorded, frozen=True, kw_only=True, tag="employer.hired", gc=False):
    """A placement began. `candidate` is the person reference; `wage_bp` is pay / legal minimum in basis points."""

    placement: str
    entity: str
    candidate: str
    start: date
    permanent: bool = False
    hours: int = 0
    wage_bp: int = 0
    planned_days: int | None = None
    hours_choice: bool = False
    funding: str | None = None
    rev: int = 0


class Started(Hired, frozen=True, kw_only=True, tag="placement.started", gc=False):
    """The name that the worked examples give to `employer.hired`: the same fact."""


class Retained(Recorded, frozen=True, kw_only=True, tag="placement.retained", gc=False):
    placement: str
    checked_on: date
    evidence: int = 0


class Ended(Recorded, frozen=True, kw_only=True, tag="placement.ended", gc=False):
    """A placement ended after `last_day`; none takes an earlier ending back."""

    placement: str
    last_day: date | None = None
    reason: Reason | None = None
    evidence: int = 0
    rev: int = 0


class Voided(Recorded, frozen=True, kw_only=True, tag="placement.voided", gc=False):
    placement: str
    reason: str | None = None


Fact = Headcount | Grouped | Suspended | Closed | Confirmed | Withdrawn | Hired | Started | Retained | Ended | Voided

_decoder = msgspec.json.Decoder(list[Fact])


def decode_facts(data: bytes) -> list[Fact]:
    """Facts from a JSON array in the form of the worked examples; msgspec.DecodeError (or its ValidationError)."""
    return _decoder.decode(data)


def groups_of(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    """Every entity in the facts with every group that any of its facts could touch, its own id among them.

    Generous on purpose: superseded and later groups stay in, because a change of group makes both sides dirty.
    """
    found: dict[str, set[str]] = {}
    for fact in facts:
        if isinstance(fact, Retained | Ended | Voided):
            continue
        groups = found.setdefault(fact.entity, {fact.entity})
        if isinstance(fact, Grouped):
            groups.add(fact.group)
    return {entity: frozenset(groups) for entity, groups in found.items()}
