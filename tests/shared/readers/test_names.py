"""Names: spellings of one person meet, near names of two people do not, and what cannot be a name is asked about."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.readers import names
from shared.readers.misread import Doubtful, Misread

LISTS = Path(__file__).parent


def _pairs(name: str) -> list[tuple[str, str]]:
    lines = (LISTS / name).read_text("utf-8").splitlines()
    found = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(found) == 200
    return [(one, other) for _, one, other in found]


def test_of_200_pairs_of_spellings_at_least_180_meet_whichever_is_kept_and_whichever_is_typed() -> None:
    met = [pair for pair in _pairs("same_people.tsv") if names.meet(*pair) and names.meet(*reversed(pair))]
    assert len(met) >= 180


def test_of_200_pairs_of_near_but_different_people_at_most_6_meet() -> None:
    met = [pair for pair in _pairs("different_people.tsv") if names.meet(*pair) or names.meet(*reversed(pair))]
    assert len(met) <= 6, met


def test_what_is_found_by_its_other_spelling_is_found_by_search_too() -> None:
    found = [pair for pair in _pairs("same_people.tsv") if names.fits(pair[1], pair[0]) or names.fits(*pair)]
    assert len(found) >= 180


@given(st.text(max_size=60))
def test_the_normal_form_is_idempotent(text: str) -> None:
    once = names.normal_form(text)
    assert names.normal_form(once) == once


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъьюяіїєґ '-", max_size=30))
def test_the_normal_form_of_cyrillic_is_idempotent_and_in_latin_letters(text: str) -> None:
    once = names.normal_form(text)
    assert once.isascii()
    assert names.normal_form(once) == once


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzłışçöüąęó -", max_size=30))
def test_the_normal_form_of_latin_is_idempotent(text: str) -> None:
    once = names.normal_form(text)
    assert names.normal_form(once) == once


@example("ёlbabca")
@given(st.text(alphabet="abclrdhуалбдьёاآأبجدرعلنهیيك-' ", max_size=20))
def test_the_normal_form_of_mixed_alphabets_is_idempotent(text: str) -> None:
    once = names.normal_form(text)
    assert names.normal_form(once) == once


def test_abida_is_a_name_of_its_own_and_no_servant_of_what_follows() -> None:
    assert names.normal_form("Abida Khan") == "abida han"
    assert names.normal_form("Abdul Karim") == names.normal_form("Abd al-Karim") == "abdkarim"


@given(st.text(max_size=40))
def test_what_is_stored_is_cleaned_once(text: str) -> None:
    once = names.clean_name(text)
    assert names.clean_name(once) == once


@given(st.text(max_size=40))
def test_a_name_meets_itself(text: str) -> None:
    if names.words_of(text):
        assert names.meet(text, text)
        assert names.fits(text, text)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Serhii", "Сергій Шевченко"),
        ("Oleh", "Олег Гончарук"),
        ("Hanna", "Ганна Бойко"),
        ("Shcherbak", "Ганна Щербак"),
        ("Lukasz", "Łukasz Nowak"),
        ("Yildiz", "Ayşe Yıldız"),
        ("Muhammad", "Mohamed Ali"),
        ("محمد", "Mohamed Ali"),
        ("Muhammad", "محمد علي"),
        ("коваленк", "Olena Kovalenko"),
        ("ами", "Amina Karimi"),
        ("محم", "محمد علي"),
        ("Ševčuk", "Олена Шевчук"),
        ("Rašidova", "Амина Рашидова"),
        ("Aminah", "Амина Рашидова"),
        ("Rahman", "Abdul Rahman Saleh"),
        ("SHCHE hann", "Ганна Щербак"),
        ("анна мария", "Анна-Мария Колева"),
        ("аннамария", "Анна-Мария Колева"),
        ("Mohammadreza", "محمد رضا حسینی"),
        ("Alkhatib", "Ahmad Al Khatib"),
        ("Khatib", "Ahmad Alkhatib"),
        ("Andrejs", "Андрій Іванов"),
        ("Клавиня", "Žanna Kļaviņa"),
        ("Georgi", "Gueorgui Petrov"),
    ],
)
def test_search_finds_by_another_spelling_and_by_a_beginning(asked: str, kept: str) -> None:
    assert names.fits(asked, kept)


@pytest.mark.parametrize(("asked", "kept"), [("иванова", "Иван Петров"), ("", "Иван"), ("--", "Иван"), ("мар", "Амар")])
def test_search_does_not_find_what_was_not_asked(asked: str, kept: str) -> None:
    assert not names.fits(asked, kept)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oļegs Kovaļenko", "Олег Коваленко"),
        ("Andrejs Ivanovs", "Андрей Иванов"),
        ("Jevgenijs Smirnovs", "Евгений Смирнов"),
        ("Jurijs Ševčenko", "Юрій Шевченко"),
        ("Līga Kalniņa", "Лига Калниня"),
        ("Mohammad Reza Hosseini", "Mohammadreza Hosseini"),
        ("محمد رضا حسینی", "Mohammadreza Hosseini"),
        ("Ahmad Al Khatib", "Ahmad Alkhatib"),
        ("Anna Maria Kolewa", "Аннамария Колева"),
        ("Георги Георгиев", "Gueorgui Gueorguiev"),
    ],
)
def test_a_name_as_a_neighbour_writes_it_is_compared_as_the_same(one: str, other: str) -> None:
    assert names.meet(one, other)
    assert names.meet(other, one)


@pytest.mark.parametrize("typed", ["ana@x.bg", "https://x.bg", "<b>Ана</b>", "Ана 👍", "Ана/Мария"])
def test_signs_that_no_name_has_are_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match="has a sign in it") as asked:
        names.read_name(typed)
    assert asked.value.value == typed


@pytest.mark.parametrize("typed", ["няма", "Н/А", "неизвестен", "unknown", "test", "xxx", "nav", "brak"])
def test_what_says_that_the_name_is_not_known_is_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match="Is this the name"):
        names.read_name(typed)


def test_a_womans_family_name_is_not_a_mans() -> None:
    assert not names.meet("Иван Петров", "Иван Петрова")
    assert not names.meet("Иван Петров", "Ивана Петров")


def test_brothers_with_one_middle_and_family_name_are_two_people() -> None:
    assert not names.meet("Иван Петров Колев", "Георги Петров Колев")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eАмина\u202c  Карими ", "Амина Карими"),
        ("Ами\u200bна\tКарими", "Амина Карими"),
        ("\ufeffOlena", "Olena"),
        ("می\u200cلاد", "می\u200cلاد"),
    ],
)
def test_direction_signs_and_unseen_ones_are_not_stored(typed: str, kept: str) -> None:
    assert names.read_name(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "Иван 2", "٣٤٥"])
def test_digits_in_a_name_are_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match=typed) as asked:
        names.read_name(typed)
    assert asked.value.value == typed


@pytest.mark.parametrize("typed", ["...", "👍", "-"])
def test_a_name_without_letters_is_refused(typed: str) -> None:
    with pytest.raises(Misread, match="in letters"):
        names.read_name(typed)


@pytest.mark.parametrize("typed", ["أمينة كريمي", "Амина", "Aмina"])
def test_other_letters_as_the_latin_name_are_asked_about(typed: str) -> None:
    with pytest.raises(Doubtful, match="Latin letters"):
        names.read_latin_name(typed)
    assert names.read_latin_name("Łukasz O’Hara-Ğül") == "Łukasz O’Hara-Ğül"


def test_a_word_of_two_alphabets_in_an_employers_name_is_asked_about() -> None:
    assert names.mixed_words("Cедемте пещи") == ("Cедемте",)
    with pytest.raises(Doubtful, match="Cедемте"):
        names.refuse_mixed("Cедемте пещи")
    assert names.refuse_mixed("Бял бор Design") == "Бял бор Design"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("زينب الخطيب", "Zeinab Alkhatib"), ("ذبیح الله صدیقی", "Zabiullah Siddiqi"), ("ذبیح الله صدیقی", "Zabihullah Sediqi"),
        ("فاطمة حسين", "فاطمه حسین"), ("نادرة صالح", "نادره صالح"), ("نادرة صالح", "Nadira Saleh"), ("نادر صالح", "Nader Saleh"),
    ],
)  # fmt: skip
def test_arabic_and_dari_names_meet_however_the_article_and_the_last_letter_are_written(one: str, other: str) -> None:
    assert names.meet(one, other)
    assert names.meet(other, one)


@pytest.mark.parametrize(
    ("man", "woman"), [("نادر صالح", "نادرة صالح"), ("سمير خوري", "سميرة خوري"), ("ماجد علي", "ماجده علی")]
)
def test_a_man_and_a_woman_do_not_meet_where_both_are_in_arabic_letters(man: str, woman: str) -> None:
    assert not names.meet(man, woman)
    assert not names.meet(woman, man)
