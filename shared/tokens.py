"""Every text that only this site can have written: what it says, and a signature that names what it is for."""

import base64
import enum
import hmac
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

T = TypeVar("T")


class Purpose(enum.StrEnum):
    """What a token is good for; one made for anything else is refused."""

    SESSION = "session"
    LINK = "link"
    SEEN = "seen"
    HELD = "held"
    FLASH = "flash"
    FORM = "form"
    NETWORK = "network"


PAIRED = frozenset({Purpose.SESSION, Purpose.LINK})
"""Signed with the private key, which only intake holds, and read with the public one; the others with the site's secret."""


class Tokens:
    """Writes and reads tokens: `body.signature`, both base64 for addresses without padding.

    Signed is the purpose, whose it is (`bound`, which the token itself does not tell) and the body.
    """

    def __init__(self, private: Ed25519PrivateKey | None, public: Ed25519PublicKey, secret: bytes) -> None:
        self._private, self._public, self._secret = private, public, secret

    def write(self, purpose: Purpose, what: msgspec.Struct, bound: str = "") -> str:
        """A token that says `what`. Raises RuntimeError where this process does not hold the key for it."""
        body = b64(msgspec.json.encode(what))
        return f"{body}.{b64(self._signature(purpose, body, bound))}"

    def read(self, purpose: Purpose, text: str, kind: type[T], bound: str = "") -> T | None:
        """What a token says; None for one that is broken, forged, bound to somebody else or for another purpose."""
        try:
            body, _, signature = text.partition(".")
            if not self._is_signed(purpose, body, bound, unb64(signature)):
                return None
            return msgspec.json.decode(unb64(body), type=kind)
        except (ValueError, msgspec.DecodeError):
            return None

    def mark(self, purpose: Purpose, bound: str) -> str:
        """A token that says nothing but whose it is: 43 characters, compared with `fits`."""
        return b64(self._signature(purpose, "", bound))

    def fits(self, purpose: Purpose, bound: str, mark: str) -> bool:
        return hmac.compare_digest(self.mark(purpose, bound).encode(), mark.encode("utf-8", "replace"))

    def _signature(self, purpose: Purpose, body: str, bound: str) -> bytes:
        if purpose not in PAIRED:
            return hmac.digest(self._secret, _said(purpose, body, bound), "sha256")
        if self._private is None:
            raise RuntimeError(f"this process cannot sign a {purpose}: only intake holds the private key")
        return self._private.sign(_said(purpose, body, bound))

    def _is_signed(self, purpose: Purpose, body: str, bound: str, signature: bytes) -> bool:
        if purpose not in PAIRED:
            return hmac.compare_digest(self._signature(purpose, body, bound), signature)
        try:
            self._public.verify(signature, _said(purpose, body, bound))
        except InvalidSignature:
            return False
        return True


def _said(purpose: Purpose, body: str, bound: str) -> bytes:
    """The purpose comes first and the body last, and neither holds a NUL: no two triples are said alike."""
    return f"steadfast\0{purpose}\0{bound}\0{body}".encode("utf-8", "replace")


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Raises ValueError for any other spelling than the one `b64` writes: a token has one."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(raw) != text:
        raise ValueError("not the spelling of a token")
    return raw
