"""A small path router for tests: sends each request to the service whose prefix its path has, as a proxy does."""

import asyncio
import contextlib
import sys
from collections.abc import Mapping

from services.program import SERVICES


async def serve(port: int, targets: Mapping[str, int]) -> None:
    server = await asyncio.start_server(lambda r, w: pass_on(r, w, targets), "127.0.0.1", port)
    await server.serve_forever()


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, targets: Mapping[str, int]) -> None:
    """One request a connection: the head decides where it goes, then bytes are copied both ways."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ", 2)[1].decode("latin-1")
        service = next((name for name, one in SERVICES.items() if path.startswith(one.prefixes)), "recognition")
        there, away = await asyncio.open_connection("127.0.0.1", targets[service])
        away.write(head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
        await asyncio.gather(copy(reader, away), copy(there, writer))
    writer.close()


async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()
        if target.can_write_eof():
            target.write_eof()


if __name__ == "__main__":
    asyncio.run(
        serve(int(sys.argv[1]), {name: int(port) for name, _, port in (word.partition("=") for word in sys.argv[2:])})
    )
