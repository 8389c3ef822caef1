"""A small town in one process: three services on SQLite with a real NATS server, and the people who use them."""

import asyncio
import datetime
import email
import random
import re
import time
from collections.abc import Collection, Iterator
from contextlib import AsyncExitStack, contextmanager
from email import policy
from html import unescape
from pathlib import Path
from typing import Any

import pyotp

from services.app import App, create_app, working
from services.demo import DEMO_PAGES
from services.intake.access.commands import InviteColleague
from services.intake.access.handlers.accounts import invite_colleague
from services.intake.letters.queries import letters_wait
from services.intake.letters.worker import deliver_letters
from services.routes import SERVICES
from shared import nats_server
from shared.clock import Clock
from shared.service import Runtime
from shared.settings import Settings
from tests.conftest import make_tables
from tests.doors.at_once import work_at_once
from tests.doors.browser import Answer, Browser, Loop
from tests.patience import PATIENCE

START = datetime.date(2026, 3, 2)
SURE = re.compile(r'name="_sure" value="([^"]*)"')
PASSWORD = "seven rivers under one bridge"
SYLLABLES = ("жа", "бу", "цо", "ле", "пи", "ху", "шо", "дря", "ку", "зе", "фи", "гро", "мъ", "тю", "вра")


def words(count: int, seed: int = 11) -> Iterator[str]:
    """Made-up words that occur nowhere else, so that finding one means that it got out."""
    choose = random.Random(seed)
    for _ in range(count):
        yield "".join(choose.choices(SYLLABLES, k=5)).capitalize()


