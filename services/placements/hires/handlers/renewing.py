"""A fixed term is over: the office and the employer are asked whether it goes on, and the answer is told."""

import datetime

import sqlalchemy as sa

from services.placements.hires.commands import AnswerRenewal, EndPlacement
from services.placements.hires.handlers.allowing import check_papers
from services.placements.hires.handlers.ending import end_placement
from services.placements.hires.handlers.hiring import local_today
from services.placements.hires.handlers.speaking import keep_answer, speaking_party
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.follow_up import EMPLOYER
from services.placements.hires.model.placement import ACTIVE, Placement
from services.placements.hires.model.renewal import OVER
from services.placements.hires.tables import placement as placements
from shared.transaction import Refused, Transaction


def ask_renewals(day: datetime.date, tx: Transaction) -> int:
    """On the last day of each fixed term, once. Returns how many were asked."""
    box, asked = placements.c, 0
    unasked = sa.or_(box.renewal_asked_for.is_(None), box.renewal_asked_for != box.planned_last_day)
    which = sa.select(Placement).where(box.state == ACTIVE, box.planned_last_day <= day, unasked)
    for placement in tx.session.scalars(which.order_by(box.id)).all():
        event = placement.ask_renewal(min(day, local_today(placement.organisation, tx)))
        if event:
            tx.publish(event, key=f"{placement.id}/over/{event.on}")
            asked += 1
    return asked


def answer_renewal(command: AnswerRenewal, tx: Transaction) -> str:
    """The service's word changes the terms under the next revision; the employer's is kept for the service to confirm.

    An ending goes the way of every ending. Returns the placement's id; raises Missing, Refused and Doubted.
    """
    placement = tx.get(Placement, command.placement)
    party, today = speaking_party(placement, tx), local_today(placement.organisation, tx)
    if not placement.is_term_over(today):
        raise Refused("", "The last day of this contract has not come, or somebody has answered already.")
    if command.answer == OVER:
        last = command.last_day or placement.planned_last_day
        return end_placement(EndPlacement(placement=placement.id, last_day=last, reason=command.reason), tx)
    terms = placement.renewed_terms(command.answer, command.planned_last_day)
    if party == EMPLOYER:
        keep_answer(placement, command.answer, today, tx, milestone=0, last_day=terms["planned_last_day"])
        return placement.id
    tx.publish(placement.correct(today, terms))
    check_papers(placement, command.meant, tx)
    note(placement, "prolonged", tx)
    return placement.id
