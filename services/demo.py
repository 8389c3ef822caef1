"""The demonstration: sample data at the first start, sign-ins, a clock to turn, the way of an event."""

import asyncio
import datetime
import os
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException

from services.app import App
from services.sample import PASSWORD, Sample
from services.sample.telling import Size
from shared.auth import ANYBODY
from shared.clock import Clock
from shared.service import Desk
from shared.settings import Settings
from web import respond
from web.door import form_of

AnyRequest = Request[Any, Any, Any]
DONE = "sample.loaded"
TURNS = {"day": 1, "month": 30, "day-90": 90, "settle": 120}

SIGN_INS = (
    ("officer1@steadfast.example", "placement officer, Plovdiv"),
    ("officer2@steadfast.example", "placement officer, Sofia"),
    ("employer1@steadfast.example", "employer, the bakery Sedemte Peshti"),
    ("employer11@steadfast.example", "employer with one hire, Malka Pekarna Rosa"),
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


@post("/demo/clock", policy=ANYBODY)
async def turn_clock(request: AnyRequest) -> Response[Any]:
    """Turn the business clock forward by a few steps people understand."""
    desk = _desk(request)
    form = await form_of(request)
    days = TURNS.get(str(form.get("turn", "")))
    if days is None:
        raise NotFoundException
    clock = desk.settings.clock
    await asyncio.to_thread(clock.turn_to, clock.today() + datetime.timedelta(days=days))
    back = str(form.get("back", "/"))
    return respond.see_other(respond.local(back))


@get("/demo/mail", policy=ANYBODY)
async def mail(request: AnyRequest) -> Response[Any]:
    """The letters that would have been mailed."""
    folder = _desk(request).settings.data / "mail"
    letters = [
        (file.name, file.read_text(errors="replace")) for file in sorted(folder.glob("*.eml"), reverse=True)[:50]
    ]
    return respond.page(request, "demo/mail.html", letters=letters)


@get("/demo/events", policy=ANYBODY)
async def way_of_an_event(request: AnyRequest) -> Response[Any]:
    """The newest events: outbox, stream sequence, and what recognition made of them."""
    desks = request.app.state.desks
    rows: list[dict[str, Any]] = []
    for desk in desks.values():
        rows += await desk.read(_newest, desk)
    rows.sort(key=lambda row: row["recorded_at"], reverse=True)
    return respond.page(request, "demo/events.html", fragment="demo/_events.html", rows=rows[:40])


def _newest(session: Any, desk: Desk) -> list[dict[str, Any]]:
    box = desk.service.metadata.tables["outbox"].c
    columns = (
        box.position,
        box.event_id,
        box.type,
        box.aggregate_id,
        box.aggregate_version,
        box.recorded_at,
        box.stream_seq,
    )
    found = session.execute(sa.select(*columns).order_by(box.position.desc()).limit(40))
    return [{**row._mapping, "service": desk.service.name} for row in found]


def _desk(request: AnyRequest) -> Desk:
    desk: Desk = next(iter(request.app.state.desks.values()))
    return desk


def play_story(settings: Settings, url: str, say: Callable[[str], None]) -> None:
    """Turn a running demonstration's clock through ninety days, saying what happens on each."""
    import time

    clock = Clock(settings.clock_file or settings.data / "clock")
    day = clock.today()
    for passed in range(0, 91):
        clock.turn_to(day + datetime.timedelta(days=passed))
        if passed in (0, 30, 60, 90):
            say(f"day {passed}: {clock.today()} - see {url}/placements/today")
        time.sleep(1)


DEMO_PAGES = (turn_clock, mail, way_of_an_event)
