"""What intake's handlers and pages work with besides the database: keys, seals, links, mail."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from services.intake.keyring import KeyRing
from shared.database import Database
from shared.links import Links
from shared.sealing import Sealer
from shared.service import Runtime
from shared.transaction import Refused, Transaction

T = TypeVar("T")


class Site(NamedTuple):
    """What passkeys belong to: the name of the site and its whole origin."""

    name: str
    origin: str


class SlowWork:
    """Threads of its own for work that is slow on purpose, such as hashing: neither pages nor writes wait behind it."""

    THREADS, MOST = 1, 40
    """Who comes when so many wait is refused: at a fortieth of a second each, the last one waits a second."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(self.THREADS, "slow-work")
        self._waiting = 0

    async def run(self, work: Callable[..., T], *about: object) -> T:
        """Raises Refused where too many wait already."""
        if self._waiting >= self.MOST:
            raise Refused("", "Very many people sign in at this moment. Try again in a minute")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *about)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Made once, when the service opens."""

    sealer: Sealer
    keys: KeyRing
    keys_database: Database
    links: Links
    site: Site
    mail: Path
    """Where letters go as files while there is no mail server."""

    passwords: SlowWork = field(default_factory=SlowWork)

    def close(self) -> None:
        self.passwords.close()
        self.keys_database.dispose()


def tools_of(at: Runtime | Transaction) -> Tools:
    """The tools of an open service or of one of its transactions. Raises TypeError for another service's."""
    if not isinstance(at.tools, Tools):
        raise TypeError(f"these are not the tools of intake: {at.tools!r}")
    return at.tools
