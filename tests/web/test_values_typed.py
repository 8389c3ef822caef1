"""A date, a number, an amount and a text are read as people write them, or told apart."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.languages import BY_CODE
from shared.readers import numbers
from tests.web.hiring_form import hire, mistake
from web import answers, formats
from web.answers import DATE, MISSING, NO_SUCH_DATE, WHOLE_NUMBER, YEAR
from web.respond import Message


@pytest.mark.parametrize(
    "written", ["2026-01-21", "21.1.2026", "21.01.2026 г.", "21/1/2026", " 21. 1. 2026 ", "21-01-2026", "٢١.١.٢٠٢٦"]
)
def test_a_date_is_read_as_people_write_it(written: Any) -> None:
    assert hire(start=written).start == datetime.date(2026, 1, 21)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("", MISSING),
        ("31.2.2026", NO_SUCH_DATE),
        ("2026-02-30", NO_SUCH_DATE),
        ("1.1.26", DATE),
        ("1.2026", DATE),
        ("01.01.0026", YEAR),
        ("1.1.3026", YEAR),
        ("21 януари", DATE),
    ],
)
def test_a_date_that_is_none_is_told_apart(written: Any, text: str) -> None:
    assert mistake("start", start=written) == text


@pytest.mark.parametrize("written", ["40", " 40 ", "+40", "40\u00a0", "\u202a40\u202c", "٤٠", "40,00"])
def test_a_whole_number_is_read_with_the_spaces_people_put(written: Any) -> None:
    assert hire(hours=written).hours == 40


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("0", answers.AT_LEAST),
        ("61", answers.AT_MOST),
        ("40.5", WHOLE_NUMBER),
        ("1_0", WHOLE_NUMBER),
        ("½", WHOLE_NUMBER),
        ("1,1", WHOLE_NUMBER),
        ("4 0", WHOLE_NUMBER),
        ("1 100", answers.AT_MOST),
        ("12,000", answers.AT_MOST),
        ("1" * 500, WHOLE_NUMBER),
        ("1" * 30, answers.TOO_LARGE),
        ("\u22121", answers.AT_LEAST),
    ],
)
def test_a_number_out_of_its_limits_is_told_them(written: Any, text: str) -> None:
    assert mistake("hours", hours=written) == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1250.50", "1250.50"),
        ("1250,5", "1250.5"),
        ("12 400", "12400"),
        ("1.250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.300", "1300"),
    ],
)
def test_an_amount_takes_a_comma_or_a_point(written: Any, value: int) -> None:
    assert hire(pay=written).pay == Decimal(value)


@pytest.mark.parametrize("written", ["12,3,4", "NaN", "Infinity", "1e9", "12 души"])
def test_what_is_no_amount_is_refused_with_what_was_read(written: Any) -> None:
    found = hire(pay=written)["pay"]
    assert (found.text, found.params["read"]) == (answers.AMOUNT, written)


def test_thousands_in_the_decimal_sign_of_the_page_are_a_question_and_never_one_thirty() -> None:
    assert mistake("pay", pay="1,300") == numbers.THOUSANDS
    assert hire("en", pay="1,300").pay == 1300
    assert hire("en", pay="1.300")["pay"].text == numbers.THOUSANDS
    assert hire(answers.MACHINE, pay="1.300").pay == Decimal("1.3")


@given(st.decimals(0, 10**7, places=2), st.integers(1, 60), st.sampled_from(sorted(BY_CODE)))
def test_a_form_reads_what_it_writes_in_every_language(pay: Decimal, hours: int, lang: str) -> None:
    found = hire(lang, pay=formats.number(pay, lang, 2), hours=formats.number(hours, lang))
    assert (found.pay, found.hours) == (pay, hours)


def test_text_is_cleaned_of_what_nobody_sees() -> None:
    assert hire(name=" Ма\u0000ри\u202eя\r\n Иванова ").name == "Мария Иванова"
    assert hire(name="и\u0306").name == "й"
    assert hire(name="\ud800x").name == "x"
    assert hire(name="می\u200cخواهم").name == "می\u200cخواهم"


def test_a_long_text_keeps_its_lines_and_a_short_one_is_a_line() -> None:
    assert hire(note="one\r\ntwo\n\nthree").note == "one\ntwo\n\nthree"
    assert hire(name="one\ntwo").name == "one two"


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    found = hire(name="я" * 61)
    assert found["name"] == Message(answers.TOO_LONG, {"limit": 60, "length": 61})
