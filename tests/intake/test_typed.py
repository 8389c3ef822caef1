"""What people type into intake's forms is brought to one form, or refused with what was read."""

from decimal import Decimal

import msgspec
import pytest

from services.intake.access.commands import ChangeOrganisation, InviteColleague, RegisterOrganisation
from services.intake.access.model.sign_in import code_hash, normal_code
from services.intake.candidates.commands import CorrectCandidate, RegisterCandidate
from services.intake.employers.commands import ChangeEmployer, RegisterEmployer
from services.intake.employers.model import national_number
from services.intake.employers.queries.employers import employer_choices
from services.intake.service import SERVICE
from services.intake.vacancies.commands import ChangeVacancy, DraftVacancy
from services.placements.hires.commands import RecordHire
from shared.transaction import Refused
from tests.intake.conftest import Intake
from web.form import partly
from web.formats import number


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


LINKS = ["www.firma.bg", "firma.bg", "HTTPS://firma.bg", "http://firma.bg/a?b=c", "https://пример.бг"]
NO_ADDRESSES = ["ana..b@x.bg", "ana@", "@x.bg", "ana b@x.bg", "ana@x", ".ana@x.bg", "ana@x..bg"]
MAILED = [
    command
    for command in SERVICE.commands
    if issubclass(command, msgspec.Struct) and {"email", "contact_email"} & set(command.__struct_fields__)
]


@pytest.mark.parametrize("command", [RegisterEmployer, ChangeEmployer], ids=lambda command: command.__name__)
@pytest.mark.parametrize("typed", LINKS)
def test_every_form_with_a_link_takes_it_as_it_is_usually_written(command: type[msgspec.Struct], typed: str) -> None:
    assert partly(command, {"website": typed})[0]["website"].startswith(("https://", "http://"))


@pytest.mark.parametrize("command", MAILED, ids=lambda command: command.__name__)
@pytest.mark.parametrize("typed", NO_ADDRESSES)
def test_every_form_with_an_address_refuses_what_reaches_nobody(command: type[msgspec.Struct], typed: str) -> None:
    field = "email" if "email" in command.__struct_fields__ else "contact_email"
    assert partly(command, {field: typed})[1][field].params["read"] == typed
    assert partly(command, {field: "info@пример.бг"})[0][field] == "info@xn--e1afmkfd.xn--90ae"


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
    for name, registered in zip(names, numbers, strict=True):
        intake.verified(name=name, national_id=registered, contact_email=f"a{registered}@x.example")
    listed = intake.runtime.database.look(employer_choices).rows
    assert [each.name for each in listed] == ["Явор", "„Ягода“", "ягода 2", "Zara"]


@pytest.mark.parametrize("typed", ["121396123", "1213961230342", "ЕИК: 121 396 123", "BG121396123", "121-396-123"])
def test_a_company_has_one_number(typed: str) -> None:
    assert national_number("BG", typed) == "121396123"


TOWNS = (RegisterEmployer, ChangeEmployer, DraftVacancy, ChangeVacancy, RegisterCandidate, CorrectCandidate)
OFFICES = (RegisterOrganisation, ChangeOrganisation, InviteColleague)


@pytest.mark.parametrize("command", [*TOWNS, *OFFICES], ids=lambda command: command.__name__)
@pytest.mark.parametrize("typed", ["гр. Пловдив", "гр.Пловдив", "Plovdiv", "ПЛОВДИВ", "4000 Пловдив", "община Пловдив"])
def test_every_form_that_asks_for_a_town_reads_one_town(command: type[msgspec.Struct], typed: str) -> None:
    assert partly(command, {"town": typed})[0]["town"] == "Пловдив"


@pytest.mark.parametrize("command", [*TOWNS, *OFFICES], ids=lambda command: command.__name__)
def test_a_town_with_a_namesake_is_asked_about_and_not_guessed(command: type[msgspec.Struct]) -> None:
    error = partly(command, {"town": "гр. Бяла"})[1]["town"]
    assert error.params["choice"] == "Бяла (обл. Варна), Бяла (обл. Русе)"
    assert partly(command, {"town": "Бяла (обл. Русе)"})[0]["town"] == "Бяла (обл. Русе)"


