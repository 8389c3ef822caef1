"""Log lines: for people on a terminal, JSON elsewhere. Only keys on the list are written, so that nothing personal slips in."""

import datetime
import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import msgspec
import structlog

from shared.correlation import CORRELATION

ALLOWED = {
    "event", "level", "timestamp", "logger", "service", "consumer", "error", "reference", "why", "attempt", "events",
    "from", "to", "timer", "code", "seconds", "count", "day", "url", "exception", "type",
    "correlation", "method", "route", "status",
}  # fmt: skip


WRITTEN = re.compile(r"[\n(<]|%[-#0 +]*[\d.*]*[a-zA-Z]")
"""Where a library's own words end: asyncio quotes arguments in brackets, others put values in place of a sign."""
MOST_CAUSES = 20


def set_up(*, to_people: bool, level: str = "INFO") -> None:
    """Route our own lines and those of the libraries to standard error."""
    chain: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_correlation,
        only_places,
        only_allowed,
    ]
    render = structlog.dev.ConsoleRenderer(colors=False) if to_people else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                render,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    access = logging.getLogger(ACCESS)
    access.handlers[:], access.propagate = ([], True) if to_people else ([_quick(handler)], False)
    logging.raiseExceptions = False  # a line that cannot be written is left out, not printed with its values
    sys.excepthook = _uncaught
    threading.excepthook = lambda uncaught: _uncaught(uncaught.exc_type, uncaught.exc_value, uncaught.exc_traceback)
    for name in ("httpx", "asyncio", "uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel("WARNING")
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


ACCESS = "access"
"""The logger of requests."""


class AccessLine(logging.Formatter):
    """The same JSON at a tenth of the cost: there is one for each page, and it holds nothing but what we put there."""

    def format(self, record: logging.LogRecord) -> str:
        given = {
            name: value for name, value in vars(record).items() if name in ("method", "route", "status", "seconds")
        }
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat()
        said = {"event": record.msg, **given, "correlation": CORRELATION.get(), "level": "info", "timestamp": at}
        return msgspec.json.encode(said).decode()


def _quick(like: "logging.StreamHandler[Any]") -> logging.Handler:
    handler = logging.StreamHandler(like.stream)
    handler.setFormatter(AccessLine())
    return handler


def with_correlation(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
    """Say for which request it is, so that all its lines are found together."""
    if correlation := CORRELATION.get():
        line.setdefault("correlation", correlation)
    return line


def only_places(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
    """Write an error as kinds and places of code, without its message: that may quote what belongs to somebody.

    Of a library's line only the text its author wrote is kept, without the values put into it.
    """
    given = line.pop("exc_info", None)
    record = line.get("_record")
    if record is not None:
        line["event"] = WRITTEN.split(str(record.msg), maxsplit=1)[0].strip()
        given, record.exc_info, record.exc_text = given or record.exc_info, None, None
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["exception"] = "\n".join(_places(error))
    return line


def _places(error: BaseException) -> list[str]:
    """The error with its causes and members, newest first, each kind with the way through the code that led to it."""
    found: list[str] = []
    for each in _with_causes(error):
        frames = traceback.extract_tb(each.__traceback__)
        found += [type(each).__name__, *(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)]
    return found


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """Each once, however they refer to each other, and no more than MOST_CAUSES."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < MOST_CAUSES:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        before = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        members = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
        waiting += [*members, *([before] if before else [])]


def _uncaught(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    """What nobody caught goes the way of every line, not past it with its message."""
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger(__name__).critical("uncaught", exc_info=error or True)


def only_allowed(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
    """Drop every key that is not on the list: an allow-list forgets nothing."""
    return {name: value for name, value in line.items() if name in ALLOWED or name.startswith("_")}


def named(error: BaseException) -> str:
    """What went wrong and the innermost place of ours; never the message, whose values may be somebody's."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "site-packages" not in code.co_filename:
            place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {place}"
