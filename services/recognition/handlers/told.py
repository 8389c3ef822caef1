"""What employers say of themselves, approved by an editor once per change; and what is held back."""

from services.recognition.commands import ApproveAnswer, LiftHold, PlaceHold, StateFigure, WriteAnswer
from services.recognition.handlers.listings import list_group
from services.recognition.model import Answer, Hold, StatedFigure
from services.recognition.queries.groups import group_of, public_group
from services.recognition.queries.profiles import answer_to
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction


def write_answer(command: WriteAnswer, tx: Transaction) -> str:
    """Keep a draft of one answer of one's own employer; `send` hands it to the editors."""
    group = own_group(tx)
    answer = answer_to(tx.session, group, command.question)
    if answer is None:
        made = Answer(id=new_id(), group=group, question=command.question, text="", language="bg", speaker="manager")
        answer = tx.add(made)
    answer.write(command.text.strip(), command.language, command.speaker)
    if command.send:
        answer.send(tx.today)
    return answer.id


def approve_answer(command: ApproveAnswer, tx: Transaction) -> str:
    """Approve the very words that were read."""
    answer = tx.get(Answer, command.answer)
    if answer.text != command.text:
        raise Refused("", "This answer was changed since it was sent; read it again")
    answer.approve(tx.actor.account, tx.today)
    found = public_group(tx.session, answer.group, tx.today)
    if found is not None and found.listable:
        list_group(tx, answer.group, found.lead.name, found.lead.name_en)
    return answer.group


def state_figure(command: StateFigure, tx: Transaction) -> str:
    figure = StatedFigure(
        id=new_id(),
        group=own_group(tx),
        value=command.value.replace(",", "."),
        unit=command.unit,
        measure=command.measure,
        qualifier=command.qualifier,
        scope_bg=command.scope_bg,
        scope_en=command.scope_en,
        composite=command.composite,
        from_year=command.from_year,
        as_of=command.as_of,
        source=command.source,
        target_value=command.target_value.replace(",", ".") if command.target_value else None,
        target_unit=command.target_unit,
        target_date=command.target_date,
    )
    return tx.add(figure).id


def approve_figure(figure_id: str, tx: Transaction) -> str:
    figure = tx.get(StatedFigure, figure_id)
    figure.approved_on, figure.approved_by = tx.today, tx.actor.account
    return figure.group


def place_hold(command: PlaceHold, tx: Transaction) -> str:
    """Mark or take down a subject at once."""
    hold = Hold(
        id=new_id(),
        group=command.group,
        subject=command.subject,
        kind=command.kind,
        since=tx.today,
        reason=command.reason,
    )
    return tx.add(hold).id


def lift_hold(command: LiftHold, tx: Transaction) -> str:
    hold = tx.get(Hold, command.hold)
    hold.until = tx.today
    return hold.group


def own_group(tx: Transaction) -> str:
    """The group of the employer who acts. Raises Missing for anybody else."""
    if tx.actor.employer is None:
        raise Missing("employer")
    return group_of(tx.session, tx.actor.employer, tx.today)
