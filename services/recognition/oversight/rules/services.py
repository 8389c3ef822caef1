"""Alert on a service whose people stay more often than chance and the spread of all others allow. Pure."""

from collections.abc import Iterable, Sequence
from math import sqrt

import msgspec

from services.recognition.oversight.rules.view import Found, Numbers
from services.recognition.scoring.funnel import limit

PEOPLE, OTHERS, TAUS, TAIL = 20, 3, 2, 0.975
"""Settled people a service needs to be looked at, and services beside it; how many tau above the funnel; its upper edge."""


class ServiceResult(msgspec.Struct, frozen=True, kw_only=True):
    """Of the people whose hires one service recorded: how many are settled, and how many stayed."""

    organisation: str
    settled: int
    kept: int

    @property
    def share(self) -> float:
        return self.kept / self.settled


def above_funnel(results: Sequence[ServiceResult], period: str) -> list[Found]:
    """Every service more than two tau above the funnel of the others (Spiegelhalter 2005: tau is their own spread)."""
    large = [one for one in results if one.settled >= PEOPLE]
    return [found for one in large if (found := _above(one, [other for other in large if other is not one], period))]


def _above(one: ServiceResult, others: Sequence[ServiceResult], period: str) -> Found | None:
    if len(others) < OTHERS:
        return None
    common, tau = pooled(others), spread(others)
    edge = limit(one.settled, common, TAIL) + TAUS * tau
    if one.share <= edge:
        return None
    numbers: Numbers = {
        "settled": one.settled,
        "kept": one.kept,
        "common_bp": _bp(common),
        "tau_bp": _bp(tau),
        "edge_bp": _bp(edge),
    }
    return Found(rule="above_funnel", subject=one.organisation, period=period, size=one.kept, numbers=numbers)


def pooled(results: Iterable[ServiceResult]) -> float:
    """The common share of all who stayed, 0 to 1."""
    some = list(results)
    return sum(one.kept for one in some) / sum(one.settled for one in some)


def spread(results: Sequence[ServiceResult]) -> float:
    """Tau: how far the shares of services lie apart beyond chance, by the method of moments (DerSimonian and Laird)."""
    common = pooled(results)
    chance = common * (1 - common)
    if chance == 0 or len(results) < 2:
        return 0.0
    weights = [one.settled / chance for one in results]
    q = sum(weight * (one.share - common) ** 2 for weight, one in zip(weights, results, strict=True))
    scale = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return sqrt(max((q - (len(results) - 1)) / scale, 0.0)) if scale > 0 else 0.0


def _bp(share: float) -> int:
    return round(share * 10_000)
