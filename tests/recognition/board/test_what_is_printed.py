"""What the public side says of itself is true: corrections, addresses, files, and the page of the method."""

import datetime
from collections.abc import Callable

import pytest

from services.recognition.desk import commands
from services.recognition.desk.handlers import publishing as handlers
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.conftest import JANUARY, Reader
from tests.recognition.opened import taken_back, wished
from tests.recognition.telling import employer, tell, vacancy

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
FEBRUARY = datetime.date(2026, 2, 1)


def test_only_the_article_whose_row_a_correction_changed_says_corrected(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    tell(published, [taken_back(which) for which in range(3)])
    wished(published, "2025-4")
    asked = commands.CorrectEdition(number="2025-4", note="Three hires.")
    published.perform(lambda tx: handlers.correct_edition(asked, tx), actor("editor"))
    assert "edition of 2025 (corrected)" in reader().text("/en/employers/sedemte-peshti")
    other = reader().text("/en/employers/hotel-orpheus")
    assert "edition of 2025" in other
    assert "corrected" not in other
    assert "поправено" not in reader().text("/bg/employers/hotel-orpheus")


def test_a_name_typed_with_its_legal_form_is_printed_with_it_once_and_its_address_has_none(
    board: Runtime, reader: Callable[..., Reader]
) -> None:
    number = "121000021"
    told = employer(number, "Ателие Здравец ЕООД", "Atelie Zdravets EOOD", JANUARY, legal_form="eood")
    tell(board, [*told, vacancy(number, "Шивачка", FEBRUARY)])
    assert reader().text("/bg/employers/atelie-zdravets").count("ЕООД") == 1
    assert reader().text("/en/employers/atelie-zdravets").count("EOOD") == 1


@EMBEDDED
def test_a_table_says_its_character_set_once(published: Runtime, reader: Callable[..., Reader]) -> None:
    for path in ("/data/board.csv", "/data/editions/2025-4.csv"):
        assert reader().get(path).headers["content-type"] == "text/csv; charset=utf-8"


@EMBEDDED
def test_the_method_page_says_once_what_single_people_risk_and_nowhere_the_opposite(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    text = reader().text("/en/method")
    assert text.count("at 25 to 46 of 100 employers") == 1
    assert "a first listing, the yearly refresh and a correction" in text
    assert "Every division is cut, not rounded" in text
    for false in ("does not stand on the board", "only when at least five people changed", "rounded down at every"):
        assert false not in text
    assert "при 25 до 46 от 100 работодатели" in reader().text("/bg/method")


@EMBEDDED
def test_nobody_is_promised_a_mark_for_being_counted(reader: Callable[..., Reader]) -> None:
    assert "with a mark from the first edition after" not in reader().text("/en/employers")
