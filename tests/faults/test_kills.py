"""SIGKILL in the middle of work: what was acknowledged is there, once, and in order."""

import random
import signal

import pytest

from tests.faults.reference import published
from tests.faults.rig import Rig, until

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("kills")]


@pytest.mark.parametrize(
    "die",
    [
        "office before its commit:150",
        "relay before publishing:2",
        "relay in the middle of a page:20",
        "relay between publishing and marking:2",
    ],
)
def test_a_producer_killed_at_any_step_tells_every_commit_once(rig: Rig, die: str) -> None:
    rig.spawn("sink")
    office = rig.spawn("office", die)
    office.do(0, 400)
    office.killed_itself()
    after = len(published(rig.office))
    rig.spawn("office").do(1000, 1100)
    rig.settled(after + 100)


@pytest.mark.parametrize("die", ["consumer before its commit:2", "consumer after its commit:2"])
def test_a_consumer_killed_around_its_commit_takes_everything_once(rig: Rig, die: str) -> None:
    office = rig.spawn("office")
    sink = rig.spawn("sink", die)
    office.do(0, 300)
    sink.killed_itself()
    rig.spawn("sink")
    rig.settled(300)


def test_nats_server_may_be_killed_again_and_again_in_the_middle_of_traffic(rig: Rig) -> None:
    chance = random.Random(11)
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 1200)
    for goal in range(200, 1200, 200):
        until(lambda goal=goal: len(office.acknowledged) > goal + chance.randrange(100), "more commands")  # type: ignore[misc]
        rig.kill_nats()
    rig.settled(1200)


def test_a_rebuild_killed_during_traffic_changes_nothing_and_the_next_one_is_equal(rig: Rig) -> None:
    office = rig.spawn("office")
    rig.spawn("sink")
    office.do(0, 600)
    until(lambda: len(office.acknowledged) > 50, "traffic")
    rig.spawn("rebuild", "rebuild in its swap:1").killed_itself()
    again = rig.spawn("rebuild")
    until(lambda: again.acknowledged == [1], "a rebuild that ends equal")
    again.acknowledged.clear()
    rig.settled(600)


def test_everything_killed_at_random_ends_exact(rig: Rig) -> None:
    chance = random.Random(7)
    office, sink = rig.spawn("office"), rig.spawn("sink")
    first = 0
    for _ in range(4):
        done = len(rig.acknowledged)
        office.do(first, first + 1000)
        until(lambda done=done: len(rig.acknowledged) > done + chance.randrange(20, 120), "more commands")  # type: ignore[misc]
        first += 1000
        victims = chance.sample(["office", "sink", "nats"], 2)
        if "nats" in victims:
            rig.kill_nats()
        if "sink" in victims:
            sink.signal(signal.SIGKILL)
            sink = rig.spawn("sink")
        office.kill()
        office = rig.spawn("office")
    rig.settled(len(rig.acknowledged))
