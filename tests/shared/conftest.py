import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from shared import logs
from shared.nats_server import NatsServer


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, str]]]]:
    """The log lines so far, as programs read them."""
    stream, before, root = io.StringIO(), sys.stderr, logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, logging.raiseExceptions
    sys.stderr = stream
    logs.set_up(to_people=False)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    sys.stderr, root.handlers[:] = before, handlers
    sys.excepthook, threading.excepthook, logging.raiseExceptions = hooks
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path / "nats")
    server.start()
    yield server
    server.kill()
