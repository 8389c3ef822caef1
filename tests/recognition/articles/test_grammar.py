"""What a sentence needs: counts, prepositions by ear, names, numbers, dates, Latin letters."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.recognition.articles import When
from web.grammar import bulgarian as bg
from web.grammar import english as en
from web.grammar import flat, sentence, slug, transliterate
from web.grammar.bulgarian_words import NOUNS

NUMBERS = (0, 1, 2, 5, 11, 21, 22, 101, 1100)
SINGULARS = {
    "people": "човек", "participants": "участник", "employees": "служител", "visitors": "посетител",
    "mentors": "наставник", "partners": "партньор", "women": "жена", "countries": "държава", "towns": "град",
    "organisations": "организация", "companies": "фирма", "contracts": "договор", "courses": "курс", "lessons": "урок",
    "meetings": "среща", "consultations": "консултация", "hours": "час", "days": "ден", "months": "месец",
    "marks": "знак", "points": "точка", "vacancies": "свободно място", "adverts": "обява", "eur": "евро", "bgn": "лв.",
}  # fmt: skip
COUNTED = {
    "people": "души", "participants": "участници", "employees": "служители", "visitors": "посетители",
    "mentors": "наставници", "partners": "партньори", "women": "жени", "countries": "държави", "towns": "града",
    "organisations": "организации", "companies": "фирми", "contracts": "договора", "courses": "курса",
    "lessons": "урока", "meetings": "срещи", "consultations": "консултации", "hours": "часа", "days": "дни",
    "months": "месеца", "marks": "знака", "points": "точки", "vacancies": "свободни места", "adverts": "обяви", "eur": "евро",
    "bgn": "лв.",
}  # fmt: skip


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_takes_its_form_after_every_number(noun: str, n: int) -> None:
    form = SINGULARS[noun] if n == 1 else COUNTED[noun]
    assert bg.counted(n, noun) == f"{n}\xa0{form}"
    one, other = en.NOUNS[noun]
    assert en.counted(n, noun) == f"{n:,}\xa0{one if n == 1 else other}"


def test_the_languages_count_the_same_nouns() -> None:
    assert NOUNS.keys() == en.NOUNS.keys() == SINGULARS.keys()


@pytest.mark.parametrize(
    ("text", "in_", "with_"),
    [
        ("Варна", "във", "с"), ("Facebook", "във", "с"), ("„Седемте пещи“", "в", "със"), ("„Ватман“", "във", "с"),
        ("второто издание", "във", "с"), ("третото издание", "в", "с"), ("Филаделфия", "във", "с"),
        ("Зорница", "в", "със"), ("сребърен знак", "в", "със"), ("златен знак", "в", "със"),
        ("бронзов знак", "в", "с"), ("Skype", "в", "със"), ("Shell", "в", "с"), ("Volvo", "във", "с"),
        ("Cisco", "в", "със"), ("Philips", "във", "с"), ("12 общини", "в", "с"), ("2 случая", "в", "с"),
        ("2-рия ден", "във", "с"), ("7", "в", "със"), ("17", "в", "със"), ("27", "в", "с"), ("6", "в", "с"),
        ("16", "в", "с"), ("60", "в", "с"), ("70%", "в", "със"), ("79", "в", "със"), ("80", "в", "с"),
        ("99", "в", "с"), ("100", "в", "със"), ("140", "в", "със"), ("199", "в", "със"), ("200", "в", "с"),
        ("700", "в", "със"), ("799", "в", "със"), ("1000", "в", "с"), ("1700", "в", "с"), ("2024 г.", "в", "с"),
        ("7000", "в", "със"), ("17\xa0000", "в", "със"), ("70\xa0000", "в", "със"), ("120\xa0000", "в", "със"),
        ("700\xa0000", "в", "със"), ("1\xa0000\xa0000", "в", "с"), ("7,5", "в", "със"), ("20", "в", "с"),
    ],
)  # fmt: skip
def test_prepositions_go_by_the_first_spoken_sound(text: str, in_: str, with_: str) -> None:
    assert bg.in_(text) == f"{in_} {text}"
    assert bg.with_(text) == f"{with_} {text}"


@pytest.mark.parametrize(
    ("phrase", "gender", "subject"),
    [
        ("хлебозавод", "m", "хлебозаводът"), ("хотел", "m", "хотелът"), ("музей", "m", "музеят"),
        ("производител", "m", "производителят"), ("център", "m", "центърът"), ("пекарна", "f", "пекарната"),
        ("кантора", "f", "кантората"), ("предприятие", "n", "предприятието"), ("ателие", "n", "ателието"),
        ("социално предприятие", "n", "социалното предприятие"), ("мебелна фабрика", "f", "мебелната фабрика"),
        ("семеен хотел", "m", "семейният хотел"), ("шивашки цех", "m", "шивашкият цех"),
        ("цех за мебели", "m", "цехът за мебели"), ("ИТ компания", "f", "ИТ компанията"),
        ("спортен клуб", "m", "спортният клуб"), ("дървообработващ цех", "m", "дървообработващият цех"),
    ],
)  # fmt: skip
def test_the_trade_word_takes_its_article(phrase: str, gender: str, subject: str) -> None:
    assert bg.definite(phrase, gender) == subject


@pytest.mark.parametrize(
    ("value", "bulgarian", "english"),
    [
        (0, "0", "0"), (1240, "1240", "1,240"), (12400, "12\xa0400", "12,400"),
        (1234567, "1\xa0234\xa0567", "1,234,567"),
        (Decimal("620.20"), "620,20", "620.20"), (Decimal("198983.98"), "198\xa0983,98", "198,983.98"),
        (-5, "−5", "−5"),
    ],
)  # fmt: skip
def test_numbers_are_grouped_as_each_language_does_and_never_rounded(
    value: Decimal | int, bulgarian: str, english: str
) -> None:
    assert bg.number(value) == bulgarian
    assert en.number(value) == english


@pytest.mark.parametrize(
    ("when", "bulgarian", "english", "on"),
    [
        (When(year=2026, month=6, day=30), "30\xa0юни 2026\xa0г.", "30\xa0June 2026", "on 30\xa0June 2026"),
        (When(year=2025, month=5), "май 2025\xa0г.", "May 2025", "in May 2025"),
        (When(year=2018), "2018\xa0г.", "2018", "in 2018"),
        (When(month=6, day=23), "23\xa0юни", "23\xa0June", "on 23\xa0June"),
        (When(month=6), "юни", "June", "in June"),
        (date(2026, 1, 2), "2\xa0януари 2026\xa0г.", "2\xa0January 2026", "on 2\xa0January 2026"),
    ],
)
def test_dates_are_as_precise_as_given(when: When | date, bulgarian: str, english: str, on: str) -> None:
    assert bg.date(when) == bulgarian
    assert en.date(when) == english
    assert en.on(when) == on


def test_the_last_day_of_a_year_is_its_end() -> None:
    assert bg.until(When(year=2025, month=12, day=31)) == "края на 2025\xa0г."
    assert en.until(When(year=2025, month=12, day=31)) == "the end of 2025"
    assert bg.until(When(year=2025)) == "2025\xa0г."


def test_enumerations_read_well_with_one_two_and_three_items() -> None:
    assert [bg.listing("абв"[:n]) for n in (1, 2, 3)] == ["а", "а и б", "а, б и в"]
    assert [en.listing("abc"[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("text", "bulgarian", "english"),
    [
        ("Седемте пещи", "„Седемте пещи“", "“Седемте пещи”"),
        ("„Седемте пещи“", "„Седемте пещи“", "“Седемте пещи”"),
        ("Казаха „добре“.", "„Казаха «добре».“", "“Казаха ‘добре’.”"),
        ('Казаха "добре"', "„Казаха «добре»“", "“Казаха ‘добре’”"),
        ("They said “fine”", "„They said «fine»“", "“They said ‘fine’”"),
    ],
)
def test_quotation_marks_nest(text: str, bulgarian: str, english: str) -> None:
    assert bg.quoted(text) == bulgarian
    assert en.quoted(text) == english


@pytest.mark.parametrize(
    ("raw", "done"),
    [
        ("  към  юни 2026\xa0г. ", "Към юни 2026\xa0г."), ("казва: „Да.“", "Казва: „Да.“"),
        ("казва „да“", "Казва „да“."),
        ("<a>поне</a> 20", "<a>Поне</a> 20."), ("<time>2026\xa0г.</time>", "<time>2026\xa0г.</time>"),
        ("„eBay“ е тук", "„eBay“ е тук."), ("цена 5\xa0лв.", "Цена 5\xa0лв."), ("защо?", "Защо?"),
    ],
)  # fmt: skip
def test_a_sentence_begins_with_a_capital_and_ends_with_exactly_one_stop(raw: str, done: str) -> None:
    assert sentence(raw) == done


def test_a_heading_takes_no_stop() -> None:
    assert flat(" какво  е потвърдено ") == "Какво е потвърдено"


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Седемте пещи", "Sedemte peshti"), ("София", "Sofia"), ("България", "Bulgaria"), ("Мария", "Maria"),
        ("Стара Загора", "Stara Zagora"), ("Щъркел", "Shtarkel"), ("ЩИТ", "SHTIT"), ("Ямбол", "Yambol"),
        ("Кюстендил", "Kyustendil"), ("Пещера", "Peshtera"), ("Цар Симеон", "Tsar Simeon"), ("Хасково", "Haskovo"),
        ("Жоро", "Zhoro"), ("актьор", "aktyor"), ("Чипровци", "Chiprovtsi"), ("Ъгъл", "Agal"), ("ООД", "OOD"),
        ("Humans in the Loop", "Humans in the Loop"), ("История", "Istoria"), ("българия", "bulgaria"),
    ],
)  # fmt: skip
def test_names_are_transliterated_by_the_law(name: str, latin: str) -> None:
    assert transliterate(name) == latin


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("„Седемте пещи“ ООД", "sedemte-peshti-ood"), ("Zażółć gęślą", "zazolc-gesla"), ("Rīga & Co.", "riga-co"),
        ("O’Brien's", "obriens"), ("  Център   „Тепе“ ", "tsentar-tepe"),
    ],
)  # fmt: skip
def test_a_slug_is_the_name_in_plain_letters(name: str, address: str) -> None:
    assert slug(name) == address


@given(st.text(min_size=0, max_size=40))
def test_every_name_has_a_slug(name: str) -> None:
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name)
    assert slug(name) == slug(name)
