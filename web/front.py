"""Public pages kept as bytes in front of the framework: rendered once per revision, answered with ETag, 304 and HEAD."""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 2**20
"""What may be kept at once; the pages unused for longest go first."""
COMPRESS_FROM = 512


@dataclass(frozen=True)
class Kept:
    """One page of one revision, with its answers made ready."""

    revision: str
    etag: bytes
    size: int
    plain: tuple[Message, Message]
    zipped: tuple[Message, Message] | None
    unchanged: tuple[Message, Message]


class Front:
    """Answers GET and HEAD of the pages that `keeps` names; everything else goes on to the application.

    `revision` gives a text that changes whenever anything public may have: it is asked again when `look_again` was called.
    While a page is rendered anew, whoever asks for it waits for that one rendering: an edition turns over without a rush.
    """

    def __init__(self, app: ASGIApp, keeps: Callable[[str], bool], revision: Callable[[], Awaitable[str]]) -> None:
        self.app = app
        self._keeps = keeps
        self._ask = revision
        self._revision = ""
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._rendering: dict[str, asyncio.Future[Kept | None]] = {}
        self._bytes = 0
        self.rendered = 0

    async def look_again(self) -> None:
        """Ask for the revision; pages of an older one are rendered anew when they are next asked for."""
        self._revision = await self._ask()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not scope["query_string"]:
            path = scope["path"]
            kept = self._pages.get(path)
            if kept is None or kept.revision != self._revision:
                kept = await self._fresh(path, scope) if self._keeps(path) else None
            if kept is not None:
                self._pages.move_to_end(path)
                await _answer(kept, scope, send)
                return
        await self.app(scope, receive, send)

    async def _fresh(self, path: str, scope: Any) -> Kept | None:
        """The page of this revision; None where it is no page to keep (an error, a redirect)."""
        if not self._revision:
            await self.look_again()
        if (running := self._rendering.get(path)) is not None:
            return await asyncio.shield(running)
        future: asyncio.Future[Kept | None] = asyncio.get_running_loop().create_future()
        self._rendering[path] = future
        kept = None
        try:
            kept = await self._render(path, scope)
        finally:
            del self._rendering[path]
            future.set_result(kept)
        return kept

    async def _render(self, path: str, scope: Any) -> Kept | None:
        revision = self._revision
        start, body = await _collected(self.app, scope)
        self.rendered += 1
        headers = [(name.lower(), value) for name, value in start["headers"]]
        if start["status"] != 200 or any(name == b"set-cookie" for name, _ in headers):
            self._drop(path)
            return None
        kept = _kept(revision, headers, body)
        self._drop(path)
        self._pages[path] = kept
        self._bytes += kept.size
        while self._bytes > MOST_BYTES and len(self._pages) > 1:
            self._drop(next(iter(self._pages)))
        return kept

    def _drop(self, path: str) -> None:
        if (old := self._pages.pop(path, None)) is not None:
            self._bytes -= old.size


def _kept(revision: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Kept:
    etag = b'"' + hashlib.sha256(body).hexdigest()[:32].encode() + b'"'
    changing = (b"content-length", b"date", b"etag", b"content-encoding", b"vary")
    common = [(name, value) for name, value in headers if name not in changing]
    common += [(b"etag", etag), (b"vary", b"Accept-Encoding")]
    small = gzip.compress(body, 9, mtime=0) if len(body) >= COMPRESS_FROM else b""
    zipped = _messages(200, [*common, (b"content-encoding", b"gzip")], small) if small else None
    return Kept(
        revision=revision,
        etag=etag,
        size=len(body) + len(small),
        plain=_messages(200, common, body),
        zipped=zipped,
        unchanged=_messages(304, common, b""),
    )


def _messages(status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[Message, Message]:
    length = [] if status == 304 else [(b"content-length", str(len(body)).encode())]
    start: Any = {"type": "http.response.start", "status": status, "headers": [*headers, *length]}
    rest: Any = {"type": "http.response.body", "body": body, "more_body": False}
    return start, rest


NOTHING: Any = {"type": "http.response.body", "body": b"", "more_body": False}


async def _answer(kept: Kept, scope: Any, send: Send) -> None:
    zips = False
    for name, value in scope["headers"]:
        if name == b"if-none-match" and (kept.etag in value or value == b"*"):
            await send(kept.unchanged[0])
            await send(kept.unchanged[1])
            return
        if name == b"accept-encoding":
            zips = b"gzip" in value
    start, body = kept.zipped if zips and kept.zipped else kept.plain
    await send(start)
    await send(NOTHING if scope["method"] == "HEAD" else body)


async def _collected(app: ASGIApp, scope: Any) -> tuple[Any, bytes]:
    """The answer that the application gives to an anonymous reader of this address."""
    headers = [(name, value) for name, value in scope["headers"] if name == b"host"]
    asked = {**scope, "method": "GET", "headers": [*headers, (b"accept", b"text/html")], "state": {}}
    start: Any = None
    parts: list[bytes] = []

    async def send(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            start = message
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    await app(asked, receive, send)
    return start, b"".join(parts)
