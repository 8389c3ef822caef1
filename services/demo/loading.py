"""Sample data at the first start of a demonstration, and who may sign in."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from services.app import App
from services.sample import PASSWORD
from services.sample.progress import Progress
from shared.settings import Settings

if TYPE_CHECKING:
    from services.sample.telling import Size

BEGUN, DONE = "sample.begun", "sample.loaded"
"""Marks in the data folder."""

SIGN_INS = (
    ("officer1@steadfast.example", "placement officer, Plovdiv"),
    ("officer2@steadfast.example", "placement officer, Sofia"),
    ("officer3@steadfast.example", "placement officer, Varna"),
    ("lead@steadfast.example", "team lead, Plovdiv"),
    ("employer1@steadfast.example", "employer, the bakery Sedemte Peshti (gold)"),
    ("employer2@steadfast.example", "employer, the furniture workshop Byal Bor (silver)"),
    ("employer11@steadfast.example", "employer with one hire, Malka Pekarna Rosa"),
    ("employer13@steadfast.example", "employer, a company and its foundation (sample profile)"),
    ("editor@steadfast.example", "editor of the board"),
    ("auditor@steadfast.example", "auditor of the editions"),
    ("admin@steadfast.example", "administrator"),
)


class Interrupted(Exception):
    """The first start ended before its sample data was in; the message says what to do."""


def must_be_whole(settings: Settings) -> None:
    """Half a sample cannot be gone on with, and nobody could add anything to it. Raises Interrupted."""
    if (settings.data / BEGUN).exists() and not (settings.data / DONE).exists():
        folder = settings.data.resolve()
        raise Interrupted(f"the first start was stopped while sample data was loading: delete {folder} and start again")


def is_missing(settings: Settings) -> bool:
    """Whether this start of a demonstration has the sample to load."""
    return settings.demo and not (settings.data / DONE).exists()


async def load_sample(app: App, progress: Progress, say: Callable[[str], None]) -> None:
    """Put the sample in, once for a data folder, and open the board that comes of it; then the pages may be seen."""
    if not progress.loading:
        return
    from services.sample.telling import Sample

    say("First start: invented sample data goes in through the commands")
    try:
        (app.settings.data / BEGUN).touch()
        await Sample(app, say, size=size_wanted(), progress=progress).load()
    except BaseException:
        progress.failed = True
        raise
    (app.settings.data / DONE).write_text(app.settings.clock.now().isoformat())
    (app.settings.data / BEGUN).unlink()
    await app.idle()
    progress.finish()


def size_wanted() -> "Size":
    """`STEADFAST_SAMPLE=small` asks for the dozen employers that tests start with."""
    return "small" if os.environ.get("STEADFAST_SAMPLE") == "small" else "whole"


def sign_ins(app: App) -> Iterator[str]:
    """The lines that tell who may sign in."""
    yield f"Sign in at {app.settings.base_url}/intake/sign-in (password for all: {PASSWORD})"
    for email, who in SIGN_INS:
        yield f"  {email:32} {who}"
    yield f"Letters: {app.settings.base_url}/demo/mail   How an event travels: {app.settings.base_url}/demo/events"
