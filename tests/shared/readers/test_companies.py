"""Company numbers have one form, and a name does not repeat what its other fields say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers.companies import company_number, company_words, split_name
from shared.readers.misread import Misread


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        ("PL", "526-10-40-828", "5261040828"),
        ("PL", "5261040828", "5261040828"),
        ("PL", "PL5261040828", "5261040828"),
        ("pl", "NIP: 526 104 08 28", "5261040828"),
        ("PL", "KRS 0000028860", "0000028860"),
        ("PL", "REGON 123456785", "123456785"),
        ("PL", "12345678512347", "123456785"),
        ("BG", "121396123", "121396123"),
        ("BG", "1213961230342", "121396123"),
        ("BG", "175-074-752", "175074752"),
        ("BG", "ЕИК 131106522", "131106522"),
        ("BG", "ЕИК: 131 106 522", "131106522"),
        ("BG", "BG131106522", "131106522"),
        ("BG", "ВG 131106522", "131106522"),
        ("BG", "ИН по ДДС BG131106522", "131106522"),
        ("BG", "Булстат 131106522", "131106522"),
        ("BG", "１３１１０６５２２", "131106522"),
        ("LV", "LV 40003032949", "40003032949"),
        ("LV", "Reģ. Nr. 40003032949", "40003032949"),
        ("BG", "ЕИК по БУЛСТАТ: 131106522", "131106522"),
        ("BG", "ИН по ЗДДС BG131106522", "131106522"),
        ("BG", "ВГ131106522", "131106522"),
        ("BG", "ЕИК (БУЛСТАТ) 131106522.", "131106522"),
        ("BG", "1311O6522", "131106522"),
        ("BG", "13ll06522", "131106522"),
        ("PL", "NIP UE PL 526-10-40-828", "5261040828"),
        ("PL", "Numer NIP: 5261040828", "5261040828"),
        ("LV", "Reģistrācijas Nr.: 40003032949", "40003032949"),
        ("LV", "Vienotais reģistrācijas numurs 40003032949", "40003032949"),
        ("UA", "00032112", "00032112"),
        ("DE", "HRB 12 345", "HRB12345"),
        ("RO", "RO 18547290", "18547290"),
    ],
)
def test_a_company_number_has_one_form(country: str, typed: str, number: str) -> None:
    assert company_number(country, typed) == number
    assert company_number(country, number) == number


@pytest.mark.parametrize(
    ("country", "typed", "said"),
    [
        ("BG", "000000000", "stands for no company"),
        ("BG", "0000000000000", "stands for no company"),
        ("BG", "ЕИК 000 000 000", "stands for no company"),
        ("PL", "0000000000", "stands for no company"),
        ("LV", "11111111111", "stands for no company"),
        ("UA", "00000000", "stands for no company"),
        ("BG", "123456789", "a digit is wrong"),
        ("BG", "12139612", "a digit is wrong"),
        ("BG", "1213961230343", "a digit is wrong"),
        ("BG", "7523169263", "a person"),
        ("BG", "ЕГН 7523169263", "a person"),
        ("PL", "PESEL 44051401359", "a person"),
        ("LV", "010180-10000", "a person"),
        ("LV", "321234-12345", "a person"),
        ("RO", "BG131106522", "another country"),
        ("BG", "PL 526-10-40-828", "another country"),
        ("PL", "5261040829", "a digit is wrong"),
        ("BG", "няма", "not a company number"),
        ("BG", "", "not a company number"),
    ],
)
def test_a_wrong_number_is_refused_with_what_was_read(country: str, typed: str, said: str) -> None:
    with pytest.raises(Misread, match=said) as refused:
        company_number(country, typed)
    assert refused.value.params["read"] == typed


@given(
    st.text(alphabet="0123456789ABCEHKPLGВЕИК -./", max_size=16), st.sampled_from(["BG", "PL", "LV", "UA", "DE", "XX"])
)
def test_the_form_of_a_company_number_is_idempotent(typed: str, country: str) -> None:
    try:
        once = company_number(country, typed)
    except Misread:
        return
    assert company_number(country, once) == once


@pytest.mark.parametrize(
    ("typed", "name", "form"),
    [
        ("Ателие Здравец ЕООД", "Ателие Здравец", "eood"),
        ("„Ателие Здравец“ ЕООД", "Ателие Здравец", "eood"),
        ('"Ателие Здравец" ЕООД', "Ателие Здравец", "eood"),
        ("„Ателие Здравец ЕООД“", "Ателие Здравец", "eood"),
        ("ЕТ „Георги Петров – Маяк“", "Георги Петров – Маяк", "et"),
        ("ЕТ Георги Петров", "Георги Петров", "et"),
        ("Ателие Здравец", "Ателие Здравец", "ood"),
        ("SIA „Zelta Vārpa“", "Zelta Vārpa", "ood"),
        ("Zakład Sp. z o.o.", "Zakład", "ood"),
        ("Fabryka sp. z o. o.", "Fabryka", "ood"),
        ("Mayak Garage Ltd", "Mayak Garage", "ood"),
        ("Фондация Гнездо", "Фондация Гнездо", "foundation"),
        ("Адриана", "Адриана", "ood"),
        ("Булгартрансгаз ЕАД", "Булгартрансгаз", "ead"),
        ("ООД", "ООД", "ood"),
        ("AD Astra", "AD Astra", "ood"),
        ("Et Cetera", "Et Cetera", "ood"),
        ("ЕТ „Маяк“ eood", "Маяк", "eood"),
        ("ЕООД Ателие Здравец", "Ателие Здравец", "eood"),
        ("Ателие Здравец Е.О.О.Д.", "Ателие Здравец", "eood"),
        ("Ателие Здравец О О Д", "Ателие Здравец", "ood"),
        ("Маяк EOOД", "Маяк", "eood"),
        ("Маяк-ООД", "Маяк", "ood"),
        ("Маяк ООД.", "Маяк", "ood"),
        ("Маяк“ АД", "Маяк", "ad"),
        ("Fabryka Sp.z o.o.", "Fabryka", "ood"),
        ("Fabryka spółka z ograniczoną odpowiedzialnością", "Fabryka", "ood"),
        ("A/S „Bāka“", "Bāka", "ad"),
    ],
)
def test_a_legal_form_typed_in_the_name_is_recognised_once(typed: str, name: str, form: str) -> None:
    found = split_name(typed, "ood")
    assert (found.name, found.legal_form) == (name, form)
    assert split_name(found.name, form).name == name


@pytest.mark.parametrize(
    ("typed", "trade", "bare"),
    [
        ("Автосервиз Маяк", "автосервиз", "Маяк"),
        ("Автосервиз „Маяк“ ООД", "Автосервиз", "Маяк"),
        ("Медицински център Здраве", "медицински център", "Здраве"),
        ("Книжарница Перо", "книжарница", "Перо"),
        ("Маяк", "автосервиз", "Маяк"),
        ("Автосервиз", "автосервиз", "Автосервиз"),
    ],
)
def test_a_trade_word_in_front_of_the_name_is_recognised(typed: str, trade: str, bare: str) -> None:
    found = split_name(typed, "ood", trade)
    assert found.bare == bare
    assert found.says_trade_word == (typed.casefold().startswith(trade.casefold()))


def test_a_trade_word_inside_the_name_is_noticed() -> None:
    assert split_name("Малка пекарна Роса", "et", "пекарна").says_trade_word
    assert split_name("Северна пералня", "ood", "пералня").says_trade_word


def test_a_companys_name_is_found_in_its_quotes_with_double_spaces_and_in_another_alphabet() -> None:
    kept = company_words("Бял бор")
    assert {company_words(each) for each in ("„Бял  бор“", "бял-бор", "Byal Bor ЕООД", '"Бял бор" ООД')} == {kept}
