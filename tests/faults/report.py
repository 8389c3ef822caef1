# ruff: noqa: E501
"""The table of a run of faults: what was killed where, and what was wrong afterwards."""

import datetime
import os
import platform
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.faults.campaign import Killed


@dataclass
class Seed:
    """One installation: its kills, and how it differs in the end from one that nobody killed."""

    number: int
    kills: list[Killed]
    lost: int
    doubled: int
    why: list[str]

    @property
    def is_wrong(self) -> bool:
        return bool(self.lost or self.doubled or any(one.lost or one.doubled or one.stuck for one in self.kills))


HEAD = """\
# Measured under faults

{day}, {machine}; `python -m tests.faults`: {points} points were come by, {killed} times a process was killed (SIGKILL) at one of them, in {seeds}
installations (seeds) on SQLite, in {minutes:.0f} minutes. {often}

Three stories were under way at each moment (from an employer's registration to a person's erasure, some forty commands each); days turned and editions
were made. After each kill the next process had thirty seconds to come to rest; then every database was looked at: what was acknowledged is there (*lost*
if not), every event is in the stream and was taken by each service that hears it, none is set aside, no version is told twice (*doubled*). In the end all
tables, events and standings were counted beside those of an installation in which the same happened and nobody was killed.

| service and step | points | kills | lost | doubled | stuck over 30 s | back at rest: median, longest |
|---|---|---|---|---|---|---|"""


def report(seeds: Sequence[Seed], points: int, seconds: float) -> str:
    kills = [one for seed in seeds for one in seed.kills if one.killed]
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    head = HEAD.format(
        day=datetime.date.today().isoformat(), machine=machine, points=points, killed=len(kills), seeds=len(seeds),
        minutes=seconds / 60, often=_often(kills),
    )  # fmt: skip
    return "\n".join([head, *_rows(kills), "", *_seeds(seeds), "", *_names(kills)])


def _often(kills: Sequence[Killed]) -> str:
    times: dict[str, set[int]] = defaultdict(set)
    for one in kills:
        times[one.point].add(one.seed)
    counts = sorted({len(found) for found in times.values()}, reverse=True)
    return " ".join(
        f"{sum(len(found) == count for found in times.values())} points in {count} of the seeds." for count in counts
    )


def _rows(kills: Sequence[Killed]) -> Iterator[str]:
    steps: dict[str, list[Killed]] = defaultdict(list)
    for one in kills:
        service, _, step, *_ = one.point.split()
        steps[f"{service}, {step}"].append(one)
    for name, found in [*sorted(steps.items()), ("**all**", list(kills))]:
        back = sorted(one.back for one in found)
        sums = [len({one.point for one in found}), len(found), sum(one.lost for one in found)]
        sums += [sum(one.doubled for one in found), sum(bool(one.stuck) for one in found)]
        times = f"{back[len(back) // 2]:.1f} s, {back[-1]:.1f} s" if back else "-"
        yield f"| {name} | {' | '.join(map(str, sums))} | {times} |"


def _seeds(seeds: Sequence[Seed]) -> Iterator[str]:
    yield "| seed | kills | fewer than without kills | more | of what |"
    yield "|---|---|---|---|---|"
    for seed in seeds:
        killed = sum(one.killed for one in seed.kills)
        yield f"| {seed.number} | {killed} | {seed.lost} | {seed.doubled} | {'; '.join(seed.why)[:300] or 'nothing'} |"


def _names(kills: Sequence[Killed]) -> Iterator[str]:
    """Every point, both sides in one line."""
    times: dict[str, dict[str, int]] = defaultdict(lambda: {"before": 0, "after": 0})
    for one in kills:
        service, side, rest = one.point.split(maxsplit=2)
        times[f"{service} {rest}"][side] += 1
    yield "Kills before and after each step:"
    yield ""
    for name, sides in sorted(times.items()):
        yield f"- {name}: {sides['before']}, {sides['after']}"
