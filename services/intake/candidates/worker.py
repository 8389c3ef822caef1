"""Brings over what was written before: files to people and index of today, towns and numbers to one form."""

import datetime
from collections.abc import Callable

import structlog

from services.intake.candidates.handlers.normal_forms import STEP as FORMS
from services.intake.candidates.handlers.normal_forms import forms_wait, normalise_some
from services.intake.candidates.handlers.numbering import STEP, bring_some, files_wait, waiting
from shared.service import Runtime
from shared.transaction import Transaction

log = structlog.get_logger(__name__)


def number_all(runtime: Runtime, say: Callable[[int], None] = lambda left: None) -> None:
    """All that wait, each step in a transaction of its own: cut short, it goes on where it was."""
    left = runtime.perform(waiting)
    while left:
        left = runtime.perform(lambda tx: bring_some(STEP, tx))
        say(left)


def normalise_all(runtime: Runtime, say: Callable[[int], None] = lambda left: None) -> None:
    """Every town and company number in its one form, each step in a transaction of its own."""
    left = runtime.database.look(forms_wait)
    while left:
        say(left)
        left = runtime.perform(lambda tx: normalise_some(FORMS, tx))


def normalise_forms(_: datetime.date, tx: Transaction) -> None:
    """One step of the same every morning, and at each start."""
    if left := normalise_some(FORMS, tx):
        log.info("towns and numbers still to be brought over", service="intake", count=left)


async def bring_files_over(runtime: Runtime) -> None:
    """One step a round, until nothing waits; then it only looks, and holds up no writer."""
    if await runtime.read(files_wait):
        left = await runtime.do(bring_some, STEP)
        log.info("files still to be brought over", service="intake", count=left)
