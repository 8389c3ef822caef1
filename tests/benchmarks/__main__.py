"""Measures the product beside what a user would pick instead, and compares the ratios with the report that is committed.

All legs of a section run in turn, once a round; ratios are taken within a round.

Examples: python -m tests.benchmarks            everything, on both databases (about twelve minutes)
          python -m tests.benchmarks front -r 3 public pages only
          python -m tests.benchmarks --keep     and the report becomes docs/measured/bench.md
"""

import argparse
import contextlib
import datetime
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from tests.benchmarks.bus import through_nats
from tests.benchmarks.front import front
from tests.benchmarks.measured import Found, Goal, Legs, Ratio, fallen, lines, measured

MEASURED = Path(__file__).parents[2] / "docs" / "measured"
UNITS = {"front": "requests/s", "sqlite": "events/s", "postgres": "events/s"}
GOALS: Mapping[str, Mapping[str, Goal]] = {
    "A board": {
        "FastAPI, SQLAlchemy ORM, Jinja": Goal(3, of_cpu=True),
        "Django, its ORM and templates": Goal(5, of_cpu=True),
    },
    "The same board, kept": {"bare ASGI, the same bytes": Goal(0.95, of_cpu=True), "Django, cache_page": Goal(10)},
    "The same board, for": {"bare ASGI, the same bytes": Goal(0.9, of_cpu=True)},
    "A projection": {
        "nats-py, fetch(512), AckAll, the same sink": Goal(2.5),
        "FastStream, batches, the same sink": Goal(4),
        "the same subscription, no work": Goal(0.45),
    },
    "Recognition's": {"the same subscription, no work": Goal(0.3)},
    "The relay": {"nats-py, a window of 1,000, the same outbox": Goal(8)},
}
"""From what was asked for, by the beginning of a section's title."""


@contextlib.contextmanager
def _on_postgres() -> Iterator[dict[str, Legs]]:
    from tests.postgres import server

    with server(syncing=True) as url, through_nats(url) as sections:
        yield sections


GROUPS: dict[str, Callable[[], AbstractContextManager[dict[str, Legs]]]] = {
    "front": front,
    "sqlite": through_nats,
    "postgres": _on_postgres,
}


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("group", nargs="*", choices=[*GROUPS, []], help="front, sqlite, postgres; default: all")
    asked.add_argument("-r", "--rounds", type=int, default=5)
    asked.add_argument(
        "--keep", action="store_true", help="write docs/measured/bench.md and what the next run compares with"
    )
    given = asked.parse_args()
    before = os.getloadavg()[0]
    found = [one for group in given.group or GROUPS for one in _measured(group, given.rounds)]
    report = "\n".join(
        [_head(given.rounds, before), *(line for one in found for line in lines(one, goals_of(one.title)))]
    )
    print(report)
    ratios = {one.title: ratios_of(one) for one in found}
    file = MEASURED / "bench.json"
    worse = (
        fallen(ratios, msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, Ratio]]))
        if file.exists()
        else []
    )
    for one in worse:
        print(f"fallen: {one}", file=sys.stderr)
    if given.keep:
        MEASURED.mkdir(exist_ok=True)
        (MEASURED / "bench.md").write_text(report + "\n")
        file.write_bytes(msgspec.json.format(msgspec.json.encode(ratios)) + b"\n")
    return 1 if worse else 0


def goals_of(title: str) -> Mapping[str, Goal]:
    return next((goals for begins, goals in GOALS.items() if title.startswith(begins)), {})


def ratios_of(found: Found) -> dict[str, Ratio]:
    goals = goals_of(found.title)
    return {leg: found.ratio(leg, leg in goals and goals[leg].of_cpu) for leg in found.rates if leg != found.first}


def _measured(group: str, rounds: int) -> Iterator[Found]:
    with GROUPS[group]() as sections:
        for title, legs in sections.items():
            yield measured(title, UNITS[group], legs, rounds, lambda said: print(said, file=sys.stderr, flush=True))


def _head(rounds: int, before: float) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    return (
        f"# Measured beside the alternatives\n\n{datetime.date.today()}, {machine}; load average before {before:.1f}, after"
        f" {os.getloadavg()[0]:.1f}. {rounds} rounds after one that does not count; all legs of a table in turn; ratios within"
        " a round, median (lowest to highest). Servers are processes of their own, asked by wrk with 32 connections; the"
        " pages of the peers have the same words to read. The nats-server syncs every write; SQLite has `synchronous=FULL`,"
        " PostgreSQL `fsync=on`. Run anew: `make bench`."
    )


if __name__ == "__main__":
    sys.exit(main())
