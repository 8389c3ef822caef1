"""Sheets and pictures are set one at a time, where no reader and no database waits."""

import asyncio
import threading

from web import typeset


def test_one_sheet_is_set_at_a_time_and_not_where_readers_wait() -> None:
    """The first waits until all are there: a second thread would have taken one of them meanwhile."""
    under_way, most, names = 0, 0, set[str]()
    all_there = threading.Event()

    def work() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        names.add(threading.current_thread().name)
        all_there.wait()
        under_way -= 1

    async def all_at_once() -> None:
        asked_for = [asyncio.ensure_future(typeset.aside(work)) for _ in range(20)]
        await asyncio.sleep(0)  # each has handed its work over
        all_there.set()
        await asyncio.gather(*asked_for)

    asyncio.run(all_at_once())
    assert most == 1
    assert names == {"typeset_0"}
