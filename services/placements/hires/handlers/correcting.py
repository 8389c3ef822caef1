"""An answer of the service that was a mistake: put right by a later word, or the hire taken back and recorded anew."""

import datetime

import sqlalchemy as sa

from services.placements.hires.commands import CorrectAnswer
from services.placements.hires.handlers.ending import stop_asking
from services.placements.hires.handlers.filling import tell_openings
from services.placements.hires.handlers.following_up import weigh
from services.placements.hires.handlers.hiring import ask, local_today, own_placement
from services.placements.hires.handlers.speaking import keep_answer
from services.placements.hires.handlers.tracing import note
from services.placements.hires.model.follow_up import (
    AT_WORK,
    CONFIRMS,
    LEFT,
    OFFICER,
    PASSED_OVER,
    SETTLED,
    Answer,
    follow_up_id,
)
from services.placements.hires.model.hire import CORRECTABLE
from services.placements.hires.model.placement import VOIDED, Placement
from services.placements.hires.tables import follow_up_answer, placement_revision
from services.placements.tools import signed_by, tools_of
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction

WHOSE = ("candidate", "case_code", "organisation", "employer", "vacancy", "referral", "group", "person")
KEPT = (*WHOSE, *CORRECTABLE, "staff_reference")
SAID = ("milestone", "answer", "checked_on", "last_day", "reason", "evidence", "party", "by", "at")


def correct_answer(command: CorrectAnswer, tx: Transaction) -> str:
    """Returns the id of the placement that holds from now on: a new one where the answer had to be taken back.

    What was told stays told, so a day too late can only be taken back with the hire. Raises Missing and Refused.
    """
    placement = own_placement(command.placement, tx)
    mistake = _mistake(command.given, placement, tx)
    today = local_today(placement.organisation, tx)
    _check(command, mistake, placement, today)
    if not _holds_besides(command, mistake, placement):
        placement = _anew(command, placement, mistake, today, tx)
    _say(command, mistake, placement, today, tx)
    ask(placement, today, tx)
    tell_openings(placement.vacancy, tx)
    return placement.id


def _mistake(key: str, placement: Placement, tx: Transaction) -> Answer:
    found = tx.session.get(Answer, key)
    if found is None or found.placement != placement.id or placement.state == VOIDED:
        raise Missing("answer")
    if (found.party, found.answer) != (OFFICER, AT_WORK) or not found.applied:
        raise Missing("answer")
    return found


def _check(command: CorrectAnswer, mistake: Answer, placement: Placement, today: datetime.date) -> None:
    """Raises Refused for what nobody can say."""
    if command.answer == AT_WORK:
        if command.checked_on is None:
            raise Refused("checked_on", "Give the day on which the person was at work.")
        if command.checked_on == mistake.checked_on:
            raise Refused("checked_on", "This is the day that is noted already.")
        placement.check_day(command.checked_on, today, "checked_on")
    elif command.answer == LEFT:
        if command.last_day is None:
            raise Refused("last_day", "Give the last day at work.")
        if command.reason is None:
            raise Refused("reason", "Choose the reason. Not known is an answer too.")
        placement.check_day(command.last_day, today, "last_day")


def _holds_besides(command: CorrectAnswer, mistake: Answer, placement: Placement) -> bool:
    """Whether the right answer can stand beside the mistaken one: it speaks of a later day."""
    if command.answer == AT_WORK:
        return command.checked_on is not None and command.checked_on > mistake.checked_on
    return command.last_day is not None and not placement.contradicts(command.last_day, mistake.evidence)


def _say(command: CorrectAnswer, mistake: Answer, placement: Placement, today: datetime.date, tx: Transaction) -> None:
    if command.answer == "nothing":
        return
    milestone = mistake.milestone or 0
    about = {"follow_up": follow_up_id(placement.id, milestone), "milestone": milestone}
    day = (command.checked_on if command.answer == AT_WORK else None) or today
    ending = {"last_day": command.last_day, "reason": command.reason} if command.answer == LEFT else {}
    answer = keep_answer(placement, command.answer, day, tx, **about, **ending)  # type: ignore[arg-type]
    weigh(placement, answer, today, tx)


# -- the same hire once more -----------------------------------------------------------------------------------------


def _anew(command: CorrectAnswer, old: Placement, mistake: Answer, today: datetime.date, tx: Transaction) -> Placement:
    """The same hire under a new id, with everything that was said of it but the mistake."""
    new = Placement(
        id=new_id(),
        recorded_at=tx.now,
        recorded_by=tx.actor.account,
        **{name: getattr(old, name) for name in KEPT},
    )
    said, taken_back = _others(old, mistake, tx), _taken_back(old, tx)
    settled = {question.milestone: question.settled_on for question in old.follow_ups if question.state == SETTLED}
    passed = {question.milestone: question.settled_on for question in old.follow_ups if question.state == PASSED_OVER}
    tx.publish(old.void("wrong_check"))
    stop_asking(old, tx)
    note(old, "voided", tx, anew=new.id)
    tx.publish(new.begin(max(today, new.start)))
    tx.publish(new.placed())
    tx.add(new)
    tx.session.flush()
    note(new, "anew", tx, instead_of=old.id)
    for question in new.follow_ups:
        if day := passed.get(question.milestone):
            question.settle(day, PASSED_OVER)
    for answer in said:
        copied = _copied(answer, new, tx)
        if answer.answer == LEFT and any(at >= answer.at for at in taken_back):
            continue
        if _stays_beside(answer, command, mistake, said):
            copied.applied = False
            continue
        weigh(new, copied, today, tx)
    for question in new.follow_ups:
        if question.state == SETTLED:
            question.settled_on = settled.get(question.milestone) or today
    return new


def _stays_beside(answer: Answer, command: CorrectAnswer, mistake: Answer, said: list[Answer]) -> bool:
    """Whether an ending that was only kept beside the mistake is contradicted by another word that counts, too."""
    if answer.answer != LEFT or answer.applied or answer.last_day is None:
        return False
    at_work = [(one.checked_on, one.evidence) for one in said if one.answer == AT_WORK and one.applied]
    if command.answer == AT_WORK and command.checked_on is not None:
        at_work.append((command.checked_on, mistake.evidence))
    return any(day > answer.last_day and evidence >= CONFIRMS for day, evidence in at_work)


def _others(placement: Placement, mistake: Answer, tx: Transaction) -> list[Answer]:
    box = follow_up_answer.c
    query = sa.select(Answer).where(box.placement == placement.id, box.id != mistake.id).order_by(box.at, box.id)
    return list(tx.session.scalars(query))


def _taken_back(placement: Placement, tx: Transaction) -> list[datetime.datetime]:
    """When somebody took an ending back as a mistake; what an answer did to an ending follows from the answer."""
    box = placement_revision.c
    query = sa.select(box.at, box.facts).where(box.placement == placement.id, box.kind == "reopened")
    return [row.at for row in tx.session.execute(query) if "because" in row.facts]


def _copied(answer: Answer, placement: Placement, tx: Transaction) -> Answer:
    """The same words of the same people at the same time, about the hire recorded anew."""
    key, sealer = new_id(), tools_of(tx).sealer
    name = signed_by(sealer, answer.by_name, answer.id)
    return tx.add(
        Answer(
            id=key,
            follow_up=follow_up_id(placement.id, answer.milestone) if answer.milestone else None,
            placement=placement.id,
            by_name=str(sealer.seal(name, f"by_name/{key}")) if name else "",
            **{field: getattr(answer, field) for field in SAID},
        )
    )
