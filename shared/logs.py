"""Log lines: for people on a terminal, JSON elsewhere. Only keys on the list are written, so that nothing personal slips in."""

import logging
import sys
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
        only_allowed,
    ]
    render = structlog.dev.ConsoleRenderer(colors=False) if to_people else structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=chain,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                render,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in ("httpx", "asyncio", "uvicorn", "uvicorn.error", "uvicorn.access", "alembic"):
        logging.getLogger(name).setLevel("WARNING")
    structlog.configure(
        processors=[
            *chain,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def only_allowed(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
    """Drop every key that is not on the list: an allow-list forgets nothing."""
    return {
        name: value for name, value in line.items() if name in ALLOWED or name.startswith("_") or name == "exc_info"
    }


def named(error: BaseException) -> str:
    """What went wrong and the innermost place of ours; never the message, whose values may be somebody's."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "site-packages" not in code.co_filename:
            place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}: {place}"
