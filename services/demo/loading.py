"""Sample data at the first start of a demonstration, and who may sign in."""

import os
from collections.abc import Callable, Iterator

from services.app import App
from services.sample import PASSWORD, Sample
from services.sample.telling import Size

DONE = "sample.loaded"

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
    ("admin@steadfast.example", "administrator"),
)


async def load_sample(app: App, say: Callable[[str], None]) -> None:
    """Put the sample in, once for a data folder."""
    mark = app.settings.data / DONE
    if mark.exists():
        return
    say("First start: invented sample data goes in through the commands")
    await Sample(app, say, size=size_wanted()).load()
    mark.write_text(app.settings.clock.now().isoformat())


def size_wanted() -> Size:
    """`STEADFAST_SAMPLE=small` asks for the dozen employers that tests start with."""
    return "small" if os.environ.get("STEADFAST_SAMPLE") == "small" else "whole"


def sign_ins(app: App) -> Iterator[str]:
    """The lines that tell who may sign in."""
    yield f"Sign in at {app.settings.base_url}/intake/sign-in (password for all: {PASSWORD})"
    for email, who in SIGN_INS:
        yield f"  {email:32} {who}"
    yield f"Letters: {app.settings.base_url}/demo/mail   How an event travels: {app.settings.base_url}/demo/events"
