"""What recognition costs as it grows: pages, an event, a morning, an edition, disk; at several sizes, to see what is not flat.

The rows are written in bulk (`growing.py`), which is the generator of this measurement alone.

Run: python -m tests.benchmarks.growth [--employers 10000 100000] [--rounds 5] [--postgres]
"""

import argparse
import contextlib
import datetime
import os
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from services.recognition.board.tables import listing
from services.recognition.desk.commands import PublishEdition
from services.recognition.desk.handlers import stages
from services.recognition.desk.handlers.publishing import begin_edition
from services.recognition.desk.worker import publish_now
from services.recognition.editions.queries.editions import verify
from shared.events.intake import EmployerChanged
from shared.identity import employer_id
from shared.rebuild import digest
from shared.service import Runtime
from shared.transaction import MORE, Transaction
from tests.benchmarks.editions import opened
from tests.benchmarks.growing import PEOPLE, VARIANTS, fill, number_of, variants
from tests.recognition.arrivals import Arrivals
from tests.recognition.telling import seen
from tests.visitor import Visitor, site_of

NUMBER = "2025-4"
OFFICER = {"account": "maria", "roles": ("officer",), "organisation": "centre", "lang": "en"}
EDITOR = {"account": "editor", "roles": ("editor",), "organisation": "centre", "lang": "en"}
PUBLIC = (
    "/en/employers",
    "/en/employers?town=Town-3",
    "/en/employers?tier=gold&sector=C",
    "/en/employers?search=employer+0000",
    "/en/employers/{slug}",
    f"/en/editions/{NUMBER}",
    f"/en/editions/{NUMBER}/changes",
    "/en/editions",
    "/en/method",
    "/en/feed.xml",
    "/badge/{slug}.svg",
    f"/en/certificates/{NUMBER}/{{slug}}",
)
FILES = ("/sitemap.xml", "/data/board.json")
"""Grow with the number of employers, because they name each."""


