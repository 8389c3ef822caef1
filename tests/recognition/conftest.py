"""Recognition opened as a site, and readers who ask it for pages."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from services.app import App, create_app
from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from services.recognition.service import SERVICE
from shared.identity import employer_id
from shared.service import Runtime
from shared.settings import Settings
from tests.conftest import actor, make_tables
from tests.databases import filled
from tests.recognition.telling import employer, kept, practices, tell, vacancy
from tests.visitor import Visitor

JANUARY = datetime.date(2024, 1, 10)
EDITION = "2025-4"
OVENS, HOTEL, BOOKS = "175074752", "131071587", "121000010"


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = create_app([SERVICE], settings)
    make_tables(app.runtimes["recognition"])
    yield app
    app.runtimes["recognition"].close()


@pytest.fixture
def runtime(app: App) -> Runtime:
    return app.runtimes["recognition"]


@pytest.fixture
def board(runtime: Runtime) -> Runtime:
    """Two employers whose people stayed, of gold and of bronze, and one that takes part; nothing is published yet."""
    filled(runtime.database, "board", lambda: _three_employers(runtime))
    return runtime


def _three_employers(runtime: Runtime) -> None:
    tell(runtime, employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40))
    tell(runtime, kept(OVENS, 12, datetime.date(2024, 9, 1)))
    tell(runtime, practices(OVENS, ("mentor", "language"), datetime.date(2025, 3, 1)))
    tell(runtime, employer(HOTEL, "Хотел Орфей", "Hotel Orpheus", JANUARY, staff=100, town="Смолян", sector="I"))
    tell(runtime, kept(HOTEL, 6, datetime.date(2024, 9, 1), permanent=False, planned_days=120, wage_bp=10000))
    tell(runtime, employer(BOOKS, "Книжарница Перо", "Bookshop Pero", JANUARY, town="Варна", sector="G"))
    tell(runtime, [vacancy(BOOKS, "Продавач", datetime.date(2026, 2, 1))])


class Reader(Visitor):
    """A browser without a script: asks for a page, sends a form; signed in as `actor` if there is one."""

    def __init__(self, app: App, **who: object) -> None:
        known = {"account": "a-1", "name": "Проба", **who} if who else {}
        super().__init__(app.site, app.runtimes["recognition"].keys, **known)
        self.app = app

    def get(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        return self.ask(method, path, headers={"Accept": "text/html", **headers})

    def text(self, path: str) -> str:
        return " ".join(self.page(path).find("main").get_text(" ").split())

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return self.ask("POST", path, headers={"Accept": "text/html"}, data={"_csrf": self.token, **fields})

    async def _send(self, method: str, path: str, **more: object) -> httpx.Response:
        for front in self.app.page_caches:
            await front.look_again()
        return await super()._send(method, path, **more)


@pytest.fixture
def reader(app: App) -> Callable[..., Reader]:
    """`reader()` is anybody; `reader(roles=("editor",))` is signed in."""
    return lambda **who: Reader(app, **who)


def publish(runtime: Runtime, number: str = EDITION) -> None:
    runtime.perform(lambda tx: handlers.publish_edition(commands.PublishEdition(number=number), tx), actor("editor"))


@pytest.fixture
def published(board: Runtime) -> Runtime:
    publish(board)
    return board


@pytest.fixture
def owner(reader: Callable[..., Reader]) -> Reader:
    return reader(roles=("employer",), employer=employer_id("BG", OVENS))


@pytest.fixture
def editor(reader: Callable[..., Reader]) -> Reader:
    return reader(roles=("editor",), organisation="centre")
