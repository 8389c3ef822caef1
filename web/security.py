"""The outermost layer: headers on every response, limits and plain refusals before anything else looks at a request."""

import json
from functools import cache
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shared import languages
from web.guard import COOKIES, FORM, MOST_FIELDS
from web.text import render

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=(), payment=()",
    b"x-frame-options": b"DENY",
}
SECURE = {b"strict-transport-security": b"max-age=31536000; includeSubDomains"}
MOST_BODY = 128 * 1024
MOST_ADDRESS = 4 * 1024
"""Of the path and of the query, in bytes."""
MOST_HEADERS = 32 * 1024
MOST_COOKIES = 8 * 1024


class TooLarge(Exception):
    """The body grew past the limit while it was read."""


class SecurityMiddleware:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, *, secure: bool, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts
        self.secure = secure
        self.headers = HEADERS | (SECURE if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        cookies: list[str] = []
        scope[COOKIES] = cookies  # type: ignore[literal-required]
        head = scope["method"] == "HEAD"
        answer = self._answering(send, cookies, head=head)
        if status := refusal(scope) or self._foreign(scope):
            await refuse(scope, answer, status)
            return
        if head:
            # A copy: the server counts the bytes of an answer by the method in its own scope.
            scope = {**scope, "method": "GET"}
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await answer(message)

        try:
            await self.app(scope, _limited(receive), watched)
        except TooLarge:
            if started:
                raise
            await refuse(scope, answer, 413)
        finally:
            if (form := scope.get(FORM)) is not None:
                await form.close()  # type: ignore[attr-defined]

    def _foreign(self, scope: Any) -> int:
        """400 for another site's name: links and cookies are only ever this site's. Probes may come by any name."""
        if scope["path"] in ("/healthz", "/readyz"):
            return 0
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        return 0 if hostname(host.decode("latin-1")) in self.hosts else 400

    def _answering(self, send: Send, cookies: list[str], *, head: bool) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(name.lower(), value) for name, value in message.get("headers", [])]
                present = {name for name, _ in given}
                given += [(name, value) for name, value in self.headers.items() if name not in present]
                given += [(b"set-cookie", value.encode()) for value in cookies]
                message["headers"] = [_secured(*header) for header in given] if self.secure else given
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        return answer


LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


def hostname(host: str) -> str:
    """A Host header without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and len(port) < 6 else host


def hosts_of(base_url: str) -> frozenset[str]:
    """The names under which this site may be asked for: its own, and on loopback every name of loopback."""
    own = hostname(base_url.partition("://")[2].partition("/")[0]).lower()
    return LOOPBACK if own in LOOPBACK else frozenset({own})


def refusal(scope: Any) -> int:
    """The status with which a request is refused unread, or 0. Whatever cannot be text is 400, not a surprise later."""
    try:
        path = scope["path"].encode().decode()
        query = scope.get("query_string", b"").decode("ascii")
        scope.get("raw_path", b"").decode("ascii")
    except (UnicodeError, AttributeError):
        return 400
    if "\0" in path or "%00" in query or "\ufffd" in path or any(sign < " " for sign in path):
        return 400
    if max(len(query), len(scope.get("raw_path", b""))) > MOST_ADDRESS or query.count("&") >= MOST_FIELDS:
        return 414
    return _of_headers(scope["headers"])


def _of_headers(headers: list[tuple[bytes, bytes]]) -> int:
    if sum(len(name) + len(value) for name, value in headers) > MOST_HEADERS:
        return 431
    if sum(name == b"host" for name, _ in headers) > 1:
        return 400
    for name, value in headers:
        if name == b"content-length" and (not value.isdigit() or int(value[:20]) > MOST_BODY):
            return 413 if value.isdigit() else 400
        if name == b"cookie" and len(value) > MOST_COOKIES:
            return 431
    return 0


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Where the site is served by https, no cookie ever leaves by http."""
    if name == b"set-cookie" and b"secure" not in value.lower().split(b"; "):
        return name, value + b"; Secure"
    return name, value


def _limited(receive: Receive) -> Receive:
    size = 0

    async def limited() -> Any:
        nonlocal size
        message = await receive()
        if message["type"] == "http.request":
            size += len(message.get("body", b""))
            if size > MOST_BODY:
                raise TooLarge
        return message

    return limited


async def refuse(scope: Any, send: Send, status: int) -> None:
    """An answer to a request that nothing else has looked at: a page for browsers, a problem for programs."""
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    if b"html" in accepts:
        first = scope["path"][1:].partition("/")[0]
        body, kind = (
            _page(status, first if first in languages.FRAME else languages.OTHERWISE),
            b"text/html; charset=utf-8",
        )
    else:
        body = json.dumps({"type": "about:blank", "title": REASONS[status], "status": status}).encode()
        kind = b"application/problem+json"
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


REASONS = {
    400: "This request cannot be read",
    413: "This is too large to send",
    414: "This address is too long",
    431: "The headers are too large",
}


@cache
def _page(status: int, lang: str) -> bytes:
    return render("errors/error.html", lang, status=status, path="").encode()
