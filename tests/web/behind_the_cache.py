"""An application behind the page cache that counts how often it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from web.page_cache import PageCache, Revisions

LONG = b"<p>" + b"words " * 500 + b"</p>"


@dataclass(frozen=True)
class Everywhere:
    """All pages are of one revision."""

    revision: tuple[int, int]

    def __call__(self, path: str) -> tuple[int, int]:
        return self.revision


class Site:
    """An application behind the front: says what it is told to, counts how often it is asked, takes its time."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.body = LONG
        self.status = 200
        self.headers: list[tuple[bytes, bytes]] = [(b"Content-Type", b"text/html"), (b"cache-control", b"public")]
        self.gate: asyncio.Event | None = None
        self.revision = (1, 1)
        self.front = PageCache(
            self,
            lambda address: address.startswith("/kept") and address.partition("?")[2] in ("", "tier=gold"),
            self.ask,
        )

    async def ask(self) -> Revisions:
        return Everywhere(self.revision)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        if self.gate is not None:
            await self.gate.wait()
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body[:7], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[7:]})

    async def get(self, path: str = "/kept", method: str = "GET", **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self.front), base_url="http://here") as client:  # type: ignore[arg-type]
            client.headers.clear()
            return await client.request(method, path, headers=named)


def run(work: Callable[[Site], Awaitable[None]]) -> None:
    async def inside() -> None:
        await work(Site())

    asyncio.run(inside())
