"""What an employer offers is found on the board also where it carries no points, as its article says it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.statements.commands import PlaceHold
from services.recognition.statements.handlers.answers import place_hold
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.conftest import HOTEL, OVENS, Reader, publish
from tests.recognition.telling import practices, tell

pytestmark = pytest.mark.one_database

Open = Callable[..., Reader]
BEFORE, AFTER = datetime.date(2025, 3, 1), datetime.date(2026, 2, 1)
FOUND = "/bg/employers?practice=housing"


def firms(page: Any) -> list[str]:
    return [one["href"].rpartition("/")[2] for one in page.select(".tier-section tbody th a")]


@pytest.fixture
def helping(board: Runtime) -> Runtime:
    """The bakery helped with housing before the edition, the hotel began after it."""
    tell(board, practices(OVENS, ("housing",), BEFORE))
    publish(board)
    tell(board, practices(HOTEL, ("housing",), AFTER))
    return board


@pytest.mark.both_databases
def test_a_practice_without_points_is_a_condition_of_the_board(helping: Runtime, reader: Open) -> None:
    page = reader().page(FOUND)
    assert firms(page) == ["sedemte-peshti"]
    assert "housing" in [one["value"] for one in page.select("select[name=practice] option")]
    assert page.select_one(".tier-section td[data-label=Предлага]").get_text() == "език, наставник, жилище"
    assert firms(reader().page("/bg/employers?practice=housing&town=Русе")) == []
    assert "жилище" in reader().text("/bg/employers?view=cards")


@pytest.mark.both_databases
def test_it_is_gone_from_the_conditions_when_it_is_taken_down(helping: Runtime, reader: Open) -> None:
    held = PlaceHold(
        group=employer_id("BG", OVENS), subject="practice-housing", kind="withdrawn", reason="It is not so."
    )
    helping.perform(doing(place_hold, held), actor("editor"))
    page = reader().page(FOUND)
    assert firms(page) == []
    assert "housing" not in [one["value"] for one in page.select("select[name=practice] option")]


def test_the_data_of_the_edition_name_only_what_it_counted(helping: Runtime, reader: Open) -> None:
    assert "housing" not in reader().get("/data/board.json").text
