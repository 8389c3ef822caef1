"""Seconds to recompute many groups and to publish and verify an edition of many, on a real database.

Run: python -m tests.benchmarks.editions --recompute 100000 --publish 10000 [--database URL]
"""

import argparse
import datetime
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.editions.queries.editions import verify
from services.recognition.editions.tables import edition
from services.recognition.service import SERVICE
from services.recognition.standing.handlers import facts as facts_handlers
from services.recognition.standing.handlers.scored import scored
from services.recognition.standing.handlers.standings import recompute
from services.recognition.standing.tables import employer_mark, employer_version, fact
from shared.auth import Keys
from shared.clock import Clock
from shared.identity import employer_id
from shared.message import Message, encode_data
from shared.service import Runtime
from shared.settings import Settings
from tests.conftest import make_tables
from tests.recognition.arrivals import doing
from tests.recognition.telling import employer, kept, message_of

JANUARY = datetime.date(2024, 1, 10)
BATCH = 20_000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--recompute", type=int, default=100_000, help="groups")
    asked.add_argument("--publish", type=int, default=10_000, help="listed groups")
    asked.add_argument("--people", type=int, default=6, help="per group")
    asked.add_argument("--database", default="", help="URL with {service}; default SQLite in a temporary folder")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runtime = opened(Path(folder), given.database)
        numbers = [f"{number:09d}" for number in range(max(given.recompute, given.publish))]
        facts = fill(runtime, numbers, given.publish, given.people)
        print(
            f"{len(numbers)} groups, {facts} facts, {given.people} people each; {runtime.database.url.get_backend_name()}"
        )
        groups = [employer_id("BG", number) for number in numbers]
        timed(f"recompute {given.recompute} groups", lambda: runtime.perform(
            lambda tx: recompute(tx, groups[: given.recompute])))  # fmt: skip
        publish = doing(handlers.publish_edition, commands.PublishEdition(number="2025-3"))
        timed(f"publish the first edition of {given.publish}", lambda: runtime.perform(publish))
        publish = doing(handlers.publish_edition, commands.PublishEdition(number="2025-4"))
        timed(f"publish the next edition of {given.publish}", lambda: runtime.perform(publish))
        timed("verify it", lambda: runtime.database.look(lambda s: print("  agrees:", verify(s, "2025-4").agrees)))
        size = runtime.database.look(lambda s: s.scalar(sa.select(sa.func.length(edition.c.rows)).limit(1)))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"rows of an edition: {size} bytes; most memory {most} MB")
        runtime.close()


def opened(folder: Path, database: str) -> Runtime:
    clock = Clock(folder / "clock")
    morning = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.UTC)
    (folder / "clock").write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
    pattern = database or f"sqlite:///{folder}/{{service}}.db"
    settings = Settings(data=folder, database=pattern, clock_file=clock.file, instance="bench")
    runtime = Runtime(SERVICE, settings, Keys(folder / "keys", create=True))
    make_tables(runtime)
    return runtime


def fill(runtime: Runtime, numbers: list[str], listed: int, people: int) -> int:
    """The rows that the projections would have made, written straight into the tables."""
    rows: dict[sa.Table, list[dict[str, Any]]] = {fact: [], employer_version: [], employer_mark: []}
    total = 0

    def flush() -> None:
        runtime.perform(
            lambda tx: [tx.session.connection().execute(sa.insert(t), some) for t, some in rows.items() if some]
        )
        for some in rows.values():
            some.clear()

    for which, number in enumerate(numbers):
        for message, event in told(number, which < listed, people):
            common = {"event_id": message.id, "recorded": message.recordedtime}
            if (one := scored(event, message)) is not None:
                data = facts_handlers._encode(one)
                entity, placement = getattr(one, "entity", None), getattr(one, "placement", None)
                rows[fact].append({**common, "entity": entity, "placement": placement, "data": data})
                total += 1
            elif type(event).__name__ == "EmployerRegistered":
                data = bytes(encode_data(event))
                rows[employer_version].append({**common, "entity": event.subject, "data": data})
            elif mark := facts_handlers.MARKS.get(type(event)):
                more = {"entity": event.subject, "what": mark, "on": JANUARY, "points": True}
                rows[employer_mark].append({**common, **more})
        if len(rows[fact]) > BATCH:
            flush()
    flush()
    return total


def told(number: str, listed: bool, people: int) -> Iterator[tuple[Message, Any]]:
    random = Random(number)
    start = JANUARY + datetime.timedelta(random.randint(100, 400))
    events = kept(number, people, start)
    if listed:
        events += employer(number, f"Работодател {number}", f"Employer {number}", JANUARY, staff=random.randint(3, 400))
    for event, day in events:
        yield message_of(event, day), event


def timed(what: str, work: Callable[[], Any]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(f"{what}: {time.perf_counter() - wall:.1f} s ({time.process_time() - cpu:.1f} s of CPU)", flush=True)


if __name__ == "__main__":
    main()
