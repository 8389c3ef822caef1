"""What people type into intake's forms is brought to one form, or refused with what was read."""

import pytest

from services.intake.access.model.sign_in import code_hash, normal_code
from services.intake.candidates.commands import RegisterCandidate
from services.intake.employers.commands import RegisterEmployer
from services.intake.employers.model import national_number
from services.intake.employers.queries import employer_choices
from shared.transaction import Refused
from tests.intake.conftest import Intake
from web.form import partly


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("contact_email", "info@пример.бг", "info@xn--e1afmkfd.xn--90ae"),
        ("website", "www.firma.bg", "https://www.firma.bg"),
        ("website", "HTTPS://Firma.BG/about", "https://firma.bg/about"),
        ("contact_phone", "(02) 987 65 43", "+35929876543"),
        ("contact_name", "\u202eАмина\u202c  Карими ", "Амина Карими"),
        ("national_id", "ЕИК 131106522", "ЕИК 131106522"),
    ],
)
def test_usual_writings_are_taken(field: str, typed: str, kept: str) -> None:
    values, errors = partly(RegisterEmployer, {field: typed})
    assert field not in errors
    assert values[field] == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [("contact_email", "ana..b@x.bg"), ("website", "javascript:alert(1)"), ("contact_phone", "+000000000")],
)
def test_what_reaches_nobody_is_refused_with_what_was_read(field: str, typed: str) -> None:
    _, errors = partly(RegisterEmployer, {field: typed})
    assert errors[field].params["read"] == typed


@pytest.mark.parametrize(
    "typed", ["032 123 456", "+359 32 123 456", "(032) 12-34-56", "0035932123456", "тел. 032 123 456"]
)
def test_a_telephone_is_kept_in_one_form(typed: str) -> None:
    values, _ = partly(RegisterCandidate, {"phone": typed})
    assert values["phone"] == "+35932123456"


@pytest.mark.parametrize(("typed", "words"), [("12345", "has digits in it"), ("...", "in letters")])
def test_what_is_no_name_of_a_person_is_asked_about(typed: str, words: str) -> None:
    _, errors = partly(RegisterCandidate, {"name": typed})
    assert words in errors["name"].text
    assert errors["name"].params["read"] == typed


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "Cедемте пещи", "mixes letters of two alphabets"),
        ("name_en", "مخبز البيت", "is not in Latin letters"),
        ("name_en", "Хлебна къща", "Use Latin letters here"),
    ],
)
def test_an_employers_name_in_the_wrong_letters_is_asked_about(field: str, typed: str, words: str) -> None:
    assert words in partly(RegisterEmployer, {field: typed})[1][field].text
    assert not {"name", "name_en"} & set(
        partly(RegisterEmployer, {"name": "Студио 24 Design", "name_en": "Łódź Studio 24"})[1]
    )


@pytest.mark.both_databases
def test_employers_to_choose_from_stand_in_the_order_of_the_alphabet(intake: Intake) -> None:
    names = ("„Ягода“", "Zara", "ягода 2", "Явор")
    numbers = ("121362929", "131071587", "131106522", "175074752")
    for name, number in zip(names, numbers, strict=True):
        intake.verified(name=name, national_id=number, contact_email=f"a{number}@x.example")
    listed = intake.runtime.database.look(employer_choices)
    assert [each.name for each in listed] == ["Явор", "„Ягода“", "ягода 2", "Zara"]


@pytest.mark.parametrize("typed", ["121396123", "1213961230342", "ЕИК: 121 396 123", "BG121396123", "121-396-123"])
def test_a_company_has_one_number(typed: str) -> None:
    assert national_number("BG", typed) == "121396123"


@pytest.mark.parametrize("typed", ["526-10-40-828", "5261040828", "PL5261040828"])
def test_a_polish_company_has_one_number(typed: str) -> None:
    assert national_number("PL", typed) == "5261040828"


def test_a_placeholder_is_no_company() -> None:
    with pytest.raises(Refused, match="stands for no company") as refused:
        national_number("BG", "000000000")
    assert refused.value.params["read"] == "000000000"


def test_look_alikes_in_sign_in_codes_are_read() -> None:
    assert normal_code("О12 345") == "012345"
    assert code_hash("a", "АВСЕ-2345-НКМР-ТХ67") == code_hash("a", "ABCE2345HKMPTX67")
