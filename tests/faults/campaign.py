"""One installation whose process is killed at one point after another, while an office works; and the same without kills."""

import contextlib
import time
from pathlib import Path

import msgspec

from tests.faults.fleet import Stuck
from tests.faults.ledger import Ledger, Lost
from tests.faults.office import AT_ONCE, MORNING, REACHED, Office, office

LONGEST = 8
"""Stories within which an armed point must be come by."""
WAYS = ("stories", "day", "edition", "start")
"""How a point is come by: in the work of the office, on a new day, while an edition is made, when the process starts."""
Summed = tuple[dict[str, int], dict[str, object]]


class Killed(msgspec.Struct):
    """One kill, and what was wrong when the next process had come to rest."""

    point: str
    way: str
    seed: int
    killed: bool
    lost: int = 0
    doubled: int = 0
    stuck: str = ""
    back: float = 0.0
    """Seconds until everything was at rest again."""
    why: list[str] = msgspec.field(default_factory=list)


def points_by_way(folder: Path) -> dict[str, dict[str, int]]:
    """Every point that an office comes by, each under the first way in which it does, and how often there."""
    ways: dict[str, dict[str, int]] = {}
    known: dict[str, int] = {}
    with office(folder, 0) as one:
        one.settle()
        ways["start"] = dict(one.fleet.seen)
        known = dict(one.fleet.seen)
        for way in ("stories", "day", "edition"):
            one.act(way)
            if way == "day":
                one.fleet.go_on(lambda: False, MORNING)
            one.end()
            now = one.fleet.seen
            ways[way] = {name: count - known.get(name, 0) for name, count in now.items() if count > known.get(name, 0)}
            known = dict(now)
    sorted_out: dict[str, dict[str, int]] = {}
    taken: set[str] = set()
    for way in WAYS:
        sorted_out[way] = {name: count for name, count in sorted(ways[way].items()) if name not in taken}
        taken |= ways[way].keys()
    return sorted_out


def kill_at(one: Office, ledger: Ledger, point: str, way: str, often: int) -> Killed:
    """Arm a point, do what comes by it, and look at what is there when the next process is at rest."""
    fate = Killed(point, way, one.seed, killed=False)
    nth = one.fleet.dice.randint(1, max(1, min(often, 2)))
    before = len(one.fleet.died)
    try:
        _arm(one, point, nth, way)
        _live(one, way, before)
        began = time.monotonic()
        one.settle()
        fate.back = time.monotonic() - began
    except Stuck as stuck:
        fate.stuck = str(stuck)
    fate.killed = len(one.fleet.died) > before
    if not fate.stuck:
        _compare(fate, ledger.wrong(one.fleet.orders, one.fleet.acknowledged))
    return fate


def _arm(one: Office, point: str, nth: int, way: str) -> None:
    if not one.told:
        one.act("stories")
    if way != "stories":
        one.end()
    if way == "start":
        one.fleet.sites.pop().kill()
        one.start(point, nth)
    else:
        one.fleet.sites[0].tell((point, nth))
    one.act(way)


def _live(one: Office, way: str, before: int) -> None:
    """Until the process is killed, or what would have come by the point is over. Raises Stuck."""
    fleet, most = one.fleet, one.told + (LONGEST if way == "stories" else 0)

    def wants() -> bool:
        """Whether the process is dead, or has not enough to do."""
        return len(fleet.died) > before or len(fleet.stories) < (AT_ONCE if one.told < most else 1)

    while fleet.go_on(wants, REACHED) and len(fleet.died) == before and one.told < most:
        one.tell(1)
    if way == "day" and len(fleet.died) == before:
        fleet.go_on(lambda: len(fleet.died) > before, MORNING)
    if fleet.sites and way == "edition":
        fleet.settle()


def _compare(fate: Killed, found: Lost) -> None:
    fate.lost, fate.doubled, fate.why = found.lost, found.doubled, found.why


def replayed(folder: Path, seed: int, done: list[str]) -> Summed:
    """The same stories, days and editions in an installation that nobody kills: how many rows, and every standing."""
    with office(folder, seed) as one:
        one.settle()
        for way in done:
            one.repeat(way)
        one.end()
        return summed(one)


def summed(one: Office) -> Summed:
    """At the end of it all, after two mornings: what a morning does with the day before is done then."""
    for _ in range(2):
        one.repeat("day")
    with contextlib.closing(Ledger(one.settings)) as ledger:
        return dict(ledger.counted()), ledger.standings()


def differences(killed: Summed, whole: Summed) -> tuple[int, int, list[str]]:
    """Lost, doubled, and of what: rows and events that are fewer, or more, than where nobody was killed."""
    (counted, standings), (counted_whole, standings_whole) = killed, whole
    apart = {key: counted.get(key, 0) - counted_whole.get(key, 0) for key in {*counted, *counted_whole}}
    why = [f"{key}: {number:+}" for key, number in sorted(apart.items()) if number]
    unlike = [key for key in {*standings, *standings_whole} if standings.get(key) != standings_whole.get(key)]
    lost = -sum(number for number in apart.values() if number < 0) + len(unlike)
    return lost, sum(number for number in apart.values() if number > 0), [*why, *(f"standing {key}" for key in unlike)]
