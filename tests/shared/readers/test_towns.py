"""Towns: one form for all usual ways to write a Bulgarian town; two of one name are told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.readers import towns
from shared.readers.misread import Doubtful, Misread
from web.grammar.latin import transliterate


def test_the_list_has_the_28_regions_and_their_265_municipalities() -> None:
    assert len(towns.municipalities()) == 265
    assert len({town.region for town in towns.towns()}) == 28


@pytest.mark.parametrize("town", towns.towns(), ids=lambda town: town.written)
def test_every_town_is_read_as_itself_in_both_alphabets_and_with_its_usual_prefixes(town: towns.Town) -> None:
    latin = transliterate(f"{town.name}, обл. {town.region}")
    forms = (town.written, f"гр. {town.name}, обл. {town.region}", f"{town.name.upper()}, {town.region}", latin)
    assert {towns.read_town(each) for each in forms} == {town.written}
    if town.alone:
        assert {towns.read_town(each) for each in (town.name, f"гр.{town.name}", f"  {town.name} ")} == {town.written}


@pytest.mark.parametrize(
    "typed",
    [
        "Пловдив", "гр. Пловдив", "гр.Пловдив", "град Пловдив", "ГР. ПЛОВДИВ", "Plovdiv", "gr. Plovdiv", "city of Plovdiv",
        "Plovdiv city", "община Пловдив", "общ. Пловдив", "4000 Пловдив", "Пловдив 4000", "Пловдив, България", "Plovdiv, BG",
        "Пловдив, обл. Пловдив", "Пловдив област Пловдив", "п.к. 4000 Пловдив", "4000, Пловдив", "Plovdiv 4000, BG",
        "г. Пловдив", "plovdiv ", "„Пловдив“".strip("„“"),
    ],
)  # fmt: skip
def test_one_town_has_one_form(typed: str) -> None:
    assert towns.read_town(typed) == "Пловдив"
    assert towns.same_town(typed, "Пловдив")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Veliko Turnovo", "Велико Търново"), ("veliko tarnovo", "Велико Търново"), ("Kurdjali", "Кърджали"),
        ("Kardzhali", "Кърджали"), ("Pazardjik", "Пазарджик"), ("Rousse", "Русе"), ("Sofia", "София"), ("Sofiya", "София"),
        ("Столична община", "София"), ("Stara Zagora", "Стара Загора"), ("Goce Delchev", "Гоце Делчев"),
        ("В. Търново", "Велико Търново"), ("В.Търново", "Велико Търново"), ("V. Tarnovo", "Велико Търново"),
        ("М. Търново", "Малко Търново"), ("Ст. Загора", "Стара Загора"), ("Ст.Загора", "Стара Загора"),
        ("Н. Загора", "Нова Загора"), ("Г. Делчев", "Гоце Делчев"), ("гр. Г. Оряховица", "Горна Оряховица"),
        ("Св. Влас", "Свети Влас"), ("Burgas", "Бургас"), ("Bourgas", "Бургас"), ("Хасково", "Хасково"), ("Khaskovo", "Хасково"),
    ],
)  # fmt: skip
def test_older_latin_spellings_are_the_same_town(typed: str, name: str) -> None:
    assert towns.read_town(typed) == name


def test_two_towns_of_one_name_are_told_apart_by_their_region() -> None:
    with pytest.raises(Misread, match=r"Бяла \(обл. Варна\), Бяла \(обл. Русе\)"):
        towns.read_town("гр. Бяла")
    assert towns.read_town("Бяла, Варненска".replace("Варненска", "обл. Варна")) == "Бяла (обл. Варна)"
    assert towns.read_town("Byala, Ruse") == "Бяла (обл. Русе)"
    assert not towns.same_town("Бяла (обл. Варна)", "Бяла (обл. Русе)")


@pytest.mark.parametrize("typed", ["с. Труд", "Kyiv", "Łódź", "Баку", "с. Баня", "Frankfurt am Main", "ليون"])
def test_a_village_and_a_town_abroad_stay_as_they_are(typed: str) -> None:
    assert towns.read_town(f" {typed} ") == typed


def test_a_town_abroad_is_matched_in_other_spellings() -> None:
    assert towns.same_town("Łódź", "Lodz")
    assert towns.same_town("с. Труд", "Trud")
    assert not towns.same_town("", "")


@pytest.mark.parametrize("typed", ["Пловдв", "Асеновгард", "Plovdif"])
def test_a_slip_of_the_finger_is_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match="Did you mean"):
        towns.ask_town(typed)


@pytest.mark.parametrize(
    "typed",
    ["Пловдив - Тракия", "ж.к. Тракия, Пловдив", "кв. Кючук Париж, гр. Пловдив", "Пловдив и региона", "Пловдив/Бургас"],
)
def test_a_town_among_other_words_is_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match="Did you mean Пловдив"):
        towns.ask_town(typed)


@pytest.mark.parametrize("typed", ["LV-1010 Rīga", "Rīga, LV-1010", "Rīga, Latvija", "Riga", "Рига"])
def test_postcode_and_country_make_no_other_town_abroad(typed: str) -> None:
    assert towns.same_town(typed, "Rīga")
    assert towns.same_town("00-001 Warszawa", "Варшава")


def test_whoever_insists_keeps_what_was_typed() -> None:
    with pytest.raises(Doubtful) as asked:
        towns.ask_town("Пловдиф")
    assert asked.value.value == "Пловдиф"
    assert towns.ask_town("с. Пловдивци") == "с. Пловдивци"


def test_a_list_of_towns_names_each_once_and_a_search_means_all_of_one_name() -> None:
    written = ["гр. Пловдив", "Plovdiv", "ПЛОВДИВ", "Łódź", "Бяла (обл. Русе)", "Бяла (обл. Варна)", ""]
    assert towns.distinct(written) == ["Łódź", "Бяла (обл. Варна)", "Бяла (обл. Русе)", "Пловдив"]
    assert [each for each in written if towns.is_meant("Бяла", each)] == ["Бяла (обл. Русе)", "Бяла (обл. Варна)"]
    assert [each for each in written if towns.is_meant("Byala, Ruse", each)] == ["Бяла (обл. Русе)"]
    assert [each for each in written if towns.is_meant("gr. Plovdiv", each)] == written[:3]


@pytest.mark.parametrize(
    ("typed", "kept"), [("гр. Пловдив", "Пловдив"), ("Бяла", "Бяла"), (" Łódź ", "Łódź"), ("--", "--")]
)
def test_what_was_stored_before_gets_its_official_form_where_it_has_one(typed: str, kept: str) -> None:
    assert towns.canonical(typed) == kept


def test_suggestions_begin_with_what_is_typed_in_either_alphabet() -> None:
    assert [town.name for town in towns.starting("пловд")] == ["Пловдив"]
    assert {town.name for town in towns.starting("велик")} == {"Велико Търново", "Велики Преслав"}
    assert [town.name for town in towns.starting("Sevli")] == ["Севлиево"]


@pytest.mark.parametrize("typed", ["", "123", "--", "4000"])
def test_what_has_no_letters_is_refused(typed: str) -> None:
    with pytest.raises(Misread, match="Пловдив"):
        towns.read_town(typed)


@given(st.text(max_size=30))
def test_the_form_of_a_town_is_idempotent(typed: str) -> None:
    try:
        once = towns.read_town(typed)
    except Misread:
        return
    assert towns.read_town(once) == once
