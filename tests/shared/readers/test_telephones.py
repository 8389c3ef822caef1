"""Telephones: one form for every way of writing a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers.misread import Doubtful, Misread
from shared.readers.telephones import search_telephone, shown, telephone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("032 123 456", "+35932123456"),
        ("+359 32 123 456", "+35932123456"),
        ("00359 32 123456", "+35932123456"),
        ("+359 (0)32 123 456", "+35932123456"),
        ("(032) 12-34-56", "+35932123456"),
        ("032/123 456", "+35932123456"),
        ("тел. 032 123 456", "+35932123456"),
        ("GSM: 0888 123 456", "+359888123456"),
        ("(02) 987 65 43", "+35929876543"),
        ("0888123456", "+359888123456"),
        ("٠٨٨٨ ١٢٣ ٤٥٦", "+359888123456"),
        ("088\u00a08123\u2011456", "+359888123456"),
        ("\u202a+359 888 123 456\u202c", "+359888123456"),
        ("+380 44 123 4567", "+380441234567"),
        ("моб. тел. 0888 123 456", "+359888123456"),
        ("viber 0888123456", "+359888123456"),
        ("nr tel. +48 512-345-678", "+48512345678"),
        ("tālr. +371 29 123 456", "+37129123456"),
        ("О888 123 456", "+359888123456"),
        ("0888 l23 456", "+359888123456"),
        ("+48 22 123 45 67", "+48221234567"),
    ],
)
def test_a_telephone_has_one_form(typed: str, number: str) -> None:
    assert telephone(typed) == number
    assert search_telephone(typed) == number
    assert telephone(number) == number
    assert telephone(shown(number)) == number


def test_a_number_without_its_country_is_of_the_region() -> None:
    assert telephone("22 123 45 67", "PL") == "+48221234567"
    assert telephone("29 123 456", "LV") == "+37129123456"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "няма",
        "123",
        "000000000",
        "0888 12",
        "Амина",
        "12.05.1990 г.",
        "+359 888 123 456 789 012",
        "a@b.bg",
        "088812345x",
    ],
)
def test_nonsense_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Misread) as refused:
        telephone(typed)
    assert refused.value.params["read"] == typed
    assert search_telephone(typed) == ""


@pytest.mark.parametrize("between", [", ", "; ", " / ", "/", " или ", " и ", " ", " lub "])
def test_two_numbers_in_one_field_are_named(between: str) -> None:
    with pytest.raises(Misread, match="more than one"):
        telephone(f"0888 123 456{between}032 123 456")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("067 123 45 67", "+359671234567"), ("512 345 678", "+359512345678"), ("0888 12 34 5", "+35988812345")],
)
def test_a_number_that_nobody_is_given_is_asked_about(typed: str, number: str) -> None:
    with pytest.raises(Doubtful, match="given out") as asked:
        telephone(typed)
    assert asked.value.value == search_telephone(typed) == number


def test_the_example_is_a_number_as_people_write_it() -> None:
    with pytest.raises(Misread, match="0888 123 456"):
        telephone("няма")


@given(st.text(alphabet="0123456789+ ()-/.", max_size=20))
def test_the_form_of_a_telephone_is_idempotent(typed: str) -> None:
    if number := search_telephone(typed):
        assert telephone(number) == number
