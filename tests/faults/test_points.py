"""A sample of `make faults`: the whole product is killed at points of each kind, and loses and doubles nothing."""

import contextlib
from pathlib import Path

import pytest

from services.program import SERVICES
from tests.faults.campaign import kill_at, points_by_way
from tests.faults.ledger import Ledger
from tests.faults.office import office

pytestmark = [pytest.mark.faults, pytest.mark.one_database, pytest.mark.xdist_group("kills")]

LEAST = 120
"""So many points there are at least, and an office comes by each."""
SAMPLE = (
    "placements before commit RecordHire",
    "placements after publish placements.employer.hired",
    "recognition before acknowledge placements.employer.hired",
    "intake after mail confirm",
)


@pytest.fixture(scope="module")
def points(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int]]:
    """Each point that an office comes by, with the way in which it does and how often."""
    ways = points_by_way(tmp_path_factory.mktemp("points") / "office")
    return {name: (way, often) for way, found in ways.items() for name, often in found.items()}


def test_an_office_comes_by_both_sides_of_every_step_of_every_service(points: dict[str, tuple[str, int]]) -> None:
    assert len(points) >= LEAST
    steps = {(service, step) for service in SERVICES for step in ("commit", "publish", "take", "acknowledge")}
    steps |= {("intake", "mail"), ("recognition", "slice")}
    for side in ("before", "after"):
        found = {tuple(name.split()[::2][:2]) for name in points if name.split()[1] == side}
        assert steps <= found, side


def test_a_process_that_is_killed_loses_and_doubles_nothing(points: dict[str, tuple[str, int]], tmp_path: Path) -> None:
    with office(tmp_path / "office", 1) as one, contextlib.closing(Ledger(one.settings)) as ledger:
        one.settle()
        for name in SAMPLE:
            fate = kill_at(one, ledger, name, *points[name])
            assert fate.killed, name
            assert (fate.lost, fate.doubled, fate.stuck) == (0, 0, ""), fate
