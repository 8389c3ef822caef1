"""An office that a state machine drives: on either database, with the clock of its own, and nothing half done."""

import contextlib
import datetime
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from services.placements.service import SERVICE
from shared.auth import Actor, Keys
from shared.service import Runtime
from shared.settings import Settings
from shared.transaction import Missing, Refused
from tests.conftest import make_tables
from tests.placements.conftest import TODAY, Office

LONG = int(os.environ.get("STEADFAST_OFFICES", "0"))
"""Offices to live through; none = as many as a run of the suite bears."""


def opened(folder: Path, pattern: str) -> Runtime:
    morning = datetime.datetime.combine(TODAY, datetime.time(6), datetime.UTC)
    folder.joinpath("clock").write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
    asked = Settings(data=folder, database=pattern, clock_file=folder / "clock", instance=f"office-{os.getpid()}")
    runtime = Runtime(SERVICE, asked, Keys(folder / "keys", create=True))
    make_tables(runtime)
    return runtime


class OfficeMachine(RuleBasedStateMachine):
    """The office as it is, on `databases`."""

    databases: Callable[[Path], AbstractContextManager[str]]

    def __init__(self) -> None:
        super().__init__()
        self.closing = contextlib.ExitStack()
        folder = Path(tempfile.mkdtemp())
        self.closing.callback(shutil.rmtree, folder)
        self.runtime = opened(folder, self.closing.enter_context(self.databases(folder)))
        self.closing.callback(self.runtime.close)
        self.office, self.today = Office(self.runtime), TODAY
        self.before: dict[str, list[Any]] = {}

    def teardown(self) -> None:
        self.closing.close()

    def records(self) -> dict[str, list[Any]]:
        tables = SERVICE.metadata.sorted_tables
        with self.runtime.database.session() as session:
            return {table.name: sorted(map(repr, session.execute(sa.select(table)))) for table in tables}

    def does(self, expected: bool, handler: Callable[..., Any], command: Any, who: Actor | None = None) -> str | None:
        """Do it; AssertionError where it is refused and should not be, or taken and should not be, or half done."""
        found, refused = None, None
        try:
            found = str(self.office.do(handler, command, who))
        except (Refused, Missing) as why:
            refused = why
        assert (refused is None) == expected, f"{command}: {refused!r}"
        assert refused is None or self.records() == self.before, "what is refused leaves nothing behind"
        return found


def live_through(
    machine: type[OfficeMachine], backend: str, new_databases: Callable[[], AbstractContextManager[str]], few: int = 4
) -> None:
    """Many offices on files, a few on a server."""

    def on_file(folder: Path) -> AbstractContextManager[str]:
        return contextlib.nullcontext(f"sqlite:///{folder}/{{service}}.db")

    def on_server(_: Path) -> AbstractContextManager[str]:
        return new_databases()

    place = staticmethod(on_file if backend == "sqlite" else on_server)
    many = LONG or (3 * few if backend == "sqlite" else few)
    run_state_machine_as_test(
        type("Here", (machine,), {"databases": place}),
        settings=settings(
            max_examples=many, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
