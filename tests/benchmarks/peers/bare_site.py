"""Nothing but an answer that stands in a file, by uvicorn. Run: bare_site.py FILE PORT"""

import sys
from pathlib import Path
from typing import Any

import msgspec
import uvicorn

status, pairs, body = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=tuple[int, list[tuple[str, str]], str])
headers = [(name.encode(), value.encode()) for name, value in pairs]
start: Any = {"type": "http.response.start", "status": status, "headers": headers}
rest: Any = {"type": "http.response.body", "body": body.encode()}


async def bare(scope: Any, receive: Any, send: Any) -> None:
    await send(start)
    await send(rest)


if __name__ == "__main__":
    uvicorn.run(bare, port=int(sys.argv[2]), log_level="error", access_log=False, server_header=False, lifespan="off")
