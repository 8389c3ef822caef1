"""What is new is rendered beside, what is taken down is never read again (issue 10)."""

import asyncio

import pytest

from tests.web.behind_the_cache import LONG, Site, run
from web import page_cache as page_caches


def test_readers_have_the_old_page_while_a_new_one_is_rendered() -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.revision, site.body, site.gate = (1, 2), LONG + b"new", asyncio.Event()
        await site.front.look()
        found = [(await site.get()).content for _ in range(20)]
        assert set(found) == {LONG}
        await asyncio.sleep(0)
        assert len(site.asked) == 2, "one rendering, for whoever comes after it"
        site.gate.set()
        while site.front._rendering:
            await asyncio.sleep(0.01)
        assert (await site.get()).content == LONG + b"new"
        assert len(site.asked) == 2

    run(work)


def test_what_was_old_already_before_the_last_change_is_waited_for() -> None:
    """Nobody asked for the page between two changes: it may be old by a day."""

    async def work(site: Site) -> None:
        await site.get()
        for turn in (2, 3):
            site.revision, site.body = (1, turn), LONG + b"new"
            await site.front.look()
        assert (await site.get()).content == LONG + b"new"

    run(work)


def test_the_old_page_is_read_for_some_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.revision, site.body = (1, 2), LONG + b"new"
        await site.front.look()
        monkeypatch.setattr(page_caches, "MEANWHILE", -1.0)
        assert (await site.get()).content == LONG + b"new"

    run(work)


def test_after_a_commit_nothing_is_answered_before_it_is_known_what_was_taken_down() -> None:
    async def work(site: Site) -> None:
        await site.get()
        site.revision, site.body = (2, 2), LONG + b"less"
        site.front.look_soon()
        assert (await site.get()).content == LONG + b"less"

    run(work)


def test_what_is_taken_down_while_it_is_rendered_is_rendered_again() -> None:
    """The rendering read the page before the commit; its readers are answered after it."""

    async def work(site: Site) -> None:
        site.gate = asyncio.Event()
        readers = [asyncio.create_task(site.get()) for _ in range(5)]
        while not site.asked:
            await asyncio.sleep(0)
        site.revision = (2, 2)
        site.front.look_soon()
        site.gate.set()
        assert {(await one).status_code for one in readers} == {200}
        assert len(site.asked) == 2
        assert {kept.revision for kept in site.front._pages.values()} == {(2, 2)}

    run(work)


def test_where_the_database_does_not_say_the_application_answers() -> None:
    async def work(site: Site) -> None:
        await site.get()

        async def silent() -> None:
            return None

        site.front._ask = silent
        site.front.look_soon()
        assert "etag" not in (await site.get()).headers

    run(work)
