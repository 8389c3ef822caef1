"""What says of a single person who it is is asked about before anybody reads it; a personal number is refused."""

import pytest

from shared.readers.misread import Doubtful, Misread
from shared.readers.personal import vacancy_title, vacancy_words, without_codes

CODES = [
    "ЕГН 7501010010",
    "7501010010",
    "EGN: 750101 0010",
    "PESEL 44051401359",
    "44051401359",
    "161175-19997",
    "personas kods 32867300679",
]


@pytest.mark.parametrize("code", CODES)
def test_a_personal_number_is_refused(code: str) -> None:
    for reader in (without_codes, vacancy_words, vacancy_title):
        with pytest.raises(Misread) as refused:
            reader(f"Пекар {code}")
        assert not isinstance(refused.value, Doubtful)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Месене на хляб. Обадете се на Мария Иванова 0888 123 456.", "“Мария Иванова”, “0888 123 456”"),
        ("Пишете на ivan@example.com за среща с екипа.", "“ivan@example.com”"),
        ("Питайте Мария в цеха, тя обяснява всичко.", "“Питайте Мария”"),
        ("Работа на смени.\nТел.: +359 2 987 65 43", "“+359 2 987 65 43”"),
    ],
)
def test_who_somebody_is_and_how_to_reach_them_is_asked_about(text: str, found: str) -> None:
    with pytest.raises(Doubtful) as asked:
        vacancy_words(text)
    assert (asked.value.params["read"], asked.value.value) == (found, text)


def test_a_title_with_a_name_is_asked_about_and_one_with_a_telephone_refused() -> None:
    with pytest.raises(Doubtful):
        vacancy_title("Помощник на Мария Иванова")
    with pytest.raises(Misread, match="telephone"):
        vacancy_title("Пекар тел. 0888123456")


@pytest.mark.parametrize(
    "text",
    [
        "Месене и печене на хляб в малък екип, ул. „Иван Вазов“ 12, от 6:00 до 14:00, 40 часа седмично.",
        "От 01.12.2026 до 31.03.2027, заплата 1 200 – 1 400 EUR, 2 смени, 15 души в екипа.",
        "Работа с Excel и SAP в Пловдив. ЕИК 121396123.",
    ],
)
def test_what_every_vacancy_says_is_taken_without_a_question(text: str) -> None:
    assert vacancy_words(text) == text
