"""Each door of the house closes: an import through it, or a stray room, breaks the contract that guards it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.code import ROOT

BREAKS = [
    ("Door 1", "shared/clock.py", "import web.text"),
    ("Door 2", "services/intake/rights/timers.py", "import services.placements.schema"),
    ("Door 3a", "services/intake/access/queries/accounts.py", "import services.intake.employers.queries"),
    ("Door 3b", "services/placements/helpers.py", "ROOM = 1"),
    ("Door 3c", "services/recognition/statements/queries/told.py", "import services.recognition.board.queries.board"),
    ("Door 4", "services/intake/vacancies/queries.py", "import services.intake.vacancies.handlers"),
    ("Door 5", "services/recognition/statements/commands.py", "import sqlalchemy"),
    ("Door 6", "services/intake/access/handlers/accounts.py", "import web.forms"),
    ("Door 7", "shared/outbox.py", "from nats.errors import Error"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doors")
    for name in ("services", "shared", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("static", "templates", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def broken(folder: Path) -> set[str]:
    """The doors that stand open in a copy of the code."""
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint, "--no-cache"], cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True
    )
    assert "Contracts:" in result.stdout, result.stdout + result.stderr
    return {line.split(":")[0] for line in result.stdout.splitlines() if line.startswith("Door") and "BROKEN" in line}


def test_every_door_is_closed(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize(("door", "file", "line"), BREAKS, ids=[door for door, _, _ in BREAKS])
def test_a_door_that_is_forced_is_noticed(copy: Path, door: str, file: str, line: str) -> None:
    target = copy / file
    before = target.read_text() if target.exists() else None
    target.write_text(f"{before or ''}\n{line}\n")
    try:
        assert door in broken(copy)
    finally:
        target.unlink() if before is None else target.write_text(before)
