"""What employers state about themselves: read by an editor once, shown as stated, taken back at once."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from services.recognition.standing.queries.groups import public_group
from services.recognition.statements.commands import ApproveFigure, ReturnFigure, StateFigure, WithdrawFigure
from services.recognition.statements.handlers.answers import own_group
from services.recognition.statements.model.partial import first_day, partial_date
from services.recognition.statements.model.stated import SINGLE, StatedFigure
from services.recognition.statements.queries.statements import figures_of
from services.recognition.tools import look_at
from shared.message import new_id
from shared.transaction import Missing, Refused, Transaction, refusals

MOST_FIGURES = 20
DATES = ("as_of", "target_date", "outcome_date")


def state_figure(command: StateFigure, tx: Transaction) -> str:
    """State something about one's own employer; it is public once an editor has read it."""
    for mistake in mistakes(structs.asdict(command), tx.today):
        raise mistake
    group = own_group(tx)
    mine = [one for one in figures_of(tx.session, group) if one.withdrawn_on is None]
    if command.replaces and command.replaces not in {one.id for one in mine}:
        raise Missing(command.replaces)
    public = next((one.replaces for one in mine if one.id == command.replaces and one.approved_on is None), None)
    _make_room(command, mine, tx)
    stated = _stated(command, group)
    stated.replaces = public or stated.replaces  # the newest of several changes takes the place of what is public
    _check_once(stated, mine)
    if stated.kind == "role":
        _check_entity(stated, tx)
    return tx.add(stated).id


def mistakes(given: Mapping[str, Any], today: datetime.date) -> Iterator[Refused]:
    """What is wrong with a statement by what was typed alone; `given` holds what could be read."""
    odd = set()
    for field in DATES:
        for refused in refusals(_date, field, given.get(field, "")):
            odd.add(field)
            yield refused
    for field in ("as_of", "outcome_date"):
        if field not in odd and (first_day(_date(field, given.get(field, ""))) or today) > today:
            yield Refused(field, "This day is still to come.")
    if (given.get("from_year") or 0) > today.year:
        yield Refused("from_year", "This year is still to come")
    if len(given) == len(StateFigure.__struct_fields__):
        yield from _stated(StateFigure(**{**given, **dict.fromkeys(odd, "")}), "").mistakes()


def _make_room(command: StateFigure, mine: list[StatedFigure], tx: Transaction) -> None:
    """One change of a statement waits at a time: a newer one takes its place, and so does one of what waits itself."""
    for one in [one for one in mine if command.replaces and one.approved_on is None]:
        if command.replaces in (one.id, one.replaces):
            one.withdraw(tx.today)
            mine.remove(one)
    if len(mine) >= 2 * MOST_FIGURES or (len(mine) >= MOST_FIGURES and not command.replaces):
        raise Refused("", "You may state {most} figures; withdraw one first", most=MOST_FIGURES)


def _stated(command: StateFigure, group: str) -> StatedFigure:
    return StatedFigure(
        id=new_id(),
        group=group,
        kind=command.kind,
        value=command.value or "",
        unit=command.unit,
        measure=command.measure,
        qualifier=command.qualifier,
        scope_bg=command.scope_bg.strip(),
        scope_en=command.scope_en.strip(),
        who_bg=command.who_bg.strip(),
        who_en=command.who_en.strip(),
        composite=command.composite,
        from_year=command.from_year,
        as_of=_date("as_of", command.as_of),
        source=command.source.strip(),
        source_en=command.source_en.strip(),
        definition_bg=command.definition_bg.strip(),
        definition_en=command.definition_en.strip(),
        target_value=command.target_value,
        target_unit=command.target_unit,
        target_date=_date("target_date", command.target_date) or None,
        outcome_value=command.outcome_value,
        outcome_date=_date("outcome_date", command.outcome_date) or None,
        about=command.about if command.kind == "role" else None,
        details=_details(command),
        replaces=command.replaces,
    )


def _date(field: str, typed: str) -> str:
    """What was typed in the form dates are kept in. Raises Refused for what is no date."""
    if not typed.strip():
        return ""
    found = partial_date(typed)
    if found is None:
        raise Refused(field, "There is no such date")
    return found


def _details(command: StateFigure) -> str:
    if command.kind == "delivery":
        own = [f"own-{code}" for code in sorted(set(command.countries))]
        return " ".join([*own, *(["autonomous"] if command.autonomous and own else [])])
    if command.kind == "context":
        flags = {"joins-groups": command.joins_groups, "without-base": command.without_base}
        return " ".join(code for code, said in flags.items() if said)
    return " ".join(dict.fromkeys(command.partners)) if command.kind == "partners" else ""


def _check_once(stated: StatedFigure, mine: Sequence[StatedFigure]) -> None:
    """Some things are said once: saying them anew replaces what was said, so that the page never says both."""
    alike = [one for one in mine if one.kind == stated.kind and one.about == stated.about and one.id != stated.replaces]
    if alike and stated.kind in (*SINGLE, "role"):
        raise Refused("", "You have stated this already: change it, or take it back first")


def _check_entity(stated: StatedFigure, tx: Transaction) -> None:
    found = public_group(tx.session, stated.group, tx.today)
    if found is None or stated.about not in found.entities:
        raise Refused("about", "Choose which part of the group this is")


def approve_figure(command: ApproveFigure, tx: Transaction) -> str:
    """Approve the very words that were read; the figure that it replaces leaves in the same moment."""
    figure = tx.get(StatedFigure, command.figure)
    figure.approve(command.words, tx.actor.account, tx.today)
    before = tx.session.get(StatedFigure, figure.replaces) if figure.replaces else None
    if before is not None and before.withdrawn_on is None:
        before.withdraw(tx.today)
    look_at(tx, [figure.group])
    return figure.group


def return_figure(command: ReturnFigure, tx: Transaction) -> str:
    """An editor gives a figure back to the employer, with a reason; its contact is told so by mail."""
    figure = tx.get(StatedFigure, command.figure)
    tx.publish(figure.give_back(command.words, command.reason.strip()))
    return figure.group


def withdraw_figure(command: WithdrawFigure, tx: Transaction) -> str:
    """The employer takes a figure back, approved or not."""
    figure = tx.get(StatedFigure, command.figure)
    if figure.group != own_group(tx):
        raise Missing(command.figure)
    figure.withdraw(tx.today)
    look_at(tx, [figure.group])
    return figure.id
