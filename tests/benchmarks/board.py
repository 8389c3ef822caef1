"""How much longer a page of the board takes as employers become more: filters, searches, deep pages; all sizes in turn.

Run: python -m tests.benchmarks.board --sizes 1000,10000,100000 [--postgres]. The lines are written in bulk by the very
functions that write single ones; what is measured is everything but the template (statements, decoding, paging).
"""

import argparse
import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import sqlalchemy as sa

from services.recognition.board.handlers.lines import keep_lines
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.reading import read_board
from services.recognition.board.rules import BoardLine, cursor, keys
from services.recognition.board.tables import board_place
from shared.service import Runtime
from tests.benchmarks.editions import opened

FIRST = ("Слънчев", "Бял", "Зелен", "Северен", "Стар", "Нов", "Морски", "Горски", "Дунавски", "Царски", "Тих", "Висок")
THINGS = ("бор", "хляб", "мост", "извор", "орех", "двор", "склад", "цех", "сокол", "камък", "мебел", "конак")
TRADES = ("пекарна", "хотел", "шивашки цех", "мандра", "аптека", "магазин", "")
TOWNS, SECTORS = [f"Град {number}" for number in range(250)], "ABCDEFGHIJKLMNOPQRSTU"
OFFERS = ("mentor", "language", "skills", "adjustments", "shared")
Leg = Callable[[Runtime, int], Wanted]


def made(number: int) -> Iterator[BoardLine]:
    """So many employers: a tenth with a mark, a tenth of names with a word of their own, towns and sectors uneven."""
    random = Random(7)
    for which in range(number):
        own = f"Марка{which}" if which % 10 == 0 else random.choice(THINGS).capitalize()
        name = f"{random.choice(FIRST)} {random.choice(THINGS)} {own} {which % 977}"
        tier = random.choice(("gold", "silver", "bronze")) if random.random() < 0.4 else ""
        yield BoardLine(
            group=f"g-{which}",
            slug=f"firm-{which}",
            name=name,
            name_latin=f"Firm {name}",
            sector=random.choice(SECTORS[: random.randint(1, 21)]),
            town=TOWNS[min(int(random.expovariate(0.02)), 249)],
            tier=tier,
            kept_floor=random.choice((None, 10, 20, 50)) if tier else None,
            practices=tuple(random.sample(OFFERS, random.randint(0, 3))) if tier else (),
            words=tuple(filter(None, [random.choice(TRADES)])),
        )


def asked(which: int) -> dict[str, Wanted]:
    """One of each kind of question."""
    random = Random(which)
    town, sector, offer = random.choice(TOWNS[:60]), random.choice(SECTORS[:12]), random.choice(OFFERS)
    both = {"town": town, "sector": sector, "practice": offer, "tier": random.choice(("gold", "silver", "bronze", ""))}
    some = {name: value for name, value in both.items() if random.random() < 0.6}
    return {
        "board": Wanted(),
        "board, deep": Wanted(),
        "filters by chance": Wanted(**some),
        "search, common word": Wanted(search=random.choice(THINGS)),
        "search, own word": Wanted(search=f"марка{which * 10}"),
        "search, two words": Wanted(search=f"{random.choice(FIRST)} {random.choice(THINGS)}"),
        "search, a beginning": Wanted(search=random.choice(THINGS)[:3]),
        "search, nothing": Wanted(search="хипопотамм"),
    }


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--sizes", default="1000,10000,100000")
    given.add_argument("--rounds", type=int, default=30)
    given.add_argument("--postgres", action="store_true")
    options = given.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="board-")))
        server = stack.enter_context(_server()) if options.postgres else ""
        sizes = [int(size) for size in options.sizes.split(",")]
        filled = {size: _filled(folder / str(size), server, size) for size in sizes}
        report(measured(filled, options.rounds), sizes)
        for runtime, _ in filled.values():
            runtime.close()


@contextlib.contextmanager
def _server() -> Iterator[str]:
    from tests.postgres import server

    with server(syncing=True) as url:
        yield url


def _filled(folder: Path, server: str, size: int) -> tuple[Runtime, str]:
    """A database with so many lines, and the cursor of its middle."""
    folder.mkdir()
    runtime = opened(folder, _database(server, size) if server else "")
    lines = {one.group: one for one in made(size)}
    began = time.perf_counter()
    runtime.perform(lambda tx: keep_lines(tx, lines, None))
    print(f"{size} lines written in {time.perf_counter() - began:.1f} s", flush=True)
    if server:
        with runtime.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("ANALYZE"))
    marked = sorted(keys(one)["bg"] for one in lines.values() if one.tier)
    places = runtime.database.look(lambda s: s.scalars(sa.select(sa.func.count()).select_from(board_place)).one())
    print(f"  {places / size:.1f} places a line", flush=True)
    return runtime, cursor(marked[len(marked) // 2])


def _database(server: str, size: int) -> str:
    url = sa.make_url(server)
    admin = sa.create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE recognition_{size}"))
    admin.dispose()
    pattern = url.set(database=f"SERVICE_{size}").render_as_string(hide_password=False)
    return pattern.replace("SERVICE", "{service}")


def measured(filled: dict[int, tuple[Runtime, str]], rounds: int) -> dict[str, dict[int, list[float]]]:
    """Milliseconds by kind of question and size: in each round every size is asked the same, one after the other."""
    found: dict[str, dict[int, list[float]]] = {}
    for which in range(-3, rounds):
        for kind, wanted in asked(abs(which)).items():
            for size, (runtime, middle) in filled.items():
                after, began = middle if kind == "board, deep" else "", time.perf_counter()
                runtime.database.look(
                    lambda s, wanted=wanted, after=after: read_board(s, wanted, "/bg/employers", "bg", after)  # type: ignore[misc]
                )
                took = (time.perf_counter() - began) * 1000
                if which >= 0:
                    found.setdefault(kind, {}).setdefault(size, []).append(took)
    return found


def report(found: dict[str, dict[int, list[float]]], sizes: list[int]) -> None:
    for kind, by_size in found.items():
        middles = {size: statistics.median(by_size[size]) for size in sizes}
        said = []
        for size in sizes:
            low, *_, high = statistics.quantiles(by_size[size], n=10)
            said.append(f"{size}: {middles[size]:.2f} ({low:.2f}-{high:.2f})")
        ratio = middles[sizes[-1]] / middles[sizes[-2]] if len(sizes) > 1 else 1.0
        print(f"{kind}: {'; '.join(said)} ms; {ratio:.2f}x", flush=True)


if __name__ == "__main__":
    main()
