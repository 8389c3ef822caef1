"""Forms into commands, with every mistake at once."""

import datetime
import string
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import FormMultiDict

from tests.web.hiring_form import FULL, Contract, Hire, hire, mistake, mistakes_in
from web import answers
from web.answers import CHOOSE, CHOOSE_LISTED, DATE, MISSING, NOT_TEXT, ONE_ONLY, WHOLE_NUMBER
from web.form import UNKNOWN_FIELD
from web.respond import Errors, Message, read, typed


class Some(msgspec.Struct, frozen=True):
    value: str


def test_a_form_becomes_its_command() -> None:
    assert hire(pay="1 250,50", by_wish="on", paid="no", languages=["bg", "uk"], level="2", at="9:05") == Hire(
        name="Мария",
        start=datetime.date(2026, 1, 21),
        contract=Contract.FIXED,
        hours=40,
        pay=Decimal("1250.50"),
        by_wish=True,
        paid=False,
        languages=["bg", "uk"],
        level=2,
        at=datetime.time(9, 5),
    )


def test_empty_answers_take_the_default_or_none() -> None:
    empty = dict.fromkeys(Hire.__struct_fields__, "")
    assert read(Hire, {**empty, **FULL}) == read(Hire, FULL)


def test_every_mistake_is_named_at_once() -> None:
    found = mistakes_in({"name": " ", "start": "yesterday", "contract": "", "hours": "many", "kind": "hobby", "x": "1"})
    assert {field: message.text for field, message in found.items()} == {
        "": UNKNOWN_FIELD,
        "name": "Enter the name",
        "start": DATE,
        "contract": CHOOSE,
        "hours": WHOLE_NUMBER,
        "kind": CHOOSE_LISTED,
    }


def test_only_a_field_with_its_own_words_stands_alone_in_the_summary() -> None:
    found = mistakes_in({"hours": "1"})
    assert found["name"].alone
    assert found["start"] == Message(MISSING)
    assert hire(staff="abc")["staff"] == Message("Use capital letters", {}, True)


def test_fields_of_the_framework_are_passed_over() -> None:
    assert hire(_csrf="token", _anything="x") == hire()


def test_a_checkbox_that_was_not_sent_is_false() -> None:
    assert hire().by_wish is False
    assert hire(by_wish="on").by_wish is True
    assert hire().paid is None


def test_two_answers_to_one_question_are_asked_again() -> None:
    assert mistake("name", name=["Мария", "Иван"]) == ONE_ONLY


def test_a_list_takes_several_answers_one_or_none() -> None:
    assert hire(languages="bg").languages == ["bg"]
    assert hire(languages=[]).languages == []
    assert mistake("languages", languages=["bg", "xx"]) == CHOOSE_LISTED
    assert mistake("codes", codes=["a", "b", "c"]) == answers.TOO_MANY


def test_a_file_where_text_is_asked_is_refused() -> None:
    assert mistake("name", name=b"bytes") == NOT_TEXT
    assert mistake("name", name=object()) == NOT_TEXT


def test_the_forms_of_litestar_are_read_with_their_repeated_fields() -> None:
    form = FormMultiDict([*FULL.items(), ("languages", "bg"), ("languages", "en"), ("_csrf", "x")])
    found: Any = read(Hire, form)
    assert found.languages == ["bg", "en"]
    assert typed(form)["languages"] == ["bg", "en"]


def test_a_rule_between_fields_is_a_mistake_of_the_whole_form() -> None:
    class Span(msgspec.Struct, frozen=True):
        first: datetime.date
        last: datetime.date

        def __post_init__(self) -> None:
            if self.last < self.first:
                raise ValueError("The last day is before the first")

    found = read(Span, {"first": "2.1.2026", "last": "1.1.2026"})
    assert found == {"": Message("The last day is before the first")}


anything = st.one_of(
    st.text(st.characters(), max_size=40),
    st.text(string.digits + ".,-/: \u00a0", max_size=12),
    st.lists(st.text(max_size=5), max_size=4),
    st.binary(max_size=5),
    st.none(),
    st.integers(),
)


names = st.one_of(st.sampled_from(Hire.__struct_fields__), st.text(max_size=8), st.integers())


@given(st.dictionaries(names, anything, max_size=20))
def test_no_form_whatsoever_raises(form: dict[Any, Any]) -> None:
    found = read(Hire, form)
    assert isinstance(found, Hire | Errors)
    assert not isinstance(found, Errors) or found
    if isinstance(found, Hire):
        msgspec.json.encode(found)
        assert msgspec.convert(msgspec.to_builtins(found), Hire) == found


@given(st.text(st.characters(), max_size=300))
def test_what_is_read_is_read_the_same_again(text: str) -> None:
    once = read(Some, {"value": text})
    if isinstance(once, Some):
        assert read(Some, {"value": once.value}) == once
        once.value.encode()
