"""Requests a second and CPU per request of the kept board, against a bare ASGI application sending the same bytes.

Both run in uvicorn processes of their own on loopback, asked in turn within one run; medians of the rounds with their
spread. Run: python -m tests.benchmarks.page_cache --rounds 5 --seconds 3
"""

import argparse
import asyncio
import datetime
import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import uvicorn

from services.app import create_app
from services.recognition.service import SERVICE
from shared.clock import Clock
from shared.settings import Settings
from tests.conftest import make_tables
from tests.recognition.arrivals import Arrivals
from tests.recognition.opened import AUTUMN, JANUARY, publish
from tests.recognition.telling import employer, kept

PATH = "/bg/employers"
TICKS = os.sysconf("SC_CLK_TCK")


def site(folder: str, employers: int) -> Any:
    """The real site of recognition with a board of so many rows, its front outermost."""
    clock = Clock(Path(folder) / "clock")
    morning = datetime.datetime(2026, 3, 2, 6, tzinfo=datetime.UTC)
    (Path(folder) / "clock").write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
    app = create_app([SERVICE], Settings(data=Path(folder), clock_file=clock.file, instance="bench"))
    runtime = app.runtimes["recognition"]
    make_tables(runtime)
    heard = Arrivals(runtime)
    for number in range(employers):
        heard.tell(*employer(f"{number:09d}", f"Работодател {number}", f"Employer {number}", JANUARY))
        heard.tell(*kept(f"{number:09d}", 6, AUTUMN))
    publish(runtime, "2025-4")
    return app.site


def serve_site(port: int, folder: str, employers: int) -> None:
    serve(site(folder, employers), port)


def serve_bare(port: int, answer: tuple[list[tuple[bytes, bytes]], bytes]) -> None:
    headers, body = answer
    start: Any = {"type": "http.response.start", "status": 200, "headers": headers}
    rest: Any = {"type": "http.response.body", "body": body}

    async def bare(scope: Any, receive: Any, send: Any) -> None:
        await send(start)
        await send(rest)

    serve(bare, port)


def serve(app: Any, port: int) -> None:
    uvicorn.run(
        app, port=port, log_config=None, access_log=False, server_header=False, lifespan="off", http="httptools"
    )


class Round(NamedTuple):
    rate: float
    cpu: float
    """Microseconds of the server's CPU per request."""


async def load(port: int, seconds: float, connections: int, request: bytes) -> int:
    until = time.perf_counter() + seconds

    async def one() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        count = 0
        while time.perf_counter() < until:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
            if length:
                await reader.readexactly(length)
            count += 1
        writer.close()
        return count

    return sum(await asyncio.gather(*(one() for _ in range(connections))))


def cpu_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(port: int, process: int, seconds: float, connections: int, request: bytes) -> Round:
    before, started = cpu_of(process), time.perf_counter()
    count = asyncio.run(load(port, seconds, connections, request))
    return Round(count / (time.perf_counter() - started), (cpu_of(process) - before) / count * 1e6)


async def fetch(port: int, request: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    for _ in range(600):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:
            await asyncio.sleep(0.1)
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    assert b" 200 " in head[0], head[0]
    pairs = [(name.lower(), value.strip()) for name, _, value in (line.partition(b":") for line in head[1:] if line)]
    headers = [(name, value) for name, value in pairs if name != b"date"]
    body = await reader.readexactly(int(dict(headers)[b"content-length"]))
    writer.close()
    return headers, body


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, default in (("rounds", 5), ("seconds", 3), ("connections", 8), ("employers", 200), ("port", 8191)):
        asked.add_argument(f"--{name}", type=int, default=default)
    given = asked.parse_args()
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        ours = started(spawn, serve_site, given.port, folder, given.employers)
        processes = [ours]
        try:
            for label, headers in (("packed", b"accept-encoding: gzip\r\n"), ("plain", b"")):
                request = b"GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\n%s\r\n" % (PATH.encode(), headers)
                answer = asyncio.run(fetch(given.port, request))
                port = given.port + len(processes)
                bare = started(spawn, serve_bare, port, answer)
                processes.append(bare)
                assert asyncio.run(fetch(port, request))[1] == answer[1], "the same bytes"
                compare(label, len(answer[1]), [(given.port, ours.pid), (port, bare.pid)], given, request)
            tag = next(value for name, value in answer[0] if name == b"etag")
            again = b"GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\nif-none-match: %s\r\n\r\n" % (PATH.encode(), tag)
            rounds = [
                measure(given.port, ours.pid, given.seconds, given.connections, again) for _ in range(given.rounds)
            ]
            print(f"304 of the kept board: {said(rounds)}")
        finally:
            for process in processes:
                process.terminate()
                process.join()


def started(spawn: Any, target: Callable[..., None], *args: Any) -> Any:
    process = spawn.Process(target=target, args=args, daemon=True)
    process.start()
    return process


def compare(label: str, size: int, servers: list[tuple[int, int]], given: Any, request: bytes) -> None:
    found: list[list[Round]] = [[], []]
    for port, process in servers:
        measure(port, process, 1, given.connections, request)
    for _ in range(given.rounds):
        for which, (port, process) in enumerate(servers):
            found[which].append(measure(port, process, given.seconds, given.connections, request))
    print(
        f"{label}, {size} bytes, {given.connections} connections, {given.rounds} rounds of {given.seconds} s in turn:"
    )
    print(f"  kept board {said(found[0])}")
    print(f"  bare ASGI  {said(found[1])}")
    ratios = [ours.cpu / bare.cpu for ours, bare in zip(*found, strict=True)]
    print(f"  CPU per request, kept over bare: {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})", flush=True)


def said(rounds: list[Round]) -> str:
    rates, cpus = [one.rate for one in rounds], [one.cpu for one in rounds]
    rate = f"{median(rates):.0f} requests/s ({min(rates):.0f}-{max(rates):.0f})"
    return f"{rate}, {median(cpus):.0f} us of CPU per request ({min(cpus):.0f}-{max(cpus):.0f})"


if __name__ == "__main__":
    main()
