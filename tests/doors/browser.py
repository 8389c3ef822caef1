"""A visitor who can send anything straight into the site; every answer is held to what all answers keep."""

import asyncio
import json
import re
import threading
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from tests.patience import PATIENCE
from web.security import HEADERS

T = TypeVar("T")
TRACE = re.compile(rb"Traceback \(most recent|File \"/|sqlalchemy\.|sqlite3\.|psycopg|litestar\.exceptions|msgspec\.")


class Loop:
    """An event loop on a thread of its own, for as long as a site is open."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], timeout: float = PATIENCE) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        return self.header("location")

    def json(self) -> Any:
        return json.loads(self.body)


OF_A_BADGE = {
    b"content-security-policy": b"default-src 'none'; sandbox",
    b"cross-origin-resource-policy": b"cross-origin",
}
"""A picture that other sites show; it runs nothing."""


def must_be_sound(answer: Answer, asked: str) -> None:
    """What holds for every answer whatever was asked: all headers once, no trace of the inside, no broken header."""
    names = [name for name, _ in answer.headers]
    shown_elsewhere = answer.status == 200 and asked.partition(" ")[2].startswith("/badge/")
    for header, wanted in (HEADERS | (OF_A_BADGE if shown_elsewhere else {})).items():
        assert names.count(header.decode()) == 1, f"{asked}: {header!r} in {names}"
        assert answer.header(header.decode()) == wanted.decode(), asked
    assert not TRACE.search(answer.body), f"{asked}: {answer.body[:600]!r}"
    for name, value in answer.headers:
        assert "\r" not in value + name, f"{asked}: {name}"
        assert "\n" not in value + name, f"{asked}: {name}"
    if answer.body:
        assert answer.header("content-type"), asked
    if answer.status >= 400:
        assert "public" not in answer.header("cache-control"), asked


@dataclass
class Browser:
    """Somebody with cookies in front of an ASGI application. Keeps the cookies it is given; follows nothing."""

    site: Any
    loop: Loop
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    """The form token of this session or visit."""
    base: str = "http://127.0.0.1:8000"

    def get(self, path: str, **more: Any) -> Answer:
        return self.send("GET", path, **more)

    def post(self, path: str, form: Mapping[str, Any] | None = None, **more: Any) -> Answer:
        """A form with this session's token."""
        fields = {"_csrf": self.token, **(form or {})}
        return self.send("POST", path, body=encoded(fields), kind="application/x-www-form-urlencoded", **more)

    def post_json(self, path: str, body: Any, **more: Any) -> Answer:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"x-form-token": self.token, **more.pop("headers", {})}
        return self.send("POST", path, body=raw, kind="application/json", headers=headers, **more)

    def send(self, method: str, path: str, **more: Any) -> Answer:
        return self.loop.run(self.asked(method, path, **more))

    async def asked(
        self,
        method: str,
        path: str,
        *,
        body: bytes | Iterable[bytes] = b"",
        kind: str = "",
        headers: Mapping[str, str | bytes] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """`path` may carry a query; `raw` is the path's bytes as they came, decoded as the server would."""
        scope = self.scope(method, path, body, kind, headers or {}, raw)
        chunks = [body] if isinstance(body, bytes) else list(body)
        answer = await converse(self.site, scope, chunks)
        must_be_sound(answer, f"{method} {path[:200]}")
        for cookie in answer.all("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def scope(
        self, method: str, path: str, body: Any, kind: str, headers: Mapping[str, str | bytes], raw: bytes | None
    ) -> dict[str, Any]:
        local, _, query = path.partition("?")
        sent: dict[str, str | bytes] = {"host": self.base.partition("://")[2], "accept": "text/html"}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kind:
            sent["content-type"] = kind
        if isinstance(body, bytes) and body:
            sent["content-length"] = str(len(body))
        sent |= headers
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": self.base.partition("://")[0],
            "path": raw.decode("utf-8", "replace") if raw is not None else local,
            "raw_path": raw if raw is not None else quote(local).encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), _bytes(value)) for name, value in sent.items()],
            "client": ("127.0.0.1", 40000),
            "server": ("127.0.0.1", 8000),
            "state": {},
        }


async def converse(site: Any, scope: dict[str, Any], chunks: list[bytes]) -> Answer:
    """One request and its whole answer."""
    waiting, sent = list(chunks) or [b""], []

    async def receive() -> Any:
        if not waiting:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    await site(scope, receive, send)
    starts = [message for message in sent if message["type"] == "http.response.start"]
    assert len(starts) == 1, f"{len(starts)} answers to {scope['method']} {scope['path'][:200]}"
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in starts[0]["headers"]]
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(starts[0]["status"], headers, body)


def encoded(fields: Mapping[str, Any]) -> bytes:
    pairs = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    return urlencode([(name, value) for name, value in pairs if value is not None], errors="surrogatepass").encode()


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
