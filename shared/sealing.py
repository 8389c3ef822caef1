"""Sealed text: AES-256-GCM with a key per person, itself wrapped by a key from a file; and keyed blind indexes."""

import base64
import hashlib
import hmac
import secrets
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.settings import BadSetting


class Gone(Exception):
    """The key of this text was destroyed, or the text was moved or changed: it cannot be read."""


class Sealer:
    """Seals with the master key of one service; `for_key` gives a sealer for one person's unwrapped key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._cipher = AESGCM(key)

    def seal(self, text: str, place: str) -> str:
        """`place` names table, column and row, so that a sealed text cannot be moved to another row."""
        nonce = secrets.token_bytes(12)
        sealed = self._cipher.encrypt(nonce, text.encode(), place.encode())
        return "v1." + base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, place: str) -> str:
        """Raises Gone."""
        try:
            raw = base64.b64decode(sealed.removeprefix("v1."))
            return self._cipher.decrypt(raw[:12], raw[12:], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise Gone(place) from error

    def new_key(self, owner: str) -> tuple[bytes, bytes]:
        """A fresh key for `owner`: (the key, the key wrapped for storage)."""
        key = secrets.token_bytes(32)
        nonce = secrets.token_bytes(12)
        return key, nonce + self._cipher.encrypt(nonce, key, owner.encode())

    def unwrap(self, wrapped: bytes, owner: str) -> bytes:
        """Raises Gone."""
        try:
            return self._cipher.decrypt(wrapped[:12], wrapped[12:], owner.encode())
        except InvalidTag as error:
            raise Gone(owner) from error

    def index(self, text: str, scope: str) -> str:
        """A keyed blind index of one normal form: equal texts of one scope are equal, and nothing else is told."""
        normal = unicodedata.normalize("NFKC", text).casefold().strip()
        key = hashlib.sha256(self._key + b"index").digest()
        return hmac.digest(key, f"{scope}\0{normal}".encode(), "sha256")[:16].hex()


KEY = 32
"""Bytes of a master key."""


def master_key(folder: Path, name: str, *, create: bool = False) -> bytes:
    """The 32 bytes of `folder/name.key`, made at first use where `create` is set. Raises BadSetting for one that was cut."""
    path = folder / f"{name}.key"
    if create and not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(KEY))
        path.chmod(0o400)
    key = path.read_bytes()
    if len(key) != KEY:
        raise BadSetting(f"{path} is damaged ({len(key)} bytes of {KEY}): put it back from the backup of the keys")
    return key
