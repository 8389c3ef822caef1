"""Log lines: for people on a terminal, JSON elsewhere. Only keys on the list are written, so that nothing personal slips in."""

import logging
import sys
import traceback
from typing import Any

import structlog

ALLOWED = {
    "event", "level", "timestamp", "logger", "service", "consumer", "error", "reference", "why", "attempt", "events",
    "from", "to", "timer", "code", "seconds", "count", "day", "url", "exception", "type",
}  # fmt: skip


def set_up(*, to_people: bool, level: str = "INFO") -> None:
    """Route our own lines and those of the libraries to standard error."""
    chain: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
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
    for name in ("httpx", "asyncio", "uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel("WARNING")
    structlog.configure(
        processors=[*chain, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def only_places(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
    """Write an error as kinds and places of code, without its message: that may quote what belongs to somebody.

    A library's line ends where its first line ends, because what follows quotes the error (asyncio, sqlalchemy).
    """
    line["event"] = str(line.get("event", "")).partition("\n")[0]
    given = line.pop("exc_info", None)
    record = line.get("_record")
    if record is not None:
        given, record.exc_info, record.exc_text = given or record.exc_info, None, None
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["exception"] = "\n".join(_places(error))
    return line


def _places(error: BaseException) -> list[str]:
    """Oldest cause first, each with the way through the code that led to it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    here = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return [*(_places(before) if before is not None else ()), *here, type(error).__name__]


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
