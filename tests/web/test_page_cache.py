"""Public pages kept as bytes: rendered once, told apart by tags, gone when what they say has changed (DESIGN 8, D9)."""

import asyncio
import gzip
from typing import Any

import pytest

from tests.web.behind_the_cache import LONG, Site, run
from web import page_cache as page_caches


def test_a_page_is_rendered_once_and_then_answered_from_its_bytes() -> None:
    async def work(site: Site) -> None:
        first, second = await site.get(), await site.get()
        assert first.content == second.content == LONG
        assert site.asked == ["/kept"]
        assert second.headers["content-length"] == str(len(LONG))
        assert second.headers["cache-control"] == "public"
        assert second.headers["content-type"] == "text/html"

    run(work)


def test_a_head_has_the_headers_of_the_get_and_no_body() -> None:
    async def work(site: Site) -> None:
        head, get = await site.get(method="HEAD"), await site.get()
        assert head.content == b""
        assert head.headers == get.headers
        assert (await site.get(method="HEAD", accept_encoding="gzip")).headers["content-encoding"] == "gzip"

    run(work)


def test_who_has_the_page_already_is_told_so() -> None:
    async def work(site: Site) -> None:
        tag = (await site.get()).headers["etag"]
        packed = (await site.get(accept_encoding="gzip")).headers["etag"]
        assert not tag.startswith("W/")
        assert tag != packed, "two representations, two strong tags"
        for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
            again = await site.get(if_none_match=known)
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
            assert "content-length" not in again.headers
            assert again.headers["cache-control"] == "public"
        assert (await site.get(if_none_match=packed, accept_encoding="gzip")).status_code == 304
        assert (await site.get(method="HEAD", if_none_match=tag)).status_code == 304
        for foreign in ('"other"', packed, tag[:-2] + '"'):
            assert (await site.get(if_none_match=foreign)).status_code == 200

    run(work)


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True), ("br, gzip;q=0.5", True), ("GZIP", True), ("*", True), ("identity", False), ("", False),
        ("gzip;q=0", False), ("gzip; q=0.0, *", False), ("*;q=0", False), ("notgzip", False),
    ],
)  # fmt: skip
def test_a_page_is_packed_for_who_can_unpack_it(accepted: str, zipped: bool) -> None:
    async def work(site: Site) -> None:
        found = await site.get(accept_encoding=accepted)
        assert (found.headers.get("content-encoding") == "gzip") is zipped
        assert found.content == LONG
        assert "Accept-Encoding" in found.headers["vary"]
        assert int(found.headers["content-length"]) == (len(gzip.compress(LONG, 9, mtime=0)) if zipped else len(LONG))

    run(work)


def test_a_hundred_readers_at_a_turn_wait_for_one_rendering() -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.revision, site.body, site.gate = (2, 2), LONG + b"new", asyncio.Event()
        await site.front.look_again()
        readers = [asyncio.create_task(site.get()) for _ in range(100)]
        await asyncio.sleep(0.05)
        site.gate.set()
        found = await asyncio.gather(*readers)
        assert {one.content for one in found} == {LONG + b"new"}
        assert len(site.asked) == 2

    run(work)


def test_a_reader_who_leaves_takes_the_rendering_from_nobody() -> None:
    async def work(site: Site) -> None:
        site.gate = asyncio.Event()
        first = asyncio.create_task(site.get())
        await asyncio.sleep(0.02)
        others = [asyncio.create_task(site.get()) for _ in range(20)]
        await asyncio.sleep(0.02)
        first.cancel()
        await asyncio.sleep(0.02)
        site.gate.set()
        assert {one.content for one in await asyncio.gather(*others)} == {LONG}
        assert len(site.asked) == 1

    run(work)


def test_the_same_words_under_a_new_revision_have_the_same_tag() -> None:
    """What is private may turn a revision over, and no reader can see it (D9)."""

    async def work(site: Site) -> None:
        before = await site.get()
        site.revision = (2, 2)
        await site.front.look_again()
        after = await site.get(if_none_match=before.headers["etag"])
        assert len(site.asked) == 2
        assert (after.status_code, after.headers["etag"]) == (304, before.headers["etag"])

    run(work)


@pytest.mark.parametrize("status", [302, 404, 410, 422, 500])
def test_an_error_is_never_kept_and_takes_the_old_page_with_it(status: int) -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.revision, site.status, site.body = (2, 2), status, b"sorry, not here"
        await site.front.look_again()
        assert (await site.get()).status_code == status
        site.status, site.body = 200, LONG
        assert (await site.get()).content == LONG

    run(work)


def test_a_page_that_sets_a_cookie_is_not_kept() -> None:
    async def work(site: Site) -> None:
        site.headers.append((b"Set-Cookie", b"a=b"))
        await site.get()
        await site.get()
        assert len(site.asked) == 4, "asked for keeping, then for this reader"

    run(work)


def test_an_address_with_a_query_is_kept_only_where_it_is_named_and_apart_from_the_page_without() -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.body = LONG + b"gold"
        for _ in range(2):
            answer = await site.get("/kept?tier=gold")
            assert (answer.content, "etag" in answer.headers) == (LONG + b"gold", True)
        assert (await site.get()).content == LONG
        assert site.asked == ["/kept", "/kept"]
        assert list(site.front._pages) == ["/kept?tier=gold", "/kept"]

    run(work)


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/kept?town=x", "GET", {}), ("/kept?tier=gold&town=x", "GET", {}), ("/other", "GET", {}), ("/kept", "POST", {}),
        ("/kept", "GET", {"hx_request": "true"}),
    ],
)  # fmt: skip
def test_filters_posts_other_pages_and_parts_of_pages_pass(path: str, method: str, headers: dict[str, str]) -> None:
    async def work(site: Site) -> None:
        await site.get()
        for _ in range(2):
            assert "etag" not in (await site.get(path, method, **headers)).headers
        assert len(site.asked) == 3
        assert list(site.front._pages) == ["/kept"]

    run(work)


def test_an_anonymous_reader_is_what_a_kept_page_is_rendered_for() -> None:
    seen: list[Any] = []

    async def work(site: Site) -> None:
        async def spy(scope: Any, receive: Any, send: Any) -> None:
            seen.append(dict(scope["headers"]))
            await site(scope, receive, send)

        site.front.app = spy
        await site.get(cookie="session=secret", accept_language="de", authorization="x")

    run(work)
    assert set(seen[0]) == {b"host", b"accept"}


def test_what_is_kept_is_bounded_and_the_least_read_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(site: Site) -> None:
        for number in range(5):
            await site.get(f"/kept/{number}")
        size = next(iter(site.front._pages.values())).size
        monkeypatch.setattr(page_caches, "MOST_BYTES", 3 * size)
        await site.get("/kept/0")
        await site.get("/kept/5")
        assert list(site.front._pages) == ["/kept/4", "/kept/0", "/kept/5"]
        assert site.front._bytes == 3 * size

    run(work)
