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
        ("С 5% повече, 3-етажна пекарна, 2,5 тона хляб.", []),
    ],
)
def test_what_may_tell_of_a_single_person_is_found(text: str, marked: list[tuple[str, str]]) -> None:
    assert found(text) == marked


def test_the_employers_own_name_is_no_secret() -> None:
    assert found("При нас в Роса се месят питки.", "Малка пекарна Роса") == []
