"""Public pages kept as bytes in front of the framework: rendered once per revision, answered with ETag, 304, HEAD."""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from web.security import hostname

MOST_BYTES = 64 * 2**20
"""What may be kept at once; the pages unused for longest go first."""
COMPRESS_FROM = 512


@dataclass(frozen=True)
class Form:
    """One representation of a page, ready to be sent: its tag, the answer, and the answer to who has it already."""

    etag: bytes
    whole: tuple[Message, Message]
    unchanged: tuple[Message, Message]


@dataclass(frozen=True)
class Kept:
    """One page of one revision, with its answers made ready."""

    revision: str
    size: int
    plain: Form
    zipped: Form | None


class PageCache:
    """Answers GET and HEAD of the pages that `keeps` names; everything else goes on to the application.

    `revision` gives a text that changes whenever anything public may have: asked again when `look_again` is called.
    While a page is rendered anew, whoever asks for it waits for that one rendering: an edition turns over without a
    rush. Errors, redirects and htmx's own requests are never kept, and of addresses with a query only those named.
    Who asks for another name than `hosts` (where they are given) is left to the application, which refuses.
    """

    def __init__(
        self,
        app: ASGIApp,
        keeps: Callable[[str], bool],
        revision: Callable[[], Awaitable[str]],
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.app = app
        self._hosts = hosts
        self._keeps = keeps
        self._ask = revision
        self._revision = ""
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._rendering: dict[tuple[str, str, bytes], asyncio.Task[Kept | None]] = {}
        self._bytes = 0
        self.rendered = 0

    async def look_again(self) -> None:
        """Ask for the revision; pages of an older one are rendered anew when they are next asked for."""
        self._revision = await self._ask()

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and self._is_for_us(scope):
            path = _address(scope)
            known, accepted, by_htmx = _accepts(scope["headers"])
            kept = None if by_htmx else self._pages.get(path)
            if (kept is None or kept.revision != self._revision) and not by_htmx:
                kept = await self._fresh(path, scope) if self._keeps(path) else None
            if kept is not None:
                if path in self._pages:
                    self._pages.move_to_end(path)
                await _answer(kept, known, accepted, scope["method"], send)
                return
        await self.app(scope, receive, send)

    def _is_for_us(self, scope: Any) -> bool:
        return not self._hosts or hostname(_host(scope).decode("latin-1")) in self._hosts

    async def _fresh(self, path: str, scope: Any) -> Kept | None:
        """The page of this revision; None where it is no page to keep (an error, a redirect).

        The rendering is a task of its own: a reader who leaves takes it from nobody else.
        """
        if not self._revision:
            await self.look_again()
        key = (path, self._revision, _host(scope))
        if (running := self._rendering.get(key)) is None:
            running = asyncio.create_task(self._render(path, scope))
            self._rendering[key] = running
            running.add_done_callback(lambda _: self._rendering.pop(key, None))
        return await asyncio.shield(running)

    async def _render(self, path: str, scope: Any) -> Kept | None:
        revision = self._revision
        start, body = await _collected(self.app, scope)
        self.rendered += 1
        headers = [(name.lower(), value) for name, value in start["headers"]]
        if start["status"] != 200 or any(name == b"set-cookie" for name, _ in headers):
            self._drop(path)
            return None
        kept = await asyncio.to_thread(_kept, revision, headers, body)
        self._drop(path)
        self._pages[path] = kept
        self._bytes += kept.size
        while self._bytes > MOST_BYTES and len(self._pages) > 1:
            self._drop(next(iter(self._pages)))
        return kept

    def _drop(self, path: str) -> None:
        if (old := self._pages.pop(path, None)) is not None:
            self._bytes -= old.size


def _accepts(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes, bool]:
    """`If-None-Match`, `Accept-Encoding`, and whether a script asks for a part of the page, which is never kept."""
    known = accepted = b""
    by_htmx = False
    for name, value in headers:
        if name == b"accept-encoding":
            accepted = accepted + b"," + value if accepted else value
        elif name == b"if-none-match":
            known = known + b"," + value if known else value
        elif name == b"hx-request":
            by_htmx = value == b"true"
    return known, accepted, by_htmx


def _address(scope: Any) -> str:
    """Path and query: what tells one page from another."""
    query: bytes = scope["query_string"]
    return f"{scope['path']}?{query.decode('latin-1')}" if query else str(scope["path"])


def _host(scope: Any) -> bytes:
    return next((bytes(value) for name, value in scope["headers"] if name == b"host"), b"")


CHANGING = (b"content-length", b"date", b"etag", b"content-encoding", b"vary")


def _kept(revision: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Kept:
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


async def _answer(kept: Kept, known: bytes, accepted: bytes, method: str, send: Send) -> None:
    form = kept.zipped if kept.zipped and _takes_gzip(accepted) else kept.plain
    if known and (known.strip() == b"*" or form.etag in known):
        await send(form.unchanged[0])
        await send(form.unchanged[1])
        return
    start, body = form.whole
    await send(start)
    await send(NOTHING if method == "HEAD" else body)


@lru_cache(maxsize=256)
def _takes_gzip(accepted: bytes) -> bool:
    """Whether `Accept-Encoding` names gzip (or everything) and does not refuse it with `q=0`."""
    taken: dict[bytes, bool] = {}
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        taken[coding.strip()] = weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return taken.get(b"gzip", taken.get(b"*", False))


async def _collected(app: ASGIApp, scope: Any) -> tuple[Any, bytes]:
    """The answer that the application gives to an anonymous reader of this address."""
    headers = [(name, value) for name, value in scope["headers"] if name == b"host"]
    inner: Any = {**scope, "method": "GET", "headers": [*headers, (b"accept", b"text/html")], "state": {}}
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

    await app(inner, receive, send)
    return start, b"".join(parts)
