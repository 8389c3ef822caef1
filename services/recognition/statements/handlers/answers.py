"""What employers say of themselves, approved by an editor once per change; and what is held back."""

from collections.abc import Mapping
from typing import Any

from services.recognition.standing.queries.groups import group_of
from services.recognition.statements.commands import (
    ApproveAnswer,
    DeclineInterview,
    LiftHold,
    PlaceHold,
    ReturnAnswer,
    TranslateAnswer,
    WithdrawAnswer,
    WriteAnswer,
)
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.interview import Answer
from services.recognition.statements.model.invitation import Invitation
from services.recognition.statements.queries.statements import answer_to, open_holds, taken_back
from services.recognition.tools import look_at
from shared.message import new_id
from shared.overtaken import present
from shared.transaction import Missing, Refused, Transaction

NEW_WORDS = "new words were approved"
UNMARKED = ("family", "partners", "role")


def write_answer(command: WriteAnswer, tx: Transaction) -> str:
    """Keep a draft of one answer of one's own employer; `send` hands it to the editors."""
    group = own_group(tx)
    answer = answer_to(tx.session, group, command.question)
    if answer is None:
        made = Answer(id=new_id(), group=group, question=command.question, text="", language="bg", speaker="manager")
        answer = tx.add(made)
    translations = {"bg": command.translation_bg.strip(), "en": command.translation_en.strip()}
    answer.write(command.text.strip(), command.language, command.speaker, translations, command.translated_by)
    if command.send:
        answer.send(tx.today)
    return answer.id


def translate_answer(command: TranslateAnswer, tx: Transaction) -> str:
    """An editor puts an answer into the other language; it is approved together with the words."""
    answer = tx.get(Answer, command.answer)
    answer.check_read(command.text)
    translations = {"bg": command.translation_bg.strip(), "en": command.translation_en.strip()}
    answer.translate(translations, command.translated_by, tx.today)
    return answer.id


def present_answer(command: WriteAnswer, tx: Transaction) -> Mapping[str, Any]:
    """What a colleague may have written meanwhile; nothing where nobody has."""
    found = answer_to(tx.session, own_group(tx), command.question)
    return present(command, found) if found else {}


def present_translation(command: TranslateAnswer, tx: Transaction) -> Mapping[str, Any]:
    """What another editor may have translated meanwhile. Raises Missing."""
    found = tx.get(Answer, command.answer)
    return {name: getattr(found, name) for name in ("translation_bg", "translation_en", "translated_by")}


def approve_answer(command: ApproveAnswer, tx: Transaction) -> str:
    """Approve the very words that were read with their translations, and who is said to have spoken them.

    Words that the employer had taken back make room for the new ones.
    """
    answer = tx.get(Answer, command.answer)
    given = {"language": command.language, "speaker": command.speaker, "translated_by": command.translated_by}
    read = {name: value for name, value in given.items() if value}
    read |= {"text": command.text, "translation_bg": command.translation_bg, "translation_en": command.translation_en}
    answer.approve(read, tx.actor.account, tx.today)
    for hold in taken_back(tx.session, answer.group, f"answer-{answer.question}"):
        hold.lift(tx.actor.account, NEW_WORDS, tx.today)
    look_at(tx, [answer.group], takes=False)
    return answer.group


def return_answer(command: ReturnAnswer, tx: Transaction) -> str:
    """An editor gives an answer back to the employer, with a reason; its contact is told so by mail."""
    answer = tx.get(Answer, command.answer)
    tx.publish(answer.give_back(command.text, command.reason.strip()))
    return answer.group


def withdraw_answer(command: WithdrawAnswer, tx: Transaction) -> str:
    """The employer takes its answer back, public or sent: held at once, and on record as taken back."""
    group = own_group(tx)
    answer = answer_to(tx.session, group, command.question)
    if answer is None:
        raise Missing(command.question)
    public, subject = answer.approved_on is not None, f"answer-{answer.question}"
    answer.withdraw()
    if public:
        hold_back(group, subject, "taken_back", command.reason, tx)
    look_at(tx, [group])
    return answer.id


def decline_interview(command: DeclineInterview, tx: Transaction) -> str:
    """The employer wants no letter about an interview."""
    group = own_group(tx)
    one = tx.session.get(Invitation, group) or tx.add(Invitation(group=group))
    one.decline(tx.today)
    return group


def place_hold(command: PlaceHold, tx: Transaction) -> str:
    """An editor marks or takes down a subject at once. What has no sentence of its own to mark is only taken down."""
    if command.kind == "contested" and command.subject.partition("-")[0] in UNMARKED:
        raise Refused("kind", "This can only be taken down")
    return hold_back(command.group, command.subject, command.kind, command.reason, tx)


def hold_back(group: str, subject: str, kind: str, reason: str, tx: Transaction) -> str:
    if subject in open_holds(tx.session, [group], kind)[group]:
        raise Refused("subject", "This is contested or taken down already")
    hold = Hold(
        id=new_id(),
        group=group,
        subject=subject,
        kind=kind,
        since=tx.today,
        reason=reason.strip(),
        placed_by=tx.actor.account,
    )
    tx.add(hold)
    look_at(tx, [group])
    return hold.id


def lift_hold(command: LiftHold, tx: Transaction) -> str:
    """An editor resolves it and says how; reason and resolution stay on record."""
    hold = tx.get(Hold, command.hold)
    hold.lift(tx.actor.account, command.resolution.strip(), tx.today)
    look_at(tx, [hold.group])
    return hold.group


def own_group(tx: Transaction) -> str:
    """The group of the employer who acts. Raises Missing for anybody else."""
    if tx.actor.employer is None:
        raise Missing("employer")
    return group_of(tx.session, tx.actor.employer, tx.today)
