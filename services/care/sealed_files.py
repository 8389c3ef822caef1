"""Backups under a key: each file sealed in pieces, so that none can be read, changed, cut or put in another's place."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.settings import BadSetting

MARK, SALT, PIECE, TAG = b"steadfast-1\n", 16, 2**20, 16
SUFFIX = ".sealed"
LEAST = 32
"""Bytes of a key file."""


class CannotOpen(Exception):
    """Another key, or not what was written."""


def key_in(file: Path) -> bytes:
    """What the key file holds. Raises BadSetting where it is not there, or too short to protect anything."""
    try:
        found = file.read_bytes()
    except OSError as error:
        raise BadSetting(f"STEADFAST_BACKUP_KEY: {file}: {error.strerror}") from error
    if len(found) < LEAST:
        raise BadSetting(f"STEADFAST_BACKUP_KEY: {file} is too short: head -c 32 /dev/urandom > {file}")
    return found


def seal(file: Path, key: bytes, folder: Path) -> Path:
    """The file sealed into a folder; itself it is gone."""
    sealed, salt = folder / (file.name + SUFFIX), os.urandom(SALT)
    folder.mkdir(parents=True, exist_ok=True)
    cipher, name = _cipher(key, salt), file.name.encode()
    with file.open("rb") as plain, sealed.open("xb") as to:
        to.write(MARK + salt)
        for number, piece, last in _pieces(plain.read, PIECE):
            to.write(cipher.encrypt(_nonce(number, last), piece, name))
        to.flush()
        os.fsync(to.fileno())
    file.unlink()
    return sealed


def unseal(sealed: Path, key: bytes, to: Path) -> None:
    """Write what was sealed. Raises CannotOpen."""
    with sealed.open("rb") as read, to.open("xb") as plain:
        head = read.read(len(MARK) + SALT)
        if not head.startswith(MARK):
            raise CannotOpen(f"{sealed} was not sealed by this program")
        cipher, name = _cipher(key, head[len(MARK) :]), sealed.name.removesuffix(SUFFIX).encode()
        for number, piece, last in _pieces(read.read, PIECE + TAG):
            try:
                plain.write(cipher.decrypt(_nonce(number, last), piece, name))
            except InvalidTag as wrong:
                raise CannotOpen(f"{sealed}: another key (STEADFAST_BACKUP_KEY), or not what was written") from wrong


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt, b"steadfast backup").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    """A file that was cut at a piece ends with one that was not sealed as the last."""
    return number.to_bytes(11) + bytes([last])


def _pieces(read: Callable[[int], bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """At least one, even of nothing, each with its number and whether it is the last."""
    number, piece = 0, read(size)
    while True:
        following = read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following
