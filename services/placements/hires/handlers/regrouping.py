"""Hires whose group or person became another one are told again."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from services.placements.hires.handlers.hiring import person_in
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.placement import VOIDED, Placement
from services.placements.hires.tables import placement as placements
from services.placements.known import queries as known
from shared.events.intake import CandidateMerged, CandidateReady, CandidateRegistered, EmployerGroup
from shared.transaction import Transaction


def regroup_hires(events: list[EmployerGroup], tx: Transaction) -> None:
    """Hires whose group on the start date is another one now are told again, with a person reference of that group."""
    for event in events:
        tx.because(event)
        for placement in _placements(tx, placements.c.employer == event.employer):
            _tell_again(placement, tx, "regrouped")


def follow_people(events: list[CandidateRegistered] | list[CandidateReady], tx: Transaction) -> None:
    """Hires of a file that is another person's now are told again as that person's."""
    for event in events:
        tx.because(event)
        for placement in _placements(tx, placements.c.candidate == event.candidate):
            _tell_again(placement, tx, "person")


def merge_people(events: list[CandidateMerged], tx: Transaction) -> None:
    """Two files are one person: hires of the first are told as the second's. Each stays with its own file and centre."""
    for event in events:
        tx.because(event)
        for placement in _placements(tx, placements.c.candidate == event.candidate):
            _tell_again(placement, tx, "merged")


def _tell_again(placement: Placement, tx: Transaction, kind: str) -> None:
    group, before = known.group_on(tx.session, placement.employer, placement.start), placement.rev
    tx.publish(placement.belong(group=group, person=person_in(group, placement.candidate, tx)))
    if placement.rev != before:
        note(placement, kind, tx)


def _placements(tx: Transaction, which: Any) -> Iterable[Placement]:
    live = sa.select(Placement).where(which, placements.c.state != VOIDED)
    return list(tx.session.scalars(live.order_by(placements.c.id)))
