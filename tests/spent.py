"""What each test costs: processor seconds of its process and of all that it starts, the server too.

`pytest --spent FILE`, without `-n`: whether the machine is loaded makes no difference to it, as it does to durations.
"""

import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TICKS = os.sysconf("SC_CLK_TCK")


class Spent:
    """Counts from the end of one test to the end of the next, so that what a group shares falls to its first test."""

    def __init__(self, file: Path) -> None:
        self.file, self.last = file, processor_seconds()
        self.tests: defaultdict[str, float] = defaultdict(float)

    def pytest_collection_finish(self) -> None:
        self._note("collection")

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._note(nodeid)

    def _note(self, name: str) -> None:
        before, self.last = self.last, processor_seconds()
        self.tests[name] += self.last - before

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        self._note("end")
        most = sorted(self.tests.items(), key=lambda one: -one[1])
        self.file.write_text(json.dumps({name: round(spent, 2) for name, spent in most}, indent=1, ensure_ascii=False))


def processor_seconds() -> float:
    """Of this process, of those that it waited for, and of those that live below it or in its temporary folder."""
    stats = dict(_stats())
    ours = {os.getpid()} | {pid for pid in stats if _lies_in(pid, tempfile.gettempdir())}
    while more := {pid for pid, (parent, _) in stats.items() if parent in ours} - ours:
        ours |= more
    return sum(stats[pid][1] for pid in ours if pid in stats)


def _stats() -> Iterator[tuple[int, tuple[int, float]]]:
    """Of each process its parent and its processor seconds, with those of the dead that it waited for."""
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            fields = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(name), (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)


def _lies_in(pid: int, folder: str) -> bool:
    try:
        return os.readlink(f"/proc/{pid}/cwd").startswith(folder + "/")
    except OSError:
        return False