class Measured:
    """Milliseconds of CPU (and of the clock) by what was done."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.found: dict[str, str] = {}

    def often(self, what: str, work: Callable[[], Any], more: str = "") -> None:
        took = [self._timed(work)[0] for _ in range(self.rounds)]
        self.note(what, f"{statistics.median(took):.1f} ms{more}")

    def once(self, what: str, work: Callable[[], Any]) -> None:
        cpu, wall = self._timed(work)
        self.found[what] = f"{cpu / 1000:.1f} s ({wall / 1000:.1f})"
        print(f"  {what}: {self.found[what]}", flush=True)

    def note(self, what: str, said: str) -> None:
        self.found[what] = said
        print(f"  {what}: {said}", flush=True)

    def _timed(self, work: Callable[[], Any]) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)


def measure(runtime: Runtime, employers: int, rounds: int, folder: Path) -> dict[str, str]:
    found = Measured(rounds)
    found.note("placements", f"{employers * PEOPLE:,}")
    found.once("writing the rows", lambda: fill(runtime, 0, employers))
    found.note("bytes on disk for each placement, before an edition", f"{size(runtime) / employers / PEOPLE:.0f}")
    _edition(runtime, found)
    found.note("bytes on disk for each placement, with an edition", f"{size(runtime) / employers / PEOPLE:.0f}")
    _event(runtime, found)
    _pages(runtime, found, employers)
    _day(runtime, found)
    if runtime.database.embedded:
        found.once("a backup of the file", lambda: _backup(runtime, folder / "copy.db"))
    found.once("digest of all derived tables", lambda: digest(runtime.database, runtime.service.metadata))
    found.note("most memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
    found.note("load average", f"{os.getloadavg()[1]:.1f}")
    return found.found


def _edition(runtime: Runtime, found: Measured) -> None:
    slices: list[tuple[float, str]] = []
    write = stages.write

    def noted(looked: stages.Looked, tx: Transaction) -> Any:
        began = time.process_time()
        at = write(looked, tx)
        tx.session.flush()
        slices.append((1000 * (time.process_time() - began), looked.stage))
        return at

    stages.write = noted
    try:
        command = PublishEdition(number=NUMBER)
        found.once("an edition: begun", lambda: runtime.perform(lambda tx: begin_edition(command, tx)))
        found.once("an edition: made, out, pages, sample, alerts", lambda: publish_now(runtime))
    finally:
        stages.write = write
    ordered = sorted(slices)
    share = ordered[int(len(ordered) * 0.99)]
    middle, (last, stage) = ordered[len(ordered) // 2], ordered[-1]
    longest = f"{middle[0]:.0f} / {share[0]:.0f} / {last:.0f} ({stage}) of {len(slices)}"
    found.note("its transactions, ms of CPU: median / 99 of 100 / longest", longest)
    found.once("the edition verified", lambda: runtime.database.look(lambda s: verify(s, NUMBER)))


def _event(runtime: Runtime, found: Measured) -> None:
    arrivals = Arrivals(runtime)
    numbers = iter(range(100, 100_000))
    day = datetime.date(2026, 3, 1)

    models = variants()
    firsts = [next(row["placement"] for _, row in one.rows if row.get("placement")) for one in models]

    def retained() -> None:
        which = next(numbers)
        placement = firsts[which % VARIANTS].replace(models[which % VARIANTS].number, number_of(which))
        arrivals.tell((seen(placement, day, 365), day))

    def renamed() -> None:
        number = number_of(next(numbers))
        facts: dict[str, Any] = {"country": "BG", "legal_form": "ood", "sector": "C", "town": "Town-1"}
        names: dict[str, Any] = {"name": f"Нов {number}", "name_en": "", "national_id": number}
        told = EmployerChanged(employer=employer_id("BG", number), **names, **facts)
        arrivals.tell((told, day))

    found.often("one event: somebody is still at work", retained)
    found.often("one event: an employer's new name, on the board at once", renamed)


def _pages(runtime: Runtime, found: Measured, employers: int) -> None:
    site = site_of(runtime)
    group = employer_id("BG", number_of(employers // 2))
    slug = runtime.database.look(lambda s: s.scalar(sa.select(listing.c.slug).where(listing.c.group == group)))
    anybody = Visitor(site, runtime.keys)
    owner = Visitor(site, runtime.keys, account="a", roles=("employer",), employer=group, lang="en")
    editor = Visitor(site, runtime.keys, **EDITOR)
    for path in (*PUBLIC, *FILES):
        _visits(found, anybody, path.format(slug=slug), path)
    _visits(found, owner, "/recognition/standing", "signed in: own standing")
    _visits(found, editor, "/recognition/desk", "signed in: the editors' desk")


def _visits(found: Measured, visitor: Visitor, path: str, called: str) -> None:
    answer = visitor.get(path)
    if answer.status_code != 200:
        found.note(called, f"answered {answer.status_code}")
        return
    found.often(called, lambda: visitor.get(path), f", {len(answer.content) // 1024} KB")


def _day(runtime: Runtime, found: Measured) -> None:
    def morning() -> None:
        runtime.clock.turn_to(runtime.clock.today() + datetime.timedelta(days=1))
        for timer in runtime.service.daily:
            while runtime.perform(lambda tx, timer=timer: timer(tx.today, tx)) is MORE:  # type: ignore[misc]
                pass

    found.once("the first morning", morning)
    found.often("a morning on which nothing falls due", morning)


def size(runtime: Runtime) -> int:
    """Bytes of the database."""
    if not runtime.database.embedded:
        return runtime.database.look(lambda s: s.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)
    runtime.database.checkpoint()
    return Path(str(runtime.database.url.database)).stat().st_size


def _backup(runtime: Runtime, copy: Path) -> None:
    """As `steadfast backup` takes it."""
    with contextlib.closing(sqlite3.connect(str(runtime.database.url.database))) as live:
        live.execute("VACUUM INTO ?", (str(copy),))
    copy.unlink()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--employers", type=int, nargs="+", default=[10_000, 100_000])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--postgres", action="store_true")
    given = asked.parse_args()
    tables = []
    for employers in given.employers:
        with tempfile.TemporaryDirectory() as folder, database(given.postgres) as url:
            runtime = opened(Path(folder), url)
            print(f"{employers:,} employers, {runtime.database.url.get_backend_name()}", flush=True)
            tables.append(measure(runtime, employers, given.rounds, Path(folder)))
            runtime.close()
    print("| | " + " | ".join(f"{one:,} employers" for one in given.employers) + " |")
    print("|---|" + "---|" * len(tables))
    for what in tables[0]:
        print(f"| {what} | " + " | ".join(one.get(what, "") for one in tables) + " |")


@contextlib.contextmanager
def database(on_postgres: bool) -> Iterator[str]:
    if not on_postgres:
        yield ""
        return
    from tests.postgres import server

    with server(syncing=True) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE recognition")
        place = sa.make_url(url).set(drivername="postgresql", database="SERVICE")
        yield place.render_as_string(hide_password=False).replace("SERVICE", "{service}")


if __name__ == "__main__":
    main()
