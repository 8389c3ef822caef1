"""One town for each file of tests: what they break in it, they break for themselves."""

import contextlib
import io
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from shared import logs
from tests.doors.story import build
from tests.doors.town import Town, open_town


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as town:
        yield build(town)


@pytest.fixture
def told() -> Iterator[Callable[[], str]]:
    """The log as a served site writes it; called, what it says so far."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    with contextlib.redirect_stderr(stream):
        logs.set_up(to_people=False)
    try:
        yield stream.getvalue
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
