"""What an edition changed and what it says of towns together; the table that anybody may take away, and its dictionary."""

import csv
import datetime
import io
from collections.abc import Callable

import pytest

from shared.events.intake import EmployerLeft, EmployerSuspended, PracticeConfirmed
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import EDITION, HOTEL, JANUARY, OVENS, Reader, publish
from tests.recognition.telling import employer, kept, tell

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
ENTITY = employer_id("BG", OVENS)


def test_what_an_edition_changed_is_said_in_words_and_names_nobody_who_is_gone(
    board: Runtime, reader: Callable[..., Reader]
) -> None:
    tell(board, employer("121000021", "Дюнер Изток", "Diuner Iztok", JANUARY, staff=20, town="Бургас"))
    publish(board, "2025-1")
    tell(board, kept("121000021", 6, datetime.date(2024, 12, 1)))
    tell(board, kept(HOTEL, 12, datetime.date(2025, 2, 1)))
    spring = datetime.date(2025, 8, 1)
    tell(board, [(PracticeConfirmed(employer=employer_id("BG", HOTEL), practice="skills", on=spring), spring)])
    leave_on = datetime.date(2025, 10, 1)
    tell(board, [(EmployerLeft(employer=ENTITY, on=leave_on), leave_on)])
    publish(board)
    page = reader().text(f"/bg/editions/{EDITION}/changes").replace(" ,", ",")
    assert "В сравнение с издание 1/2025" in page
    assert "С нов знак: 1 работодател Дюнер Изток, Бургас" in page
    assert "Хотел Орфей, Смолян: бронзов знак →" in page
    assert "Хотел Орфей, Смолян: поне 10 души" in page
    assert "Хотел Орфей, Смолян: обучение" in page
    assert "1 работодател от предишното издание" in page
    assert "пещи" not in page
    first = reader().text("/en/editions/2025-1/changes")
    assert "It is the first edition" in first


@pytest.mark.both_databases
def test_who_lost_a_mark_and_has_one_again_is_not_called_new(board: Runtime, reader: Callable[..., Reader]) -> None:
    publish(board, "2025-1")
    away, back = datetime.date(2025, 5, 1), datetime.date(2025, 8, 1)
    gone = EmployerSuspended(employer=ENTITY, suspension="s-1", rev=1, begins=away, ends=back)
    tell(board, [(gone, away)])
    publish(board, "2025-2")
    publish(board, "2025-3")
    page = reader().text("/en/editions/2025-3/changes")
    assert "With a mark again Sedemte peshti" in page
    assert "New with a mark" not in page


@EMBEDDED
def test_an_edition_is_read_town_by_town(published: Runtime, reader: Callable[..., Reader]) -> None:
    page = reader().page(f"/en/editions/{EDITION}/towns")
    cells = [[one.get_text() for one in line.select("th, td")] for line in page.select("tbody tr")]
    assert cells == [["Plovdiv", "1", "–", "1", "–"], ["Smolyan", "1", "–", "0", "–"]]
    assert reader().get("/en/editions/2020-1/towns").status_code == 404


@EMBEDDED
def test_the_dictionary_for_programs_describes_the_table_as_it_is(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    package = reader().get("/data/datapackage.json").json()
    (table,) = package["resources"]
    lines = list(csv.reader(io.StringIO(reader().get("/data/board.csv").content.decode("utf-8-sig")), delimiter=";"))
    fields = table["schema"]["fields"]
    assert lines[0] == [one["name"] for one in fields]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for line in lines[1:]:
        for value, field in zip(line, fields, strict=True):
            limits = field["constraints"]
            assert value or not limits.get("required")
            assert not value or value in limits.get("enum", [value])
            if value and field["type"] == "integer":
                assert int(value) % field["step"] == 0
