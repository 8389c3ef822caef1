"""Searching the board as people type: spaces, quotes, hyphens, either alphabet, trades, companies of a group, slips."""

import datetime
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from services.recognition.board.queries.reading import lines_at
from services.recognition.board.rules import asked_for, cursor, key, mistyped, read_cursor
from services.recognition.board.tables import board_line
from shared.events.intake import EmployerChanged, EmployerGroup
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import BOOKS, JANUARY, Reader, publish
from tests.recognition.telling import employer, tell, vacancy

pytestmark = pytest.mark.both_databases  # what is asked has as many forms as people type words
EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
FIRMS = {
    "121000020": ("Бял бор", "Byal bor", "Русе", "A"),
    "121000021": ("Хюманс ин дъ луп", "Humans in the Loop", "София", "J"),
    "121000022": ("Łódź Meble", "Łódź Meble", "Русе", "C"),
    "121000023": ("Ягода 2000", "Yagoda 2000", "Велико Търново", "A"),
}
FOUND = [
    ("Седемте  пещи", "Седемте пещи"),
    (" седемте   ПЕЩИ ", "Седемте пещи"),
    ("пещи седемте", "Седемте пещи"),
    ("седемте пеши", "Седемте пещи"),
    ("sedemte peshti", "Седемте пещи"),
    ("„Бял бор“", "Бял бор"),
    ("«Бял бор»", "Бял бор"),
    ('"Бял бор"', "Бял бор"),
    ("бял-бор", "Бял бор"),
    ("бял – бор", "Бял бор"),
    ("бялбор", "Бял бор"),
    ("bial bor", "Бял бор"),
    ("byal", "Бял бор"),
    ("humans", "Хюманс ин дъ луп"),
    ("хюманс", "Хюманс ин дъ луп"),
    ("Lodz", "Łódź Meble"),
    ("łódź", "Łódź Meble"),
    ("лодз", "Łódź Meble"),
    ("ягода", "Ягода 2000"),
    ("2000", "Ягода 2000"),
    ("търново", "Ягода 2000"),
    ("Tarnovo", "Ягода 2000"),
    ("turnovo", "Ягода 2000"),
    ("велико търново ягода", "Ягода 2000"),
    ("одемт", ""),
    ("едемт", "Седемте пещи"),
    ("хотел", "Хотел Орфей"),
    ("hotels", "Хотел Орфей"),
    ("пекарна", "Седемте пещи"),
    ("bakery", "Седемте пещи"),
    ("Горска къща", "Бял бор"),
    ("forest house", "Бял бор"),
]


@pytest.fixture
def town(board: Runtime) -> Runtime:
    """The three employers of the board and four more; one is a group with another company, one says its trade."""
    on = datetime.date(2026, 2, 1)
    for number, (name, latin, where, sector) in FIRMS.items():
        tell(board, employer(number, name, latin, JANUARY, town=where, sector=sector))
        tell(board, [vacancy(number, "Готвач", on)])
    lead, part, hidden = (employer_id("BG", number) for number in ("121000020", "121000030", "121000031"))
    tell(board, employer("121000030", "Горска къща", "Forest House", JANUARY))
    tell(board, employer("121000031", "Скритата", "Skritata", JANUARY, joined=False))
    tell(
        board, [(EmployerGroup(employer=one, group=lead, on=on, lead=one == lead), on) for one in (lead, part, hidden)]
    )
    ovens = EmployerChanged(employer=employer_id("BG", "175074752"), country="BG", national_id="175074752",
        name="Седемте пещи", name_en="Sedemte peshti", legal_form="ood", sector="C", town="Пловдив",
        trade_word="пекарна", trade_gender="f")  # fmt: skip
    tell(board, [(ovens, on)])
    publish(board)
    return board


def names(reader: Reader, asked: str, lang: str = "bg", **more: str) -> list[str]:
    page = reader.page(f"/{lang}/employers?" + "&".join(f"{k}={v}" for k, v in {"search": asked, **more}.items()))
    return [one.get_text() for one in page.select("#board-now tbody a, #board-now h2#participants ~ .names a")]


def test_what_people_type_finds_whom_they_mean(town: Runtime, reader: Callable[..., Reader]) -> None:
    found = {asked: names(reader(), asked) for asked, _ in FOUND}
    assert found == {asked: [name] if name else [] for asked, name in FOUND}


@EMBEDDED
def test_a_company_that_did_not_agree_to_be_named_leads_nobody_to_its_group(
    town: Runtime, reader: Callable[..., Reader]
) -> None:
    assert names(reader(), "скритата") == []


@EMBEDDED
@pytest.mark.parametrize(
    ("asked", "lang", "meant"),
    [
        ("седенте пещи", "bg", "Седемте пещи"),
        ("орфек", "bg", "Хотел Орфей"),
        ("Orfeus Hotle", "en", "Hotel Orpheus"),
        ("humasn", "en", "Humans in the Loop"),
        ("книжарнца", "bg", "Книжарница Перо"),
    ],
)
def test_a_slip_is_asked_about_with_the_name_that_was_meant(
    town: Runtime, reader: Callable[..., Reader], asked: str, lang: str, meant: str
) -> None:
    page = reader().page(f"/{lang}/employers?search={asked}")
    links = page.select("#board-now .meant a")
    assert [one.get_text() for one in links] == [meant]
    assert meant in reader().text(links[0]["href"])


@EMBEDDED
def test_what_resembles_nothing_asks_nothing(town: Runtime, reader: Callable[..., Reader]) -> None:
    page = reader().page("/en/employers?search=qqqqqqqq")
    assert not page.select("#board-now .meant")
    assert "No employer fits all of this" in page.get_text()


