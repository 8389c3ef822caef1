"""What a page of the board costs does not grow with the board: no scan of a growing table, no more statements."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from services.recognition.board.handlers.lines import keep_lines
from services.recognition.board.handlers.turning import invalidate
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.reading import read_board
from services.recognition.board.rules import BoardLine
from services.recognition.service import SERVICE
from shared.service import Runtime
from tests.recognition.conftest import Reader

pytestmark = pytest.mark.both_databases

HERE = "/bg/employers"
QUESTIONS = {
    "board": Wanted(),
    "without a mark": Wanted(tier="none"),
    "mark": Wanted(tier="silver"),
    "sector": Wanted(sector="C"),
    "town": Wanted(town="Град 3"),
    "offer": Wanted(practice="mentor"),
    "all of it": Wanted(sector="C", town="Град 3", practice="mentor", tier="gold"),
    "size": Wanted(size="10-49"),
    "by name": Wanted(sort="name"),
    "by town": Wanted(sort="town", practice="mentor", size="10-49"),
    "of a mark by town": Wanted(sort="town", tier="gold"),
    "search": Wanted(search="хляб"),
    "search and filter": Wanted(search="хляб", town="Град 3"),
    "two words": Wanted(search="бял хляб"),
    "a slip": Wanted(search="хлябб мостт"),
}
MANY_VALUES = 500
"""Of the spellings of a slip more are looked up than the small table of a test has rows: it is rightly read whole."""
GROWING = ("board_line", "board_place", "board_part")
"""`board_total` is bounded for what a page reads of it as a whole: sectors, towns and offers."""


def lines(number: int) -> dict[str, BoardLine]:
    chance = random.Random(1)
    return {
        f"g-{which}": BoardLine(
            group=f"g-{which}",
            slug=f"firm-{which}",
            name=f"{chance.choice(('Бял', 'Син'))} {chance.choice(('хляб', 'мост', 'орех'))} {which}",
            name_latin=f"Firm {which}",
            sector=chance.choice("ABC"),
            town=f"Град {which % 4}",
            tier=chance.choice(("gold", "silver", "", "")),
            practices=("mentor",) if which % 3 else (),
            size=("", "0-9", "10-49")[which % 3],
        )
        for which in range(number)
    }


def fill(runtime: Runtime, number: int) -> None:
    made = lines(number)
    runtime.perform(lambda tx: keep_lines(tx, made, None))
    if not runtime.database.embedded:
        runtime.database.transact(lambda s: s.execute(sa.text("ANALYZE")))


@contextmanager
def statements(runtime: Runtime) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that runs meanwhile, with its values."""
    seen: list[tuple[str, Any]] = []

    def note(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
        seen.append((statement, parameters))

    event.listen(runtime.database._reading, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(runtime.database._reading, "before_cursor_execute", note)


def read(runtime: Runtime, wanted: Wanted) -> str:
    """Two pages; where the second begins."""
    found = runtime.database.look(lambda s: read_board(s, wanted, HERE, "bg"))
    assert found is not None
    after = "0~firm-1~бял мост" if wanted.tier != "none" else "3~firm-1~бял мост"
    runtime.database.look(lambda s: read_board(s, wanted, HERE, "bg", after))
    return found.page.next


def scans(runtime: Runtime, statement: str, parameters: Any) -> list[str]:
    """The lines of a plan that read a growing table from one end to the other."""
    if runtime.database.embedded:
        plan = _plan(runtime, f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [line for line in plan if line.startswith("SCAN") and any(name in line for name in GROWING)]
    plan = _plan(runtime, f"EXPLAIN {statement}", parameters)
    steps = [*zip(plan, [*plan[1:], ""], strict=True)]
    return [
        line
        for line, below in steps
        if " Scan " in line and any(name in line for name in GROWING) and "Cond" not in below
    ]


def _plan(runtime: Runtime, statement: str, parameters: Any) -> list[str]:
    with runtime.database._reading.connect() as connection:
        if not runtime.database.embedded:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        return [str(row[-1]) for row in connection.exec_driver_sql(statement, parameters)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_growing_table_from_end_to_end(open_runtime: Callable[..., Runtime], question: str) -> None:
    runtime = open_runtime(SERVICE)
    fill(runtime, 120)
    with statements(runtime) as seen:
        read(runtime, QUESTIONS[question])
    found = {
        statement: scans(runtime, statement, values)
        for statement, values in seen
        if statement.startswith("SELECT") and len(values) < MANY_VALUES
    }
    assert len(found) > 4
    assert [(statement[-300:], lines) for statement, lines in found.items() if lines] == []


def test_a_scan_would_be_seen(open_runtime: Callable[..., Runtime]) -> None:
    runtime = open_runtime(SERVICE)
    fill(runtime, 120)
    assert scans(runtime, "SELECT count(*) FROM board_line WHERE data IS NOT NULL", ())


def test_the_board_as_everybody_opens_it_is_read_in_four_statements(open_runtime: Callable[..., Runtime]) -> None:
    """Is anything new, which keys, their lines, what is contested of them."""
    runtime = open_runtime(SERVICE)
    fill(runtime, 120)
    runtime.perform(lambda tx: invalidate(tx, None, lists=True, down=False))
    read(runtime, Wanted())
    with statements(runtime) as seen:
        runtime.database.look(lambda s: read_board(s, Wanted(), HERE, "bg"))
    assert len([one for one, _ in seen if one.startswith("SELECT")]) == 4


def test_a_page_takes_as_many_statements_of_a_large_board_as_of_a_small_one(
    open_runtime: Callable[..., Runtime],
) -> None:
    runtime = open_runtime(SERVICE)
    counts: dict[str, list[int]] = {name: [] for name in QUESTIONS}
    for number in (300, 600):
        fill(runtime, number)
        for name, wanted in QUESTIONS.items():
            with statements(runtime) as seen:
                goes_on = read(runtime, wanted)
            if goes_on or name == "a slip":
                counts[name].append(len(seen))
    assert sum(len(some) == 2 for some in counts.values()) > 6
    assert {name: some for name, some in counts.items() if len(some) == 2 and some[1] > some[0]} == {}
    assert max(max(some, default=0) for some in counts.values()) < 40


@pytest.mark.one_database
def test_a_public_page_is_as_large_for_many_employers_as_for_some(
    runtime: Runtime, reader: Callable[..., Reader]
) -> None:
    sizes = []
    for number in (150, 600):
        fill(runtime, number)
        sizes.append(len(reader().get("/en/employers").content))
    assert sizes[1] < sizes[0] * 1.05
