"""Contested or taken down: at once, and nobody speaks for another."""

import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.handlers import listing as board_handlers
from services.recognition.board.queries.board import Wanted, board
from services.recognition.board.queries.profiles import Formerly
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from services.recognition.statements.handlers import figures as figures_handlers
from services.recognition.statements.queries import statements as told
from services.recognition.statements.tables import figure, hold
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.recognition.arrivals import Arrivals, rows
from tests.recognition.opened import EDITOR, HOTEL, JANUARY, OVENS, heard, ovens, publish
from tests.recognition.statements.stating import FIGURE, GROUP, OWNER, approve, do, page, state, write
from tests.recognition.telling import employer

pytestmark = pytest.mark.one_database

__all__ = ["heard", "ovens"]

STRANGER = actor("employer", account="owner-2", employer=employer_id("BG", HOTEL))


def contest(runtime: Runtime, subject: str, reason: str = "Бяха повече", by: Any = OWNER) -> Any:
    return do(runtime, board_handlers.dispute_figure, commands.DisputeFigure(subject=subject, reason=reason), by)


def take_down(runtime: Runtime, subject: str) -> Any:
    command = commands.PlaceHold(group=GROUP, subject=subject, kind="withdrawn", reason="помолиха ни")
    return do(runtime, handlers.place_hold, command, EDITOR)


# -- holds ----------------------------------------------------------------------------------------------------------
def now_on_board(runtime: Runtime) -> Any:
    return runtime.database.look(lambda s: board(s, runtime.clock.today(), Wanted()))


def test_an_employer_contests_a_figure_and_it_is_marked_until_an_editor_resolves_it(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    mark = contest(ovens.runtime, "kept")
    assert now_on_board(ovens.runtime).rated[0].contested == ("kept",)
    assert now_on_board(ovens.runtime).rated[0].row.kept_floor == 10, "contested is shown, and marked"
    assert [one.subject for one in page(ovens.runtime).holds] == ["kept"]
    assert [name for _, name in ovens.runtime.database.look(told.waiting_disputes)] == ["Седемте пещи"]
    do(ovens.runtime, handlers.lift_hold, commands.LiftHold(hold=mark, resolution="проверено: десет"), EDITOR)
    assert now_on_board(ovens.runtime).rated[0].contested == ()
    found = rows(ovens.runtime, sa.select(hold))[0]
    reasons = (found.reason, found.placed_by, found.resolution, found.lifted_by)
    assert reasons == ("Бяха повече", "owner-1", "проверено: десет", "editor-1")
    with pytest.raises(Refused):
        do(ovens.runtime, handlers.lift_hold, commands.LiftHold(hold=mark, resolution="again"), EDITOR)


def test_the_same_thing_is_contested_once(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    contest(ovens.runtime, "tier")
    with pytest.raises(Refused):
        contest(ovens.runtime, "tier")


def test_what_is_taken_down_leaves_board_and_page_at_once_and_nothing_is_added(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    before = now_on_board(ovens.runtime).rated[0].row
    take_down(ovens.runtime, "kept")
    take_down(ovens.runtime, "practice-mentor")
    row = now_on_board(ovens.runtime).rated[0].row
    assert (row.kept_floor, row.practices) == (None, ("language",))
    assert (row.tier, row.name) == (before.tier, before.name)
    assert page(ovens.runtime).counted.kept_floor10 is None
    take_down(ovens.runtime, "tier")
    assert now_on_board(ovens.runtime).rated == ()
    with pytest.raises(Formerly):
        page(ovens.runtime)


def test_a_group_whose_tier_is_taken_down_may_still_take_part_without_a_mark(ovens: Arrivals) -> None:
    publish(ovens.runtime, "2025-4")
    approve(ovens.runtime, write(ovens.runtime, "Печем хляб."), "Печем хляб.")
    take_down(ovens.runtime, "tier")
    assert page(ovens.runtime).counted is None
    assert [one.slug for one in now_on_board(ovens.runtime).participants] == ["sedemte-peshti"]


def test_a_quote_taken_down_makes_nobody_a_participant(heard: Arrivals) -> None:
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    approve(heard.runtime, write(heard.runtime, "Печем хляб."), "Печем хляб.")
    take_down(heard.runtime, "answer-activity")
    with pytest.raises(Formerly):
        page(heard.runtime)


# -- one's own ------------------------------------------------------------------------------------------------------
@pytest.mark.both_databases
def test_nobody_speaks_for_another_employer(ovens: Arrivals) -> None:
    one = state(ovens.runtime)
    with pytest.raises(Missing):
        do(ovens.runtime, figures_handlers.withdraw_figure, commands.WithdrawFigure(figure=one), STRANGER)
    with pytest.raises(Missing):
        do(ovens.runtime, figures_handlers.state_figure, commands.StateFigure(**FIGURE, replaces=one), STRANGER)
    with pytest.raises(Missing):
        contest(ovens.runtime, "kept", by=EDITOR)
    publish(ovens.runtime, "2025-4")
    with pytest.raises(Refused):
        contest(ovens.runtime, "kept", by=STRANGER)
    assert not rows(ovens.runtime, sa.select(hold.c.group))
    assert [row.group for row in rows(ovens.runtime, sa.select(figure.c.group))] == [GROUP]


def test_the_day_of_the_told_part_does_not_move_by_itself(heard: Arrivals) -> None:
    """Otherwise a page would change every day with nothing new in it (D9)."""
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY))
    approve(heard.runtime, write(heard.runtime, "Печем хляб."), "Печем хляб.")
    before = page(heard.runtime)
    heard.runtime.clock.turn(datetime.timedelta(days=3))
    assert page(heard.runtime) == before
