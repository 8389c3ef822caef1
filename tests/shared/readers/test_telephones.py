"""Telephones: one form for every way of writing a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers.misread import Doubtful, Misread
from shared.readers.telephones import search_telephone, shown, telephone, telephone_of


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


@pytest.mark.parametrize("typed", ["067 123 45 67", "512 345 678", "0888 12 34 5", "600 100 200", "+359 600 100 200"])
def test_a_number_that_bulgaria_does_not_give_out_is_not_stored_as_bulgarian(typed: str) -> None:
    with pytest.raises(Misread, match=r"no Bulgarian number. .*\+48") as refused:
        telephone(typed)
    assert not isinstance(refused.value, Doubtful), "pressing once more does not make it one"
    assert search_telephone(typed).startswith("+359"), "what was stored before is found"


@pytest.mark.parametrize(
    ("typed", "region", "number", "read_out"),
    [
        ("20000000", "BG", "+35920000000", "+359 2 000 0000"),
        ("888 123 456", "BG", "+359888123456", "+359 88 812 3456"),
        ("+48 999 123 456", "BG", "+48999123456", "+48 999123456"),
        ("721 234 567", "RO", "+40721234567", "+40 721 234 567"),
    ],
)
def test_what_may_be_another_number_is_asked_about_with_the_one_that_is_stored(
    typed: str, region: str, number: str, read_out: str
) -> None:
    with pytest.raises(Doubtful) as asked:
        telephone(typed, region)
    assert (asked.value.value, asked.value.params["number"]) == (number, read_out)


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        ("LV", "20000000", "+37120000000"), ("PL", "600 100 200", "+48600100200"), ("RO", "0721 234 567", "+40721234567"),
        ("BG", "0888 123 456", "+359888123456"), ("PL", "+359 888 123 456", "+359888123456"),
        ("XX", "0888 123 456", "+359888123456"),
    ],
)  # fmt: skip
def test_a_number_is_read_by_the_country_that_the_form_names(country: str, typed: str, number: str) -> None:
    assert telephone_of(country, typed) == number


def test_the_example_is_a_number_as_people_write_it() -> None:
    with pytest.raises(Misread, match="0888 123 456"):
        telephone("няма")


@given(st.text(alphabet="0123456789+ ()-/.", max_size=20))
def test_the_form_of_a_telephone_is_idempotent(typed: str) -> None:
    if number := search_telephone(typed):
        assert search_telephone(number) == number