def test_search_and_filters_narrow_together(town: Runtime, reader: Callable[..., Reader]) -> None:
    assert names(reader(), "пещи", sector="C") == ["Седемте пещи"]
    assert names(reader(), "пещи", sector="I") == []
    assert names(reader(), "", sector="A") == ["Бял бор", "Ягода 2000"]
    assert names(reader(), "бор", town="Русе", tier="none") == ["Бял бор"]
    assert names(reader(), "перо", town="Варна", sector="G") == ["Книжарница Перо"]


@EMBEDDED
def test_the_board_is_narrowed_by_size_and_read_by_name_and_by_town(
    town: Runtime, reader: Callable[..., Reader]
) -> None:
    assert names(reader(), "", size="50-249") == ["Хотел Орфей", "Бял бор"], (
        "a group is as large as its companies together"
    )
    assert names(reader(), "", size="10-49", sector="C") == ["Седемте пещи", "Łódź Meble"]
    page = reader().page("/bg/employers?sort=town&size=10-49")
    assert page.select_one("#board-now strong[aria-current]").get_text() == "по град"
    assert "от 10 до 49 служители" in page.find("p", role="status").get_text()
    assert page.select_one("form input[name=sort]")["value"] == "town"
    for sort, first in (("name", "Седемте пещи"), ("town", "Седемте пещи"), ("", "Седемте пещи")):
        rated = [one.get_text() for one in reader().page(f"/bg/employers?sort={sort}").select("#board-now tbody a")]
        assert rated[0] == first
    others = reader().page("/bg/employers?tier=none&sort=town").select(".names a")
    assert [one.get_text() for one in others] == [
        "Книжарница Перо",
        "Ягода 2000",
        "Łódź Meble",
        "Бял бор",
        "Хюманс ин дъ луп",
    ]


@EMBEDDED
def test_cards_say_what_the_table_says(town: Runtime, reader: Callable[..., Reader]) -> None:
    for sort in ("", "&sort=name"):
        table = reader().page(f"/en/employers?view=table{sort}").select("#board-now tbody a")
        page = reader().page(f"/en/employers?view=cards{sort}")
        assert [one["href"] for one in page.select(".employers h3 a")] == [one["href"] for one in table]
        assert all(reader().get(one["src"]).status_code == 200 for one in page.select(".employers img"))


@pytest.mark.parametrize("asked", ["%00", "%ED%A0%80", "%1f", "a" * 300, "'; --", "%25", "я" * 80, "~~~", " ", "“”"])
def test_whatever_is_searched_for_is_answered(town: Runtime, reader: Callable[..., Reader], asked: str) -> None:
    for name in ("search", "town", "sector", "practice", "tier", "size", "sort", "view", "after"):
        assert reader().get(f"/bg/employers?{name}={asked}").status_code in (200, 400)
    assert reader().get(f"/bg/employers?search=пещи&after=0~{asked}~{asked}").status_code in (200, 400)


@EMBEDDED
def test_a_place_before_the_mark_that_is_asked_for_brings_no_other_mark(
    town: Runtime, reader: Callable[..., Reader]
) -> None:
    for tier in ("none", "bronze", "silver", "gold"):
        first, made = (reader().page(f"/en/employers?tier={tier}{after}") for after in ("", "&after=0~~"))
        assert [one.get_text() for one in made.select("#board-now a")] == [
            one.get_text() for one in first.select("#board-now a")
        ], tier


@EMBEDDED
def test_a_line_that_goes_between_two_looks_is_left_out(town: Runtime) -> None:
    """PostgreSQL shows each statement what is committed by then."""
    with town.database.engine.connect() as connection:
        key = connection.scalars(sa.select(board_line.c.key_bg).order_by(board_line.c.key_bg).limit(1)).one()
    both = town.database.look(lambda session: lines_at(session, "bg", [key, "0\x1fgone\x1fgone"], []))
    assert [len(some) for some in both] == [1, 0]


@EMBEDDED
def test_the_search_of_an_earlier_edition_reads_words_as_well(town: Runtime, reader: Callable[..., Reader]) -> None:
    page = reader().page("/bg/editions/2025-4?search=„Седемте  пещи“")
    assert [one.get_text() for one in page.select("#board-now tbody a")] == ["Седемте пещи"]


@EMBEDDED
def test_who_was_renamed_is_found_by_the_new_name_and_by_the_one_its_address_was_given_for(
    town: Runtime, reader: Callable[..., Reader]
) -> None:
    on = datetime.date(2026, 2, 2)
    changed = EmployerChanged(employer=employer_id("BG", BOOKS), country="BG", national_id=BOOKS, name="Книжарница Мастило",
        name_en="Ink", legal_form="ood", sector="G", town="Варна")  # fmt: skip
    tell(town, [(changed, on)])
    assert names(reader(), "мастило") == ["Книжарница Мастило"]
    assert names(reader(), "pero") == ["Книжарница Мастило"]
    assert names(reader(), "перото") == []


@pytest.mark.parametrize("name", ["Пещ ~ хляб", "a\u00a0b", "x\x1fy", "Ünï", "~"])
def test_a_line_is_found_again_by_its_cursor(name: str) -> None:
    made = key(2, name, "a-slug")
    assert read_cursor(cursor(made)) == made


def test_words_are_few_and_slips_are_of_one_letter() -> None:
    assert len(asked_for("една две три четири пет шест седем осем")) == 6
    assert {"orfei", "orfek", "rofei", "orfi", "orfeii"} - mistyped("orfei") == {"orfei"} - mistyped("orfei")
    assert mistyped("abc") == set()