class Town:
    """What stands open, who lives there, and the references of everything they have."""

    def __init__(
        self,
        folder: Path,
        loop: Loop,
        *,
        base: str = "http://127.0.0.1:8000",
        demo: bool = True,
        database: str = "",
        at_once: bool = False,
        every: int = 1,
    ) -> None:
        self.folder, self.loop, self.base, self.every = folder, loop, base, every
        self.clock = Clock(folder / "clock")
        day = datetime.datetime.combine(START, datetime.time(6), datetime.UTC)
        assert self.clock.file
        self.clock.file.write_text(str(int((day - datetime.datetime.now(datetime.UTC)).total_seconds())))
        settings = Settings(
            data=folder, database=database, base_url=base, clock_file=self.clock.file, demo=demo, instance="town"
        )
        self.app: App = create_app(SERVICES, settings, DEMO_PAGES)
        if at_once:
            work_at_once(self.app)
        self.people: dict[str, Browser] = {}
        self.refs: dict[str, str] = {}
        self.confirmed: set[str] = set()
        self.private: dict[str, str] = {}
        """What must never get out, by what it is."""
        self.said: list[tuple[str, Answer]] = []
        """Every answer while the town was built, with the path that was asked for."""
        self._words = words(200)

    def some(self, things: Iterator[Any]) -> list[Any]:
        """All of them, or every so many where a sample will do."""
        return list(things)[:: self.every]

    @property
    def keys(self) -> Any:
        return next(iter(self.app.runtimes.values())).keys

    def runtime(self, name: str) -> Any:
        return self.app.runtimes[name]

    def settle(self) -> None:
        self.loop.run(self.app.idle())

    def turn_to(self, day: datetime.date) -> None:
        """A new morning, with everything its timers do and tell."""
        self.clock.turn_to(day)

        async def morning() -> None:
            async with asyncio.timeout(PATIENCE):
                while any(one.morning.day != day for one in self.app.running.values()):
                    await asyncio.sleep(0.02)
            await self.app.idle()

        self.loop.run(morning())

    # -- people ---------------------------------------------------------------------------------------------------

    def visitor(self) -> Browser:
        """Somebody not signed in, with a visit and its form token."""
        browser = Browser(self.app.traffic, self.loop, base=self.base)
        browser.get("/intake/sign-in")
        visit = next(value for name, value in browser.cookies.items() if name.endswith("visit"))
        browser.token = self.keys.form_token(visit)
        return browser

    def again(self, name: str) -> Browser:
        """The same person in another window: the same session, cookies of its own."""
        one = self.people[name]
        return Browser(self.app.traffic, self.loop, dict(one.cookies), one.token, self.base)

    def person(self, name: str) -> Browser:
        """Somebody looking for work, who came in by a one-time code."""
        token, actor = self.keys.sign_in(account=self.refs[name], roles=("candidate",))
        cookies = {"session": token, "seen": self.keys.seen(actor.session)}
        self.people["person"] = Browser(
            self.app.traffic, self.loop, cookies, self.keys.form_token(actor.session), base=self.base
        )
        return self.people["person"]

    def signed_in(self, browser: Browser) -> Browser:
        token = next(value for name, value in browser.cookies.items() if name.endswith("session"))
        browser.token = self.keys.form_token(self.keys.actor(token).session)
        return browser

    def actor(self, browser: Browser) -> Any:
        return self.keys.actor(next(value for name, value in browser.cookies.items() if name.endswith("session")))

    def secret(self, what: str, form: str = "{}") -> str:
        """A new private word, remembered under what it is."""
        self.private[what] = form.format(next(self._words))
        return self.private[what]

    def post(self, browser: Browser, path: str, expect: int = 303, /, **form: Any) -> Answer:
        answer = browser.post(path, form)
        if answer.status == 422 != expect and (sure := SURE.findall(answer.text)):  # asked about: it is meant
            answer = browser.post(path, {**form, "_sure": [unescape(one) for one in sure]})
        self.said.append((path, answer))
        assert answer.status == expect, f"{path} {form}: {answer.status} {_problem(answer)}"
        return answer

    def get(self, browser: Browser, path: str, expect: int = 200) -> Answer:
        answer = browser.get(path)
        self.said.append((path, answer))
        assert answer.status == expect, f"{path}: {answer.status} {_problem(answer)}"
        return answer

    def join(self, name: str, role: Any, organisation: str = "", new: str = "") -> Browser:
        """Invited from the command line, accepted on the page, signed in."""
        address = f"{name}@{next(self._words)}.example".lower()
        address = "".join(chr(ord(sign) % 26 + 97) if ord(sign) > 127 else sign for sign in address)
        self.private[f"address of {name}"] = address
        asked = InviteColleague(
            email=address,
            roles=(role,),
            organisation=organisation or None,
            new_organisation=new,
            town="Пловдив" if new else "",
        )
        token = self.runtime("intake").perform(lambda tx: invite_colleague(asked, tx))
        browser = self.visitor()
        self.refs["invitation"] = token
        path = f"/intake/invitations/{token}"
        self.get(browser, path)
        self.post(browser, path, name=self.secret(f"name of {name}", "{} Колева"), password=PASSWORD)
        self.signed_in(browser)
        self.second_factor(browser)
        self.people[name] = self.signed_in(browser)
        self.refs[f"account of {name}"] = self.actor(browser).account
        return browser

    def second_factor(self, browser: Browser) -> None:
        """Set up as the page asks a new colleague to; this browser is not asked again today."""
        page = self.get(browser, "/intake/second-factor/new").text
        sealed, key = re.search(r'name="sealed" value="([^"]+)"', page), re.search(r"<code>([A-Z2-7 ]+)</code>", page)
        assert sealed
        assert key
        code = pyotp.TOTP(key[1].replace(" ", "")).now()
        self.post(browser, "/intake/second-factor/new", 200, sealed=sealed[1], code=code)

    def letter(self, about: str, besides: Collection[str] = ()) -> str:
        """The local path in the newest letter that has one beginning with `about`, other than those known already.

        What causes it may still be on its way between the services, and the background sends it soon.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            self.loop.run(self._mailed(self.app.runtimes["intake"]))
            for file in sorted((self.folder / "mail").glob("*.eml"), reverse=True):
                message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
                found = re.search(about + r"/[\w-]+(?:\.[\w-]+)?", message.get_content())
                if found and found.group() not in besides:
                    return found.group()
            assert time.monotonic() < deadline, f"no letter with {about}"
            time.sleep(0.1)

    async def _mailed(self, runtime: Runtime) -> None:
        """What the background does within a second, or is doing already."""
        async with asyncio.timeout(PATIENCE):
            while await runtime.read(letters_wait):
                await deliver_letters(runtime)
                await asyncio.sleep(0.01)


def _problem(answer: Answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.body.decode("utf-8", "replace").partition("<main")[2])
    return " ".join(text.split())[:800]


@contextmanager
def open_town(folder: Path, **more: Any) -> Iterator[Town]:
    """The town with its NATS server, closed at the end."""
    loop = Loop()
    town = Town(folder, loop, **more)
    stack = AsyncExitStack()

    async def opened() -> None:
        for runtime in town.app.runtimes.values():
            make_tables(runtime)
        server = await stack.enter_async_context(nats_server.running(folder / "nats"))
        await stack.enter_async_context(working(town.app, server.url))
        town.app.ready = True

    loop.run(opened())
    try:
        yield town
    finally:
        loop.run(stack.aclose())
        loop.close()
