"""What an editor is shown before words become public (issue 11, 2): small numbers, origins, months, kinship, names."""

import pytest

from services.recognition.articles import revealing


def found(text: str, known: str = "") -> list[tuple[str, str]]:
    return [(one.tell, text[one.start : one.end]) for one in revealing(text, known)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Наехме 2 жени и после още трима.", [("number", "2"), ("number", "трима")]),
        ("We hired two people and one woman.", [("number", "two"), ("number", "one")]),
        ("Дойде от Харков, брат му е в Сирия.", [("origin", "Харков"), ("kinship", "брат"), ("origin", "Сирия")]),
        ("Her sister came from Ukraine in March.", [("kinship", "sister"), ("origin", "Ukraine"), ("month", "March")]),
        ("През май пак я попитахме.", [("month", "май")]),
        ("На смяната Мария учи другите.", [("name", "Мария")]),
        ("Печем хляб за 180 магазина от 1987 година.", []),
        ("People may ask whatever they like.", []),
        ("May we help? Май ще успеем, това май стига.", []),
        ("One of the shifts ends at 10:30, един от двама.", [("number", "двама")]),
        ("Мария учи другите. Тя е тук от юни.", [("name", "Мария"), ("month", "юни")]),
        ("Ірина вчить інших, а Łukasz допомагає.", [("name", "Ірина"), ("name", "Łukasz")]),
        ("Oksana runs the second shift.", [("name", "Oksana")]),
        ("Пенка Стоева дойде първа.", [("name", "Пенка Стоева")]),
        ("Penka Stoeva came first. When Penka came, we laughed.", [("name", "Penka Stoeva"), ("name", "Penka")]),
        (
            "Обадете се на 0888 123 456 или на (02) 987 65 43.",
            [("telephone", "0888 123 456"), ("telephone", "(02) 987 65 43")],
        ),
        ("Call +359 88 812 3456, or 888123456.", [("telephone", "+359 88 812 3456"), ("telephone", "888123456")]),
        ("Пишете на ana.m@abv.bg.", [("address", "ana.m@abv.bg")]),
        ("Живее на ул. „Мир“ 5.", [("address", "ул. „Мир")]),
        ("Дойде на 12.03.2024 г.", [("date", "12.03.2024")]),
        ("На 12 март 2024 г. подписахме.", [("date", "12 март 2024")]),
        ("She came on 3 May 2024, or on May 3rd.", [("date", "3 May 2024"), ("date", "May 3rd")]),
        ("От 2019-2023 година 1 200 000 хляба, 12 000 лв.", []),
        ("С 5% повече, 3-етажна пекарна, 2,5 тона хляб.", []),
    ],
)
def test_what_may_tell_of_a_single_person_is_found(text: str, marked: list[tuple[str, str]]) -> None:
    assert found(text) == marked


def test_the_employers_own_name_is_no_secret() -> None:
    assert found("При нас в Роса се месят питки.", "Малка пекарна Роса") == []
