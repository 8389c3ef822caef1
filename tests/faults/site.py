"""The product as a process that tests may kill: any of its services, asked for commands over a pipe, and dying at a point."""

import asyncio
import datetime
import logging
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import services.intake.letters.queries as letters
import services.recognition.editions.queries.under_way as under
from services.app import App, create_app, working
from services.care import whole
from services.intake.access.model import accounts
from services.intake.letters.tables import letter
from services.program import SERVICES
from services.recognition.desk.handlers import stages
from shared import faultpoints
from shared.auth import Actor
from shared.broker import BrokerAway
from shared.idempotence import Once
from shared.migrations import upgrade
from shared.settings import Settings
from shared.transaction import Missing, Refused

NAMES = tuple(SERVICES)


class Order(msgspec.Struct, frozen=True):
    """A command that somebody asks for, with the key of the form: it may come again."""

    number: int
    service: str
    command: msgspec.Struct
    actor: Actor


class Answer(msgspec.Struct, frozen=True):
    """`led`: what the command returned, the first time and again. `refused`: why not, or not yet."""

    number: int
    led: str = ""
    refused: str = ""


class Deadly:
    """Hears of every point; at the armed one it ends this process as a power cut would."""

    def __init__(self) -> None:
        self.point, self.left = "", 0
        self.seen: dict[str, int] = {}

    def arm(self, point: str, nth: int) -> None:
        self.point, self.left = point, nth

    def __call__(self, point: str) -> None:
        self.seen[point] = self.seen.get(point, 0) + 1
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def serve(settings: dict[str, Any], names: tuple[str, ...], pipe: Connection, armed: tuple[str, int]) -> None:
    """The whole life of the process, in the folder `settings` names; its log is SITE.log there."""
    own = Settings(**{**settings, "data": Path(settings["data"])})
    logging.basicConfig(level=logging.INFO, filename=own.data / f"{own.instance}.log", format="%(asctime)s %(message)s")
    deadly = Deadly()
    deadly.arm(*armed)
    faultpoints.HEARERS.append(deadly)
    accounts.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    letters.TAKEN_FOR = datetime.timedelta(seconds=2)
    under.FEW, stages.SLICE, stages.PAGES = 0, 2, 2  # an edition of a few employers is made in slices all the same
    asyncio.run(_work(own, names, pipe, deadly))


async def _work(settings: Settings, names: tuple[str, ...], pipe: Connection, deadly: Deadly) -> None:
    app = create_app([SERVICES[name] for name in names], settings)
    for runtime in app.runtimes.values():
        runtime.lost = whole.look(runtime)
        upgrade(runtime.database, runtime.service.migrations)
    whole.remember(settings, app.runtimes.values())
    async with working(app, settings.nats_url):
        pipe.send("ready")
        tasks = set[asyncio.Task[None]]()
        while (order := await asyncio.to_thread(_next, pipe)) is not None:
            tasks.add(asyncio.create_task(_answer(app, pipe, deadly, order)))
            tasks = {task for task in tasks if not task.done()}


def _next(pipe: Connection) -> Any:
    try:
        return pipe.recv()
    except EOFError:
        return None


async def _answer(app: App, pipe: Connection, deadly: Deadly, order: Any) -> None:
    if isinstance(order, Order):
        pipe.send(await _carried_out(app, order))
    elif order == "idle":
        await _idle(app)
        pipe.send(("idle", dict(deadly.seen)))
    else:
        deadly.arm(*order)


async def _carried_out(app: App, order: Order) -> Answer:
    sent = Once(order.actor.account, f"form {order.number}")
    try:
        led = await app.runtimes[order.service].ask_once(order.command, order.actor, sent, _led)
    except (Refused, Missing, SQLAlchemyError) as refused:
        return Answer(order.number, refused=f"{type(order.command).__name__}: {refused}")
    return Answer(order.number, led=led.location)


def _led(result: object) -> str:
    return result if isinstance(result, str) else msgspec.json.encode(result, enc_hook=str).decode()


async def _idle(app: App) -> None:
    """Nothing is under way any more: no event, no letter, no edition."""
    waits: list[tuple[str, Callable[..., Any]]] = [("intake", _unsent), ("recognition", under.under_way)]
    while True:
        try:
            await app.idle()
        except BrokerAway:  # on a loaded machine an answer may be late
            continue
        left = [await app.runtimes[name].read(query) for name, query in waits if name in app.runtimes]
        if not any(left):
            return
        await asyncio.sleep(0.05)


def _unsent(session: Session) -> bool:
    """Also one that a process took with it when it died."""
    left = sa.select(letter.c.id).where(letter.c.sent.is_(None), letter.c.given_up.is_(None))
    return session.execute(left.limit(1)).first() is not None
