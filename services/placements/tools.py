"""What placements' handlers and pages work with besides the database: a seal, links, the secret of references."""

from dataclasses import dataclass

from shared.links import Links
from shared.sealing import Gone, Sealer
from shared.service import Runtime
from shared.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Tools:
    """Made once, when the service opens."""

    sealer: Sealer
    links: Links
    person_secret: bytes
    """What references to people are derived with: with another one everybody would come back as a stranger."""


def tools_of(at: Runtime | Transaction) -> Tools:
    """The tools of an open service or of one of its transactions. Raises TypeError for another service's."""
    if not isinstance(at.tools, Tools):
        raise TypeError(f"these are not the tools of placements: {at.tools!r}")
    return at.tools


def signed_by(sealer: Sealer, sealed: str, row: str) -> str:
    """Who did what a row tells of; nobody's name where it cannot be read."""
    try:
        return sealer.open(sealed, f"by_name/{row}") if sealed else ""
    except Gone:
        return ""


def by_name(row: str, tx: Transaction) -> str:
    """The name of whoever acts, sealed for the row with this id."""
    return str(tools_of(tx).sealer.seal(tx.actor.name, f"by_name/{row}")) if tx.actor.name else ""
