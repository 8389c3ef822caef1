"""An answer that is sent three times at once is kept once; a hire is recorded once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from services.placements.hires.tables import follow_up_answer, placement
from shared.events.placements import EmployerHired
from tests.placements.browsing import Browser
from tests.placements.conftest import BAKERY, TODAY, Office, days


def many(office: Office, table: sa.Table) -> int:
    return office.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def officer(office: Office) -> Browser:
    return Browser(office, account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="en")


def three_at_once(browser: Browser, path: str, htmx: bool = False, **form: str) -> list[httpx.Response]:
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(lambda _: browser.post(path, htmx=htmx, **form), range(3)))


@pytest.mark.both_databases
def test_three_parallel_posts_of_one_answer_keep_it_once(office: Office) -> None:
    hire, browser = office.hire(start=TODAY - days(90), role="Пекар"), officer(office)
    key = browser.page("/placements/today").select_one("form input[name=_key]")["value"]
    path = f"/placements/hires/{hire}/follow-ups/90?back=today"
    answers = three_at_once(browser, path, answer="not_reachable", checked_on=TODAY.isoformat(), _key=key)
    assert {(one.status_code, one.headers["location"]) for one in answers} == {(303, "/placements/today")}
    assert many(office, follow_up_answer) == 1


def test_an_answer_sent_twice_from_the_list_draws_the_same_line(office: Office) -> None:
    hire, browser = office.hire(start=TODAY - days(90), role="Пекар"), officer(office)
    path = f"/placements/hires/{hire}/follow-ups/90?back=today"
    answers = three_at_once(browser, path, htmx=True, answer="not_reachable", checked_on=TODAY.isoformat(), _key="k")
    assert {one.status_code for one in answers} == {200}
    assert all(one.text.count("<tr ") == 1 for one in answers)
    assert many(office, follow_up_answer) == 1


def test_the_same_key_on_another_line_is_another_answer(office: Office) -> None:
    """A key belongs to one form: where it comes with another address, nothing is done in silence."""
    hires, browser = (
        [office.hire(candidate=each, start=TODAY - days(90)) for each in ("candidate-1", "candidate-2")],
        officer(office),
    )
    said = [
        browser.post(f"/placements/hires/{hire}/follow-ups/90", answer="at_work", _key="k").status_code
        for hire in hires
    ]
    assert said == [303, 422]


@pytest.mark.both_databases
def test_three_parallel_posts_of_a_hire_make_one(office: Office) -> None:
    form: dict[str, Any] = {
        "candidate": "C-7F3K", "employer": BAKERY, "start": TODAY.isoformat(), "contract": "permanent", "hours": "40",
        "country": "BG", "pay": "yes", "funded_percent": "0", "_key": "k",
    }  # fmt: skip
    answers = three_at_once(officer(office), "/placements/hires", **form)
    assert [one.status_code for one in answers] == [303, 303, 303]
    assert len({one.headers["location"] for one in answers}) == 1
    assert (many(office, placement), len(office.told(EmployerHired))) == (1, 1)
