"""What stands in front of the application: headers, hosts and methods, whatever a browser sends."""

import asyncio
from typing import Any

import pytest

from tests.web.behind_the_cache import Site, run
from web.page_cache import PageCache
from web.security import SecurityMiddleware


@pytest.mark.parametrize("value", ["x", "TRUE", "1", ""])
def test_only_what_htmx_sends_passes_the_kept_pages(value: str) -> None:
    async def work(site: Site) -> None:
        await site.get()
        await site.get(hx_request=value)
        assert site.asked == ["/kept"]

    run(work)


@pytest.mark.parametrize(("host", "kept"), [("here", True), ("here:8000", True), ("evil.example", False), ("", False)])
def test_a_kept_page_is_given_under_our_own_names_only(host: str, kept: bool) -> None:
    async def work(site: Site) -> None:
        site.front = PageCache(site, lambda _: True, site.ask, frozenset({"here"}))
        await site.get(host="here")
        answer = await site.get(host=host)
        assert ("etag" in answer.headers) is kept
        assert len(site.asked) == (1 if kept else 2)

    run(work)


def test_the_servers_own_scope_is_left_as_it_was() -> None:
    """uvicorn counts the bytes of an answer by the method in its scope: changed in place, every HEAD was an error."""
    seen: list[str] = []

    async def site(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["method"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"a page"})

    scope: Any = {"type": "http", "method": "HEAD", "path": "/", "query_string": b"", "raw_path": b"/"}
    scope["headers"] = [(b"host", b"here")]
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(SecurityMiddleware(site, secure=False, hosts=frozenset({"here"}))(scope, receive, send))
    assert (scope["method"], seen) == ("HEAD", ["GET"])
    assert sent[-1]["body"] == b""
