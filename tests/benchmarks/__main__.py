"""python -m tests.benchmarks NAME [--rounds 5] [--postgres]: all legs interleaved, median and spread, ratios to the first."""

import argparse
import asyncio
import contextlib
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.plumbing import LEGS, Bench


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("name", choices=[*LEGS, "all"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", action="store_true", help="on a real PostgreSQL (syncing) instead of SQLite")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        url = ""
        if given.postgres:
            from tests.postgres import server

            url = stack.enter_context(server(syncing=True))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        for name in LEGS if given.name == "all" else [given.name]:
            measure(name, Bench(folder, url), given.rounds)


def measure(name: str, bench: Bench, rounds: int) -> None:
    """Run every leg once a round, in turn, and print events per second."""
    found: dict[str, list[float]] = {leg: [] for leg in LEGS[name]}
    for _ in range(rounds):
        for leg, run in LEGS[name].items():
            found[leg].append(asyncio.run(run(bench)))
    print(
        f"{name} on {'PostgreSQL' if bench.postgres else 'SQLite'}, {rounds} rounds, events/s: median (lowest to highest)"
    )
    first = next(iter(found.values()))
    for leg, rates in found.items():
        ratios = [rate / one for rate, one in zip(rates, first, strict=True)]
        told = f"{statistics.median(rates):>9,.0f}  ({min(rates):,.0f} to {max(rates):,.0f})"
        print(f"  {leg:26}{told:36} x{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
