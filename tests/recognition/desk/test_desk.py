"""The editors' runtime: what holds an edition back, what it changes and why, board and articles as they will be (R-3, R-9)."""

import datetime
from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.board.handlers import listing as board_handlers
from services.recognition.editions.model import number_of
from services.recognition.statements import commands
from services.recognition.statements.handlers import figures as handlers
from shared.clock import SOFIA, Clock
from shared.events.intake import EmployerHeadcount, EmployerLeft, PracticeConfirmed
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Refused
from tests.recognition.arrivals import start_at
from tests.recognition.conftest import EDITION, HOTEL, JANUARY, OVENS, Reader, publish
from tests.recognition.desk.editing import EMBEDDED, HERE, MARCH, parts, seen
from tests.recognition.telling import employer, hired, kept, tell

pytestmark = pytest.mark.one_database


def why(runtime: Runtime, name: str, number: str = EDITION) -> dict[str, Any]:
    one = next(one for one in seen(runtime, number).changes if one.name == name)
    return {cause.code: cause.n or cause.what for cause in one.causes}


# -- the checklist ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("hour", "may"), [(datetime.time(9, 55), False), (datetime.time(10), True)])
def test_an_edition_opens_at_ten_on_the_fifteenth_day_and_not_before(
    board: Runtime, clock: Clock, hour: time, may: bool
) -> None:
    morning = datetime.datetime.combine(datetime.date(2026, 1, 15), hour, SOFIA)
    start_at(clock, datetime.date(2026, 1, 15))
    assert clock.file
    clock.file.write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds()) + may))
    assert seen(board).may is may
    if may:
        publish(board)
    else:
        with pytest.raises(Refused, match="may be published from 10:00"):
            publish(board)


@pytest.mark.both_databases
def test_the_checklist_names_what_is_open_and_leads_to_it(published: Runtime, editor: Reader, owner: Reader) -> None:
    ready = editor.page("/recognition/editions/2026-1/preview")
    assert [one.get_text() for one in ready.select("#ready ~ .task-list .tag")] == ["Още не", *["Всички"] * 4]
    assert not ready.select("form[action='/recognition/editions']")
    owner.post("/recognition/interview/advice", text="Започнете", language="bg", speaker="manager", send="on")
    stated = commands.StateFigure(value="1240", measure="received", scope_bg="обучение", as_of="2025-05")
    published.perform(lambda tx: handlers.state_figure(stated, tx), owner.signed_in)
    owner_says = commands.DisputeFigure(subject="kept", reason="Бяха повече.")
    published.perform(lambda tx: board_handlers.dispute_figure(owner_says, tx), owner.signed_in)
    letters = published.service.metadata.tables["derived.dead_letter"]
    columns: dict[str, Any] = {
        one.name: 0 if isinstance(one.type, sa.Integer | sa.BigInteger) else "x" for one in letters.columns
    }
    columns |= {one.name: published.clock.now() for one in letters.columns if "Instant" in type(one.type).__name__}
    columns |= {one.name: b"x" for one in letters.columns if isinstance(one.type, sa.LargeBinary)}
    published.perform(lambda tx: tx.session.execute(sa.insert(letters).values(**columns)))
    tell(published, [(hired(OVENS, "late", datetime.date(2025, 9, 1)), datetime.date(2025, 12, 1))])
    page = editor.page("/recognition/editions/2026-1/preview")
    said = [one.get_text() for one in page.select("#ready ~ .task-list .tag")]
    assert said == ["Още не", "1 за прочитане", "1 за прочитане", "1 нерешени", "1 отделени"]
    links = [one["href"] for one in page.select("#ready ~ .task-list a")]
    assert links == ["/recognition/desk#answers", "/recognition/desk#figures", "/recognition/disputes"]
    assert "1 запис, направен навреме за миналото издание" in page.find("main").get_text()


