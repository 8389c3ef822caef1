"""The parameters of recog-1.0.0, and the fingerprint that stands beside every number made with them (§3.1)."""

import hashlib
import json

METHOD = "recog-1.0.0"

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
TIERS = ((4000, 6000), (6000, 6500), (7500, 7500))  # bronze, silver, gold: (total, adjusted retention in bp)
SLACK = 500
PROOF_FROM = 2
MEMORY = 3  # quarter-ends

# job quality
WAGE_BP = 12000
HOURS = 30

PRACTICES = ("adjustments", "language", "mentor", "shared", "skills")

PARAMETERS = {
    "method": METHOD,
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


def canonical_parameters() -> bytes:
    """The parameters as canonical JSON: keys sorted, no spaces, UTF-8 (recog-1.0.0 §3.1)."""
    return json.dumps(PARAMETERS, sort_keys=True, separators=(",", ":")).encode()


FINGERPRINT = hashlib.sha256(canonical_parameters()).hexdigest()
