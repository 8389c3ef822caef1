"""An interview on the telephone: an officer writes it down, the employer confirms it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from services.recognition.standing.queries.groups import group_of, public_group
from services.recognition.statements.commands import ConfirmAnswer, TakeInterview, TranslateAnswer, WriteAnswer
from services.recognition.statements.handlers.answers import own_group, present_answer, present_translation
from services.recognition.statements.model.interview import QUESTIONS, Answer
from services.recognition.statements.queries.statements import answer_to
from services.recognition.tools import look_at
from shared.message import new_id
from shared.overtaken import Present
from shared.transaction import Missing, Refused, Transaction

ASKED = QUESTIONS[:-1]
"""On the telephone the four questions are put, one after another."""


def take_interview(command: TakeInterview, tx: Transaction) -> str:
    """Write down what an employer said, in the name of its group; what was not answered stays as it is."""
    group = group_of(tx.session, command.entity, tx.today)
    if public_group(tx.session, group, tx.today) is None:
        raise Missing(command.entity)
    said = {question: text for question in ASKED if (text := getattr(command, question).strip())}
    if not said:
        raise Refused(ASKED[0], "Write down at least one answer")
    by = (tx.actor.account, tx.actor.organisation)
    for question, text in said.items():
        one = answer_to(tx.session, group, question)
        if one is not None and one.is_as_taken(text, command.language, command.speaker):
            continue  # drawn into the form from an earlier call, and not changed
        if one is None:
            one = tx.add(Answer(id=new_id(), group=group, question=question, text="", language="bg", speaker="manager"))
        tx.publish(one.take(text, command.language, command.speaker, by, tx.today))
    return command.entity


def present_interview(command: TakeInterview, tx: Transaction) -> Mapping[str, Any]:
    """What was written down of the same employer meanwhile; what it answered itself is not in the form."""
    group = group_of(tx.session, command.entity, tx.today)
    taken = {question: answer_to(tx.session, group, question) for question in ASKED}
    return {question: one.text for question, one in taken.items() if one and one.taken_by and not one.confirmed_on}


def confirm_answer(command: ConfirmAnswer, tx: Transaction) -> str:
    """Of one's own employer."""
    answer = answer_to(tx.session, own_group(tx), command.question)
    if answer is None:
        raise Missing(command.question)
    was_marked = answer.approved_taken_on is not None
    answer.confirm(command.text, tx.today)
    if was_marked:
        look_at(tx, [answer.group], takes=False)
    return answer.id


EDITS: dict[type[msgspec.Struct], Present] = {
    WriteAnswer: present_answer,
    TranslateAnswer: present_translation,
    TakeInterview: present_interview,
}
