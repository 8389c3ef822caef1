"""Answers that come with a mailed link: each link once, and only while the question is open."""

from services.placements.hires.commands import AnswerByLink, AnswerFollowUp, AnswerOwn
from services.placements.hires.handlers.following_up import take_answer
from services.placements.hires.handlers.hiring import local_today
from services.placements.hires.handlers.speaking import Voice, keep_answer
from services.placements.hires.model.follow_up import ASKED, CALL_ME, MAY_SAY, PERSON
from services.placements.hires.model.placement import VOIDED, Placement
from services.placements.hires.queries import mailed_answers as mailed
from services.placements.tools import tools_of
from shared.auth import SYSTEM
from shared.transaction import Missing, Refused, Transaction

OVER = "This question has been answered already. Thank you."


def answer_by_link(command: AnswerByLink, tx: Transaction) -> str:
    """Returns the placement's id. Raises Missing for a link nobody made, Refused for one that is not good any more."""
    link = mailed.link_of(tools_of(tx).links, command.token)
    if mailed.question(tx.session, link).state != mailed.OPEN:
        raise Refused("", OVER)
    if command.answer not in MAY_SAY[link.party]:
        raise Refused("answer", "Choose one of the answers.")
    placement = tx.get(Placement, link.placement)
    tx.actor = SYSTEM  # whoever is signed in on this browser has no part in it
    say(placement, link.milestone, command, Voice(link.party, mailed.by(link)), tx)
    return placement.id


def answer_own(command: AnswerOwn, tx: Transaction) -> str:
    """What the person says who came in by a code. Returns the placement's id; raises Missing for anybody else's."""
    placement = tx.get(Placement, command.placement)
    question = placement.question(command.milestone)
    if not tx.actor.is_person or placement.candidate != tx.actor.account or question is None:
        raise Missing("follow-up")
    if question.state != ASKED or placement.state == VOIDED:
        raise Refused("", OVER)
    say(placement, command.milestone, command, Voice(PERSON, f"own-{tx.actor.reference}"), tx)
    return placement.id


def say(placement: Placement, milestone: int, command: AnswerByLink | AnswerOwn, voice: Voice, tx: Transaction) -> None:
    """Keep what was said; a wish to be called leaves the question open, for the office to ask."""
    question = placement.question(milestone)
    if question is None:
        raise Missing("follow-up")
    if command.answer == CALL_ME:
        today = local_today(placement.organisation, tx)
        keep_answer(placement, CALL_ME, today, tx, voice=voice, follow_up=question.id, milestone=milestone)
        question.hurry()
        return
    said = AnswerFollowUp(
        placement=placement.id,
        milestone=milestone,  # type: ignore[arg-type]
        answer=command.answer,  # type: ignore[arg-type]
        last_day=command.last_day,
        reason=command.reason,
    )
    take_answer(said, placement, voice, tx)
