"""Public pages of the real program, of a bare server that sends the same bytes, and of the peers, asked by wrk."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import httpx
import msgspec

from shared.nats_server import free_port
from tests.benchmarks import load, peers
from tests.benchmarks.measured import Legs, Rate
from tests.benchmarks.peers import page

SECONDS = 2.0
BOARD = "/en/employers"
ANEW = BOARD + "?after="
"""The same board at an address that is not kept."""
PEERS = Path(peers.__file__).parent


class Server(NamedTuple):
    """A process that serves, and where."""

    process: "subprocess.Popen[bytes]"
    url: str

    def answer(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        plain = {"accept-encoding": "identity"}
        return httpx.get(self.url + path, headers={**plain, **(headers or {})}, timeout=30)

    def get(self, path: str) -> str:
        return self.answer(path).raise_for_status().text

    def says(self, path: str, words: str) -> bool:
        try:
            answer = self.answer(path)
        except httpx.HTTPError:
            return False
        return answer.status_code in (200, 304) and words in answer.text

    def leg(self, path: str, **headers: str) -> "partial[Rate]":
        return partial(load.requests, self.url + path, self.process.pid, SECONDS, headers)


@contextlib.contextmanager
def front() -> Iterator[dict[str, Legs]]:
    """Four servers, each in a process of its own: the program with its sample, FastAPI, Django, and bare ASGI."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        ours = stack.enter_context(_program(folder / "var"))
        _make_peers(folder, ours)
        fastapi = stack.enter_context(_fastapi(folder))
        django = stack.enter_context(_django(folder))
        for peer in (fastapi, django):
            assert page.text_of(peer.get(BOARD)) == page.text_of(ours.get(BOARD)), "the same words to read"
        yield {
            "A board of 62 employers, made anew for each reader": {
                "Steadfast": ours.leg(ANEW),
                "FastAPI, SQLAlchemy ORM, Jinja": fastapi.leg(BOARD),
                "Django, its ORM and templates": django.leg(BOARD),
            },
            "The same board, kept": _kept(folder, ours, django, stack),
            "The same board, for a reader who has it (304)": _unchanged(folder, ours, stack),
        }


def _kept(folder: Path, ours: Server, django: Server, stack: contextlib.ExitStack) -> Legs:
    bare = stack.enter_context(_bare(folder / "whole", ours.answer(BOARD)))
    return {"Steadfast": ours.leg(BOARD), "bare ASGI, the same bytes": bare.leg(BOARD),
            "Django, cache_page": django.leg("/kept/employers")}  # fmt: skip


def _unchanged(folder: Path, ours: Server, stack: contextlib.ExitStack) -> Legs:
    known = {"If-None-Match": dict(ours.answer(BOARD).headers)["etag"]}
    bare = stack.enter_context(_bare(folder / "unchanged", ours.answer(BOARD, known)))
    return {"Steadfast": ours.leg(BOARD, **known), "bare ASGI, the same bytes": bare.leg(BOARD)}


@contextlib.contextmanager
def _served(command: list[str], port: int, path: str, words: str, **more: str) -> Iterator[Server]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **more})
    server = Server(process, f"http://127.0.0.1:{port}")
    try:
        load.wait_for(process, 120, partial(server.says, path, words))
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _program(data: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "services", "up", "--demo", "--data", str(data), "--port", str(port)]
    return _served(command, port, BOARD, "tier-section")


def _make_peers(folder: Path, ours: Server) -> None:
    pages, others = [ours.get(BOARD)], [ours.get(BOARD + "?tier=none")]
    for some in (pages, others):
        while more := page.next_of(some[-1]):
            some.append(ours.get(more))
    page.fill(folder / "peers.db", pages, others)
    (folder / "board.html").write_text(page.template_of(pages[0]))


def _fastapi(folder: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    return _served(
        [sys.executable, str(PEERS / "fastapi_site.py"), str(folder), str(port)], port, BOARD, "tier-section"
    )


def _django(folder: Path) -> contextlib.AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "error",
               "--chdir", str(PEERS), "django_site"]  # fmt: skip
    return _served(command, port, BOARD, "tier-section", PEERS=str(folder))


def _bare(file: Path, answer: httpx.Response) -> contextlib.AbstractContextManager[Server]:
    """Sends what the program answered: the same status, headers and bytes."""
    port = free_port()
    headers = [(name, value) for name, value in answer.headers.items() if name != "date"]
    file.write_bytes(msgspec.json.encode((answer.status_code, headers, answer.text)))
    return _served([sys.executable, str(PEERS / "bare_site.py"), str(file), str(port)], port, BOARD, "")
