"""One service as a process of its own, for tests: told what to do on stdin, killed or stopped by itself at a named place.

python -m tests.faults.worker office|sink|rebuild SETTINGS-AS-JSON, with DIE="place:nth" or "place:nth:SIGSTOP" in the environment.
"""

import asyncio
import functools
import inspect
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

import shared.broker.subscription
import shared.rebuild
import shared.running
from shared.auth import Keys
from shared.broker import Broker, connected
from shared.consumer import Consumer
from shared.inbox import Projection
from shared.lease import Lease
from shared.rebuild import Rebuild, rebuild
from shared.running import running
from shared.service import Runtime
from shared.settings import Settings
from shared.transaction import Transaction
from tests.faults.reference import OFFICE, SINK, Declare, declare

PLACES: dict[str, tuple[type, str, str]] = {
    "office before its commit": (Transaction, "finish", "after"),
    "relay before publishing": (Broker, "publish_page", "before"),
    "relay in the middle of a page": (Broker, "send", "before"),
    "relay between publishing and marking": (Broker, "publish_page", "after"),
    "rebuild in its swap": (Rebuild, "_swap", "after"),
    "consumer with a batch in hand": (Consumer, "_take", "before"),
    "consumer before its commit": (Projection, "take", "after"),
    "consumer after its commit": (Consumer, "_take", "after"),
}


def arm(place: str, nth: int, how: signal.Signals) -> None:
    """Let this process send itself a signal the `nth` time it comes by a place."""
    owner, name, when = PLACES[place]
    method: Callable[..., Any] = getattr(owner, name)
    left = iter(range(nth - 1, -1, -1))

    def die(moment: str) -> None:
        if moment == when and next(left, -1) == 0:
            os.kill(os.getpid(), how)

    @functools.wraps(method)
    def plain(*args: Any, **named: Any) -> Any:
        die("before")
        result = method(*args, **named)
        die("after")
        return result

    @functools.wraps(method)
    async def waiting(*args: Any, **named: Any) -> Any:
        die("before")
        result = await method(*args, **named)
        die("after")
        return result

    setattr(owner, name, waiting if inspect.iscoroutinefunction(method) else plain)


async def rebuild_once(settings: Settings) -> None:
    runtime = Runtime(SINK, settings, Keys(settings.data / "keys", create=True))
    before, after, _ = await rebuild(runtime, await connected(settings.nats_url, "rebuild"), lambda _: None)
    say(int(before == after))


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def work(role: str, settings: Settings) -> None:
    if role == "rebuild":
        return await rebuild_once(settings)
    runtime = Runtime(OFFICE if role == "office" else SINK, settings, Keys(settings.data / "keys", create=True))
    broker = await connected(settings.nats_url, runtime.service.name)
    await broker.provision()
    async with running(runtime, broker):
        say("ready")
        while order := await asyncio.to_thread(sys.stdin.readline):
            first, last = map(int, order.split())
            for number in range(first, last):
                await runtime.do(declare, Declare(number))
                say(number)


def log_to_stderr() -> None:
    to_stderr = logging.StreamHandler()
    to_stderr.setFormatter(logging.Formatter("%(message)s %(why)s", defaults={"why": ""}))
    logging.basicConfig(level=logging.INFO, handlers=[to_stderr])


if __name__ == "__main__":
    log_to_stderr()
    shared.broker.subscription.BEAT = 0.5
    shared.running.Lease = functools.partial(Lease, seconds=2.0)  # type: ignore[assignment, attr-defined]
    if "DIE" in os.environ:
        place_, nth_, how_ = (os.environ["DIE"] + ":SIGKILL").split(":")[:3]
        arm(place_, int(nth_), signal.Signals[how_])
    given = msgspec.json.decode(sys.argv[2])
    asyncio.run(work(sys.argv[1], Settings(**{**given, "data": Path(given["data"]), "instance": f"w-{os.getpid()}"})))
