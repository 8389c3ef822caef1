# ruff: noqa: E501
"""The detection drill: each file of an installation deleted, emptied, cut and aged in turn, and what the program says at its start.

Examples: python -m tests.faults.detection           prints the table (some minutes)
          python -m tests.faults.detection --keep    and writes it to docs/measured/detection.md
"""

import argparse
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from shared.nats_server import free_port
from tests.arrangements import STEADFAST
from tests.faults.office import office
from tests.memory import use_memory

MEASURED = Path(__file__).parents[2] / "docs" / "measured" / "detection.md"
FILES = (
    "intake.db",
    "placements.db",
    "recognition.db",
    "keys.db",
    "nats/store",
    "keys/intake.key",
    "keys/placements.key",
)
NOT_TRIED = (("emptied", "nats/store"),)
"""The same as deleted; and a key never changes, so that none is aged."""
PAGES = {"intake": "/intake/register", "placements": "/placements/hires", "recognition": "/bg/employers"}
HEAD = """\
# Faults that must be noticed

{day}; `python -m tests.faults.detection`. An installation in which three stories were told, a copy of each file was taken, and three more stories were told; then
one file at a time was deleted, emptied, cut to half, or replaced by the copy, with its write-ahead log, and `steadfast up` was started. *Serve*: whose pages answered.

| file | what was done | serve | what it says |
|---|---|---|---|"""


def deleted(file: Path, _: Path) -> None:
    if file.is_dir():
        shutil.rmtree(file)
        return
    for one in (file, *file.parent.glob(f"{file.name}-*")):
        one.unlink()


def emptied(file: Path, copy: Path) -> None:
    deleted(file, copy)
    file.touch()


def cut(file: Path, _: Path) -> None:
    """Each file of a folder, likewise."""
    for one in [each for each in file.rglob("*") if each.is_file()] or [file]:
        one.chmod(0o600)
        os.truncate(one, one.stat().st_size // 2)


def aged(file: Path, copy: Path) -> None:
    deleted(file, copy)
    (shutil.copytree if copy.is_dir() else shutil.copyfile)(copy, file)


WAYS: dict[str, Callable[[Path, Path], None]] = {"deleted": deleted, "emptied": emptied, "cut": cut, "aged": aged}


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.faults.detection",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("--only", default="", help="files whose name holds this")
    asked.add_argument("--keep", action="store_true", help="write docs/measured/detection.md")
    given = asked.parse_args()
    use_memory()
    lines = [HEAD.format(day=datetime.date.today().isoformat())]
    with tempfile.TemporaryDirectory(prefix="detection-") as folder:
        for row in _rows(Path(folder), given.only):
            print(row, flush=True)
            lines.append(row)
    if given.keep:
        MEASURED.write_text("\n".join(lines) + "\n")
    return 0


def _rows(folder: Path, only: str) -> Iterator[str]:
    whole, before, scratch = folder / "whole", folder / "before", folder / "scratch"
    _fill(whole, before)
    for name in ("", *(file for file in FILES if only in file)):
        for what, spoil in WAYS.items() if name else [("nothing", aged)]:
            if (what, name) in NOT_TRIED or (what == "aged" and name.startswith("keys/")):
                continue
            shutil.copytree(whole, scratch)
            if name:
                spoil(scratch / name, before / name)
            serves, says = started(scratch)
            shutil.rmtree(scratch)
            yield f"| {name or '(none)'} | {what} | {', '.join(serves) or 'nobody'} | {says.replace('|', '/')} |"


def _fill(whole: Path, before: Path) -> None:
    """Twice three stories; between them the files are copied as they lie after a stop."""
    with office(whole, 1) as one:
        for place in range(2):
            one.act("stories")
            one.end()
            for site in one.fleet.sites:
                site.leave()
            one.fleet.sites.clear()
            one.nats.stop()
            started(whole)
            if not place:
                shutil.copytree(whole, before)
                one.nats.start()


def started(folder: Path) -> tuple[list[str], str]:
    """Start the program on it until it is open, or ends: whose pages answer, and what is said of what is wrong."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STEADFAST_")}
    environment |= {"STEADFAST_CLOCK": str(folder / "clock"), "STEADFAST_METRICS": "off", "STEADFAST_BACKUPS": "off"}
    command = [STEADFAST, "up", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line.strip().replace(str(folder), "DATA"))
        if line.startswith("Ready"):
            break
    closed = [line.removeprefix("CLOSED: ") for line in said if line.startswith("CLOSED")]
    is_open = process.poll() is None and said[-1].startswith("Ready")
    serves = [name for name, page in PAGES.items() if is_open and _answers(port, page)]
    process.terminate()
    process.communicate(timeout=60)
    return serves, " ".join(line.partition(". ")[0] for line in closed) or (
        "nothing" if is_open else f"it does not start: {said[-1]}"
    )


def _answers(port: int, page: str) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}{page}", timeout=30).status_code < 500


if __name__ == "__main__":
    sys.exit(main())
