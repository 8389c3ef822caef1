"""The parameters of every version of the standard, and the fingerprint beside every number made with one (§3.1)."""

import hashlib
import json
from typing import Any

import msgspec

from shared.tiers import TAKES

# What follows holds in both versions; what differs is in Method.

# days
MILESTONE = 90
SETTLE = 120
PROOF = 180
WINDOW = 1095
JOIN_GAP = 30
PRACTICE_DAYS = 730
LONG_CONTRACT = 365

# people
PRIOR_KEPT = 3
PRIOR_LOST = 2
KEPT_PER_EXCUSED = 4
TARGET_FLOOR = 5
MINIMUM_KEPT = 3
PROOF_DIVISOR = 4

# hundredths of a point
RETENTION = 4000
REACH = 2500
QUALITY = 2000
PRACTICE = 300
RETENTION_ZERO = 6000
TIERS = tuple((takes.total, takes.adjusted) for takes in TAKES.values())
SLACK = 500
PROOF_FROM = 2
MEMORY = 3  # quarter-ends

# job quality
WAGE_BP = 12000
HOURS = 30

PRACTICES = ("adjustments", "language", "mentor", "shared", "skills")

SHARED: dict[str, Any] = {
    "milestone_days": MILESTONE,
    "settle_days": SETTLE,
    "proof_days": PROOF,
    "window_days": WINDOW,
    "join_gap_days": JOIN_GAP,
    "practice_days": PRACTICE_DAYS,
    "long_contract_days": LONG_CONTRACT,
    "prior": [PRIOR_KEPT, PRIOR_LOST],
    "kept_per_excused": KEPT_PER_EXCUSED,
    "target_floor": TARGET_FLOOR,
    "minimum_kept": MINIMUM_KEPT,
    "proof_divisor": PROOF_DIVISOR,
    "weights": {"retention": RETENTION, "reach": REACH, "quality": QUALITY, "practice": PRACTICE},
    "retention_zero_bp": RETENTION_ZERO,
    "tiers": TIERS,
    "slack": SLACK,
    "proof_from_tier": PROOF_FROM,
    "memory_quarters": MEMORY,
    "wage_bp": WAGE_BP,
    "hours": HOURS,
    "practices": PRACTICES,
}


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the standard: its name and the rules in which versions differ.

    quit_needs_evidence: an ending on day 90-179 is the employer's unless somebody else says otherwise (1.1.0 (a));
    before, only one that the employer called its own was.
    uncovered_days: how many of a spell's first 90 days no placement may cover (1.1.0 (b)); None: no such limit.
    equal_dated: which of two headcounts or groups of one date holds. Both versions are computed so; 1.1.0 is the first
    to write it down (1.1.0 (c)), and therefore the first to have it in its fingerprint.
    """

    name: str
    quit_needs_evidence: bool = False
    uncovered_days: int | None = None
    equal_dated: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """Every parameter by name; a rule that the version does not have is left out."""
        own: dict[str, Any] = {
            "quit_needs_evidence": self.quit_needs_evidence,
            "uncovered_days": self.uncovered_days,
            "equal_dated": self.equal_dated,
        }
        return {"method": self.name, **SHARED, **{rule: value for rule, value in own.items() if value}}

    def canonical_parameters(self) -> bytes:
        """The parameters as canonical JSON: keys sorted, no spaces, UTF-8 (§3.1)."""
        return json.dumps(self.parameters, sort_keys=True, separators=(",", ":")).encode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical parameters, in hexadecimal."""
        return hashlib.sha256(self.canonical_parameters()).hexdigest()


RECOG_1_0_0 = Method(name="recog-1.0.0")
RECOG_1_1_0 = Method(
    name="recog-1.1.0", quit_needs_evidence=True, uncovered_days=14, equal_dated=("date", "recorded", "id")
)
METHODS = {method.name: method for method in (RECOG_1_0_0, RECOG_1_1_0)}
CURRENT = RECOG_1_1_0
"""What the next edition and every standing is made with; a correction keeps the version of what it corrects."""
PREVIOUS = RECOG_1_0_0
"""Shown beside it, inside, until two quarterly editions are made with the current one (§3.9)."""
PARALLEL_EDITIONS = 2
