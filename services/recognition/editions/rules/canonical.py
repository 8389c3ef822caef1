"""The rows of an edition as bytes that anybody can check, and its basis as bytes that stay inside. Pure."""

import hashlib
import hmac
from collections.abc import Collection, Iterable

import msgspec

from services.recognition.editions.rules.rows import Row, ordered
from services.recognition.scoring import Basis, Settled


def canonical(rows: Collection[Row], salt: str) -> bytes:
    """The rows as canonical JSON: ordered, keys sorted, nothing that does not follow from them and the edition's salt.

    With a salt each row carries a `nonce` of its own: who is handed out no more than the rest of a row and its digest
    cannot try the field that was taken down until the digest agrees (decision 13).
    """
    return together(row_bytes(row, salt) for row in ordered(rows))


def row_bytes(row: Row, salt: str) -> bytes:
    """One row as it is published."""
    return msgspec.json.encode(_public(row, salt), order="sorted")


def together(rows: Iterable[bytes]) -> bytes:
    """Rows as one JSON list, in the order they come in."""
    return b"[" + b",".join(rows) + b"]"


def _public(row: Row, salt: str) -> dict[str, object]:
    facts: dict[str, object] = msgspec.to_builtins(row)
    if salt:
        facts["nonce"] = hmac.digest(salt.encode(), row.group.encode(), "sha256").hex()[:32]
    return facts


def digest(body: bytes) -> str:
    """SHA-256 over the digests of the rows, sorted, one a line: it can be checked without rows taken down since."""
    return digest_of(raw_rows(body))


def digest_of(rows: Iterable[bytes | msgspec.Raw]) -> str:
    """The same of rows in any order, each as the bytes it was published with."""
    return hashlib.sha256("\n".join(sorted(hashlib.sha256(row).hexdigest() for row in rows)).encode()).hexdigest()


def row_digests(body: bytes) -> list[str]:
    """SHA-256 of each row's own bytes, in the order of the rows."""
    return [hashlib.sha256(row).hexdigest() for row in raw_rows(body)]


def raw_rows(body: bytes) -> list[msgspec.Raw]:
    """The rows of a canonical body, each as the bytes it was published with."""
    return msgspec.json.decode(body, type=list[msgspec.Raw])


def pack(basis: Basis) -> bytes:
    """A personal basis as JSON, sorted by person: stays inside."""
    return msgspec.json.encode({person: tuple(settled) for person, settled in sorted(basis.items())})


def unpack(data: bytes) -> Basis:
    return {person: Settled(*values) for person, values in msgspec.json.decode(data).items()}
