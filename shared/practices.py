"""What may be said of each confirmed practice: the pairs that the office's form offers and that articles have words for."""

from collections.abc import Iterable, Mapping

OFTEN = ("frequency-weekly-1", "frequency-weekly-2", "frequency-weekly-3", "frequency-monthly-1")
WHERE = ("on-site", "off-site", "online")
DETAILS: Mapping[str, tuple[str, ...]] = {
    "mentor": (*OFTEN, "in-paid-time", "bonus"),
    "language": (*OFTEN, "in-paid-time", *WHERE),
    "skills": (*OFTEN, "in-paid-time", *WHERE),
    "adjustments": (),
    "shared": (),
    "housing": ("rent", "deposit"),
    "paperwork": ("fees",),
    "transport": ("shift-bus", "tickets"),
    "childcare": ("fees",),
    "recognition": ("fees",),
}
"""By practice; a detail of another practice means nothing there."""


def said_of(practice: str, details: Iterable[str]) -> tuple[str, ...]:
    """Those details that mean something of this practice; of several answers to *how often* or *where*, none."""
    offered = DETAILS.get(practice, ())
    kept = [detail for detail in details if detail in offered or is_language(practice, detail)]
    return tuple(detail for detail in kept if not _is_contradicted(detail, kept))


def contradictions(details: Iterable[str]) -> tuple[str, ...]:
    """Details of which only one can be true: two answers to *how often*, or to *where*."""
    kept = list(details)
    return tuple(detail for detail in kept if _is_contradicted(detail, kept))


def is_language(practice: str, detail: str) -> bool:
    """`teaches-en`: what is taught where it is not Bulgarian."""
    return practice == "language" and detail.startswith("teaches-")


def _is_contradicted(detail: str, among: list[str]) -> bool:
    return any(detail in one and sum(each in one for each in among) > 1 for one in (OFTEN, WHERE))
