"""Beside a hire stands whether it has left for the others; what becomes of it there is asked of recognition by the page."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.placements.hires.queries.passed_on import passed_on
from services.placements.schema import metadata
from tests.placements.browsing import Browser, officer, text
from tests.placements.conftest import CAFE, Office

__all__ = ["officer"]

BOX = metadata.tables["outbox"]


def mark(office: Office, hire: str, **values: Any) -> None:
    change = sa.update(BOX).where(BOX.c.aggregate_id == hire).values(**values)
    office.runtime.database.transact(lambda session: session.execute(change))


@pytest.mark.both_databases
def test_what_waits_what_is_refused_and_what_has_left_is_told_apart(office: Office) -> None:
    hires = [office.hire(candidate="candidate-1"), office.hire(employer=CAFE, contract="volunteering")]

    def state() -> list[str]:
        return [one.state for one in office.runtime.database.look(lambda s: passed_on(s, hires)).values()]

    assert state() == ["waits", "nothing"]
    mark(office, hires[0], refused="too large")
    assert state() == ["refused", "nothing"]
    mark(office, hires[0], refused=None, stream_seq=7)
    assert state() == ["sent", "nothing"]


@pytest.mark.one_database
def test_the_page_of_a_hire_says_how_far_it_has_come_and_what_to_do(office: Office, officer: Browser) -> None:
    hire = office.hire()
    here = f"/placements/hires/{hire}"
    assert "Waits to be passed on" in text(officer.page(here))
    assert officer.page(here).find("a", href="/placements/all-right")
    assert "Waits to be passed on" in text(officer.page("/placements/hires"))
    mark(office, hire, refused="too large")
    assert "Not passed on" in text(officer.page("/placements/hires"))
    assert "It is safe here, but cannot leave" in text(officer.page(here))
    mark(office, hire, refused=None, stream_seq=7)
    place = (page := officer.page(here)).select_one("[data-counting]")
    assert "is being asked" in text(place.select_one("[data-asking]")), "until recognition has put its words there"
    assert "has not answered" in text(place.select_one("[data-unanswered][hidden]"))
    assert page.select_one("[hx-get]" + f"[hx-get$='counting?h={hire}']")["data-quiet"] == "[data-counting]"
    assert "passed on" not in text(officer.page("/placements/hires"))


@pytest.mark.one_database
def test_a_kind_of_work_that_is_not_counted_asks_nobody(office: Office, officer: Browser) -> None:
    hire = office.hire(contract="volunteering")
    page = officer.page(f"/placements/hires/{hire}")
    assert "Work of this kind is not counted" in text(page)
    assert not page.select("[hx-get^='/recognition/counting']")
