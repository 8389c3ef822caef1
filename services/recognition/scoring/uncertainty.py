"""Private statistics beside the score: Kaplan-Meier, Aalen-Johansen, Beta quantiles, Wilson (§2.2, §2.3, §4)."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from math import exp, isqrt, lgamma, log, sqrt
from typing import Literal, NamedTuple

import msgspec

from services.recognition.scoring.facts import Fact
from services.recognition.scoring.formula import Counts, count, retention_points
from services.recognition.scoring.known import learn
from services.recognition.scoring.parameters import (
    MILESTONE,
    PRIOR_KEPT,
    PRIOR_LOST,
    SETTLE,
    WINDOW,
    Method,
)
from services.recognition.scoring.spells import Spell, join, placements_of, settle

Z90 = 1.6448536269514722  # two-sided 90 %
Z90_SQUARED = 27055  # in 1/10000
HORIZON = MILESTONE + 1


class Statistics(msgspec.Struct, frozen=True, gc=False):
    """Shares 0..1, for the employer and its officers only; None where there is nothing to estimate from.

    settled_ratio: R/M; km90: still employed after day 90 if nobody left for good reasons; eb_*: mean and 10 / 90 %
    quantiles of Beta(R+3, M-R+2); wilson90_*: two-sided 90 %; aj_*: lost + excused + employed = 1 after day 90.
    """

    settled_ratio: float | None
    km90: float | None
    eb_mean: float
    eb_lcb10: float
    eb_ucb90: float
    wilson90_lo: float
    wilson90_hi: float
    aj_lost: float | None
    aj_excused: float | None
    aj_employed: float | None


class Exit(NamedTuple):
    """One row of the curves: days until `how`."""

    days: int
    how: Literal["lost", "excused", "censored"]


class Shares(NamedTuple):
    lost: float
    excused: float
    employed: float


def statistics(
    facts: Collection[Fact],
    group: str,
    as_of: date,
    known_at: date | None = None,
    *,
    method: Method,
) -> Statistics:
    """The private statistics of a group at T as known at K."""
    known = learn(facts, known_at or as_of)
    today = as_of.toordinal()
    spells = join(placements_of(known, group), today, method)
    return _statistics(count(settle(spells, today, method)), exits(spells, today))


def _statistics(counts: Counts, rows: list[Exit]) -> Statistics:
    kept, settled = counts.R, counts.settled
    a, b = kept + PRIOR_KEPT, settled - kept + PRIOR_LOST
    low, high = wilson90(kept, settled)
    shares = aalen_johansen(rows) if rows else Shares(*[None] * 3)  # type: ignore[arg-type]
    return Statistics(
        settled_ratio=kept / settled if settled else None,
        km90=kaplan_meier(rows) if rows else None,
        eb_mean=a / (a + b),
        eb_lcb10=beta_quantile(0.1, a, b),
        eb_ucb90=beta_quantile(0.9, a, b),
        wilson90_lo=low,
        wilson90_hi=high,
        aj_lost=shares.lost,
        aj_excused=shares.excused,
        aj_employed=shares.employed,
    )


def exits(spells: Iterable[Spell], today: int) -> list[Exit]:
    """One row per spell with s <= T < s + 1215, pending included (§2.3 KM, as settled in DESIGN 6)."""
    return [_exit(spell, today) for spell in spells if spell.start <= today < spell.start + SETTLE + WINDOW]


def _exit(spell: Spell, today: int) -> Exit:
    start, lasted = spell.start, max(spell.end - spell.start, 0)
    if spell.end <= today:
        if lasted >= MILESTONE:
            return Exit(min(lasted, HORIZON), "censored")
        if spell.reason == "excused" and spell.evidence >= 1:
            return Exit(lasted, "excused")
        return Exit(lasted + 1, "lost")
    if today < start + SETTLE:
        return Exit(min(today - start, HORIZON), "censored")
    if spell.seen >= start + MILESTONE:
        return Exit(HORIZON, "censored")
    return Exit(max(spell.seen - start, 0), "censored")


def kaplan_meier(rows: Iterable[Exit]) -> float:
    """S(90), the product over t <= 90 of (1 - lost / at risk); an excused exit is censored."""
    survival = 1.0
    for at_risk, gone in _risk_sets(rows):
        survival *= 1 - gone["lost"] / at_risk
    return survival


def aalen_johansen(rows: Iterable[Exit]) -> Shares:
    """Shares lost, excused and employed after day 90, with excused exits as a competing risk (§2.3)."""
    lost = excused = 0.0
    employed = 1.0
    for at_risk, gone in _risk_sets(rows):
        lost += employed * gone["lost"] / at_risk
        excused += employed * gone["excused"] / at_risk
        employed *= 1 - (gone["lost"] + gone["excused"]) / at_risk
    return Shares(lost, excused, employed)


def _risk_sets(rows: Iterable[Exit]) -> list[tuple[int, Counter[str]]]:
    """(at risk, exits by kind) for each t <= 90 on which a row ends, ascending."""
    ends: dict[int, Counter[str]] = {}
    for days, how in rows:
        ends.setdefault(days, Counter())[how] += 1
    at_risk = sum(gone.total() for gone in ends.values())
    sets = []
    for days in sorted(ends):
        if days <= MILESTONE:
            sets.append((at_risk, ends[days]))
        at_risk -= ends[days].total()
    return sets


def beta_quantile(share: float, a: int, b: int) -> float:
    """The quantile of Beta(a, b) with whole a, b >= 1, by bisection of the binomial tail; error below 1e-12."""
    low, high = 0.0, 1.0
    while high - low > 1e-13:
        middle = (low + high) / 2
        if beta_share(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def beta_share(x: float, a: int, b: int) -> float:
    """P(Beta(a, b) <= x) = P(Binomial(a + b - 1, x) >= a), 0 < x < 1; summed on the shorter side."""
    n = a + b - 1
    if a > n * x:
        return _tail(a, n, x)
    return 1 - _tail(n - a + 1, n, 1 - x)


def _tail(k: int, n: int, x: float) -> float:
    """P(Binomial(n, x) >= k) for k above the mean, where the terms fall."""
    term = exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(x) + (n - k) * log(1 - x))
    total = term
    while k < n and term > total * 1e-17:
        term *= (n - k) / (k + 1) * x / (1 - x)
        total, k = total + term, k + 1
    return total


def wilson90(kept: int, settled: int) -> tuple[float, float]:
    """The two-sided 90 % Wilson interval of kept / settled; (0, 1) without anybody."""
    if settled == 0:
        return 0.0, 1.0
    z2 = Z90 * Z90
    middle = 2 * kept + z2
    reach = Z90 * sqrt(z2 + 4 * kept * (settled - kept) / settled)
    width = 2 * (settled + z2)
    return max((middle - reach) / width, 0.0), min((middle + reach) / width, 1.0)


def wilson90_bp(kept: int, settled: int) -> tuple[int, int]:
    """The same interval for display, in basis points: whole numbers, rounded outwards (§4)."""
    if settled == 0:
        return 0, 10_000
    spread = -(-4 * Z90_SQUARED * 10_000 * kept * (settled - kept) // settled)
    reach = _root_up(Z90_SQUARED * Z90_SQUARED + spread)
    middle, width = 2 * kept * 10_000 + Z90_SQUARED, 2 * (settled * 10_000 + Z90_SQUARED)
    return max(10_000 * (middle - reach) // width, 0), min(-(-10_000 * (middle + reach) // width), 10_000)


def retention_points_between(kept: int, settled: int) -> tuple[int, int]:
    """The retention points, in hundredths, at both ends of the displayed interval (§4)."""
    low, high = wilson90_bp(kept, settled)
    return retention_points(low), retention_points(high)


def _root_up(number: int) -> int:
    return isqrt(number - 1) + 1 if number else 0
