"""Keeps what an installation of this version holds: `python -m tests.upgrade.keep VERSION`, before its tag is set."""

import base64
import datetime
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.program import SERVICES
from shared.clock import Clock
from shared.database import Database
from shared.migrations import current
from tests.arrangements import ARRANGEMENTS, arranged
from tests.journeys.test_ninety_days import ninety_days
from tests.upgrade.kept_data import KEYS, Kept, plain, reflected, write
from tests.world import World


def keep(version: str, folder: Path, request: Any = None) -> Kept:
    """Live the ninety days on SQLite below the folder, and read what is there after it was closed."""
    clock = Clock(folder / "clock")
    with arranged(ARRANGEMENTS[0], folder, request) as running, World(running, clock) as world:
        ninety_days(world)
        world.all_is_heard()
        board = world.board()
        digests = {name: running.command("digest", name).strip() for name in SERVICES}
        at = clock.now()
    revisions = {name: _read(folder, name, current) for name in SERVICES}
    tables = {name: _read(folder, name, _rows) for name in (*SERVICES, KEYS)}
    files = {file.name: base64.b64encode(file.read_bytes()).decode() for file in (folder / "keys").iterdir()}
    return Kept(version, _commit(), at, revisions, tables, files, digests, board)


def _read(folder: Path, name: str, what: Any) -> Any:
    database = Database(f"sqlite:///{folder}/{name}.db")
    try:
        return what(database)
    finally:
        database.dispose()


def _rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.reading.connect() as connection:
        return {
            table.name: [
                {name: _plain(value) for name, value in row._mapping.items()}
                for row in connection.execute(sa.select(table))
            ]
            for table in reflected(database)
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else plain(value)


def _commit() -> str:
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    return said.stdout.strip()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        file = write(keep(sys.argv[1], Path(place)))
        sys.stdout.write(f"{file}: {file.stat().st_size} bytes\n")
