"""One seed of a run of faults: every point of its list, one after the other, in one installation."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from tests.faults.campaign import Killed, differences, kill_at, replayed, summed
from tests.faults.ledger import Ledger
from tests.faults.office import office
from tests.faults.report import Seed

Point = tuple[str, str, int]
"""Its name, how it is come by, and how often it is come by there."""


def killed_everywhere(folder: Path, seed: int, points: Sequence[Point]) -> Seed:
    kills: list[Killed] = []
    with office(folder / f"killed-{seed}", seed) as one, contextlib.closing(Ledger(one.settings)) as ledger:
        one.settle()
        for place, (name, way, often) in enumerate(points, 1):
            kills.append(kill_at(one, ledger, name, way, often))
            _progress(seed, place, len(points), kills[-1])
            if kills[-1].stuck:
                break
        if not kills[-1].stuck:
            one.end()
        done = list(one.done)
        mine = summed(one) if not kills[-1].stuck else None
    say(f"seed {seed}: the same {len(done)} times without a kill")
    apart = (
        differences(mine, replayed(folder / f"whole-{seed}", seed, done)) if mine else (0, 0, ["stuck: not compared"])
    )
    return Seed(seed, kills, *apart)


def _progress(seed: int, place: int, of: int, fate: Killed) -> None:
    what = f"back in {fate.back:.1f} s" if fate.killed else "not come by"
    wrong = f"  LOST {fate.lost} DOUBLED {fate.doubled} {fate.why}" if fate.lost or fate.doubled else ""
    wrong += f"  STUCK: {fate.stuck}" if fate.stuck else ""
    say(f"seed {seed} {place:4}/{of}  {fate.point:60} {what}{wrong}")


def say(text: str) -> None:
    print(text, flush=True)
