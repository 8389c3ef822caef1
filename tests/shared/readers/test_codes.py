"""Codes: what looks alike is alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers import codes
from shared.readers.misread import Misread


@pytest.mark.parametrize(
    "typed",
    [
        "С-8P2S",
        "C8P2S",
        "C 8P2S",
        "c-8p2s",
        "с–8р2ѕ",
        "C‑8P2S",
        " C — 8P2S ",
        "Ｃ-８P2S",
        "C−8P2S",
        "код C-8P2S",
        "case C-8P2S",
        "Code: С-8Р2S.",
        "№ C8P2S",
        "(C-8P2S)",
    ],
)
def test_a_case_code_is_read_however_it_is_copied(typed: str) -> None:
    assert codes.case_code(typed) == "C-8P2S"


@pytest.mark.parametrize("typed", ["", "C-", "8P2S", "C-8P", "Амина", "C-8P2S9999999"])
def test_what_is_no_case_code_says_what_one_looks_like(typed: str) -> None:
    with pytest.raises(Misread, match="C-7F3K"):
        codes.case_code(typed)
    assert codes.sought_case_code(typed) == typed.upper()


@pytest.mark.parametrize("typed", ["012345", "О12 345", "o12-345", "О1234S", "０１２３４５", "٠١٢٣٤٥", "ol2345"])
def test_look_alikes_in_a_one_time_code_are_digits(typed: str) -> None:
    assert codes.typed_code(typed) == "012345"


def test_a_printed_code_is_alike_with_and_without_its_hyphens_in_either_alphabet() -> None:
    assert codes.normal_code("АВСЕ-2345-НКМР-ТХ67") == codes.normal_code("abce2345hkmptx67")


@given(st.text(max_size=40))
def test_the_normal_form_of_a_code_is_idempotent(text: str) -> None:
    assert codes.normal_code(codes.normal_code(text)) == codes.normal_code(text)
