"""What intake's handlers and pages work with besides the database: keys, seals, links, mail."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from services.intake.keyring import KeyRing
from shared.database import Database
from shared.links import Links
from shared.sealing import Sealer
from shared.service import Runtime
from shared.transaction import Transaction


class Site(NamedTuple):
    """What passkeys belong to: the name of the site and its whole origin."""

    name: str
    origin: str


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

    def close(self) -> None:
        self.keys_database.dispose()


def tools_of(at: Runtime | Transaction) -> Tools:
    """The tools of an open service or of one of its transactions. Raises TypeError for another service's."""
    if not isinstance(at.tools, Tools):
        raise TypeError(f"these are not the tools of intake: {at.tools!r}")
    return at.tools
