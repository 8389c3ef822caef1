"""Hires whose group or person became another one are told again."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from services.placements.hires.handlers.hiring import person_in
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.placement import VOIDED, Placement
from services.placements.hires.tables import placement as placements
from services.placements.known import queries as known
from services.placements.referrals.model import Referral
from services.placements.referrals.tables import referral as referrals
from shared.events.intake import (
    CandidateMerged,
    EmployerGroup,
)
from shared.transaction import Transaction


def regroup_hires(events: list[EmployerGroup], tx: Transaction) -> None:
    """Hires whose group on the start date is another one now are told again, with a person reference of that group."""
    for event in events:
        tx.because(event)
        for placement in _placements(tx, placements.c.employer == event.employer):
            _tell_again(placement, placement.candidate, tx, "regrouped")


def merge_people(events: list[CandidateMerged], tx: Transaction) -> None:
    """Two files were one person: hires and referrals of the first are the second's."""
    for event in events:
        tx.because(event)
        for placement in _placements(tx, placements.c.candidate == event.candidate):
            placement.case_code = known.case_code_of(tx.session, event.into) or placement.case_code
            _tell_again(placement, event.into, tx, "merged")
        theirs = sa.select(Referral).where(referrals.c.candidate == event.candidate)
        for referral in tx.session.scalars(theirs):
            referral.candidate = event.into
            referral.case_code = known.case_code_of(tx.session, event.into) or referral.case_code


def _tell_again(placement: Placement, candidate: str, tx: Transaction, kind: str) -> None:
    group = known.group_on(tx.session, placement.employer, placement.start)
    person = person_in(group, candidate, tx)
    before = (placement.rev, placement.candidate)
    tx.publish(placement.belong(group=group, person=person, candidate=candidate))
    if (placement.rev, placement.candidate) != before:
        note(placement, kind, tx)


def _placements(tx: Transaction, which: Any) -> Iterable[Placement]:
    live = sa.select(Placement).where(which, placements.c.state != VOIDED)
    return list(tx.session.scalars(live.order_by(placements.c.id)))
