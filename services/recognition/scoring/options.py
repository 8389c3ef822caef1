"""What would change a standing: one more of anything, and what the next tier asks for (§4)."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from services.recognition.scoring.formula import Counts, Points, proof_needed, tier_level
from services.recognition.scoring.parameters import METHODS, MINIMUM_KEPT, PRACTICES, PROOF_FROM, TIERS
from services.recognition.scoring.standing import Standing, standing_from
from shared.tiers import Tier, tier_name


class Gate(msgspec.Struct, frozen=True):
    """One condition of a tier. kept, proved: people; points: hundredths; retention: adjusted, in basis points."""

    name: Literal["kept", "points", "retention", "proved"]
    have: int
    need: int

    @property
    def met(self) -> bool:
        return self.have >= self.need


class Option(msgspec.Struct, frozen=True):
    """What one more of something would make of a standing; `quality` only for a kept person."""

    what: Literal["kept", "lost", "practice"]
    quality: int | None
    points: Points
    total: int
    change: int
    raw_tier: int
    tier: Tier


class WhatIf(msgspec.Struct, frozen=True):
    """The options, and the gates of the next tier (none above gold)."""

    options: tuple[Option, ...]
    next_tier: Tier | None
    gates: tuple[Gate, ...]

    @property
    def blocked_by(self) -> tuple[Gate, ...]:
        return tuple(gate for gate in self.gates if not gate.met)


def what_if(standing: Standing, memory: Iterable[int] = ()) -> WhatIf:
    """One more kept person of each quality, one more lost, one more practice; and the way to the next tier (§4).

    `memory`: the raw tiers of the last three quarter-ends, for the tiers; new people are not yet proved at day 180.
    """
    remembered = tuple(memory)
    counts = standing.counts
    options = [_option(standing, "kept", quality, _kept(counts, quality), remembered) for quality in range(4)]
    lost = msgspec.structs.replace(counts, L=counts.L + 1)
    options.append(_option(standing, "lost", None, lost, remembered))
    missing = [practice for practice in PRACTICES if practice not in standing.practices]
    if missing:
        options.append(_option(standing, "practice", None, counts, remembered, missing[0]))
    level = tier_level(standing.result, standing.raw_tier, remembered)
    following = max(level, 0) + 1 if level < len(TIERS) else None
    gates = () if following is None else gates_of(standing, following)
    return WhatIf(tuple(options), None if following is None else tier_name(following), gates)


def gates_of(standing: Standing, level: int) -> tuple[Gate, ...]:
    """The conditions of tier 1..3 with what the standing has (§3.7); silver and gold ask for proof."""
    total, adjusted = TIERS[level - 1]
    gates = (
        Gate("kept", standing.R, MINIMUM_KEPT),
        Gate("points", standing.total, total),
        Gate("retention", standing.adjusted_bp, adjusted),
    )
    return (*gates, Gate("proved", standing.K, proof_needed(standing.target))) if level >= PROOF_FROM else gates


def _kept(counts: Counts, quality: int) -> Counts:
    histogram = list(counts.q_hist)
    histogram[3 - quality] += 1
    return msgspec.structs.replace(counts, R=counts.R + 1, q_hist=tuple(histogram))


def _option(
    standing: Standing,
    what: Literal["kept", "lost", "practice"],
    quality: int | None,
    counts: Counts,
    memory: tuple[int, ...],
    practice: str | None = None,
) -> Option:
    then = standing_from(
        counts,
        standing.headcount,
        (*standing.practices, practice) if practice else standing.practices,
        group=standing.group,
        as_of=standing.as_of,
        known_at=standing.known_at,
        memory=memory,
        suspended=standing.suspended,
        method=METHODS[standing.method],
    )
    return Option(what, quality, then.points, then.total, then.total - standing.total, then.raw_tier, then.tier)
