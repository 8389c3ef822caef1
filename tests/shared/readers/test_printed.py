"""What an employer types and the site prints as its own names something: it reaches nobody and is no sentence."""

from collections.abc import Callable

import pytest

from shared.readers import printed, towns
from shared.readers.misread import Doubtful, Misread

HOSTILE = [
    "Обадете се на 0888 123 456", "ivan@example.com", "@SUM(A1)", "=cmd", "-1+1|cmd", "+359888123456", "＝cmd", "'=cmd",
    "победител на Иван 0888123456", "виж www.firma.bg", "http://firma.bg", "ivan (at) firma.bg", "０８８８ １２３ ４５６",
]  # fmt: skip
SLOGANS = ["най-добрият работодател в света", "Най-добрият работодател в света", "При нас е хубаво!", "Елате. Чакаме ви",
           "firma.bg", "Работа за 50 души", "We are the best employer"]  # fmt: skip
READERS = [printed.company, printed.latin_company, printed.place, printed.trade, printed.title]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: str(reader.__name__))
@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_reaches_somebody_or_is_reckoned_is_printed(reader: Callable[[str], str], typed: str) -> None:
    with pytest.raises(Misread) as refused:
        reader(typed)
    assert not isinstance(refused.value, Doubtful), "pressing again does not make it public either"
    assert refused.value.params["read"] == typed


@pytest.mark.parametrize("typed", SLOGANS)
def test_a_slogan_is_no_town(typed: str) -> None:
    with pytest.raises(Misread) as refused:
        printed.place(typed)
    assert not isinstance(refused.value, Doubtful)


@pytest.mark.parametrize("typed", [*SLOGANS[2:6], "хлебозавод 2", "„фурна“"])
def test_a_sentence_is_no_trade_word(typed: str) -> None:
    with pytest.raises(Misread):
        printed.trade(typed)


@pytest.mark.parametrize("typed", ["хлебозавод", "шивашко ателие", "цех за метални изделия", "IT компания", "бар-грил"])
def test_a_trade_word_is_taken_as_it_is(typed: str) -> None:
    assert printed.trade(typed) == typed


@pytest.mark.parametrize("town", towns.towns(), ids=lambda town: town.written)
def test_every_town_of_the_list_is_taken_without_a_question(town: towns.Town) -> None:
    assert printed.place(f"гр. {town.name}, обл. {town.region}") == town.written
    assert printed.place(town.written) == town.written


@pytest.mark.parametrize("typed", ["4000 Пловдив", "п.к. 4000 Пловдив", "Plovdiv, BG", "В. Търново", "ПЛОВДИВ"])
def test_the_usual_ways_to_write_a_town_are_taken(typed: str) -> None:
    assert printed.place(typed) == towns.read_town(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Rīga", "LV-1010 Rīga", "00-001 Warszawa", "с. Марково", "марково", "St. Gallen", "Frankfurt am Main", "Тель Авив",
        "Stoke-on-Trent", "Saint-Rémy-de-Provence", "L'Aquila", "с. Долно Ново село", "Zielona Góra", "Nowy Dwór Mazowiecki",
    ],
)  # fmt: skip
def test_a_place_that_is_not_on_the_list_is_asked_about_and_taken(typed: str) -> None:
    with pytest.raises(Doubtful) as asked:
        printed.place(typed)
    assert asked.value.value == towns.read_town(typed)


@pytest.mark.parametrize(
    "typed", ["Студио 24 Design", "Booking.com", "„Хлебна къща“ ООД", "1001 нощи", "Д-р Петров – М"]
)
def test_names_of_companies_stay(typed: str) -> None:
    assert printed.company(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["Пекар, втора смяна", "Шофьор категория C+E", "Готвач/Cook", "Н-к смяна", "Мед. сестра", "Пом.-готвач",
     "Оператор CNC (2 места)", ".NET програмист", "Продавач в кв. Тракия", "Пекар (м/ж)", "Работник 5 разряд"],
)  # fmt: skip
def test_titles_of_vacancies_stay(typed: str) -> None:
    assert printed.title(typed) == typed


@pytest.mark.parametrize("typed", ["Елате при нас!", "Търсим пекар. Обадете се", "Искате ли работа?", "виж firma.bg"])
def test_a_sentence_is_no_title(typed: str) -> None:
    with pytest.raises(Misread):
        printed.title(typed)
