"""Numbers, dates and plurals. CLDR moves with Babel's releases: these lines notice."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from web.formats import NBSP, count, day, moment, money, month, number, percent, plural_forms, short_day, weekday
from web.grammar.latin import transliterate

DAY = datetime.date(2026, 1, 21)


def plain(text: str) -> Any:
    return text.replace(NBSP, "_")


@pytest.mark.parametrize(
    ("lang", "value", "expected"),
    [
        ("bg", 999, "999"),
        ("bg", 1240, "1240"),
        ("bg", -9999, "-9999"),
        ("bg", 10000, "10_000"),
        ("bg", 12400, "12_400"),
        ("bg", Decimal("21100.5"), "21_100,5"),
        ("pl", 1100, "1100"),
        ("lv", 1100, "1100"),
        ("lv", 21100, "21_100"),
        ("en", 1240, "1,240"),
        ("en", 12400, "12,400"),
    ],
)
def test_bulgarian_groups_digits_only_from_five(lang: str, value: int, expected: int) -> None:
    assert plain(number(value, lang)) == expected


@pytest.mark.parametrize(
    ("lang", "expected", "whole"),
    [
        ("bg", "198_983,98_€", "1300_€"),
        ("en", "€198,983.98", "€1,300"),
        ("lv", "198_983,98_€", "1300_€"),
        ("pl", "198_983,98_€", "1300_€"),
    ],
)
def test_money_keeps_its_cents_unless_told_otherwise(lang: str, expected: int, whole: Any) -> None:
    assert plain(money(Decimal("198983.98"), lang)) == expected
    assert plain(money(1300, lang, whole=True)) == whole


def test_basis_points_become_a_percentage() -> None:
    assert percent(7350, "bg") == "73,5%"
    assert percent(7300, "bg") == "73%"
    assert percent(10000, "en") == "100%"


@pytest.mark.parametrize(
    ("lang", "long", "short", "alone"),
    [
        ("bg", "21_януари_2026_г.", "21.01.2026_г.", "януари_2026_г."),
        ("en", "21_January_2026", "21_Jan_2026", "January_2026"),
        ("lv", "2026._gada_21._janvāris", "21.01.2026.", "2026._gada_janvāris"),
        ("pl", "21_stycznia_2026", "21.01.2026", "styczeń_2026"),
    ],
)
def test_a_day_reads_as_its_language_writes_it(lang: str, long: Any, short: Any, alone: Any) -> None:
    assert (plain(day(DAY, lang)), plain(short_day(DAY, lang)), plain(month(DAY, lang))) == (long, short, alone)


def test_a_weekday_begins_the_page_of_today() -> None:
    assert weekday(DAY, "bg") == "сряда, 21 януари"


def test_an_instant_is_shown_in_the_zone_of_the_organisation() -> None:
    late = datetime.datetime(2026, 1, 21, 22, 30, tzinfo=datetime.UTC)
    assert plain(moment(late, "bg")) == "22.01.2026_г., 00:30"
    assert plain(day(late, "en")) == "22_January_2026"


FORMS = {
    "bg": {"one": "човек", "other": "души"},
    "en": {"one": "person", "other": "people"},
    "lv": {"zero": "cilvēku", "one": "cilvēks", "other": "cilvēki"},
    "pl": {"one": "osoba", "few": "osoby", "many": "osób"},
}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("bg", "0 души,1 човек,2 души,5 души,11 души,21 души,22 души,101 души,1100 души"),
        ("en", "0 people,1 person,2 people,5 people,11 people,21 people,22 people,101 people,1,100 people"),
        (
            "lv",
            "0 cilvēku,1 cilvēks,2 cilvēki,5 cilvēki,11 cilvēku,21 cilvēks,22 cilvēki,101 cilvēks,1100 cilvēku",
        ),
        ("pl", "0 osób,1 osoba,2 osoby,5 osób,11 osób,21 osób,22 osoby,101 osób,1100 osób"),
    ],
)
def test_a_count_takes_the_form_of_its_number(lang: str, expected: str) -> None:
    counted = [count(n, lang, **FORMS[lang]) for n in (0, 1, 2, 5, 11, 21, 22, 101, 1100)]
    assert ",".join(counted).replace(NBSP, " ") == expected


@pytest.mark.parametrize("lang", FORMS)
def test_a_missing_form_is_noticed_whatever_the_number(lang: str) -> None:
    for form in plural_forms(lang):
        rest = {name: text for name, text in FORMS[lang].items() if name != form}
        for n in (0, 1, 2, 5):
            with pytest.raises(LookupError):
                count(n, lang, **rest)


def test_a_name_that_is_only_the_ending_keeps_its_capital() -> None:
    assert [transliterate(name) for name in ("Ия", "ИЯ", "ия", "Мария", "МАРИЯ")] == [
        "Ia",
        "IA",
        "ia",
        "Maria",
        "MARIA",
    ]
