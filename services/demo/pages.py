"""Pages that only a demonstration has: turn the clock, read the letters, follow an event, see every component."""

import asyncio
import datetime
import email
from collections.abc import Iterator
from email import policy as email_policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from services.demo import events
from services.recognition.desk import commands
from services.recognition.desk.handlers.publishing import due_editions
from services.recognition.desk.queries.checklist import HOUR
from services.recognition.desk.worker import go_on_publishing
from services.recognition.editions.model import EMBARGO, name_of, number_of, quarter_end
from services.recognition.editions.queries.editions import latest_edition
from shared.auth import ANYBODY, SYSTEM
from shared.service import Runtime
from web import respond
from web.guard import form_of
from web.requests import AnyRequest

TURNS = {"day": 1, "day-90": 90, "settle": 30}
"""Day 90 of a hire that begins today, and thirty days later the day on which it is settled."""
PUBLISH = "publish"
EDITOR = msgspec.structs.replace(SYSTEM, account="demonstration", roles=("editor",))
LETTERS = 40


@post("/demo/clock", policy=ANYBODY, reads=None)
async def turn_clock(request: AnyRequest) -> Response[Any]:
    """Turn the business clock forward by a step people understand."""
    form = await form_of(request)
    turn, back = str(form.get("turn", "")), respond.local(str(form.get("back", "/")))
    if turn == PUBLISH:
        return await _publish(request, back)
    if turn not in TURNS:
        raise NotFoundException
    day = await _turn(request, TURNS[turn])
    return respond.see_other(
        back, respond.Flash("The demonstration is now on %(day)s.", {"day": day.strftime("%d.%m.%Y")})
    )


async def _turn(request: AnyRequest, days: int) -> datetime.date:
    clock = _desk(request).clock
    day = clock.today() + datetime.timedelta(days=days)
    await asyncio.to_thread(clock.turn_to, day)
    return day


async def _publish(request: AnyRequest, back: str) -> Response[Any]:
    """Turn to the next day of publication, and publish what is due, as an editor would."""
    runtime = _desk(request, "recognition")
    newest = await runtime.read(latest_edition)
    if newest is None:
        return respond.see_other(back, respond.Flash("There is no first edition yet.", kind="warning"))
    day = quarter_end(number_of(newest.as_of + datetime.timedelta(days=1))) + EMBARGO
    await asyncio.to_thread(runtime.clock.turn_to, day, HOUR.hour)
    number = ""
    for number in await runtime.read(lambda session: list(due_editions(session, runtime.clock.today()))):
        await runtime.ask(commands.PublishEdition(number=number), EDITOR)
        await go_on_publishing(runtime)
    return respond.see_other(back, respond.Flash("Edition %(number)s is published.", {"number": name_of(number)}))


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as its reader would see it."""

    to: str
    subject: str
    paragraphs: tuple[tuple[str, str], ...]
    """What is said, and the address in our site that follows it, if one does."""


@get("/demo/mail", policy=ANYBODY)
async def mail(request: AnyRequest) -> Response[Any]:
    """The letters that would have been mailed, newest first."""
    settings = _desk(request).settings
    letters = await asyncio.to_thread(_letters, settings.data / "mail", settings.base_url)
    return respond.page(request, "demo/mail.html", letters=letters)


def _letters(folder: Path, base: str) -> list[Letter]:
    files = sorted(folder.glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True)
    return [_letter(file.read_bytes(), base) for file in files[:LETTERS]]


def _letter(raw: bytes, base: str) -> Letter:
    message = email.message_from_bytes(raw, EmailMessage, policy=email_policy.default)
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    return Letter(to=str(message["To"]), subject=str(message["Subject"]), paragraphs=tuple(_paragraphs(text, base)))


def _paragraphs(text: str, base: str) -> Iterator[tuple[str, str]]:
    """A line that is an address belongs to what was said before it."""
    said = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(f"{base}/"):
            yield said, line.removeprefix(base)
            said = ""
            continue
        if said:
            yield said, ""
        said = line
    if said:
        yield said, ""


@get("/demo/events", policy=ANYBODY)
async def way_of_an_event(request: AnyRequest) -> Response[Any]:
    """The newest events: written down, told, taken, and what they changed."""
    rows = await events.newest(request.state.site.runtimes)
    return respond.page(request, "demo/events.html", fragment="demo/_events.html", rows=rows)


@get("/demo/components", policy=ANYBODY)
async def components(request: AnyRequest) -> Response[Any]:
    """Everything a page is put together from."""
    return respond.page(request, "components.html", day_one=_desk(request).clock.today())


def _desk(request: AnyRequest, name: str = "") -> Runtime:
    runtimes: dict[str, Runtime] = request.state.site.runtimes
    return runtimes[name] if name in runtimes else next(iter(runtimes.values()))


DEMO_PAGES = (turn_clock, mail, way_of_an_event, components)
