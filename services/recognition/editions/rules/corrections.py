"""Corrections: what one may know, whom it puts right, and that it obeys the rule of five like every edition. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from operator import attrgetter

import msgspec

from services.recognition import scoring
from services.recognition.editions.people import Called, changed_people
from services.recognition.scoring import Basis, Fact, Method, Settled

Substance = tuple[object, ...]


class Knew(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition could know: its T, its method, and the facts recorded until T that came after it was published."""

    as_of: date
    method: Method
    late: Collection[str] = ()

    def had(self, fact: Fact) -> bool:
        return fact.recorded <= self.as_of and fact.id not in self.late


def corrections_only(facts: Iterable[Fact], knew: Knew) -> list[Fact]:
    """What a correction may know: all that the edition knew, and of what came later only what puts that right.

    A revision of something first told later is news, and so is a term prolonged that still ran on T: news waits for the
    next edition.
    """
    facts = list(facts)
    told = {_about(fact) for fact in facts if knew.had(fact)}
    pairs = (pair for _, some in _lines(facts) for pair in pairwise(some))
    renewals = {after.id for before, after in pairs if not knew.had(after) and _prolongs(before, after, knew.as_of)}
    puts_right = (fact for fact in facts if _revises(fact) and _about(fact) in told and fact.id not in renewals)
    late = {fact.id for fact in puts_right}
    return [fact for fact in facts if knew.had(fact) or fact.id in late]


def put_right(
    facts: Sequence[Fact], group: str, published: Basis, taken: Knew, of: Knew, known_at: date, now: Called
) -> Basis:
    """The published people with everything put right that was corrected since; who was not corrected stays as published.

    People whom the group took over from another stay too, although the edition that took the basis (`taken`) knew them
    elsewhere: of them only a correction is counted, in the group in which the corrected edition (`of`) had them.
    """
    allowed = corrections_only(facts, taken)
    corrected = {now.get(person, person) for person in corrected_people(allowed, taken)}
    right = _counted(allowed, group, taken, known_at, now)
    moves = [fact for fact in facts if isinstance(fact, scoring.Grouped) and of.had(fact) and not taken.had(fact)]
    over = _counted([*allowed, *moves], group, taken, known_at, now) if moves else {}
    stays = {person: was for person, was in published.items() if now.get(person, person) not in corrected}
    here = {now.get(person, person) for person in published}
    inherited = {person: one for person, one in over.items() if person in here and person not in right}
    return stays | {person: one for person, one in (inherited | right).items() if person in corrected}


def obeying_five(published: Basis, right: Basis, now: Called, asked: bool, enough: int) -> tuple[Basis, int]:
    """What a correction may rest on, and how many people it holds back: D3, unless the employer asked for it."""
    changed = changed_people(published, {now.get(person, person): one for person, one in right.items()}, now)
    if changed and (asked or changed >= enough):
        return right, 0
    return published, changed


def corrected_people(allowed: Iterable[Fact], knew: Knew) -> set[str]:
    """Everybody, by any reference, of whom something was taken back or told in other words after the edition.

    A hire told anew under another reference, because files were merged or an employer regrouped, says nothing else.
    """
    facts = list(allowed)
    placements = {placement for placement, some in _lines(facts) if _is_corrected(some, knew)}
    return {fact.candidate for fact in facts if isinstance(fact, scoring.Hired) and fact.placement in placements}


def _lines(facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """What is told of each placement, kind by kind, in the order of revision."""
    lines: dict[tuple[type, str], list[Fact]] = {}
    for fact in facts:
        if isinstance(fact, scoring.Hired | scoring.Ended | scoring.Voided):
            kind = scoring.Hired if isinstance(fact, scoring.Hired) else type(fact)
            lines.setdefault((kind, fact.placement), []).append(fact)
    for (_, placement), some in lines.items():
        yield placement, sorted(some, key=lambda one: (getattr(one, "rev", 0), one.id))


def _is_corrected(revisions: Sequence[Fact], knew: Knew) -> bool:
    if isinstance(revisions[0], scoring.Voided):
        return any(not knew.had(one) for one in revisions)
    return any(not knew.had(one) and substance(one) != substance(before) for before, one in pairwise(revisions))


def _prolongs(before: Fact, after: Fact, as_of: date) -> bool:
    """Whether a hire goes on beyond a last day that lay after `as_of`, and nothing else about it was told anew."""
    if not (isinstance(before, scoring.Hired) and isinstance(after, scoring.Hired)) or before.planned_days is None:
        return False
    same = msgspec.structs.replace(after, planned_days=before.planned_days, permanent=before.permanent)
    longer = after.permanent or after.planned_days is None or after.planned_days > before.planned_days
    ran = before.start + timedelta(days=before.planned_days - 1) > as_of
    return ran and longer and substance(same) == substance(before)


def substance(fact: Fact) -> Substance:
    """What a hire or an ending says, but for whom it is about."""
    if isinstance(fact, scoring.Ended):
        return attrgetter("last_day", "reason", "evidence")(fact)
    names = ("entity", "start", "permanent", "hours", "wage_bp", "planned_days", "hours_choice", "funding")
    return attrgetter(*names)(fact)


def _counted(facts: Sequence[Fact], group: str, taken: Knew, known_at: date, now: Called) -> dict[str, Settled]:
    found = scoring.basis(facts, group, taken.as_of, known_at, method=taken.method)
    return {now.get(person, person): settled for person, settled in found.items()}


def _revises(fact: Fact) -> bool:
    return isinstance(fact, scoring.Voided) or getattr(fact, "rev", 0) > 0


def _about(fact: Fact) -> tuple[type, str]:
    """What a fact is a revision of; voiding takes back the hire."""
    kind = scoring.Hired if isinstance(fact, scoring.Hired | scoring.Voided) else type(fact)
    return kind, getattr(fact, "placement", "") or getattr(fact, "reference", "") or fact.id
