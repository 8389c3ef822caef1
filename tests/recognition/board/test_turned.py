"""Which kept pages a change renders anew: its own, never the others; and nothing where nothing public changed."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from services.app import App
from services.recognition.statements import commands
from services.recognition.statements.handlers.answers import place_hold
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.arrivals import doing
from tests.recognition.conftest import JANUARY, OVENS, Reader
from tests.recognition.opened import EDITOR
from tests.recognition.telling import employer, kept, tell, vacancy

pytestmark = pytest.mark.both_databases

OWN, OTHER = "/bg/employers/sedemte-peshti", "/bg/employers/hotel-orpheus"
PAGES = (OWN, OTHER, "/bg/employers", "/bg", "/data/board.json", "/bg/editions/2025-4", "/bg/method")


@pytest.fixture
def rendered(app: App, published: Runtime, reader: Callable[..., Reader]) -> Callable[[], set[str]]:
    """Which of the pages are rendered anew since they were last read."""
    front = app.page_caches[0]

    def read() -> set[str]:
        found = set()
        for path in PAGES:
            before = front.rendered
            assert reader().get(path).status_code == 200, path
            found |= {path} if front.rendered > before else set()
        return found

    assert read() == set(PAGES)
    assert read() == set()
    return read


def test_people_who_are_hired_and_stay_turn_no_page(published: Runtime, rendered: Callable[[], set[str]]) -> None:
    tell(published, kept(OVENS, 2, JANUARY.replace(year=2025, month=11)))
    assert rendered() == set()


def test_an_employer_that_nobody_may_read_of_turns_no_page(
    published: Runtime, rendered: Callable[[], set[str]]
) -> None:
    tell(published, employer("121000029", "Нова фирма", "New firm", JANUARY, joined=False))
    assert rendered() == set()


def test_an_advert_turns_the_page_of_its_employer_and_the_home_page(
    published: Runtime, rendered: Callable[[], set[str]]
) -> None:
    tell(published, [vacancy(OVENS, "Пекар", JANUARY.replace(year=2026))])
    assert rendered() == {OWN, "/bg"}


def test_what_is_taken_down_turns_its_page_and_every_list_and_no_other_profile(
    published: Runtime, rendered: Callable[[], set[str]]
) -> None:
    _hold(published, OVENS, "kept")
    assert rendered() == {OWN, "/bg", "/bg/employers", "/data/board.json", "/bg/editions/2025-4"}


def _hold(runtime: Runtime, eik: str, subject: str) -> None:
    group = employer_id("BG", eik)
    down = commands.PlaceHold(group=group, subject=subject, kind="withdrawn", reason="asked to")
    runtime.perform(doing(place_hold, down), EDITOR)


def test_a_take_down_is_never_read_after_the_commit_that_did_it(app: App, published: Runtime) -> None:
    """The front is not told to look by anybody else: no second passes, no reader looks again."""
    before = _plain(app, OWN)
    assert before == _plain(app, OWN)
    _hold(published, OVENS, "tier")
    after = _plain(app, OWN)
    assert after != before
    assert _plain(app, OWN) == after


def _plain(app: App, path: str) -> bytes:
    """As a process that serves: the front alone decides whether to look."""

    async def inside() -> bytes:
        transport = httpx.ASGITransport(app.site)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return (await client.get(path)).content

    return asyncio.run(inside())
