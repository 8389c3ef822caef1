"""What is no HTTP, or names two sites, is refused with the headers that every answer has."""

import asyncio
from typing import Any

import pytest
import uvicorn

from web.protocol import Guarded
from web.security import HEADERS, SecurityMiddleware

UNREADABLE = {
    "a method that there is not": b"CONNECTX / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a broken chunk": b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "bytes that are no text": b"\xff\xfe\xfd / HTTP/1.1\r\n\r\n",
    "two sites": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
}


async def hello(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.body", "body": b"hello"})


async def answered(raw: bytes) -> bytes:
    app = SecurityMiddleware(hello, secure=False, hosts=frozenset({"localhost"}))
    config = uvicorn.Config(app, port=0, http=Guarded, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname()[:2])
    writer.write(raw)
    writer.write_eof()
    try:
        async with asyncio.timeout(30):
            return await reader.read()
    finally:
        writer.close()
        server.should_exit = True
        await serving


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_answered_with_every_header(raw: bytes) -> None:
    head, _, body = asyncio.run(answered(raw)).partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    assert lines[0].startswith(b"http/1.1 400")
    assert [name for name, value in HEADERS.items() if name + b": " + value.lower() not in lines] == []
    assert b"cannot be read" in body


def test_what_can_be_read_is_answered() -> None:
    assert b"hello" in asyncio.run(answered(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
