"""An open site on a loopback port, and who may sign in to it: one with the small sample, one with nobody's data."""

import asyncio
import contextlib
import datetime
import threading
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
import uvicorn

from services.app import App, create_app, working
from services.demo import DEMO_PAGES
from services.intake.access import commands as accounts
from services.intake.access.handlers import accounts as account_work
from services.intake.employers.commands import ConfirmRegistration, RegisterEmployer
from services.intake.employers.handlers import registration
from services.intake.vacancies.handlers import confirm_registration
from services.routes import SERVICES
from services.sample import PASSWORD
from services.sample.telling import Sample
from shared import nats_server
from shared.auth import SYSTEM, Actor
from shared.clock import SOFIA
from shared.identity import employer_id
from shared.nats_server import free_port
from shared.settings import Settings
from shared.transaction import Transaction
from tests.conftest import make_tables
from tests.patience import PATIENCE
from web.guard import SEEN, SESSION

DAY = datetime.date(2026, 11, 17)
"""A Tuesday after the third quarter's edition."""
ROLES = ("anonymous", "officer", "employer", "editor", "administrator", "person")
AT_FIRST = ROLES[:-1]
"""Nobody has a file yet where there is nobody's data."""


class Site:
    """The application on a thread of its own, served by uvicorn; its people are actors that have a session at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        clock = folder / "clock"
        morning = datetime.datetime.combine(DAY, datetime.time(8), SOFIA)
        clock.write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds())))
        settings = Settings(data=folder, base_url=self.url, clock_file=clock, demo=True, instance="browser")
        self.app: App = create_app(SERVICES, settings, DEMO_PAGES)
        self.actors: dict[str, Actor] = {}
        self.loop = asyncio.new_event_loop()

    def wait_idle(self) -> None:
        asyncio.run_coroutine_threadsafe(self.app.idle(), self.loop).result(PATIENCE)

    def cookies(self, role: str) -> dict[str, str]:
        """What the browser of somebody keeps who has just signed in."""
        if role == "anonymous":
            return {}
        known = msgspec.structs.asdict(self.actors[role])
        who = {name: value for name, value in known.items() if name not in ("session", "issued", "expires")}
        keys = next(iter(self.app.runtimes.values())).keys
        token, actor = keys.sign_in(**{**who, "second": True})
        return {SESSION: token, SEEN: keys.seen(actor.session)}


@contextmanager
def opened(folder: Path, fill: Callable[[Site], Any]) -> Iterator[Site]:
    """The site, filled, until the context ends."""
    site = Site(folder)
    ready, stop, failed = threading.Event(), asyncio.Event(), list[BaseException]()

    def work() -> None:
        asyncio.set_event_loop(site.loop)
        try:
            site.loop.run_until_complete(_served(site, fill, ready, stop))
        except BaseException as error:  # noqa: BLE001 - told to the tests that wait for it
            failed.append(error)
        finally:
            ready.set()
            site.loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    try:
        if failed:
            raise failed[0]
        yield site
    finally:
        with contextlib.suppress(RuntimeError):
            site.loop.call_soon_threadsafe(stop.set)
        thread.join()


async def _served(site: Site, fill: Callable[[Site], Any], ready: threading.Event, stop: asyncio.Event) -> None:
    """Fills the site and says that it is ready, until it is told to stop."""
    for runtime in site.app.runtimes.values():
        make_tables(runtime)
    async with AsyncExitStack() as stack:
        nats = await stack.enter_async_context(nats_server.running(site.folder / "nats"))
        await stack.enter_async_context(working(site.app, nats.url))
        await fill(site)
        await site.app.idle()
        site.app.ready = True
        port = int(site.url.rpartition(":")[2])
        server = Server(
            uvicorn.Config(site.app.site, port=port, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        )
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        ready.set()
        await stop.wait()
        server.should_exit = True
        await serving


class Server(uvicorn.Server):
    """Leaves signals to the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def with_sample(site: Site) -> None:
    """A dozen employers and three years of their hires."""
    sample = Sample(site.app, lambda _: None, size="small")
    await sample.load()
    known = {"officer": "officer-1", "editor": "editor", "administrator": "admin", "employer": "employer-1"}
    site.actors = {role: sample.actors[name] for role, name in known.items()}
    site.actors["officer"] = msgspec.structs.replace(
        site.actors["officer"], roles=("officer", "lead")
    )  # a lead's pages too
    site.actors["person"] = msgspec.structs.replace(SYSTEM, account=_asked(site), name="", roles=("candidate",))


def _asked(site: Site) -> str:
    """Somebody who is asked these days whether the job goes on."""
    runtime = site.app.runtimes["placements"]
    follow_up, placement = (runtime.service.metadata.tables[name] for name in ("follow_up", "placement"))
    open_ = sa.select(placement.c.candidate).join(follow_up, follow_up.c.placement == placement.c.id)
    query = open_.where(follow_up.c.state == "asked").order_by(placement.c.id).limit(1)
    return str(runtime.database.look(lambda session: session.scalars(query).one()))


async def with_nobody(site: Site) -> None:
    """One account of each role, and nothing else: the first morning of a new site."""
    await asyncio.to_thread(_first_accounts, site)


def _first_accounts(site: Site) -> None:
    runtime = site.app.runtimes["intake"]
    made = accounts.RegisterOrganisation(name="Център за работа", town="Пловдив")
    office = runtime.perform(partial(account_work.register_organisation, made), SYSTEM)
    for role in ("officer", "editor", "administrator"):
        asked = accounts.InviteColleague(
            email=f"{role}@steadfast.example", roles=(role,), organisation=office if role == "officer" else None
        )
        token = runtime.perform(partial(account_work.invite_colleague, asked), SYSTEM)
        accepted = accounts.AcceptInvitation(token=token, name="Рада Колева", password=PASSWORD)
        account = runtime.perform(partial(account_work.accept_invitation, accepted), SYSTEM)
        site.actors[role] = msgspec.structs.replace(
            SYSTEM,
            account=account,
            name="Рада Колева",
            roles=(role,),
            organisation=office if role == "officer" else None,
        )
    _first_employer(site)


def _first_employer(site: Site) -> None:
    """Registered today, its address confirmed, not verified yet."""
    facts = {
        "national_id": "206432104", "name": "Седемте пещи", "name_en": "Sedemte Peshti", "legal_form": "ood",
        "sector": "C", "town": "Асеновград", "founded": 2004, "headcount": 25, "contact_name": "Ана Илиева",
        "contact_email": "employer@steadfast.example",
    }  # fmt: skip
    asked = msgspec.convert(facts, RegisterEmployer)
    visitor = msgspec.structs.replace(SYSTEM, account="visitor", roles=())

    def register(tx: Transaction) -> str:
        token = registration.register_employer(asked, tx)
        tx.session.flush()
        return confirm_registration(ConfirmRegistration(token=token, password=PASSWORD), tx)

    account = site.app.runtimes["intake"].perform(register, visitor)
    site.actors["employer"] = msgspec.structs.replace(
        SYSTEM, account=account, name="Ана Илиева", roles=("employer",), employer=employer_id("BG", "206432104")
    )
