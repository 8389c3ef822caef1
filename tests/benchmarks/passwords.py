"""How long a page and a write take in calm and under ten bogus sign-ins a second: `python -m tests.benchmarks.passwords`."""

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path

from services.intake.access.hashing import compared
from services.intake.access.model.accounts import hash_password
from services.intake.access.queries.accounts import organisations
from services.intake.service import SERVICE
from shared.auth import Keys
from shared.service import Runtime
from shared.settings import Settings
from shared.transaction import Refused
from tests.conftest import make_tables

TIMES, A_SECOND = 60, 10


async def milliseconds(act: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await act
    return 1000 * (time.perf_counter() - begun)


async def medians(runtime: Runtime) -> tuple[float, float]:
    """Of a read and of an empty write, in milliseconds."""
    reads, writes = [], []
    for _ in range(TIMES):
        reads.append(await milliseconds(runtime.read(organisations)))
        writes.append(await milliseconds(runtime.do(lambda _, tx: None, None)))
        await asyncio.sleep(0.02)
    return statistics.median(reads), statistics.median(writes)


async def bogus(runtime: Runtime, hashed: str) -> None:
    with contextlib.suppress(Refused):
        await compared(runtime, hashed, "a wrong password")


async def flood(runtime: Runtime) -> None:
    hashed = hash_password("a right password")
    async with asyncio.TaskGroup() as many:
        while True:
            many.create_task(bogus(runtime, hashed))
            await asyncio.sleep(1 / A_SECOND)


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        runtime = Runtime(SERVICE, Settings(data=Path(folder)), Keys(Path(folder) / "keys", create=True))
        make_tables(runtime)
        await medians(runtime)
        calm = await medians(runtime)
        flooding = asyncio.create_task(flood(runtime))
        under = await medians(runtime)
        flooding.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await flooding
        runtime.close()
    for name, before, after in zip(("read", "write"), calm, under, strict=True):
        print(
            f"{name:5} {before:.2f} ms calm, {after:.2f} ms under {A_SECOND} bogus sign-ins a second: {after / before:.1f} times"
        )


if __name__ == "__main__":
    asyncio.run(main())
