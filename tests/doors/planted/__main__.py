"""Plants each fault in a copy of the tree and runs the tests that ought to notice; exit 1 if any goes unnoticed."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import click

from tests.doors.planted.faults import FAULTS, Fault

ROOT = Path(__file__).parents[3]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", ".hypothesis")
FAILED = 1
"""What pytest returns when tests failed; anything else is a fault that could not be planted properly."""


def copies(number: int, folder: Path) -> "Queue[Path]":
    """So many copies of the tree, to be taken and given back."""
    made: Queue[Path] = Queue()
    for each in range(number):
        shutil.copytree(ROOT, folder / str(each), ignore=LEFT_OUT)
        made.put(folder / str(each))
    return made


def run(tree: Path, tests: str) -> tuple[int, str]:
    """Run these tests in that tree; the exit code and the first failure."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", "not postgresql"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    files = tests.split()
    done = subprocess.run(
        [*command, *files], cwd=tree, env=environment, capture_output=True, text=True, timeout=400, check=False
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR tests"))]
    return done.returncode, (failed or done.stdout.splitlines()[-1:] or [done.stderr[-200:]])[0]


def plant(fault: Fault, tree: Path) -> tuple[int, str]:
    """Plant one fault, run its tests, take it out again. Code -1 where its place is gone."""
    file = tree / fault.file
    sound = file.read_text()
    if sound.count(fault.old) < 1:
        return -1, f"{fault.file} no longer says {fault.old[:60]!r}"
    try:
        file.write_text(sound.replace(fault.old, fault.new, fault.times))
        return run(tree, fault.tests)
    finally:
        file.write_text(sound)


@click.command(epilog="Example: python -m tests.doors.planted --only token --at-once 2")
@click.option("--only", default="", help="faults whose name holds this text")
@click.option("--at-once", default=2, show_default=True, help="how many copies of the tree work side by side")
@click.option("--by", default="", help="faults noticed by tests whose path holds this text")
@click.option("--not-by", default="-", help="and not this one")
@click.option("--baseline/--no-baseline", default=True, help="first see that the tests pass with nothing planted")
@click.option("--list", "listing", is_flag=True, help="only name them")
def main(only: str, at_once: int, by: str, not_by: str, baseline: bool, listing: bool) -> None:
    """Plant the faults one by one and say which are caught."""
    chosen = [one for one in FAULTS if only in one.name and by in one.tests and not_by not in one.tests]
    if listing:
        for fault in chosen:
            click.echo(f"{fault.name}: {fault.file}")
        return
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        missed = _all(chosen, at_once, Path(folder), baseline)
    click.echo(f"{len(chosen)} faults planted, {len(chosen) - missed} caught, {missed} missed")
    sys.exit(1 if missed else 0)


def _all(faults: Sequence[Fault], at_once: int, folder: Path, baseline: bool) -> int:
    trees = copies(at_once, folder)
    files = {name.partition("::")[0] for fault in faults for name in fault.tests.split()} if baseline else set()
    sound = _sound(files, trees, at_once)

    def one(fault: Fault) -> bool:
        tree, started = trees.get(), time.monotonic()
        try:
            code, told = plant(fault, tree)
        finally:
            trees.put(tree)
        word = (
            {FAILED: "caught", 0: "MISSED"}.get(code, "BROKEN")
            if all(sound.get(name.partition("::")[0], True) for name in fault.tests.split())
            else "BROKEN"
        )
        click.echo(f"{word}  {fault.name}  ({time.monotonic() - started:.0f} s)  {told[:150]}")
        return word == "caught"

    with ThreadPoolExecutor(at_once) as pool:
        return sum(1 for caught in pool.map(one, faults) if not caught)


def _sound(chosen: set[str], trees: "Queue[Path]", at_once: int) -> dict[str, bool]:
    """Whether these tests pass while nothing is planted: a failing test catches everything and proves nothing."""

    def one(tests: str) -> tuple[str, bool]:
        tree = trees.get()
        code, told = run(tree, tests)
        trees.put(tree)
        click.echo(f"{'sound ' if code == 0 else 'FAILS '}  {tests}  {told[:150] if code else ''}")
        return tests, code == 0

    with ThreadPoolExecutor(at_once) as pool:
        return dict(pool.map(one, sorted(chosen)))


if __name__ == "__main__":
    main()
