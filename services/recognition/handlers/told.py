"""What employers say of themselves, approved by an editor once per change; and what is held back."""

from services.recognition.commands import (
    ApproveAnswer,
    ApproveFigure,
    DisputeFigure,
    LiftHold,
    PlaceHold,
    StateFigure,
    WithdrawAnswer,
    WithdrawFigure,
    WriteAnswer,
)
from services.recognition.handlers.listings import look_at
from services.recognition.model import Answer, Hold, StatedFigure
from services.recognition.queries.groups import group_of
from services.recognition.queries.told import answer_to, figures_of, open_holds
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction

MOST_FIGURES = 20


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
    """Approve the very words that were read, and who is said to have spoken them."""
    answer = tx.get(Answer, command.answer)
    read = (command.language or answer.language, command.speaker or answer.speaker)
    if read != (answer.language, answer.speaker):
        raise Refused("", "This answer was changed since it was sent; read it again")
    answer.approve(command.text, tx.actor.account, tx.today)
    look_at(tx, [answer.group])
    return answer.group


def withdraw_answer(command: WithdrawAnswer, tx: Transaction) -> str:
    """The employer takes its answer back, public or sent."""
    answer = answer_to(tx.session, own_group(tx), command.question)
    if answer is None:
        raise Missing(command.question)
    answer.withdraw()
    look_at(tx, [answer.group])
    return answer.id


def state_figure(command: StateFigure, tx: Transaction) -> str:
    """State a figure about one's own employer; it is public once an editor has read it."""
    group = own_group(tx)
    mine = [one for one in figures_of(tx.session, group) if one.withdrawn_on is None]
    if command.replaces and command.replaces not in {one.id for one in mine}:
        raise Missing(command.replaces)
    if len(mine) >= MOST_FIGURES and not command.replaces:
        raise Refused("", "You may state {most} figures; withdraw one first", most=MOST_FIGURES)
    figure = StatedFigure(
        id=new_id(),
        group=group,
        value=command.value.replace(",", "."),
        unit=command.unit,
        measure=command.measure,
        qualifier=command.qualifier,
        scope_bg=command.scope_bg.strip(),
        scope_en=command.scope_en.strip(),
        composite=command.composite,
        from_year=command.from_year,
        as_of=command.as_of,
        source=command.source.strip(),
        target_value=command.target_value.replace(",", ".") if command.target_value else None,
        target_unit=command.target_unit,
        target_date=command.target_date,
        replaces=command.replaces,
    )
    figure.check()
    return tx.add(figure).id


def approve_figure(command: ApproveFigure, tx: Transaction) -> str:
    """Approve the very words that were read; the figure that it replaces leaves in the same moment."""
    figure = tx.get(StatedFigure, command.figure)
    figure.approve(command.words, tx.actor.account, tx.today)
    before = tx.session.get(StatedFigure, figure.replaces) if figure.replaces else None
    if before is not None and before.withdrawn_on is None:
        before.withdraw(tx.today)
    look_at(tx, [figure.group])
    return figure.group


def withdraw_figure(command: WithdrawFigure, tx: Transaction) -> str:
    """The employer takes a figure back, approved or not."""
    figure = tx.get(StatedFigure, command.figure)
    if figure.group != own_group(tx):
        raise Missing(command.figure)
    figure.withdraw(tx.today)
    look_at(tx, [figure.group])
    return figure.id


def dispute_figure(command: DisputeFigure, tx: Transaction) -> str:
    """An employer contests what its own page says: marked at once, until an editor resolves it."""
    return _hold(own_group(tx), command.subject, "contested", command.reason, tx)


def place_hold(command: PlaceHold, tx: Transaction) -> str:
    """An editor marks or takes down a subject at once."""
    return _hold(command.group, command.subject, command.kind, command.reason, tx)


def _hold(group: str, subject: str, kind: str, reason: str, tx: Transaction) -> str:
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
