"""Recognition opened as a site, and readers who ask it for pages."""

import asyncio
import datetime
from collections.abc import Callable, Iterator

import httpx
import pytest
from bs4 import BeautifulSoup

from services.app import App, create_app
from services.recognition import commands, handlers
from services.recognition.service import SERVICE
from shared.auth import Actor
from shared.identity import employer_id
from shared.service import Desk
from shared.settings import Settings
from tests.conftest import actor, make_tables
from tests.recognition.telling import employer, kept, practices, tell, vacancy

JANUARY = datetime.date(2024, 1, 10)
EDITION = "2025-4"
OVENS, HOTEL, BOOKS = "175074752", "131071587", "121000010"


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = create_app([SERVICE], settings)
    make_tables(app.desks["recognition"])
    yield app
    app.desks["recognition"].close()


@pytest.fixture
def desk(app: App) -> Desk:
    return app.desks["recognition"]


@pytest.fixture
def board(desk: Desk) -> Desk:
    """Two employers whose people stayed, of gold and of bronze, and one that takes part; nothing is published yet."""
    tell(desk, employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40))
    tell(desk, kept(OVENS, 12, datetime.date(2024, 9, 1)))
    tell(desk, practices(OVENS, ("mentor", "language"), datetime.date(2025, 3, 1)))
    tell(desk, employer(HOTEL, "Хотел Орфей", "Hotel Orpheus", JANUARY, staff=100, town="Смолян", sector="I"))
    tell(desk, kept(HOTEL, 6, datetime.date(2024, 9, 1), permanent=False, planned_days=120, wage_bp=10000))
    tell(desk, employer(BOOKS, "Книжарница Перо", "Bookshop Pero", JANUARY, town="Варна", sector="G"))
    tell(desk, [vacancy(BOOKS, "Продавач", datetime.date(2026, 2, 1))])
    return desk


class Reader:
    """A browser without a script: asks for a page, sends a form; signed in as `actor` if there is one."""

    def __init__(self, app: App, **who: object) -> None:
        self.app, self.cookies, self.actor = app, {}, None
        if who:
            keys = app.desks["recognition"].keys
            token, self.actor = keys.sign_in(account="a-1", name="Проба", second=True, **who)
            self.cookies = {"session": token, "seen": keys.seen(self.actor.session)}

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        return self._ask(method, path, headers)

    def page(self, path: str) -> BeautifulSoup:
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return BeautifulSoup(answer.text, "html.parser")

    def text(self, path: str) -> str:
        return " ".join(self.page(path).find("main").get_text(" ").split())

    def post(self, path: str, **fields: str) -> httpx.Response:
        session: Actor | None = self.actor
        token = self.app.desks["recognition"].keys.form_token(session.session) if session else ""
        return self._ask("POST", path, {}, {"_csrf": token, **fields})

    def _ask(
        self, method: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            for front in self.app.fronts:
                await front.look_again()
            transport = httpx.ASGITransport(self.app.site)
            base = self.app.settings.base_url
            async with httpx.AsyncClient(transport=transport, base_url=base, cookies=self.cookies) as client:
                sent = {"Accept": "text/html", **headers}
                return await client.request(method, path, headers=sent, data=form)

        return asyncio.run(ask())


@pytest.fixture
def reader(app: App) -> Callable[..., Reader]:
    """`reader()` is anybody; `reader(roles=("editor",))` is signed in."""
    return lambda **who: Reader(app, **who)


def publish(desk, number=EDITION):
    desk.perform(lambda tx: handlers.publish_edition(commands.PublishEdition(number=number), tx), actor("editor"))


@pytest.fixture
def published(board):
    publish(board)
    return board


@pytest.fixture
def owner(reader):
    return reader(roles=("employer",), employer=employer_id("BG", OVENS))


@pytest.fixture
def editor(reader):
    return reader(roles=("editor",), organisation="centre")
