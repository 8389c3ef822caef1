"""A public page as bytes ready to be sent: plain and packed, with their tags, whole and for who has them already."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar.types import Message

COMPRESS_FROM = 512
Revision = tuple[int, int]
"""Of one page: the last change at which something was taken down, and the last of all."""


@dataclass(frozen=True)
class Form:
    """One representation of a page, ready to be sent: its tag, the answer, and the answer to who has it already."""

    etag: bytes
    whole: tuple[Message, Message]
    unchanged: tuple[Message, Message]


@dataclass(frozen=True)
class Kept:
    """One page of one revision, with its answers made ready."""

    revision: Revision
    size: int
    plain: Form
    zipped: Form | None


CHANGING = (b"content-length", b"date", b"etag", b"content-encoding", b"vary")


def made(revision: Revision, headers: list[tuple[bytes, bytes]], body: bytes) -> Kept:
    """The tags say nothing but what the bytes are (rule D9), and differ between the plain and the packed form."""
    tag = hashlib.sha256(body).hexdigest()[:32].encode()
    common = [(name, value) for name, value in headers if name not in CHANGING]
    common.append((b"vary", b"Accept-Encoding, HX-Request"))
    small = gzip.compress(body, 9, mtime=0) if len(body) >= COMPRESS_FROM else b""
    packed = [*common, (b"content-encoding", b"gzip")]
    return Kept(
        revision=revision,
        size=len(body) + len(small),
        plain=_form(b'"' + tag + b'"', common, body),
        zipped=_form(b'"' + tag + b'-gz"', packed, small) if small else None,
    )


def _form(etag: bytes, headers: list[tuple[bytes, bytes]], body: bytes) -> Form:
    headers = [*headers, (b"etag", etag)]
    return Form(etag=etag, whole=_messages(200, headers, body), unchanged=_messages(304, headers, b""))


def _messages(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[Message, Message]:
    length = [] if status == 304 else [(b"content-length", str(len(body)).encode())]
    start: Any = {"type": "http.response.start", "status": status, "headers": [*headers, *length]}
    rest: Any = {"type": "http.response.body", "body": body, "more_body": False}
    return start, rest


NOTHING: Any = {"type": "http.response.body", "body": b"", "more_body": False}


def answer(kept: Kept, known: bytes, accepted: bytes, method: str) -> tuple[Message, Message]:
    """What is sent to a reader who says these headers."""
    form = kept.zipped if kept.zipped and _takes_gzip(accepted) else kept.plain
    if known and (known.strip() == b"*" or form.etag in known):
        return form.unchanged
    return (form.whole[0], NOTHING) if method == "HEAD" else form.whole


@lru_cache(maxsize=256)
def _takes_gzip(accepted: bytes) -> bool:
    """Whether `Accept-Encoding` names gzip (or everything) and does not refuse it with `q=0`."""
    taken: dict[bytes, bool] = {}
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        taken[coding.strip()] = weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return taken.get(b"gzip", taken.get(b"*", False))
