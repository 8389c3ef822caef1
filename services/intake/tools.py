"""What intake's handlers and pages work with besides the database: keys, seals, links, mail."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from services.intake.keyring import KeyRing
from shared.database import Database
from shared.links import Links
from shared.migrations import is_new
from shared.sealing import Sealer, master_key
from shared.service import Runtime
from shared.settings import BadSetting, Settings
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


def site_of(settings: Settings) -> Site:
    """Passkeys belong to the site's name."""
    return Site(urlsplit(settings.base_url).hostname or "localhost", settings.base_url)


def prepare(runtime: Runtime) -> Tools:
    """The master key, and the candidates' keys in a database of their own. Raises BadSetting where one was lost."""
    try:
        sealer = Sealer(master_key(runtime.key_folder, "intake", create=is_new(runtime.database)))
    except FileNotFoundError as lost:
        raise BadSetting(f"{lost.filename} is gone: put it back from the backup of the keys") from lost
    keys = Database(runtime.settings.database_url("keys"), of="keys")
    return Tools(
        sealer=sealer,
        keys=KeyRing(keys, sealer),
        keys_database=keys,
        links=Links(runtime.keys),
        site=site_of(runtime.settings),
        mail=runtime.settings.data / "mail",
    )
