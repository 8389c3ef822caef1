"""CPU milliseconds of the morning's look at who has a public page: at everybody, and with nothing due.

Run: python -m tests.benchmarks.mornings [--groups 10000] [--rounds 5]
"""

import argparse
import datetime
import statistics
import tempfile
import time
from pathlib import Path

from services.recognition.board.handlers.listing import list_anew, look_over
from tests.benchmarks.editions import fill, opened


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--groups", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runtime = opened(Path(folder), "")
        fill(runtime, [f"{number:09d}" for number in range(given.groups)], given.groups, 1)
        today = runtime.clock.today()
        runtime.perform(lambda tx: list_anew(today, tx))
        legs = {"everybody": lambda tx: look_over(tx), "nothing due": lambda tx: list_anew(today, tx)}
        found: dict[str, list[float]] = {leg: [] for leg in legs}
        for _ in range(given.rounds):
            today += datetime.timedelta(days=1)
            runtime.clock.turn_to(today)
            for leg, work in legs.items():
                began = time.process_time()
                runtime.perform(work)
                found[leg].append(1000 * (time.process_time() - began))
        runtime.close()
    print(f"| {given.groups} groups | CPU ms, median | highest |\n|---|---|---|")
    for leg, took in found.items():
        print(f"| {leg} | {statistics.median(took):.1f} | {max(took):.1f} |")


if __name__ == "__main__":
    main()
