"""Each morning looks at those whose day has come, and at nobody else."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.board.handlers.listing import list_anew
from services.recognition.board.queries.days import groups_due, looked_over_on
from services.recognition.board.queries.revision import public_revision
from services.recognition.board.tables import listing
from services.recognition.standing.handlers import standings
from services.recognition.standing.tables import due
from shared.events.intake import EmployerSuspended
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import MORE
from tests.plans import asked, whole
from tests.recognition.arrivals import turn_to
from tests.recognition.conftest import BOOKS, OVENS, publish
from tests.recognition.telling import tell, vacancy

MONDAY = datetime.date(2026, 3, 2)


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


def withdrawn(runtime: Runtime) -> set[str]:
    gone = sa.select(listing.c.group).where(listing.c.withdrawn_on.is_not(None))
    return runtime.database.look(lambda session: set(session.scalars(gone)))


def suspend(runtime: Runtime, number: str, begins: datetime.date, ends: datetime.date | None) -> str:
    key = employer_id("BG", number)
    told = EmployerSuspended(employer=key, suspension=f"s-{number}", rev=1, begins=begins, ends=ends)
    tell(runtime, [(told, MONDAY)])
    return key


def test_a_morning_on_which_nothing_falls_due_reads_no_employer_and_no_edition(board: Runtime) -> None:
    turn_to(board, MONDAY)
    with asked(board.database) as statements:
        turn_to(board, MONDAY + days(1))
    read = "\n".join(one for _, (one, _) in statements)
    assert "employer_mark" in read
    assert "employer_version" not in read
    assert "FROM edition" not in read


def test_pages_that_are_kept_are_drawn_anew_each_morning(board: Runtime) -> None:
    turn_to(board, MONDAY)
    before = board.database.look(public_revision)
    turn_to(board, MONDAY + days(1))
    assert board.database.look(public_revision) != before


def test_a_page_goes_and_comes_on_the_days_that_were_told_before(board: Runtime) -> None:
    turn_to(board, MONDAY)
    books = suspend(board, BOOKS, MONDAY + days(3), MONDAY + days(9))
    turn_to(board, MONDAY + days(2))
    assert withdrawn(board) == set()
    turn_to(board, MONDAY + days(3))
    assert withdrawn(board) == {books}
    turn_to(board, MONDAY + days(9))
    assert withdrawn(board) == set()


def test_days_on_which_nothing_ran_are_caught_up_with(board: Runtime) -> None:
    turn_to(board, MONDAY)
    books = suspend(board, BOOKS, MONDAY + days(3), None)
    turn_to(board, MONDAY + days(30))
    assert withdrawn(board) == {books}


@pytest.mark.both_databases
def test_what_fell_due_on_several_days_is_looked_at_day_by_day_so_that_others_have_their_turn(board: Runtime) -> None:
    turn_to(board, MONDAY)
    suspend(board, BOOKS, MONDAY + days(3), None)
    suspend(board, OVENS, MONDAY + days(5), None)
    board.clock.turn_to(MONDAY + days(9))
    today, reached = board.clock.today(), list[datetime.date | None]()
    while board.perform(lambda tx: list_anew(today, tx)) is MORE:
        reached.append(board.database.look(looked_over_on))
    assert reached == [MONDAY + days(3), MONDAY + days(5)]
    assert board.database.look(looked_over_on) == today


def test_standings_that_time_alone_changes_are_recomputed_so_many_at_once(
    board: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "AT_ONCE", 1)
    board.perform(lambda tx: tx.session.execute(sa.update(due).values(day=MONDAY)))
    waiting = sa.select(sa.func.count()).select_from(due).where(due.c.day <= MONDAY)
    left = [board.database.look(lambda session: session.scalar(waiting))]
    while board.perform(lambda tx: standings.recompute_due(MONDAY, tx)) is MORE:
        left.append(board.database.look(lambda session: session.scalar(waiting)))
    assert left == [2, 1, 0]


@pytest.mark.both_databases
def test_whose_day_has_come_is_found_by_the_day(board: Runtime) -> None:
    with asked(board.database) as statements:
        board.database.look(lambda session: groups_due(session, MONDAY, MONDAY + days(1)))
    assert statements
    for database, one in statements:
        assert whole(database, one, set()) == []


@pytest.mark.both_databases
def test_what_changes_one_line_reads_no_other(board: Runtime) -> None:
    """What is said of all lines together is kept counted, so that news of one employer costs the same on a large board."""
    publish(board)
    with asked(board.database) as statements:
        tell(board, [vacancy(BOOKS, "Пекар", MONDAY)])
        suspend(board, BOOKS, MONDAY, None)
    read = [one for _, (one, _) in statements if "FROM board_line" in one or "board_line.data" in one]
    assert read
    assert [one for one in read if "IN (" not in one] == []
