"""What each of two people changed is kept; where both changed the same, the later is asked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from shared.overtaken import Opened, Overtaken, mark, merged, present


class Change(msgspec.Struct, frozen=True, kw_only=True):
    thing: str = "t"
    town: str = ""
    pay: Decimal | None = None
    skills: tuple[str, ...] = ()
    asked: bool | None = None


def after(mine: Change, said: Mapping[str, Any], now: Mapping[str, Any], *sure: str) -> Change:
    return merged(mine, Opened(said, frozenset(sure), dict), now)


def test_what_the_other_changed_stays_and_what_this_one_changed_is_taken() -> None:
    said = {"town": "Plovdiv", "skills": ("a",)}
    found = after(Change(town="Ruse", skills=("a",)), said, {"town": "Plovdiv", "skills": ("a", "b")})
    assert (found.town, found.skills) == ("Ruse", ("a", "b"))


def test_the_same_change_of_both_is_no_question() -> None:
    assert after(Change(town="Ruse"), {"town": "Plovdiv"}, {"town": "Ruse"}).town == "Ruse"


def test_every_field_that_both_changed_is_named_and_only_what_stands_there_is_written_over() -> None:
    said, now = {"town": "Plovdiv", "pay": None}, {"town": "Varna", "pay": Decimal("1300.00")}
    mine = Change(town="Ruse", pay=Decimal(900))
    with pytest.raises(Overtaken) as overtaken:
        after(mine, said, now)
    assert overtaken.value.now == now
    marks = [mark(name, value) for name, value in now.items()]
    assert after(mine, said, now, *marks) == mine
    with pytest.raises(Overtaken):
        after(mine, said, {**now, "town": "Burgas"}, *marks)


@pytest.mark.parametrize(
    ("then", "now"), [("", None), ((), None), (("a", "b"), ["b", "a"]), (Decimal("1.0"), Decimal(1))]
)
def test_another_writing_of_the_same_is_no_change(then: object, now: object) -> None:
    mine = Change(town="Ruse")
    assert after(mine, {"town": then}, {"town": now}) == mine


def test_no_is_another_answer_than_none() -> None:
    assert after(Change(asked=None), {"asked": None}, {"asked": False}).asked is False


def test_what_was_not_seen_is_taken_as_it_comes() -> None:
    assert after(Change(town="Ruse"), {}, {"town": "Varna"}).town == "Ruse"


def test_what_a_thing_says_is_read_by_the_names_of_the_command() -> None:
    class Kept:
        town = "Varna"

        def asked(self) -> bool:
            return True

    assert present(Change(), Kept(), pay=None) == {"town": "Varna", "pay": None}
