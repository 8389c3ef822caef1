"""What a correction may say: T and the people of the corrected edition stay, what was put right since changes them. Pure."""

from collections.abc import Collection, Iterable
from datetime import date

import msgspec

from services.recognition import scoring
from services.recognition.editions.people import Prior
from services.recognition.editions.rules.entries import Entry, called, entry_on, still_on, waiting
from services.recognition.editions.rules.rows import Group
from services.recognition.scoring import Fact, Method


class Knew(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition could know: its T, its method, and the facts recorded until T that came after it was published."""

    as_of: date
    method: Method
    late: Collection[str] = ()

    def had(self, fact: Fact) -> bool:
        return fact.recorded <= self.as_of and fact.id not in self.late


def corrected(group: Group, prior: Prior, taken: Knew, of: Knew, known_at: date) -> Entry:
    """How one group stands in a correction: T and the people of its basis stay, what was put right since changes them.

    `prior` is what the corrected edition published; `taken` is the edition that took its basis, `of` the corrected one.
    """
    basis = scoring.basis(corrections_only(group.facts, taken), group.group, taken.as_of, known_at, method=taken.method)
    right = msgspec.structs.replace(group, facts=corrections_only(group.facts, of))
    fresh = scoring.basis(right.facts, group.group, of.as_of, known_at, method=of.method)
    now = called(group.facts, of.method)
    rests = still_on(basis, prior.taken_in, fresh, now) if prior.basis else waiting(prior.taken_in, fresh)
    return entry_on(right, rests, prior.raw_tiers, of.as_of, known_at, of.method)


def corrections_only(facts: Iterable[Fact], knew: Knew) -> list[Fact]:
    """What a correction may know: all that the edition knew, and of what came later only what puts that right.

    A revision of something first told later is news, and news waits for the next edition.
    """
    facts = list(facts)
    known = {_about(fact) for fact in facts if knew.had(fact)}
    return [fact for fact in facts if knew.had(fact) or (_revises(fact) and _about(fact) in known)]


def _revises(fact: Fact) -> bool:
    return isinstance(fact, scoring.Voided) or getattr(fact, "rev", 0) > 0


def _about(fact: Fact) -> tuple[type, str]:
    """What a fact is a revision of; voiding takes back the hire."""
    kind = scoring.Hired if isinstance(fact, scoring.Hired | scoring.Voided) else type(fact)
    return kind, getattr(fact, "placement", "") or getattr(fact, "reference", "") or fact.id
