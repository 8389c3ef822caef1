"""CPU milliseconds and bytes of signed-in pages over the sample's rows and over a hundred times as many.

Run: python -m tests.benchmarks.pages [--times 1 100] [--rounds 9] [--database URL]
"""

import argparse
import contextlib
import datetime
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from shared.auth import Keys
from shared.clock import Clock
from shared.service import Runtime
from shared.settings import Settings
from tests.benchmarks.hundredfold import FILL, NOW, VISITS
from tests.conftest import make_tables
from tests.visitor import Visitor, site_of


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, nargs="+", default=[1, 100])
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--database", default="", help="URL with {service}; default SQLite in a temporary folder")
    given = asked.parse_args()
    print("| page | times the sample | CPU ms, median | highest | KB |\n|---|---|---|---|---|")
    for times in given.times:
        with opened(times, given.database) as runtimes:
            for name, service, path, who in VISITS:
                took, size = measured(runtimes[service], path, who, given.rounds)
                told = f"{statistics.median(took):.0f} | {max(took):.0f} | {size / 1000:.0f}"
                print(f"| {name} | {times} | {told} |", flush=True)


@contextlib.contextmanager
def opened(times: int, database: str) -> Iterator[dict[str, Runtime]]:
    """Both services over fresh databases that are filled."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        clock = Clock(folder / "clock")
        (folder / "clock").write_text(str(int((NOW - datetime.datetime.now(datetime.UTC)).total_seconds())))
        pattern = database or f"sqlite:///{folder}/{{service}}.db"
        settings = Settings(data=folder, database=pattern, clock_file=clock.file, instance="bench")
        runtimes = {}
        for service in (INTAKE, PLACEMENTS):
            runtime = runtimes[service.name] = Runtime(service, settings, Keys(folder / "keys", create=True))
            stack.callback(runtime.close)
            make_tables(runtime)
            FILL[service.name](runtime, times)
        yield runtimes


def measured(runtime: Runtime, path: str, who: dict[str, object], rounds: int) -> tuple[list[float], int]:
    """CPU milliseconds of each visit but the first, and the bytes of the page."""
    visitor, took, size = Visitor(site_of(runtime), runtime.keys, **who), [], 0
    for _ in range(rounds + 1):
        began = time.process_time()
        response = visitor.get(path)
        took.append(1000 * (time.process_time() - began))
        assert response.status_code == 200, f"{path}: {response.status_code} {response.text[-2000:]}"
        size = len(response.content)
    return took[1:], size


if __name__ == "__main__":
    main()
