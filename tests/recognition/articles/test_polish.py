"""What a Polish sentence needs: three forms behind a number, verbs that follow, months in their case, towns."""

from decimal import Decimal

import pytest

from services.recognition.articles import When
from web.grammar import polish as pl
from web.grammar.bulgarian_words import NOUNS as BULGARIAN
from web.grammar.english_trades import TRADES as ENGLISH
from web.grammar.polish_trades import HEADS, TRADES, House
from web.grammar.polish_words import NOUNS


@pytest.mark.parametrize("noun", NOUNS)
def test_exactly_one_takes_the_singular_and_twenty_one_the_genitive_plural(noun: str) -> None:
    assert pl.counted(1, noun) == f"1\xa0{NOUNS[noun].one}"
    assert pl.counted(21, noun) == f"21\xa0{NOUNS[noun].many}"


@pytest.mark.parametrize("n", [2, 3, 4, 22, 104, 1022])
@pytest.mark.parametrize("noun", NOUNS)
def test_two_to_four_take_the_plural(noun: str, n: int) -> None:
    assert pl.counted(n, noun) == f"{n}\xa0{NOUNS[noun].few}"


@pytest.mark.parametrize("n", [0, 5, 10, 11, 12, 13, 14, 25, 112, 1100])
@pytest.mark.parametrize("noun", NOUNS)
def test_five_and_more_and_twelve_to_fourteen_take_the_genitive_plural(noun: str, n: int) -> None:
    assert pl.counted(n, noun) == f"{n}\xa0{NOUNS[noun].many}"


def test_the_languages_count_the_same_nouns_and_know_the_same_trades() -> None:
    assert NOUNS.keys() == BULGARIAN.keys()
    assert TRADES.keys() == ENGLISH.keys()


@pytest.mark.parametrize(
    ("n", "noun", "said"),
    [
        (1, "people", "otrzymała"), (2, "people", "otrzymały"), (5, "people", "otrzymało"), (22, "women", "otrzymały"),
        (12, "women", "otrzymało"), (1, "participants", "otrzymał"), (2, "participants", "otrzymało"),
        (100, "participants", "otrzymało"), (0, "people", "otrzymało"),
    ],
)  # fmt: skip
def test_the_verb_follows_the_number_and_whom_it_counts(n: int, noun: str, said: str) -> None:
    assert pl.did(n, noun, "otrzymał") == said


@pytest.mark.parametrize(
    ("n", "noun", "said"),
    [
        (1, "people", "1\xa0osobę"), (2, "people", "2\xa0osoby"), (1, "participants", "1\xa0uczestnika"),
        (1, "partners", "1\xa0partnera"), (9, "countries", "9\xa0krajów"), (1, "percent", "1%"),
    ],
)  # fmt: skip
def test_one_as_an_object_is_in_its_case(n: int, noun: str, said: str) -> None:
    assert pl.object_(n, noun) == said


@pytest.mark.parametrize(
    ("when", "of", "at"),
    [
        (When(year=2026, month=6, day=30), "30\xa0czerwca 2026\xa0roku", "30\xa0czerwca 2026\xa0roku"),
        (When(year=2025, month=5), "maja 2025\xa0roku", "w maju 2025\xa0roku"),
        (When(year=2018), "2018\xa0roku", "w 2018\xa0roku"),
        (When(month=2, day=23), "23\xa0lutego", "23\xa0lutego"),
        (When(month=8), "sierpnia", "w sierpniu"),
    ],
)
def test_dates_are_as_precise_as_given_with_the_month_in_its_case(when: When, of: str, at: str) -> None:
    assert [pl.of(when), pl.at(when)] == [of, at]


def test_the_last_day_of_a_year_is_its_end() -> None:
    assert pl.until(When(year=2025, month=12, day=31)) == "końca 2025\xa0roku"


@pytest.mark.parametrize(
    ("value", "said"), [(1240, "1240"), (12400, "12\xa0400"), (Decimal("620.20"), "620,20"), (-5, "−5")]
)
def test_digits_are_grouped_from_five_on_with_a_comma_before_decimals(value: Decimal | int, said: str) -> None:
    assert pl.number(value) == said


def test_a_town_stands_in_its_case_where_it_is_known_and_else_beside_what_it_is() -> None:
    assert (pl.town("Враца"), pl.in_town("Враца")) == ("Wraca", "we Wracy")
    assert pl.in_town("Асеновград") == "w Asenowgradzie"
    assert (pl.town("Фердинандово"), pl.in_town("Фердинандово")) == ("Ferdinandovo", "w miejscowości Ferdinandovo")


def test_names_stand_uninflected_in_low_and_high_quotation_marks() -> None:
    assert pl.named("Sedemte Peshti", "ood") == "„Sedemte Peshti”\xa0OOD"
    assert pl.quoted("Mówili „dobrze”.") == "„Mówili «dobrze».”"


def test_ordinals_of_two_and_three_are_soft_and_turns_are_counted_in_words() -> None:
    assert [pl.ordinal(n, "ym") for n in (1, 2, 3, 4)] == ["pierwszym", "drugim", "trzecim", "czwartym"]
    assert [pl.ordinal(3, "ego"), pl.turn(2), pl.turn(4)] == [
        "trzeciego",
        "po raz drugi z rzędu",
        "po raz czwarty z rzędu",
    ]
    assert [pl.times(2, "week"), pl.times(11, "month")] == ["dwa razy w tygodniu", "11 razy w miesiącu"]


def test_languages_and_countries_stand_in_the_case_their_sentence_needs() -> None:
    assert [pl.of_tongue("bg"), pl.in_tongue("en")] == ["bułgarskiego", "po angielsku"]
    assert [pl.outside(["BG", "RO"]), pl.outside(["DE"])] == [
        "poza Bułgarią i Rumunią",
        "poza krajem siedziby (Niemcy)",
    ]


@pytest.mark.parametrize("house", [*HEADS.values(), *TRADES.values()], ids=lambda house: house.name)
def test_what_an_employer_is_ends_as_its_gender_says(house: House) -> None:
    first = house.name.split()[0]
    assert (house.gender == "f") == (first.endswith("a") or first == "sieć")
    assert house.gender != "n" or first.endswith(("e", "o", "um"))
