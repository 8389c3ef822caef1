"""Which statements ran on which database: whatever ran on SQLite in this run must have run on PostgreSQL too.

So a test whose statements others run on PostgreSQL needs SQLite alone (`one_database`), and nothing is taken on trust.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

from tests.shapes import shape

RAN: defaultdict[str, dict[Any, None]] = defaultdict(dict)
"""What ran in this process on a kind of database: compiled statements, which are kept alive by `Kept`."""


class Asked(NamedTuple):
    """With what a statement was asked the first time, and which of our databases."""

    database: str
    values: dict[str, Any]


WALKED: dict[Any, Asked] = {}
"""What ran on SQLite while a walk went through the site, or a drill through its commands: `asked_again` asks PostgreSQL."""
OPENED: dict[str, bool] = {}
"""Of each SQLite file whether a walk opened it: what works behind its site asks between two tests too."""
RUNNING = [""]
"""The test that runs here, or the one before."""
WALKS = ("tests/browser/", "tests/care/test_backup_habit.py", "tests/care/test_drill.py", "tests/doors/")
BACKENDS = ("sqlite", "postgresql")
NEUTRAL = DefaultDialect(paramstyle="named")
TESTS = str(Path(__file__).parent)
OURS = tuple(str(Path(__file__).parents[1] / name) for name in ("services", "shared", "web", "tests"))
CARRIERS = ("shared/database.py", "tests/statements.py")
CHECK = "tests/statements.py::test_every_statement_that_ran_on_sqlite_ran_on_postgresql"


class Kept(dict[Any, Any]):
    """Compiled statements for all engines of one kind: each test opens its own, and would compile everything anew."""

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(key[1:])

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)


KEPT: defaultdict[str, MutableMapping[Any, Any]] = defaultdict(Kept)


@sa.event.listens_for(sa.Engine, "engine_connect")
def _share(connection: sa.Connection) -> None:
    connection.execution_options(compiled_cache=KEPT[connection.dialect.name])


@sa.event.listens_for(sa.Engine, "before_cursor_execute")
def _note(connection: sa.Connection, _: Any, statement: str, __: Any, context: Any, ___: bool) -> None:
    compiled, walks = getattr(context, "compiled", None), connection.dialect.name == "sqlite" and is_walk(connection)
    ran: dict[Any, Any] = WALKED if walks else RAN[connection.dialect.name]
    if compiled is None or compiled in ran or context.isddl or statement.startswith("PRAGMA"):
        return
    if _is_ours():
        ran[compiled] = _asked(connection, context) if walks else None


def is_walk(connection: sa.Connection) -> bool:
    return OPENED.setdefault(str(connection.engine.url.database), RUNNING[0].startswith(WALKS))


def _asked(connection: sa.Connection, context: Any) -> Asked:
    return Asked(Path(str(connection.engine.url.database)).stem, dict((context.compiled_parameters or [{}])[0]))


def _is_ours() -> bool:
    """Whether the product asks: the innermost of our functions, below what only carries a statement, is none of a test."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(OURS) and not file.endswith(CARRIERS):
            return not file.startswith(TESTS)
        frame = frame.f_back
    return False


def fingerprints(dialect: str) -> set[str]:
    """The statements that ran in this process, each as it reads on no database in particular."""
    return _texts(RAN[dialect])


def _texts(ran: Iterable[Any]) -> set[str]:
    return {text for compiled in list(ran) for text in texts(compiled)}


SAVEPOINT = re.compile(r"\bsa_savepoint_\d+\b")
"""SQLAlchemy counts them within a connection: which number one has is no other statement."""
OTHERWISE = frozenset(
    {"UPDATE outbox SET stream_seq=:seq WHERE outbox.position = :at", "SELECT count(*) AS count_# FROM outbox"}
)
"""What PostgreSQL is asked in a form of its own (`Relay._mark`), which `test_relay.py` runs on both; and what a backup is
tried with, which is files (`care/trying.py`)."""
OF_TESTS = re.compile(r"\bFROM line\b")
"""The table of `test_lists.py`: no service has it."""
CHANGE = re.compile(r"(UPDATE \S+ SET )(.*?)( WHERE .*|$)")


def texts(compiled: Any) -> list[str]:
    """One text; of a change one for each column, since which of them change together is the data's affair."""
    try:
        text = str(compiled.statement.compile(dialect=NEUTRAL, column_keys=compiled.column_keys))
    except sa.exc.CompileError:
        text = str(compiled)
    text = shape(SAVEPOINT.sub("sa_savepoint", " ".join(text.split())))
    if found := CHANGE.fullmatch(text):
        return [f"{found[1]}{one}{found[3]}" for one in re.split(r", (?=\w+=)", found[2])]
    return [text]


class Proof:
    """Gathers what ran from all test processes, and adds a last test that names what ran on SQLite alone."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.ran: dict[str, set[str]] = {name: set() for name in ("sqlite", "postgresql", "walks", "again")}
        """`walks` ran on SQLite in walks, `again` is what PostgreSQL answered of it."""

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        RUNNING[0] = nodeid

    def pytest_testnodedown(self, node: Any, error: object) -> None:
        for name, statements in getattr(node, "workeroutput", {}).get("statements", {}).items():
            self.ran[name].update(statements)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self.config.getoption("statements"):
            return
        for name in BACKENDS:
            self.ran[name] |= fingerprints(name)
        self.ran["walks"] |= _texts(WALKED)
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["statements"] = {name: sorted(ran) for name, ran in self.ran.items()}
        else:
            self._say(session, sorted(one for one in self.alone() if not OF_TESTS.search(one)))

    def alone(self) -> set[str]:
        ran = self.ran
        return (ran["sqlite"] | (ran["walks"] - ran["again"])) - ran["postgresql"] - OTHERWISE

    def _say(self, session: pytest.Session, alone: list[str]) -> None:
        alone = alone if self.ran["postgresql"] else ["(nothing ran on PostgreSQL)"]
        said = "These ran on SQLite and not on PostgreSQL:\n" + "\n".join(alone) if alone else None
        report = pytest.TestReport(
            CHECK, (CHECK, None, CHECK), {}, "failed" if alone else "passed", said, "call", user_properties=[]
        )
        self.config.hook.pytest_runtest_logreport(report=report)
        if alone:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.config.getoption("statements"):
            ran = self.ran
            first, second = len(ran["sqlite"] | ran["walks"]), len(ran["postgresql"])
            again = len(ran["again"] - ran["postgresql"])
            terminalreporter.write_line(
                f"Distinct statements: {first} on SQLite, {second} on PostgreSQL and {again} of walks asked again there"
            )
