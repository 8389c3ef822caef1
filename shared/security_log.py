"""What happened to doors and rights, apart from the log of the application: what, when, by which account; nothing else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog

from shared.transaction import Refused

NAME = "security"
FILE = "security.log"


def keep(folder: Path) -> None:
    """Write the lines into a file of the data folder too, for its owner alone."""
    file = folder / FILE
    file.touch(mode=0o600)
    handler = logging.FileHandler(file, encoding="utf-8")
    processors: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(),
    ]
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=processors))
    logger = logging.getLogger(NAME)
    logger.handlers[:] = [handler]
    logger.setLevel("INFO")


@contextmanager
def refusals(event: str, account: str = "") -> Iterator[None]:
    """Note it where somebody is refused in here; the refusal goes on its way."""
    try:
        yield
    except Refused:
        note(event, account)
        raise


def note(event: str, account: str = "", service: str = "intake") -> None:
    """One line. `event` is a word of ours, `account` a reference; whatever somebody typed has no place here."""
    structlog.get_logger(NAME).info(event, logger=NAME, service=service, reference=account)