@EMBEDDED
def test_the_desk_leads_to_the_next_edition_whether_it_is_due_or_not(board: Runtime, editor: Reader) -> None:
    def led_to() -> list[str]:
        links = [one["href"] for one in editor.page("/recognition/desk").select("main a[href$='/preview']")]
        return [link for link in links if "." not in link]

    assert led_to() == [f"{HERE}/preview"], "its day has come"
    publish(board)
    assert led_to() == ["/recognition/editions/2026-1/preview"]
    assert "1/2026" in editor.text(led_to()[0])


@EMBEDDED
@pytest.mark.parametrize("number", ["2025-4", "2026-1"])
def test_an_edition_that_is_refused_is_called_as_everywhere_else(
    published: Runtime, editor: Reader, number: str
) -> None:
    refused = editor.post("/recognition/editions", number=number).text
    year, quarter = number.split("-")
    assert f"Издание {quarter}/{year}" in refused
    assert f"Издание {number}" not in refused


@EMBEDDED
def test_an_editor_reads_of_no_command(published: Runtime, editor: Reader) -> None:
    assert "dead-letters" not in editor.text("/recognition/editions/2026-1/preview")


# -- what changes, and why --------------------------------------------------------------------------------------------
def test_each_group_that_changes_is_named_with_its_reasons(board: Runtime, editor: Reader) -> None:
    tell(board, employer("121000021", "Дюнер Изток", "Diuner Iztok", JANUARY, staff=20, town="Бургас"))
    tell(board, kept("121000021", 6, datetime.date(2024, 9, 1)))
    publish(board, "2025-2")
    autumn = datetime.date(2025, 8, 1)
    tell(board, kept(HOTEL, 14, datetime.date(2025, 7, 1)))
    tell(board, [(PracticeConfirmed(employer=employer_id("BG", HOTEL), practice="skills", on=autumn), autumn)])
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=64, on=autumn), autumn)])
    tell(board, kept(OVENS, 3, datetime.date(2025, 7, 1)))
    tell(board, [(EmployerLeft(employer=employer_id("BG", "121000021"), on=autumn), autumn)])
    assert why(board, "Хотел Орфей") == {"changed": "", "came_kept": 14, "offer_new": "skills", "staff": 64}
    assert why(board, "Дюнер Изток") == {"not_listed": ""}
    assert [(one.name, one.people) for one in seen(board).held_back] == [("Седемте пещи", 3)]
    page = editor.page(f"{HERE}/preview")
    (hotel,) = parts(page, "С друг знак: 1")
    assert "бронзов знак →" in hotel
    assert "преброени още 14 души, които са останали" in hotel
    assert "Потвърдено: Обучение" in hotel
    assert "Персонал 100 → 64, а с него и целта" in hotel
    (left,) = parts(page, "Вече не са на него: 1")
    assert "Дюнер Изток" in left
    assert "Оттеглил се е" in left
    assert "Седемте пещи: 3 души" in page.find("main").get_text()


def test_a_mark_that_lives_on_memory_and_one_that_no_longer_does_are_named(board: Runtime) -> None:
    publish(board, "2025-1")
    autumn = datetime.date(2025, 8, 1)
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=120, on=autumn), autumn)])
    assert seen(board).on_memory == ("Хотел Орфей",)
    publish(board)
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=2000, on=MARCH), MARCH)])
    later = seen(board, "2026-1")
    assert later.on_memory == ()
    (gone,) = later.left
    assert {cause.code for cause in gone.causes} == {"staff", "memory_over", "below"}


def test_numbers_a_year_old_are_named_as_counted_anew(ovens_line: str, board: Runtime) -> None:
    assert seen(board, ovens_line).renewed == ("Седемте пещи", "Хотел Орфей")


@pytest.fixture
def ovens_line(board: Runtime, clock: Clock) -> str:
    """Four editions on one basis; the fifth takes it anew."""
    start_at(clock, datetime.date(2026, 7, 20))
    for number in ("2025-2", "2025-3", "2025-4", "2026-1"):
        publish(board, number)
    return number_of(datetime.date(2026, 6, 30))
