"""One-time links: signed by intake, verified by the service they lead to; they carry references and nothing personal."""

import datetime
import hashlib
import secrets

import msgspec

from shared.auth import Keys
from shared.clock import machine_now
from shared.tokens import Purpose

LASTS = datetime.timedelta(days=30)
LONGEST = 600


class Link(msgspec.Struct, frozen=True, array_like=True):
    """Which question about which hire somebody may answer once, as whom (`party`); the page speaks `lang`."""

    placement: str
    milestone: int
    party: str
    lang: str
    expires: int
    nonce: str
    account: str = ""
    """To whose account it was mailed; none = to the person."""

    @property
    def made(self) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(self.expires, datetime.UTC) - LASTS

    @property
    def is_over(self) -> bool:
        return machine_now().timestamp() >= self.expires

    @property
    def mark(self) -> str:
        """What is kept of a link that was used: made of what was signed, so that no other spelling is another link."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:32]


class Links:
    """Makes and reads links with the site's key pair; only intake holds the half that signs."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    def make(self, placement: str, milestone: int, party: str, lang: str, account: str = "") -> tuple[str, Link]:
        """A new token and what it says. Raises RuntimeError where only intake could sign it."""
        expires = int((machine_now() + LASTS).timestamp())
        link = Link(placement, milestone, party, lang, expires, secrets.token_urlsafe(12), account)
        return self.keys.tokens.write(Purpose.LINK, link), link

    def read(self, token: str) -> Link | None:
        """What the token says, also when it has run out; None for one that intake never made."""
        return self.keys.tokens.read(Purpose.LINK, token, Link) if len(token) <= LONGEST else None
