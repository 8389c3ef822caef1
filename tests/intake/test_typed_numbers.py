"""Telephones, units and parts of an hour as people type them: read as they are meant, or asked about with what is kept."""

from decimal import Decimal

import msgspec
import pytest

from services.intake.employers.commands import ChangeEmployer, RegisterEmployer
from services.intake.service import SERVICE
from services.intake.vacancies.commands import ChangeVacancy, DraftVacancy
from services.placements.hires.commands import CorrectHire, RecordHire
from services.recognition.awards.commands import OpenAwards
from services.recognition.statements.commands import StateFigure
from web.form import partly
from web.formats import money


@pytest.mark.parametrize(
    ("country", "typed", "kept"), [("LV", "20000000", "+37120000000"), ("PL", "600 100 200", "+48600100200")]
)
def test_a_contact_is_called_in_the_country_of_the_registration(country: str, typed: str, kept: str) -> None:
    assert partly(RegisterEmployer, {"country": country, "contact_phone": typed})[0]["contact_phone"] == kept


CALLED = [
    (command, field)
    for command in SERVICE.commands
    if issubclass(command, msgspec.Struct)
    for field in {"phone", "contact_phone"} & set(command.__struct_fields__)
]


@pytest.mark.parametrize(("command", "field"), CALLED, ids=lambda each: getattr(each, "__name__", each))
def test_no_form_makes_a_foreign_number_a_bulgarian_one(command: type[msgspec.Struct], field: str) -> None:
    for typed, more in (("600 100 200", {}), ("600 100 200", {"_sure": f"{field}=600 100 200"}), ("20000000", {})):
        values, errors = partly(command, {field: typed, **more})
        assert field in errors
        assert field not in values
    asked = partly(command, {field: "20000000"})[1][field]
    assert asked.params["number"] == "+359 2 000 0000", "what is going to be stored"


@pytest.mark.parametrize(
    ("command", "field", "typed", "kept"),
    [
        (RecordHire, "funded_percent", "50%", 50), (RecordHire, "funded_percent", "50 на сто", 50),
        (ChangeEmployer, "founded", "2004 г.", 2004),
        (ChangeEmployer, "founded", "2004", 2004), (StateFigure, "from_year", "2019 год.", 2019),
        (OpenAwards, "year", "2025 г.", 2025),
        (DraftVacancy, "hours", "20 ч", 20),
    ],
)  # fmt: skip
def test_a_unit_behind_a_whole_number_is_no_mistake(
    command: type[msgspec.Struct], field: str, typed: str, kept: int
) -> None:
    assert partly(command, {field: typed})[0].get(field) == kept


@pytest.mark.parametrize(
    "command", [DraftVacancy, ChangeVacancy, RecordHire, CorrectHire], ids=lambda each: each.__name__
)
@pytest.mark.parametrize("typed", ["37,5", "37.5", "37½", "37,5 ч", "37,75"])
def test_parts_of_an_hour_are_asked_about_with_what_is_kept(command: type[msgspec.Struct], typed: str) -> None:
    asked = partly(command, {"hours": typed})[1]["hours"]
    assert asked.params["value"] == 37
    assert partly(command, {"hours": typed, "_sure": asked.sure})[0]["hours"] == 37


def test_the_cents_of_a_pay_are_shown_where_there_are_some() -> None:
    assert "200,50" in money(Decimal("1200.50"), "bg", whole=True)
    assert money(Decimal("1200.00"), "bg", whole=True) == money(1200, "bg", whole=True)
