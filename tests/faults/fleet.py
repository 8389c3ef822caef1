"""Sites that may be killed, the stories they are asked to carry out, and the ledger of what they said is done."""

import contextlib
import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any

from shared.settings import Settings
from tests.faults.site import NAMES, Answer, Order, serve
from tests.faults.stories import Story

STUCK = 30.0
"""Seconds after which what does not go on is stuck."""
AGAIN = 0.05
"""Seconds until what was refused, because its event is still on its way, is asked again."""
FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["tests.faults.site"])


class Stuck(Exception):
    """Something did not go on within thirty seconds."""


class Site:
    """One process with some of the services."""

    def __init__(self, settings: Settings, names: tuple[str, ...] = NAMES, armed: tuple[str, int] = ("", 0)) -> None:
        self.names = names
        self.pipe, theirs = FORKED.Pipe()
        told: dict[str, Any] = {
            "data": str(settings.data),
            "database": settings.database,
            "nats_url": settings.nats_url,
        }
        told |= {"instance": settings.instance, "clock_file": settings.clock_file, "mail_url": settings.mail_url}
        self.process = FORKED.Process(target=serve, args=(told, names, theirs, armed), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False

    def tell(self, what: object) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.pipe.send(what)

    def leave(self) -> None:
        """End as a program does that is told to."""
        self.tell(None)
        self.process.join(STUCK)
        self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


@dataclass
class Told:
    """A story on its way: the order that waits for its answer, and since when."""

    story: Story
    order: Order | None = None
    asked: bool = False
    since: float = field(default_factory=time.monotonic)
    rests: float = 0.0
    refused: str = ""


class Fleet:
    """Asks sites for what stories want, one order of each at a time; an order whose site died is asked again elsewhere."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.sites: list[Site] = []
        self.stories: list[Told] = []
        self.acknowledged: dict[int, str] = {}
        self.orders: dict[int, Order] = {}
        self.died: list[Site] = []
        self.idle: set[int] = set()
        self.seen: dict[str, int] = {}
        self.paused = False

    def tell(self, story: Story) -> None:
        told = Told(story)
        self.stories.append(told)
        self._next(told, None)

    def go_on(self, until: Callable[[], Any], seconds: float) -> bool:
        """Carry stories on until something holds; False when that did not come about in time. Raises Stuck."""
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                return False
            self._ask()
            for pipe in wait([site.pipe for site in self.sites], AGAIN):
                self._hear(next(site for site in self.sites if site.pipe is pipe))
        return True

    def settle(self) -> None:
        """Let every site come to rest, stories standing still meanwhile. Raises Stuck."""
        self.paused = True
        for site in list(self.sites):
            self._until(lambda site=site: site.ready or site not in self.sites, "a site that is ready")  # type: ignore[misc]
        self._until(lambda: not any(told.asked for told in self.stories), "an order that is answered")
        for _ in range(2 if len(self.sites) > 1 else 1):
            self.idle.clear()
            for site in self.sites:
                site.tell("idle")
            self._until(lambda: len(self.idle) >= len(self.sites), "sites with nothing under way")
        self.paused = False
        for told in self.stories:
            told.since = time.monotonic()

    def finish(self) -> None:
        """Every story to its end. Raises Stuck."""
        left = len(self.stories)
        while left:
            self._until(lambda left=left: len(self.stories) < left, "a story that goes on")  # type: ignore[misc]
            left = len(self.stories)

    def _until(self, holds: Callable[[], Any], what: str) -> None:
        if not self.go_on(holds, STUCK):
            raise Stuck(f"{what}: {sorted({one.refused for one in self.stories if one.refused})}")

    def _ask(self) -> None:
        now = time.monotonic()
        for told in self.stories:
            if self.paused or told.order is None or told.asked or now < told.rests:
                continue
            if now - told.since > STUCK:
                raise Stuck(told.refused or type(told.order.command).__name__)
            able = [site for site in self.sites if site.ready and told.order.service in site.names]
            if able:
                self.dice.choice(able).tell(told.order)
                told.asked = True

    def _hear(self, site: Site) -> None:
        try:
            said = site.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._buried(site)
            return
        if said == "ready":
            site.ready = True
        elif isinstance(said, Answer):
            self._answered(said)
        else:
            self.idle.add(id(site))
            self.seen = said[1]

    def _buried(self, site: Site) -> None:
        site.process.join()
        self.sites.remove(site)
        self.died.append(site)
        for told in self.stories:
            told.asked, told.since = False, time.monotonic()

    def _answered(self, answer: Answer) -> None:
        told = next((one for one in self.stories if one.order and one.order.number == answer.number), None)
        if told is None:
            return
        told.asked = False
        if answer.refused:
            told.refused, told.rests = answer.refused, time.monotonic() + AGAIN
            return
        self.acknowledged[answer.number] = answer.led
        self._next(told, answer.led)

    def _next(self, told: Told, led: str | None) -> None:
        try:
            service, command, actor = next(told.story) if led is None else told.story.send(led)
        except StopIteration:
            self.stories.remove(told)
            return
        order = Order(len(self.orders) + 1, service, command, actor)
        self.orders[order.number] = order
        told.order, told.since, told.refused = order, time.monotonic(), ""
