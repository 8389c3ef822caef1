"""How long placements keeps what, as docs/inventory.toml says; carried out every morning."""

import datetime

import sqlalchemy as sa

from services.placements.hires.handlers.forgetting import unlink_placement, unlink_referral
from services.placements.hires.handlers.hiring import is_placed
from services.placements.hires.model.placement import ACTIVE, ERASED, Placement
from services.placements.hires.tables import follow_up, follow_up_answer, placement, placement_revision
from services.placements.referrals.handlers import withdraw_open_referrals
from services.placements.referrals.model import DRAFT, HIRED, Referral
from services.placements.referrals.tables import referral
from shared.retention import Moment, Period
from shared.transaction import Transaction

DAY = datetime.timedelta(days=1)
LINKED = 1215 * DAY
"""So long a hire may change a standing: no version of the standard looks no further back."""
UNLINKED = 3653 * DAY


def _unhired(moment: Moment) -> sa.ColumnElement[bool]:
    box = referral.c
    linked = ~box.candidate.startswith(ERASED)
    return sa.and_(box.state.not_in((HIRED, DRAFT)), box.closed_on < moment.today - 730 * DAY, linked)


def _forgotten_drafts(moment: Moment) -> sa.ColumnElement[bool]:
    return sa.and_(referral.c.state == DRAFT, referral.c.created_at < moment.now - 90 * DAY)


def _counted_out(moment: Moment) -> sa.ColumnElement[bool]:
    return sa.and_(placement.c.start < moment.today - LINKED, ~placement.c.candidate.startswith(ERASED))


def _long_over(moment: Moment) -> sa.ColumnElement[bool]:
    return placement.c.start < moment.today - LINKED - UNLINKED


def _unlink_unhired(tx: Transaction, moment: Moment, most: int) -> int:
    found = list(tx.session.scalars(sa.select(Referral).where(_unhired(moment)).limit(most)))
    for one in found:
        unlink_referral(one, tx)
    tx.session.flush()
    return len(found)


def _withdraw_drafts(tx: Transaction, moment: Moment, most: int) -> int:
    found = list(tx.session.scalars(sa.select(Referral).where(_forgotten_drafts(moment)).limit(most)))
    withdraw_open_referrals(found, tx)
    tx.session.flush()
    return len(found)


def _unlink_hires(tx: Transaction, moment: Moment, most: int) -> int:
    """The application that led there goes with the hire. Nobody will hear of the job's end, so the person is free now.

    The employer keeps its own number for somebody who still works there.
    """
    found = list(tx.session.scalars(sa.select(Placement).where(_counted_out(moment)).limit(most)))
    for one in found:
        application = tx.session.get(Referral, one.referral) if one.referral else None
        if application is not None:
            unlink_referral(application, tx)
        if one.state == ACTIVE and not is_placed(one.candidate, tx, besides=one.id):
            tx.publish(one.free(moment.today))
        number = one.staff_reference if one.state == ACTIVE else ""
        unlink_placement(one, tx)
        one.staff_reference = number
        tx.session.flush()
    return len(found)


def _delete_hires(tx: Transaction, moment: Moment, most: int) -> int:
    keys = list(tx.session.scalars(sa.select(placement.c.id).where(_long_over(moment)).limit(most)))
    for table in (follow_up_answer, follow_up, placement_revision):
        tx.session.execute(sa.delete(table).where(table.c.placement.in_(keys)))
    tx.session.execute(sa.delete(placement).where(placement.c.id.in_(keys)))
    return len(keys)


PERIODS = (
    Period(kept="24 months after its end", table=referral, over=_unhired, step=_unlink_unhired),
    Period(kept="a draft 90 days", table=referral, over=_forgotten_drafts, step=_withdraw_drafts),
    Period(kept="linked until the start and 1215 days", table=placement, over=_counted_out, step=_unlink_hires),
    Period(kept="then 10 years without a link", table=placement, over=_long_over, step=_delete_hires),
)
