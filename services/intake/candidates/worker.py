"""Brings files from before over to today's people and index: while the service runs, or by the command line."""

from collections.abc import Callable

import structlog

from services.intake.candidates.handlers.numbering import STEP, bring_some, files_wait, waiting
from shared.service import Runtime

log = structlog.get_logger(__name__)


def number_all(runtime: Runtime, say: Callable[[int], None] = lambda left: None) -> None:
    """All that wait, each step in a transaction of its own: cut short, it goes on where it was."""
    left = runtime.perform(waiting)
    while left:
        left = runtime.perform(lambda tx: bring_some(STEP, tx))
        say(left)


async def bring_files_over(runtime: Runtime) -> None:
    """One step a round, until nothing waits; then it only looks, and holds up no writer."""
    if await runtime.read(files_wait):
        left = await runtime.do(bring_some, STEP)
        log.info("files still to be brought over", service="intake", count=left)
