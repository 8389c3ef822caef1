"""Numbers: the form reads what it writes, in every language, and thousands are never pence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.languages import BY_CODE
from shared.readers.misread import Doubtful, Misread
from shared.readers.numbers import amount, money, stated, usual, whole
from web import formats

LANGS = sorted(BY_CODE)
ASKS = {"1,300": {"bg", "lv", "pl", "tr", "uk"}, "1.300": {"ar", "en", "fa"}}
"""Where the sign is the decimal one of the page's language."""


@given(st.integers(-(10**12), 10**12), st.sampled_from(LANGS))
def test_the_form_reads_whole_numbers_as_the_page_writes_them(value: int, lang: str) -> None:
    assert whole(formats.number(value, lang), lang) == value
    assert whole(str(value), lang) == value


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(LANGS))
def test_the_form_reads_amounts_and_money_as_the_page_writes_them(value: Decimal, lang: str) -> None:
    assert amount(formats.number(value, lang, 2), lang) == value
    assert money(formats.money(value, lang), lang, floor=-(10**9)) == value


@given(st.integers(0, 10**7), st.sampled_from(LANGS))
def test_the_form_reads_whole_money_as_the_page_writes_it(value: int, lang: str) -> None:
    assert money(formats.money(value, lang, whole=True), lang) == value


@given(st.text(alphabet="0123456789.,' -+", max_size=14), st.sampled_from(LANGS))
def test_what_is_read_is_read_again_as_the_same(typed: str, lang: str) -> None:
    try:
        value = round(amount(typed, lang), 6)
    except Misread:
        return
    assert amount(formats.number(value, lang, 6), lang) == value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("typed", ["1,300", "1.300"])
def test_thousands_are_thousands_or_a_question_and_never_one_thirty(typed: str, lang: str) -> None:
    if lang in ASKS[typed]:
        with pytest.raises(Doubtful, match="Or is it 1300") as asked:
            amount(typed, lang)
        assert asked.value.value == 1300
    else:
        assert amount(typed, lang) == 1300
    assert whole(typed, lang) == 1300


@pytest.mark.parametrize(
    ("typed", "lang", "value"),
    [
        ("1,300.00", "en", "1300.00"),
        ("1,300.00", "bg", "1300.00"),
        ("1.300,00", "bg", "1300.00"),
        ("1.300,00", "en", "1300.00"),
        ("1 300,5", "bg", "1300.5"),
        ("1\u202f300,50", "bg", "1300.50"),
        ("1'300.50", "en", "1300.50"),
        ("0,300", "bg", "0.300"),
        ("1,5", "en", "1.5"),
        ("1.5", "bg", "1.5"),
        ("1.300.000", "bg", "1300000"),
        ("1,300,000.5", "en", "1300000.5"),
        ("١٬٣٠٠٫٥٠", "ar", "1300.50"),
        ("−12", "bg", "-12"),
    ],
)
def test_an_amount_is_read_in_any_usual_writing(typed: str, lang: str, value: str) -> None:
    assert amount(typed, lang) == Decimal(value)


@pytest.mark.parametrize(("typed", "value"), [("1 100", 1100), ("12 000", 12000), ("12\u00a0000", 12000), ("٤٢", 42)])
def test_a_stated_figure_may_have_its_thousands_parted(typed: str, value: int) -> None:
    assert whole(typed, "bg") == value


@pytest.mark.parametrize(
    "typed", ["1,1", "1.5", "12 души", "1 1", "12 34", "", "1e3", "--1", "1,3000", "1..2", "½", "9" * 30]
)
def test_parts_of_people_and_what_is_no_number_are_refused(typed: str) -> None:
    with pytest.raises(Misread) as refused:
        whole(typed, "bg")
    assert refused.value.params["read"] == typed


@pytest.mark.parametrize(
    "typed", ["", "abc", "1,,2", "1.2.3", "1,30,000", "1 30", "NaN", "inf", "1e5", ".", "1,300.00.0"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(Misread):
        amount(typed, "bg")


@pytest.mark.parametrize("typed", ["1300 €", "€1300", "1300 евро", "1300 EUR", "1300,-", "1300 eiro", "1 300,00 €"])
def test_money_may_have_its_currency(typed: str) -> None:
    assert money(typed, "bg") == 1300


@pytest.mark.parametrize("typed", ["1300 лв.", "1300 лева", "1 300,00 лв", "1300 BGN", "1300,- лв."])
def test_leva_are_asked_about_with_their_euro_and_never_taken_as_euro(typed: str) -> None:
    with pytest.raises(Doubtful, match="664,68") as asked:
        money(typed, "bg")
    assert asked.value.value == Decimal("664.68")


@pytest.mark.parametrize("typed", ["1300 zł", "1 300 PLN", "$1300", "£1,300.00"])
def test_another_currency_is_no_euro(typed: str) -> None:
    with pytest.raises(Misread, match="another currency"):
        money(typed, "en")


def test_money_has_two_decimals_and_a_usual_range() -> None:
    with pytest.raises(Misread, match="more than 2 digits"):
        money("12,3456", "bg")
    with pytest.raises(Doubtful, match="very little"):
        money("1,30", "bg", floor=100)
    with pytest.raises(Doubtful, match="very much"):
        usual(Decimal(168), "168", 1, 60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1 100", "1100"), ("12 000", "12000"), ("12\u00a0000", "12000"), ("12\u202f000", "12000"), ("1,100", "1100"),
        ("1.100", "1100"), ("1100", "1100"), ("1,5", "1.5"), ("1.5", "1.5"), ("12,50", "12.5"), ("0", "0"), ("100", "100"),
        ("1 000 000", "1000000"), ("١٢", "12"), ("1'100", "1100"),
    ],
)  # fmt: skip
def test_a_stated_number_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert stated(typed) == kept
    assert stated(kept) == kept


@pytest.mark.parametrize("typed", ["-5", "1,234.5678", "many", "1 1", "9" * 14, "1e3", "12 души"])
def test_what_states_no_number_is_refused_with_what_was_read(typed: str) -> None:
    with pytest.raises(Misread) as refused:
        stated(typed)
    assert refused.value.params["read"] == typed
