"""A small town in one process: three services on SQLite with a real NATS server, and the people who use them."""

import asyncio
import datetime
import email
import gc
import itertools
import random
import re
import time
from collections.abc import Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import AsyncExitStack, contextmanager
from email import policy
from html import unescape
from pathlib import Path
from typing import Any

import pyotp
import sqlalchemy as sa

from services.app import App, create_app, working
from services.demo import DEMO_PAGES
from services.intake.access.commands import InviteColleague
from services.intake.access.handlers.accounts import invite_colleague
from services.intake.letters.queries import letters_wait
from services.intake.letters.worker import deliver_letters
from services.routes import SERVICES
from shared import nats_server
from shared.clock import Clock
from shared.database import Database
from shared.service import Runtime
from shared.settings import Settings
from tests.conftest import make_tables
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


class AtOnce(Executor):
    """Does what it is given before it returns. Thousands of requests one after another need no threads: a fifth of
    their time would go into handing over.
    """

    def submit(self, work: Any, /, *args: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **named))
        except BaseException as error:  # noqa: BLE001 - whoever waits for it hears of it
            done.set_exception(error)
        return done


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
            self._work_at_once()
        self.people: dict[str, Browser] = {}
        self.refs: dict[str, str] = {}
        self.confirmed: set[str] = set()
        self.private: dict[str, str] = {}
        """What must never get out, by what it is."""
        self.said: list[tuple[str, Answer]] = []
        """Every answer while the town was built, with the path that was asked for."""
        self._words = words(200)

    def _work_at_once(self) -> None:
        for runtime in self.app.runtimes.values():
            for database in (runtime.database, getattr(runtime.tools, "keys_database", None)):
                if isinstance(database, Database):
                    database._readers = database._writers = AtOnce()  # type: ignore[assignment]

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
        browser = Browser(self.app.site, self.loop, base=self.base)
        browser.get("/intake/sign-in")
        visit = next(value for name, value in browser.cookies.items() if name.endswith("visit"))
        browser.token = self.keys.form_token(visit)
        return browser

    def again(self, name: str) -> Browser:
        """The same person in another window: the same session, cookies of its own."""
        one = self.people[name]
        return Browser(self.app.site, self.loop, dict(one.cookies), one.token, self.base)

    def person(self, name: str) -> Browser:
        """Somebody looking for work, who came in by a one-time code."""
        token, actor = self.keys.sign_in(account=self.refs[name], roles=("candidate",))
        cookies = {"session": token, "seen": self.keys.seen(actor.session)}
        self.people["person"] = Browser(
            self.app.site, self.loop, cookies, self.keys.form_token(actor.session), base=self.base
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

    # -- what they do ---------------------------------------------------------------------------------------------

    def employer(self, name: str, number: str, title: str, latin: str, headcount: int) -> Browser:
        browser = self.visitor()
        address = f"{name}-hr@{number}.example"
        self.private[f"address of {name}"] = address
        self.post(
            browser, "/intake/register", country="BG", national_id=number, name=title, name_en=latin, legal_form="ood",
            sector="C", town="Асеновград", founded=2004, trade_word="хлебозавод", trade_gender="m", headcount=headcount,
            contact_name=self.secret(f"contact of {name}", "{} Илиева"), contact_email=address,
            contact_phone=self._phone(f"phone of {name}"), joined="true",
        )  # fmt: skip
        path = self.letter("/intake/confirm", self.confirmed)
        self.confirmed.add(path)
        self.refs["confirmation"] = path.rpartition("/")[2]
        self.get(browser, path)
        self.post(browser, path, password=PASSWORD)
        self.people[name] = self.signed_in(browser)
        self.refs[name] = self.actor(browser).employer
        return browser

    def vacancy(self, name: str, openings: int, title: str = "Пекар, втора смяна") -> str:
        browser = self.people[name]
        path = self.post(
            browser, "/intake/vacancies", kind="job", title=title, contract="permanent", hours=40, town="Асеновград",
            description="Месене и печене на хляб във втора смяна. Обучаваме.", openings=openings, place="on-site",
        ).location  # fmt: skip
        self.post(browser, f"{path}/publication")
        self.refs[f"vacancy of {name}"] = path.rpartition("/")[2]
        return self.refs[f"vacancy of {name}"]

    def _phone(self, what: str) -> str:
        number = 100000 + 7919 * len(self.private)
        self.private[what] = f"+359 87 {str(number)[:3]} {str(number)[3:]}"
        return self.private[what]

    def candidate(self, name: str, officer: str, born: datetime.date, **more: Any) -> str:
        """Quick start, notice, description, permission, ready. Returns the reference."""
        browser = self.people[officer]
        self.private[f"birth of {name}"] = born.isoformat()
        path = self.post(
            browser, "/intake/candidates", name=self.secret(f"name of {name}", "{} Карими"), born=born.isoformat(),
            phone=self._phone(f"phone of {name}"), town="Пловдив", language="uk",
        ).location  # fmt: skip
        self.post(browser, f"{path}/notice", language="bg")
        self.post(
            browser, f"{path}/description", languages="bg:B1", right="unrestricted", right_seen_on=START.isoformat(),
            wishes=self.secret(f"wishes of {name}", "Иска {}"),
        )  # fmt: skip
        allowed = self.post(browser, f"{path}/permissions", scope="apply", reach="all", **more)
        assert allowed.location == path
        self.post(browser, f"{path}/readiness")
        self.refs[name] = path.rpartition("/")[2]
        return self.refs[name]

    def permission(self, name: str, officer: str) -> str:
        page = self.get(self.people[officer], f"/intake/candidates/{self.refs[name]}").text
        found = re.search(r"/permissions/([\w-]+)/withdrawal", page)
        assert found, "a live permission can be withdrawn from the file"
        return found[1]

    def _code(self, name: str) -> str:
        table = self.runtime("intake").service.metadata.tables["candidate"]
        query = sa.select(table.c.case_code).where(table.c.id == self.refs[name])
        return str(self.runtime("intake").database.look(lambda s: s.scalar(query)))

    def refer(self, name: str, candidate: str, vacancy: str, officer: str) -> str:
        asked = {"candidate": self.refs[candidate], "vacancy": vacancy}
        path = self.post(self.people[officer], "/placements/referrals", **asked).location
        self.refs[name] = path.rpartition("/")[2]
        return self.refs[name]

    def hire(self, name: str, officer: str, start: datetime.date = START, **facts: Any) -> str:
        given = {"start": start.isoformat(), "contract": "permanent", "hours": 40, "pay": "yes", **facts}
        path = self.post(self.people[officer], "/placements/hires", **given).location
        self.refs[name] = path.rpartition("/")[2]
        return self.refs[name]

    def answer(self, hire: str, milestone: int, officer: str, answer: str = "at_work", **more: Any) -> None:
        path = f"/placements/hires/{self.refs[hire]}/follow-ups/{milestone}"
        self.post(self.people[officer], path, answer=answer, **more)

    def answer_of(self, hire: str, officer: str) -> str:
        page = self.get(self.people[officer], f"/placements/hires/{self.refs[hire]}").text
        found = re.search(r"/answers/([\w-]+)/correction", page)
        assert found, "an answer of the service can be corrected from the hire"
        return found[1]

    def build(self) -> "Town":
        """The story from the first sign-in to the first edition."""
        self._offices()
        self._employers()
        self._candidates()
        self._hires()
        self._words_of_the_employer()
        self._ninety_days()
        self._second_round()
        return self

    def _offices(self) -> None:
        first = self.join("officer", "officer", new="Център за работа – Пловдив")
        self.refs["organisation"] = self.actor(first).organisation
        other = self.join("stranger", "officer", new="Сдружение „Нов праг“")
        self.refs["other organisation"] = self.actor(other).organisation
        self.join("lead", "lead", self.refs["organisation"])
        for role in ("editor", "administrator", "auditor"):
            self.join(role, role)
        self.settle()

    def _employers(self) -> None:
        self.employer("owner", "206432104", "Седемте пещи", "Sedemte Peshti", 25)
        self.employer("rival", "175074752", "Малка Роса", "Malka Rosa", 6)
        self.employer("hidden", "121362929", "Тъмен двор", "Tamen Dvor", 9)
        for name in ("owner", "rival"):
            self.post(self.people["officer"], f"/intake/employers/{self.refs[name]}/verification")
        self.vacancy("owner", 7)
        self.vacancy("rival", 3, "Продавач в пекарна")
        self.vacancy("hidden", 2, "Нощна смяна")
        path = f"/intake/employers/{self.refs['owner']}/practices"
        self.post(self.people["officer"], path, practice="mentor")
        self.settle()

    def _candidates(self) -> None:
        days = (datetime.date(1951, 1, 7) + datetime.timedelta(days=411 * n) for n in itertools.count())
        for number in range(1, 9):
            self.candidate(f"person {number}", "officer", next(days))
        young = datetime.date(2010, 8, 9)
        self.candidate("minor", "officer", young, guardian=self.secret("guardian", "{} Назари"))
        text = self.secret("words to publish", "Казвам {}")
        path = f"/intake/candidates/{self.refs['person 1']}/permissions"
        self.post(self.people["officer"], path, scope="publish", reach="all", words=text)
        for number in (1, 2):
            self.candidate(f"their person {number}", "stranger", next(days))
        self.settle()

    def _hires(self) -> None:
        for number in range(1, 7):
            referral = self.refer(f"referral {number}", f"person {number}", self.refs["vacancy of owner"], "officer")
            self.hire(f"hire {number}", "officer", referral=referral)
        refused = self.refer("refused", "person 7", self.refs["vacancy of owner"], "officer")
        text = self.secret("words of refusal", "Не можахме {}")
        self.post(
            self.people["owner"], f"/placements/referrals/{refused}/steps", state="declined", reason="skills", text=text
        )
        theirs = self.refer("their referral", "their person 1", self.refs["vacancy of rival"], "stranger")
        self.hire("their hire", "stranger", referral=theirs)
        path = f"/placements/people/{self.refs['hire 1']}/staff-reference"
        self.post(self.people["owner"], path, staff_reference=self.secret("staff reference", "N{}"))
        self.settle()

    def _words_of_the_employer(self) -> None:
        owner, editor = self.people["owner"], self.people["editor"]
        said = "Печем хляб за магазините в Асеновград и Пловдив."
        self.post(owner, "/recognition/interview/activity", text=said, language="bg", speaker="owner", send="true")
        draft = self.secret("draft of an answer", "Още мислим {}")
        self.post(owner, "/recognition/interview/advice", text=draft, language="bg", speaker="owner")
        found = re.search(r"/recognition/answers/([\w-]+)/approval", self.get(editor, "/recognition/desk").text)
        assert found, "the editor sees the answer that waits"
        self.refs["answer"] = found[1]
        visitor = self.visitor()
        self.post(visitor, "/intake/reset", email=self.private["address of hidden"])
        self.refs["reset"] = self.letter("/intake/reset").rpartition("/")[2]
        self.post(editor, f"/recognition/answers/{found[1]}/approval", text=said)
        more = {"value": "40", "scope_bg": "Кандидатури през годината", "scope_en": "Applications in the year"}
        self.post(owner, "/recognition/figures", kind="figure", as_of=START.isoformat(), source="Наши записи", **more)
        found = re.search(r"/recognition/figures/([\w-]+)/withdrawal", self.get(owner, "/recognition/figures").text)
        assert found, "the employer sees the figure it stated"
        self.refs["figure"] = found[1]

    def _ninety_days(self) -> None:
        day = datetime.timedelta(days=1)
        self.turn_to(START + 40 * day)
        self.answer("hire 6", 30, "officer", "left", last_day=(START + 35 * day).isoformat(), reason="quit")
        self.turn_to(START + 92 * day)
        self.letter("/placements/answers")  # sent before the answers take back what waits
        for number in range(1, 6):
            self.answer(f"hire {number}", 90, "officer")
        self.answer("their hire", 90, "stranger")
        self.refs["said"] = self.answer_of("hire 1", "officer")
        self.refs["their said"] = self.answer_of("their hire", "stranger")
        self.turn_to(datetime.date(2026, 7, 16))
        self.post(self.people["editor"], "/recognition/editions", number="2026-2")
        self.settle()

    def _second_round(self) -> None:
        """Something open of each kind, for those who come after."""
        self.vacancy("owner", 4, "Пекар за неделя")
        self.vacancy("rival", 2, "Продавач за неделя")
        self.settle()
        self.refer("open referral", "person 8", self.refs["vacancy of owner"], "officer")
        self.refer("their open referral", "their person 2", self.refs["vacancy of rival"], "stranger")
        self.refs["permission"] = self.permission("person 8", "officer")
        self.refs["their permission"] = self.permission("their person 2", "stranger")
        board = self.get(self.visitor(), "/bg/employers").text
        for name in ("person 8", "their person 2"):
            self.refs[f"code of {name}"] = self._code(name)
        self.refs["answer link"] = self.letter("/placements/answers").rpartition("/")[2]
        self.refs["slug"] = re.findall(r'href="/bg/employers/([a-z0-9-]+)"', board)[0]
        self.settle()


def _problem(answer: Answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.body.decode("utf-8", "replace").partition("<main")[2])
    return " ".join(text.split())[:800]


@contextmanager
def open_town(folder: Path, **more: Any) -> Iterator[Town]:
    """The town with its NATS server, closed at the end."""
    loop = Loop()
    town = Town(folder, loop, **more)
    stack = AsyncExitStack()
    hurry = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)

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
        gc.set_threshold(*hurry)
        gc.unfreeze()
