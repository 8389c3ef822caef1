"""The end of a job, its correction, and a hire taken back."""

import datetime

from services.placements.hires.commands import EndPlacement, VoidPlacement
from services.placements.hires.handlers.filling import tell_openings
from services.placements.hires.handlers.hiring import is_placed, local_today, own_placement
from services.placements.hires.handlers.speaking import keep_answer, speaking_party
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.follow_up import CONFIRMS, LEFT, OFFICER
from services.placements.hires.model.placement import ACTIVE, Placement
from shared.transaction import Missing, Refused, Transaction


def end_placement(command: EndPlacement, tx: Transaction) -> str:
    """The last day and why, or: there was no ending. Returns the placement's id; raises Missing and Refused."""
    placement = tx.get(Placement, command.placement)
    party = speaking_party(placement, tx)
    if command.mistake:
        if party != OFFICER:
            raise Missing("placement")
        _take_ending_back(placement, tx)
        return placement.id
    if command.last_day is None:
        raise Refused("last_day", "Give the last day at work.")
    if command.reason is None:
        raise Refused("reason", "Choose the reason. Not known is an answer too.")
    today = local_today(placement.organisation, tx)
    placement.check_day(command.last_day, today, "last_day")
    answer = keep_answer(placement, LEFT, today, tx, last_day=command.last_day, reason=command.reason)
    answer.applied = not placement.contradicts(command.last_day, answer.evidence)
    if answer.applied:
        apply_ending(placement, command.last_day, command.reason, answer.evidence, tx)
    elif party == OFFICER:
        raise Refused(
            "last_day",
            "A check confirms work on a later day. If that check was a mistake, take the hire back and record it anew.",
        )
    return placement.id


def void_placement(command: VoidPlacement, tx: Transaction) -> str:
    """Recorded by mistake. Its questions are not asked any more. Returns the id; raises Missing and Refused."""
    placement = own_placement(command.placement, tx)
    was_active = placement.state == ACTIVE
    tx.publish(placement.void(command.reason))
    stop_asking(placement, tx)
    if was_active and not is_placed(placement.candidate, tx, besides=placement.id):
        tx.publish(placement.free(placement.start))
    note(placement, "voided", tx)
    tell_openings(placement.vacancy, tx)
    return placement.id


def apply_ending(placement: Placement, last_day: datetime.date, reason: str, evidence: int, tx: Transaction) -> None:
    """The job is over; where somebody's word counts, nobody needs to be asked any more."""
    was_active = placement.state == ACTIVE
    tx.publish(placement.end(last_day, reason, evidence))
    if evidence >= CONFIRMS:
        stop_asking(placement, tx)
    if not placement.is_linked:
        placement.staff_reference = ""
    if was_active and not is_placed(placement.candidate, tx, besides=placement.id):
        tx.publish(placement.free(last_day))
    note(placement, "ended" if was_active else "ending_corrected", tx)
    tell_openings(placement.vacancy, tx)


def take_back_ending(placement: Placement, evidence: int, tx: Transaction, **more: str) -> None:
    """A stronger word, or a corrected mistake: the job goes on."""
    tx.publish(placement.reopen(evidence))
    for event in placement.ask_again():
        tx.publish(event)
    tx.publish(placement.placed())
    note(placement, "reopened", tx, **more)
    tell_openings(placement.vacancy, tx)


def _take_ending_back(placement: Placement, tx: Transaction) -> None:
    take_back_ending(placement, placement.ending_evidence or 0, tx, because="mistake")


def stop_asking(placement: Placement, tx: Transaction) -> None:
    for event in placement.stop_asking(local_today(placement.organisation, tx)):
        tx.publish(event)