def test_what_a_form_doubts_is_taken_when_it_comes_once_more_as_it_was() -> None:
    asked = partly(DraftVacancy, {"town": "Пловдиф"})[1]["town"]
    assert asked.params == {"read": "Пловдиф", "near": "Пловдив"}
    assert partly(DraftVacancy, {"town": "Пловдиф", "_sure": asked.sure})[0]["town"] == "Пловдиф"
    assert "town" in partly(DraftVacancy, {"town": "Пловдиг", "_sure": asked.sure})[1]
    assert "title" in partly(DraftVacancy, {"title": "", "_sure": asked.sure})[1]


@pytest.mark.parametrize("typed", ["6", "130000", "99", "10 001"])
def test_pay_outside_the_usual_is_asked_about(typed: str) -> None:
    asked = partly(DraftVacancy, {"wage_from": typed})[1]["wage_from"]
    assert asked.params["read"] == typed
    assert "wage_from" in partly(DraftVacancy, {"wage_from": typed, "_sure": asked.sure})[0]


@pytest.mark.parametrize("lang", ["bg", "en", "lv", "pl"])
@pytest.mark.parametrize("pay", ["1300", "1300.50", "999.99", "10000", "620.20"])
def test_the_form_of_a_vacancy_reads_the_pay_that_it_writes(lang: str, pay: str) -> None:
    assert partly(DraftVacancy, {"wage_from": number(Decimal(pay), lang, 2)}, lang)[0]["wage_from"] == Decimal(pay)


@pytest.mark.parametrize("lang", ["bg", "en", "lv", "pl"])
@pytest.mark.parametrize("typed", ["1 300", "1300 €", "€1300", "1300 евро", "1300,00", "1300.00", "1 300,00"])
def test_pay_is_read_however_it_is_usually_written(lang: str, typed: str) -> None:
    assert partly(DraftVacancy, {"wage_from": typed}, lang)[0]["wage_from"] == 1300


@pytest.mark.parametrize("lang", ["bg", "en", "lv", "pl"])
@pytest.mark.parametrize("typed", ["1,300", "1.300"])
def test_pay_in_thousands_is_thousands_or_a_question(lang: str, typed: str) -> None:
    values, errors = partly(DraftVacancy, {"wage_from": typed}, lang)
    assert values.get("wage_from", 1300) == 1300
    if "wage_from" in errors:
        assert (
            partly(DraftVacancy, {"wage_from": typed, "_sure": errors["wage_from"].sure}, lang)[0]["wage_from"] == 1300
        )


@pytest.mark.parametrize("hours", ["0", "61", "400", "1,5", "-8"])
def test_hours_have_a_floor_and_a_ceiling(hours: str) -> None:
    assert "hours" in partly(DraftVacancy, {"hours": hours})[1]


@pytest.mark.parametrize("typed", ["1 100", "1100", "1,100", "1.100"])
def test_a_headcount_is_read_with_its_thousands_parted(typed: str) -> None:
    assert partly(RegisterEmployer, {"headcount": typed}, "bg")[0]["headcount"] == 1100


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


@pytest.mark.parametrize("command", [DraftVacancy, RecordHire], ids=lambda command: command.__name__)
def test_the_hours_of_a_day_are_not_taken_for_those_of_a_week_without_a_word(command: type[msgspec.Struct]) -> None:
    for typed in ("8", "4"):
        question = partly(command, {"hours": typed})[1]["hours"]
        assert question.params["read"] == typed
        assert partly(command, {"hours": typed, "_sure": question.sure})[0]["hours"] == int(typed)
    for typed in ("40", "40 часа", "40 ч.", "40h", "40 hours", "40 godzin", "40 stundas"):
        assert partly(command, {"hours": typed})[0]["hours"] == 40
    assert partly(command, {"hours": "168"})[1]["hours"].sure == ""
