"""One-time links: signed by intake, verified by the service they lead to; they carry references and nothing personal."""

import base64
import datetime
import hashlib
import secrets

import msgspec
from cryptography.exceptions import InvalidSignature

from shared.auth import Keys
from shared.clock import machine_now

LASTS = datetime.timedelta(days=30)
LONGEST = 600
PURPOSE = b"follow-up\0"
"""Signed with each link, so that no session token is ever taken for one."""


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
        """A new token and what it says."""
        if self.keys.private is None:
            raise RuntimeError("this process cannot sign links: only intake holds the private key")
        expires = int((machine_now() + LASTS).timestamp())
        link = Link(placement, milestone, party, lang, expires, secrets.token_urlsafe(12), account)
        body = msgspec.json.encode(link)
        return f"{_b64(body)}.{_b64(self.keys.private.sign(PURPOSE + body))}", link

    def read(self, token: str) -> Link | None:
        """What the token says, also when it has run out; None for one that intake never made."""
        if len(token) > LONGEST:
            return None
        try:
            body, signature = (_unb64(part) for part in token.split("."))
            self.keys.public.verify(signature, PURPOSE + body)
            return msgspec.json.decode(body, type=Link)
        except (ValueError, InvalidSignature, msgspec.DecodeError):
            return None


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
