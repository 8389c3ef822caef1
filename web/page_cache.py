"""Public pages kept as bytes in front of the framework: rendered once per revision, answered with ETag, 304, HEAD."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache, partial
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from web.kept_page import Kept, Revision, answer, made
from web.security import hostname

MOST_BYTES = 64 * 2**20
"""What may be kept at once; the pages unused for longest go first."""
MEANWHILE = 10.0
"""Seconds for which a page is still answered as it was until the last change, while it is rendered anew."""
Revisions = Callable[[str], Revision]
"""The revision of each page by its address; equal to another as long as nothing public changed."""


class PageCache:
    """Answers GET and HEAD of the pages that `keeps` names; everything else goes on to the application.

    `revisions` tells which pages are as they were; None where that cannot be asked now. It is asked again when `look` is
    called, and before the next answer once `look_soon` was. What was taken down since is never answered: whoever asks
    waits for the one rendering. What else is new is rendered beside, and readers have the old page meanwhile.
    Errors, redirects and htmx's own requests are never kept, and of addresses with a query only those named.
    Who asks for another name than `hosts` (where they are given) is left to the application, which refuses.
    """

    def __init__(
        self,
        app: ASGIApp,
        keeps: Callable[[str], bool],
        revisions: Callable[[], Awaitable[Revisions | None]],
        hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.app = app
        self._is_for_us = lru_cache(maxsize=256)(partial(_is_one_of, hosts))
        self._keeps = keeps
        self._ask = revisions
        self._now: Revisions | None = None
        self._before: Revisions | None = None
        self._changed_at = 0.0
        self._told, self._looked = 1, 0
        self._looking = asyncio.Lock()
        self._current: set[str] = set()
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._rendering: dict[tuple[str, Revision, bytes], asyncio.Task[Kept | None]] = {}
        self._bytes = 0
        self.rendered = 0

    def look_soon(self) -> None:
        """Something was committed: no page is answered before it is known whether it is still the same. Any thread."""
        self._told += 1

    async def look(self) -> None:
        """Ask for the revisions; what is asked later never gives way to what was asked before."""
        async with self._looking:
            told, now = self._told, await self._ask()
            if now is None:
                return
            if now != self._now:
                self._now, self._before = now, self._now
                self._changed_at = asyncio.get_running_loop().time()
                self._current.clear()
            self._looked = told

    async def look_again(self) -> None:
        """Ask for the revisions, and have nobody read an old page from here on."""
        await self.look()
        self._before = None

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            known, accepted, by_htmx, host = _accepts(scope["headers"])
            if not by_htmx and self._is_for_us(host):
                path = _address(scope)
                kept = self._at_hand(path) or await self._found(path, scope)
                if kept is not None:
                    for message in answer(kept, known, accepted, scope["method"]):
                        await send(message)
                    return
        await self.app(scope, receive, send)

    def _at_hand(self, path: str) -> Kept | None:
        """The page if it is known to be as it is now: what nearly every reader is given."""
        if path not in self._current or self._looked != self._told or self._now is None:
            return None
        if (kept := self._pages.get(path)) is not None:
            self._pages.move_to_end(path)
        return kept

    async def _found(self, path: str, scope: Any) -> Kept | None:
        """The page as it may be answered now; None for what the application answers."""
        if path not in self._pages and not self._keeps(path):
            return None
        now = await self._known()
        kept = self._pages.get(path)
        if now is None or (kept is not None and path in self._current):
            found = kept if now else None
        elif kept is not None and kept.revision == now(path):
            self._current.add(path)
            found = kept
        elif kept is not None and self._is_good_meanwhile(path, kept.revision, now):
            self._renewed(path, now(path), scope)
            found = kept
        else:
            found = await self._fresh(path, scope)
        if path in self._pages:
            self._pages.move_to_end(path)
        return found

    async def _known(self) -> Revisions | None:
        """The revisions after all that was committed here; None where the database does not say."""
        if self._looked != self._told:
            await self.look()
        return self._now if self._looked == self._told else None

    def _is_good_meanwhile(self, path: str, revision: Revision, now: Revisions) -> bool:
        if self._before is None or revision != self._before(path) or revision[0] != now(path)[0]:
            return False
        return asyncio.get_running_loop().time() - self._changed_at <= MEANWHILE

    async def _fresh(self, path: str, scope: Any) -> Kept | None:
        """The page of this revision; None where it is no page to keep (an error, a redirect).

        Rendered once more if something was taken down of it meanwhile.
        """
        while (now := await self._known()) is not None:
            kept = await asyncio.shield(self._renewed(path, now(path), scope))
            then = await self._known()
            if kept is None or then is None:
                return None
            if kept.revision[0] == then(path)[0]:
                return kept
        return None

    def _renewed(self, path: str, revision: Revision, scope: Any) -> asyncio.Task[Kept | None]:
        """The one rendering of this page: a task of its own, so that a reader who leaves takes it from nobody else."""
        key = (path, revision, _host(scope))
        if (running := self._rendering.get(key)) is None:
            running = asyncio.create_task(self._render(path, revision, scope))
            self._rendering[key] = running
            running.add_done_callback(lambda done: self._is_rendered(key, done))
        return running

    def _is_rendered(self, key: tuple[str, Revision, bytes], done: asyncio.Task[Kept | None]) -> None:
        self._rendering.pop(key, None)
        if not done.cancelled():
            done.exception()  # whoever waits has it; of those that nobody waits for it is not told twice

    async def _render(self, path: str, revision: Revision, scope: Any) -> Kept | None:
        start, body = await _collected(self.app, scope)
        self.rendered += 1
        headers = [(name.lower(), value) for name, value in start["headers"]]
        if start["status"] != 200 or any(name == b"set-cookie" for name, _ in headers):
            self._drop(path)
            return None
        kept = await asyncio.to_thread(made, revision, headers, body)
        self._drop(path)
        self._pages[path] = kept
        self._bytes += kept.size
        while self._bytes > MOST_BYTES and len(self._pages) > 1:
            self._drop(next(iter(self._pages)))
        return kept

    def _drop(self, path: str) -> None:
        self._current.discard(path)
        if (old := self._pages.pop(path, None)) is not None:
            self._bytes -= old.size


def _accepts(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes, bool, bytes]:
    """`If-None-Match`, `Accept-Encoding`, whether a script asks for a part of the page, which is never kept, and the host."""
    known = accepted = host = b""
    by_htmx = False
    for name, value in headers:
        if name == b"accept-encoding":
            accepted = accepted + b"," + value if accepted else value
        elif name == b"if-none-match":
            known = known + b"," + value if known else value
        elif name == b"hx-request":
            by_htmx = value == b"true"
        elif name == b"host" and not host:
            host = bytes(value)
    return known, accepted, by_htmx, host


def _is_one_of(hosts: frozenset[str], host: bytes) -> bool:
    return not hosts or hostname(host.decode("latin-1")) in hosts


def _address(scope: Any) -> str:
    """Path and query: what tells one page from another."""
    query: bytes = scope["query_string"]
    return f"{scope['path']}?{query.decode('latin-1')}" if query else str(scope["path"])


def _host(scope: Any) -> bytes:
    return next((bytes(value) for name, value in scope["headers"] if name == b"host"), b"")


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
