"""What a Latvian sentence needs: singular after 1, 21 and 101, cases by ending, dates from the year down, towns."""

from decimal import Decimal

import pytest

from services.recognition.articles import When
from web.grammar import latvian as lv
from web.grammar.bulgarian_words import NOUNS as BULGARIAN
from web.grammar.english_trades import TRADES as ENGLISH
from web.grammar.latvian_trades import TRADES
from web.grammar.latvian_words import HEADS, NOUNS


@pytest.mark.parametrize("n", [1, 21, 101, 1001])
@pytest.mark.parametrize("noun", NOUNS)
def test_a_number_that_ends_in_one_takes_the_singular(noun: str, n: int) -> None:
    assert lv.counted(n, noun) == f"{n}\xa0{NOUNS[noun][0]}"


@pytest.mark.parametrize("n", [0, 2, 5, 10, 11, 22, 111, 1100])
@pytest.mark.parametrize("noun", NOUNS)
def test_every_other_number_takes_the_plural_eleven_too(noun: str, n: int) -> None:
    assert lv.counted(n, noun) == f"{n}\xa0{NOUNS[noun][1]}"


def test_the_languages_count_the_same_nouns_and_know_the_same_trades() -> None:
    assert NOUNS.keys() == BULGARIAN.keys()
    assert TRADES.keys() == ENGLISH.keys()


@pytest.mark.parametrize(
    ("noun", "within", "of", "to", "object_"),
    [
        ("maizes ceptuve", "maizes ceptuvē", "maizes ceptuves", "maizes ceptuvei", "maizes ceptuvi"),
        ("viesnīca", "viesnīcā", "viesnīcas", "viesnīcai", "viesnīcu"),
        ("uzņēmums", "uzņēmumā", "uzņēmuma", "uzņēmumam", "uzņēmumu"),
    ],
)
def test_what_an_employer_is_takes_the_case_of_its_sentence(
    noun: str, within: str, of: str, to: str, object_: str
) -> None:
    assert [lv.case(noun, one) for one in ("in", "of", "to", "object")] == [within, of, to, object_]


@pytest.mark.parametrize("noun", sorted({*TRADES.values(), *HEADS.values(), lv.head("ood")}))
def test_every_trade_and_every_head_can_be_put_into_a_case(noun: str) -> None:
    assert noun.endswith(("a", "e", "s"))
    assert lv.case(noun, "in")[-1] in "āē"


@pytest.mark.parametrize(
    ("n", "noun", "said"),
    [
        (9, "countries", "9\xa0valstis"), (1, "countries", "1\xa0valsti"), (12, "partners", "12\xa0partnerus"),
        (21, "partners", "21\xa0partneri"), (5, "women", "5\xa0sievietes"), (73, "percent", "73%"), (7, "eur", "7\xa0eiro"),
        (2, "vacancies", "2\xa0brīvas darbavietas"), (3, "months", "3\xa0mēnešus"),
    ],
)  # fmt: skip
def test_what_a_verb_acts_on_is_counted_in_its_case(n: int, noun: str, said: str) -> None:
    assert lv.object_(n, noun) == said


@pytest.mark.parametrize(
    ("when", "at", "since", "until"),
    [
        (
            When(year=2026, month=6, day=30),
            "2026.\xa0gada 30.\xa0jūnijā",
            "2026.\xa0gada 30.\xa0jūnija",
            "2026.\xa0gada 30.\xa0jūnijam",
        ),
        (When(year=2025, month=5), "2025.\xa0gada maijā", "2025.\xa0gada maija", "2025.\xa0gada maijam"),
        (When(year=2018), "2018.\xa0gadā", "2018.\xa0gada", "2018.\xa0gadam"),
        (When(month=6, day=23), "23.\xa0jūnijā", "23.\xa0jūnija", "23.\xa0jūnijam"),
        (When(month=4), "aprīlī", "aprīļa", "aprīlim"),
    ],
)
def test_dates_are_as_precise_as_given_and_in_their_case(when: When, at: str, since: str, until: str) -> None:
    assert [lv.at(when), lv.since(when), lv.until(when)] == [at, since, until]


def test_the_last_day_of_a_year_is_its_end() -> None:
    assert lv.until(When(year=2025, month=12, day=31)) == "2025.\xa0gada beigām"


@pytest.mark.parametrize(
    ("value", "said"), [(1240, "1240"), (12400, "12\xa0400"), (Decimal("620.20"), "620,20"), (-5, "−5")]
)
def test_digits_are_grouped_from_five_on_with_a_comma_before_decimals(value: Decimal | int, said: str) -> None:
    assert lv.number(value) == said


def test_a_town_stands_in_its_case_where_it_is_known_and_else_beside_what_it_is() -> None:
    assert (lv.town("Пловдив"), lv.in_town("Пловдив")) == ("Plovdiva", "Plovdivā")
    assert (lv.town("Фердинандово"), lv.in_town("Фердинандово")) == ("Ferdinandovo", "apdzīvotajā vietā Ferdinandovo")


def test_names_stand_uninflected_in_low_and_high_quotation_marks() -> None:
    assert lv.named("Sedemte Peshti", "ood") == "„Sedemte Peshti”\xa0OOD"
    assert lv.quoted("Sacīja „labi”.") == "„Sacīja «labi».”"


def test_ordinals_have_the_definite_ending_and_turns_are_counted_in_words() -> None:
    assert [lv.ordinal(3, "ajā"), lv.ordinal(2, "ā"), lv.turn(4)] == ["trešajā", "otrā", "ceturto laidienu pēc kārtas"]
    assert [lv.times(2, "week"), lv.times(21, "month")] == ["divreiz nedēļā", "21 reizi mēnesī"]
    assert lv.outside(["BG", "RO"]) == "ārpus Bulgārijas un Rumānijas"
