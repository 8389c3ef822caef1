"""A name that mixes alphabets within a word shows which letters are strange, and what it prints like."""

import pytest

from shared.readers.lookalikes import by_alphabet, looks


@pytest.mark.parametrize(
    ("name", "strange"),
    [
        ("Cедемте пещи", ["C"]), ("Lіdl", ["і"]), ("Кауфлaнд", ["a"]), ("Humans in thе Loop", ["е"]),
        ("Бял бор Design", []), ("Седемте пещи", []), ("COCA", []), ("Ателие 3D", []),
    ],
)  # fmt: skip
def test_the_strange_letters_of_a_name_are_told(name: str, strange: list[str]) -> None:
    pieces = by_alphabet(name)
    assert "".join(piece for piece, _ in pieces) == name
    assert [piece for piece, odd in pieces if odd] == strange


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("СОСА ЕООД", "COCA"),
        ("Седемте пещи", "Cедемте пещи"),
        ("МАК", "MAK"),
        ("Lіdl", "LIDL"),
        ("„Вектор“ ООД", "Bектор"),
    ],
)
def test_names_that_print_the_same_look_alike(one: str, other: str) -> None:
    assert looks(one) == looks(other)


@pytest.mark.parametrize(("one", "other"), [("Хлебна къща", "Hlebna kashta"), ("Вектор", "Вектра")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert looks(one) != looks(other)
