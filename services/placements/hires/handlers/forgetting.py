"""An erased person is forgotten here too: hires and referrals stay counted, and lead to nobody."""

from collections.abc import Iterable

import sqlalchemy as sa

from services.placements.hires.model.placement import ERASED, Placement, Revision, tombstone
from services.placements.hires.tables import placement, placement_revision
from services.placements.referrals.handlers import withdraw_open_referrals
from services.placements.referrals.model import Referral
from services.placements.referrals.tables import referral
from services.placements.tools import tools_of
from shared.events.intake import CandidateErased
from shared.transaction import Transaction


def unlink_hires(events: list[CandidateErased], tx: Transaction) -> None:
    """A tombstone takes the person's place. What was told of the hire stays as it was told: it goes on counting."""
    for event in events:
        tx.because(event)
        unlink([event.candidate], tx)


def unlink(candidates: Iterable[str], tx: Transaction) -> None:
    """Done again it changes nothing."""
    for candidate in candidates:
        _unlink_referrals(candidate, tx)
        _unlink_placements(candidate, tx)


def _unlink_referrals(candidate: str, tx: Transaction) -> None:
    theirs = sa.select(Referral).where(referral.c.candidate == candidate)
    found = list(tx.session.scalars(theirs.order_by(referral.c.id)))
    for one in found:
        unlink_referral(one, tx)
    withdraw_open_referrals(found, tx)


def _unlink_placements(candidate: str, tx: Transaction) -> None:
    theirs = sa.select(Placement).where(placement.c.candidate == candidate)
    for one in list(tx.session.scalars(theirs.order_by(placement.c.id))):
        unlink_placement(one, tx)


def unlink_referral(one: Referral, tx: Transaction) -> None:
    """Nobody finds the person behind this application any more."""
    one.candidate, one.case_code, one.sealed_text = _tombstone(one.candidate, tx), "", None


def unlink_placement(one: Placement, tx: Transaction) -> None:
    """Nobody finds the person behind this hire any more; its history goes the same way."""
    tomb = _tombstone(one.candidate, tx)
    one.candidate, one.case_code, one.staff_reference, one.permit_seen_on = tomb, "", "", None
    done = sa.select(Revision).where(placement_revision.c.placement == one.id)
    for revision in tx.session.scalars(done):
        revision.facts = revision.facts | {"candidate": tomb, "permit_seen_on": None}


def _tombstone(candidate: str, tx: Transaction) -> str:
    """What stands for the person; a stone stays what it is."""
    return candidate if candidate.startswith(ERASED) else tombstone(tools_of(tx).person_secret, candidate)
