"""The public pages of the real site are kept as bytes, and turn over with what they say (DESIGN 8, D9)."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from services.app import App, create_app
from services.recognition.service import SERVICE
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as handlers
from shared.settings import Settings
from tests.conftest import actor, make_tables
from tests.recognition.arrivals import Arrivals, doing
from tests.recognition.opened import AUTUMN, EDITOR, JANUARY, OVENS, publish
from tests.recognition.telling import employer, kept, vacancy


@pytest.fixture
def database_pattern() -> str:
    return ""


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = create_app([SERVICE], settings)
    runtime = app.runtimes["recognition"]
    make_tables(runtime)
    heard = Arrivals(runtime)
    heard.tell(*employer(OVENS, "Седемте пещи", "Sedemte peshti", JANUARY, staff=40), *kept(OVENS, 12, AUTUMN))
    heard.tell(vacancy(OVENS, "Пекар", AUTUMN))
    yield app
    runtime.close()


def ask(app: App, path: str, **headers: str) -> httpx.Response:
    async def inside() -> httpx.Response:
        await app.page_caches[0].look_again()
        transport = httpx.ASGITransport(app.site)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(inside())


def test_an_edition_an_approved_answer_and_a_hold_turn_their_pages_over(app: App) -> None:
    runtime = app.runtimes["recognition"]
    owner = actor("employer", employer=kept(OVENS, 1, AUTUMN)[0][0].employer)  # type: ignore[attr-defined]
    page = "/bg/employers/sedemte-peshti"
    tags = [ask(app, page).headers["etag"]]
    publish(runtime, "2025-4")
    tags.append(ask(app, page).headers["etag"])
    written = commands.WriteAnswer(question="activity", text="Печем хляб.", send=True)
    answer = runtime.perform(doing(handlers.write_answer, written), owner)
    assert ask(app, page).headers["etag"] == tags[-1], "a draft is nobody's business"
    read = commands.ApproveAnswer(answer=answer, text="Печем хляб.")
    runtime.perform(doing(handlers.approve_answer, read), EDITOR)
    found = ask(app, page)
    assert "Печем хляб." in found.text
    tags.append(found.headers["etag"])
    group = owner.employer or ""
    down = commands.PlaceHold(group=group, subject="answer-activity", kind="withdrawn", reason="asked to")
    runtime.perform(doing(handlers.place_hold, down), EDITOR)
    assert "Печем хляб." not in ask(app, page).text
    assert len(set(tags)) == 3


def test_public_pages_are_kept_and_errors_and_filters_are_not(app: App) -> None:
    publish(app.runtimes["recognition"], "2025-4")
    front = app.page_caches[0]
    for path in (
        "/bg",
        "/en/employers",
        "/bg/editions",
        "/data/board.json",
        "/data/editions/2025-4.json",
        "/bg/method",
        "/bg/employers?tier=gold",
        "/en/editions/2025-4/changes",
    ):
        assert ask(app, path).status_code == 200, path
        assert path in front._pages, path
    others = ("/bg/employers/nobody", "/en/employers?town=x", "/bg/employers?tier=gold&after=x", "/bg/editions/1999-1")
    for path in others:
        ask(app, path)
        assert path not in front._pages
    assert ask(app, "/bg/employers/nobody").status_code == 404


def test_a_pending_person_changes_no_public_byte(app: App) -> None:
    """Tags, sizes, order and words of every public page stay when somebody is hired and checked (D9)."""
    runtime = app.runtimes["recognition"]
    publish(runtime, "2025-4")
    paths = (
        "/bg",
        "/bg/employers",
        "/en/employers/sedemte-peshti",
        "/data/board.json",
        "/data/board.csv",
        "/bg/editions",
        "/bg/editions/2025-4",
        "/bg/editions/2025-4/changes",
        "/data/editions/2025-4.json",
        "/bg/employers?tier=gold",
    )
    before = {path: (ask(app, path).headers["etag"], ask(app, path).content) for path in paths}
    heard = Arrivals(runtime)
    heard.seq = 10_000
    heard.tell(*kept(OVENS, 1, AUTUMN.replace(year=2025, month=12)))
    front = app.page_caches[0]
    front._pages.clear()
    assert {path: (ask(app, path).headers["etag"], ask(app, path).content) for path in paths} == before
