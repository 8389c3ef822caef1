"""One installation at work, whose process may die: stories are told, days turn, editions are made."""

import datetime
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.recognition.desk.commands import PublishEdition
from services.recognition.editions.model import EMBARGO, number_of
from services.recognition.scoring import quarter_ends
from shared.clock import Clock
from shared.nats_server import NatsServer
from shared.settings import Settings
from tests.faults.fleet import Fleet, Site
from tests.faults.stories import EDITOR, Story, whole_story

FIRST = datetime.date(2026, 3, 2)
AT_ONCE = 3
"""Stories that are under way at one time."""
REACHED = 20.0
"""Seconds within which an armed point must be come by."""
MORNING = 0.6
"""Seconds in which a new day is noticed."""


class Office:
    """One installation at work: stories are told, days turn, editions are made, and the process may die."""

    def __init__(self, folder: Path, seed: int, nats: NatsServer) -> None:
        self.seed, self.nats = seed, nats
        self.clock = Clock(folder / "clock")
        self.clock.turn_to(FIRST, 10)
        self.settings = Settings(
            data=folder, database="", nats_url=nats.url, clock_file=self.clock.file, instance=f"site-{seed}"
        )
        self.fleet = Fleet(random.Random(seed))
        self.done: list[str] = []
        """What was done, in order: as many stories, a day, an edition."""
        self.told = 0

    def start(self, point: str = "", nth: int = 0) -> Site:
        site = Site(self.settings, armed=(point, nth))
        self.fleet.sites.append(site)
        return site

    def settle(self) -> None:
        """At rest, after a start where the process died. Raises Stuck."""
        while True:
            if not self.fleet.sites:
                self.start()
            self.fleet.settle()
            if self.fleet.sites:
                return

    def tell(self, stories: int) -> None:
        for _ in range(stories):
            self.told += 1
            number = self.seed * 300 + self.told
            self.done.append("story")
            self.fleet.tell(whole_story(number, self.clock.today(), random.Random(number)))

    def publish(self) -> None:
        """The next edition that may be out, once its day is here."""
        today = self.clock.today()
        after = today + datetime.timedelta(days=100)
        quarter = next(end for end in quarter_ends(after) if end + EMBARGO <= after)
        self.clock.turn_to(max(quarter + EMBARGO, today) + datetime.timedelta(days=1), 10)
        self.fleet.tell(_publish(number_of(quarter)))

    def act(self, way: str) -> None:
        """What comes by points of this kind, under load: the stories on hand are at their end where another day begins."""
        if way in ("day", "edition"):
            self.done.append(way)
        if way == "day":
            self.clock.turn_to(self.clock.today() + datetime.timedelta(days=1), 10)
        elif way == "edition":
            self.publish()
        self.tell(AT_ONCE - len(self.fleet.stories) if way == "stories" else 1)

    def repeat(self, what: str) -> None:
        """One thing of what was done, as it was done: another day begins when the stories of this one are at their end."""
        if what == "story":
            while len(self.fleet.stories) >= AT_ONCE:
                self.fleet.go_on(lambda: len(self.fleet.stories) < AT_ONCE, REACHED)
            self.tell(1)
            return
        self.end()
        if what == "day":
            self.clock.turn_to(self.clock.today() + datetime.timedelta(days=1), 10)
            self.fleet.go_on(lambda: False, MORNING)
        else:
            self.publish()
            self.end()

    def end(self) -> None:
        """Every story to its end, and then rest. Raises Stuck."""
        self.settle()
        self.fleet.finish()
        self.settle()

    def close(self) -> None:
        for site in self.fleet.sites:
            site.kill()


def _publish(number: str) -> Story:
    yield "recognition", PublishEdition(number=number), EDITOR


@contextmanager
def office(folder: Path, seed: int) -> Iterator[Office]:
    """A new installation in a new folder, with a nats-server of its own."""
    folder.mkdir(parents=True)
    nats = NatsServer(folder / "nats")
    nats.start()
    one = Office(folder, seed, nats)
    try:
        yield one
    finally:
        one.close()
        nats.kill()
