"""Stated figures: public with their scope, once their words are approved."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.handlers import figures as figures_handlers
from services.recognition.statements.model.reachable import reachable
from services.recognition.statements.model.stated import StatedFigure
from services.recognition.statements.queries import statements as told
from shared.events.recognition import StatementReturned
from shared.service import Runtime
from shared.transaction import Refused
from tests.conftest import told as told_by
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import EDITOR, heard, ovens, publish
from tests.recognition.statements.stating import GROUP, do, page, state, write

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]


def approve_figure(runtime: Runtime, figure: Any, words: str | None = None) -> Any:
    words = words if words is not None else runtime.database.look(lambda s: s.get_one(StatedFigure, figure).words)
    return do(runtime, figures_handlers.approve_figure, commands.ApproveFigure(figure=figure, words=words), EDITOR)


# -- stated figures -------------------------------------------------------------------------------------------------
def test_a_figure_is_public_with_its_scope_once_its_words_are_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime, value="1100", composite=True, scope_en="people in training or work", target_value="1500",
                target_date="2027", source="Годишен отчет")  # fmt: skip
    assert page(ovens.runtime).figures == ()
    with pytest.raises(Refused, match="changed since"):
        approve_figure(ovens.runtime, one, "1100 people hired")
    approve_figure(ovens.runtime, one)
    found = page(ovens.runtime).figures[0]
    assert (found.value, found.composite, found.scope["en"]) == (1100, True, "people in training or work")
    assert (found.target.value, found.target.date.year) == (1500, 2027)


def test_a_new_figure_takes_the_place_of_the_old_one_only_when_it_is_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    first = state(ovens.runtime)
    approve_figure(ovens.runtime, first)
    second = state(ovens.runtime, value="15", as_of="2025-12", replaces=first)
    assert [one.value for one in page(ovens.runtime).figures] == [12]
    approve_figure(ovens.runtime, second)
    assert [one.value for one in page(ovens.runtime).figures] == [15]


def test_figures_that_disagree_are_both_shown(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    for value in ("86", "150"):
        approve_figure(ovens.runtime, state(ovens.runtime, value=value))
    assert [one.value for one in page(ovens.runtime).figures] == [86, 150]


def test_a_withdrawn_figure_is_gone_at_once_and_cannot_be_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime)
    approve_figure(ovens.runtime, one)
    do(ovens.runtime, figures_handlers.withdraw_figure, commands.WithdrawFigure(figure=one))
    assert page(ovens.runtime).figures == ()
    with pytest.raises(Refused):
        approve_figure(ovens.runtime, one)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scope_bg": ""}, "scope_bg"),
        ({"unit": "countries", "measure": "trained"}, "unit"),
        ({"target_value": "9"}, "target_date"),
        ({"target_date": "2027"}, "target_value"),
        ({"as_of": "2025-13"}, "as_of"),
        ({"target_value": "9", "target_date": "2027-02-30"}, "target_date"),
    ],
)
def test_a_figure_without_its_meaning_is_refused_at_its_field(wrong: Any, field: str) -> None:
    given: dict[str, Any] = {"value": "1", "unit": "people", "measure": "received", "qualifier": "exact", "scope_bg": "x",
             "scope_en": "", "composite": False, "from_year": None, "as_of": "2025", "source": ""}  # fmt: skip
    StatedFigure(id="f", group="g", **given).check()
    with pytest.raises(Refused) as refused:
        StatedFigure(id="f", group="g", **{**given, **wrong}).check()
    assert refused.value.field == field


def test_the_words_of_a_figure_name_every_part_of_it() -> None:
    plain = StatedFigure(
        id="f", group="g", value="1", unit="people", measure="received", qualifier="exact", scope_bg="x", scope_en="",
        composite=False, from_year=None, as_of="2025", source="",
    )  # fmt: skip
    changes: dict[str, Any] = {"value": "2", "unit": "women", "measure": "other", "qualifier": "about", "scope_bg": "y"}
    changes |= {"scope_en": "z", "composite": True, "from_year": 2020, "as_of": "2024", "source": "s"}
    changes |= {"target_value": "9"}
    assert len({plain.words, *(replace(plain, **{name: value}).words for name, value in changes.items())}) == 12


def test_a_figure_given_back_waits_for_its_employer_and_cannot_be_approved(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    one = state(ovens.runtime)
    said = ovens.runtime.database.look(lambda s: s.get_one(StatedFigure, one).words)
    command = commands.ReturnFigure(figure=one, words=said, reason="Кого броите?")
    do(ovens.runtime, figures_handlers.return_figure, command, EDITOR)
    assert ovens.runtime.database.look(told.waiting_figures) == []
    tries: tuple[Callable[[], object], ...] = (
        lambda: approve_figure(ovens.runtime, one),
        lambda: do(ovens.runtime, figures_handlers.return_figure, command),
    )
    for again in tries:
        with pytest.raises(Refused):
            again()
    better = state(ovens.runtime, value="11", replaces=one)
    assert [each.id for each in ovens.runtime.database.look(told.waiting_figures)] == [better]


@pytest.mark.both_databases
def test_what_is_given_back_is_told_with_references_alone(ovens: Arrivals) -> None:
    """So that intake can write to the contact: neither the words nor the reason leave this service."""
    one, number = write(ovens.runtime, "Пишете на Мария."), state(ovens.runtime)
    said = ovens.runtime.database.look(lambda s: s.get_one(StatedFigure, number).words)
    back = commands.ReturnAnswer(answer=one, text="Пишете на Мария.", reason="Без имена")
    do(ovens.runtime, handlers.return_answer, back, EDITOR)
    again = commands.ReturnFigure(figure=number, words=said, reason="Кого броите?")
    do(ovens.runtime, figures_handlers.return_figure, again, EDITOR)
    with pytest.raises(Refused):
        do(ovens.runtime, figures_handlers.return_figure, again, EDITOR)
    assert [event for event in told_by(ovens.runtime) if isinstance(event, StatementReturned)] == [
        StatementReturned(statement=one, group=GROUP, kind="answer"),
        StatementReturned(statement=number, group=GROUP, kind="figure"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Пишете на ana.petrova@example.org.", ("ana.petrova@example.org",)),
        ("Тел. 088/123 45 67 или +359 2 987 65 43", ("088/123 45 67", "+359 2 987 65 43")),
        ("От 01.05.2026 до 31.12.2026 г. приехме 1 200 000 души, 2024-2026", ()),
    ],
)
def test_words_that_say_how_to_reach_somebody_are_marked(text: str, found: Any) -> None:
    assert reachable(text) == found
