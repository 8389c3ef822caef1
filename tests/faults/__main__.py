"""Kills the real process at every point on both sides of a commit, a publish, an acknowledgement, a letter and a slice.

An office works meanwhile. After each kill the next process must come to rest within thirty seconds with nothing lost and
nothing doubled; at the end of a seed all is compared with the same stories in an installation that nobody killed.

Examples: make faults                                   all points, five seeds each (hours)
          python -m tests.faults --most 120             as many points as that, evenly spread
          python -m tests.faults --only "commit RecordHire" --seeds 1
          python -m tests.faults --keep                 and the table becomes docs/measured/faults.md
"""

import argparse
import contextlib
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from tests.faults.campaign import points_by_way
from tests.faults.report import Seed, report
from tests.faults.seeds import Point, killed_everywhere, say
from tests.memory import use_memory

MEASURED = Path(__file__).parents[2] / "docs" / "measured" / "faults.md"


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m tests.faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seeds", type=int, default=5, help="installations, each with other chances (default: 5)")
    asked.add_argument("--most", type=int, default=0, help="so many points, evenly spread over all (default: all)")
    asked.add_argument("--only", default="", help="points whose name holds this")
    asked.add_argument("--keep", action="store_true", help="write docs/measured/faults.md")
    asked.add_argument("--workers", type=int, default=1, help="seeds at one time (default: 1)")
    given = asked.parse_args()
    use_memory()
    began, seeds = time.monotonic(), list[Seed]()
    with _folder() as folder, ProcessPoolExecutor(given.workers, get_context("spawn")) as pool:
        points = [point for point in _points(folder) if given.only in point[0]]
        say(f"{len(points)} points are come by")
        numbers = range(1, given.seeds + 1)
        works = [pool.submit(killed_everywhere, folder, seed, _share(points, seed, given.most)) for seed in numbers]
        for work in as_completed(works):
            seeds.append(work.result())
            written = report(seeds, len(points), time.monotonic() - began)
            say(written)
            if given.keep:
                MEASURED.write_text(written + "\n")
    return 1 if any(seed.is_wrong for seed in seeds) else 0


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _points(folder: Path) -> list[Point]:
    ways = points_by_way(folder / "points")
    return [(name, way, often) for way, points in ways.items() for name, often in points.items()]


def _share(points: Sequence[Point], seed: int, most: int) -> list[Point]:
    """Every point, or so many that are evenly spread over all; in any order."""
    every = max(len(points) / most, 1.0) if most else 1.0
    mine = [points[int(place * every)] for place in range(int(len(points) / every))]
    random.Random(seed).shuffle(mine)
    return sorted(mine, key=lambda point: point[1] != "stories")


if __name__ == "__main__":
    sys.exit(main())
