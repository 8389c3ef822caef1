"""Still at work? Asked on the due mornings, answered by those who know, and kept whatever they say."""

import datetime

import sqlalchemy as sa

from services.placements.hires.commands import AnswerFollowUp, RemindService
from services.placements.hires.handlers.ending import apply_ending, take_back_ending
from services.placements.hires.handlers.hiring import ask, local_today
from services.placements.hires.handlers.speaking import Voice, keep_answer, speaking_party, voice_of
from services.placements.hires.model.follow_up import (
    AHEAD,
    AT_WORK,
    CALL_ME,
    CONFIRMS,
    EMPLOYER,
    LEFT,
    NOT_REACHABLE,
    Answer,
    FollowUp,
)
from services.placements.hires.model.placement import ENDED, VOIDED, Placement
from services.placements.hires.tables import follow_up as follow_up_table
from services.placements.hires.tables import placement as placement_table
from services.placements.known import queries as known
from services.placements.known.tables import known_organisation
from shared.clock import SOFIA
from shared.transaction import Missing, Refused, Transaction


def ask_follow_ups(day: datetime.date, tx: Transaction) -> int:
    """Every question that falls due until this local day is asked, once. Returns how many were asked."""
    box = follow_up_table.c
    due = sa.select(box.placement).where(box.state == AHEAD, box.due <= day)
    which = sa.select(Placement).where(placement_table.c.id.in_(due), placement_table.c.state != VOIDED)
    days = _days_elsewhere(tx)
    count = 0
    for placement in tx.session.scalars(which.order_by(placement_table.c.id)).all():
        count += ask(placement, min(day, days.get(placement.organisation, day)), tx)
    return count


def answer_follow_up(command: AnswerFollowUp, tx: Transaction) -> str:
    """What the officer or the employer says; returns the placement's id. Raises Missing and Refused."""
    placement = tx.get(Placement, command.placement)
    take_answer(command, placement, voice_of(placement, tx), tx)
    return placement.id


def take_answer(command: AnswerFollowUp, placement: Placement, voice: Voice, tx: Transaction) -> None:
    """What somebody says, and what follows from it. Raises Missing and Refused."""
    question = placement.question(command.milestone)
    if question is None:
        raise Missing("follow-up")
    today = local_today(placement.organisation, tx)
    answer = _answer(command, placement, question, command.checked_on or today, today, voice, tx)
    weigh(placement, answer, today, tx)


def weigh(placement: Placement, answer: Answer, today: datetime.date, tx: Transaction) -> None:
    """What follows from an answer that is kept."""
    if answer.answer == AT_WORK:
        _at_work(placement, answer, today, tx)
    elif answer.answer == LEFT:
        _left(placement, answer, tx)
    elif question := placement.question(answer.milestone or 0):
        if answer.answer == NOT_REACHABLE:
            question.attempts += 1
        elif answer.answer == CALL_ME:
            question.hurry()


def remind_service(command: RemindService, tx: Transaction) -> str:
    """The employer asks the service to check, so that its people count. Raises Missing and Refused."""
    placement = tx.get(Placement, command.placement)
    question = placement.question(command.milestone)
    if speaking_party(placement, tx) != EMPLOYER or question is None:
        raise Missing("follow-up")
    question.remind(tx.today)
    return placement.id


def _answer(
    command: AnswerFollowUp,
    placement: Placement,
    question: FollowUp,
    checked_on: datetime.date,
    today: datetime.date,
    voice: Voice,
    tx: Transaction,
) -> Answer:
    """The words as they were said, once they make sense. Raises Refused."""
    placement.check_day(checked_on, today, "checked_on")
    about = {"voice": voice, "follow_up": question.id, "milestone": command.milestone}
    if command.answer != LEFT:
        return keep_answer(placement, command.answer, checked_on, tx, **about)  # type: ignore[arg-type]
    if command.last_day is None:
        raise Refused("last_day", "Give the last day at work.")
    if command.reason is None:
        raise Refused("reason", "Choose the reason. Not known is an answer too.")
    placement.check_day(command.last_day, today, "last_day")
    ending = {"last_day": command.last_day, "reason": command.reason}
    return keep_answer(placement, LEFT, checked_on, tx, **about, **ending)  # type: ignore[arg-type]


def _at_work(placement: Placement, answer: Answer, today: datetime.date, tx: Transaction) -> None:
    """An ending that only the employer told is taken back; a weaker word than the ending's is kept beside it."""
    if placement.state == ENDED and placement.last_day and answer.checked_on > placement.last_day:
        if answer.evidence < (placement.ending_evidence or 0):
            answer.applied = False
            return
        if not placement.ending_evidence:
            take_back_ending(placement, answer.evidence, tx)
    tx.publish(placement.confirm(answer.milestone or 0, answer.checked_on, answer.evidence))
    if answer.evidence >= CONFIRMS:
        for event in placement.settle(answer.checked_on, today):
            tx.publish(event)


def _left(placement: Placement, answer: Answer, tx: Transaction) -> None:
    """Where a word at least as strong says otherwise, the answer is kept and the job goes on."""
    if answer.last_day is None or answer.reason is None or placement.contradicts(answer.last_day, answer.evidence):
        answer.applied = False
        return
    apply_ending(placement, answer.last_day, answer.reason, answer.evidence, tx)


def _days_elsewhere(tx: Transaction) -> dict[str, datetime.date]:
    """What day it is for organisations that do not live by Sofia's clock."""
    known_ = known_organisation.c
    other = tx.session.scalars(sa.select(known_.organisation).where(known_.zone != str(SOFIA)))
    return {organisation: tx.clock.today(known.zone(tx.session, organisation)) for organisation in other}
