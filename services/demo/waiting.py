"""What stands in for every page while the sample data is loading: how far it is, renewed by itself."""

import json
from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from services.sample.progress import Progress
from web.guard import language
from web.text import render

AGAIN = 2
"""Seconds after which the page asks again by itself, without a script; a program is told the same."""
PROBES = ("/healthz", "/readyz")
PROBLEM = {"type": "about:blank", "title": "The sample data is loading", "status": 503}


class Waiting:
    """In front of the site, inside the security layer: only probes and the look pass while the sample is loading."""

    def __init__(self, app: ASGIApp, progress: Progress) -> None:
        self.app = app
        self.progress = progress

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not self.progress.loading or _passes(scope["path"]):
            await self.app(scope, receive, send)
            return
        body, kind = self._answer(Request(scope))
        headers = [
            (b"content-type", kind),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"retry-after", str(AGAIN).encode()),
        ]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _answer(self, request: Request[Any, Any, Any]) -> tuple[bytes, bytes]:
        """A page for browsers, a problem for programs that say they want one; what says nothing gets the page."""
        accepts = request.headers.get("accept", "")
        if "html" not in accepts and "json" in accepts:
            return json.dumps(PROBLEM).encode(), b"application/problem+json"
        page = render(
            "demo/waiting.html",
            language(request, None),
            path=request.scope["path"],
            demo=True,
            again=AGAIN,
            stages=self.progress.stages,
            failed=self.progress.failed,
        )
        return page.encode(), b"text/html; charset=utf-8"


def _passes(path: str) -> bool:
    return path in PROBES or path.startswith("/static/")
