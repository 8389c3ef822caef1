"""A list ends where its last line stands and nowhere before; a long choice is found by its words."""

import base64
import datetime
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from shared.readers.searching import fits, searched
from web.lists import FEW, By, Page, Search, address, choices_of, matching, page_of

LINES = sa.Table(
    "line",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("search", sa.Text, nullable=False),
)
ORDER = (By(LINES.c.day, falling=True), By(LINES.c.name), By(LINES.c.id))
MANY = 137


@pytest.fixture
def session() -> Iterator[Session]:
    engine = sa.create_engine("sqlite://")
    LINES.create(engine)
    with Session(engine) as session:
        for number in range(MANY):
            day, name = datetime.date(2026, 1, 1 + number % 5), f"Фурна {number % 7}"
            search = searched(name, f"1750{number:05d}", "Пловдив" if number % 2 else "София")
            session.execute(sa.insert(LINES).values(id=number, day=day, name=name, search=search))
        yield session
    engine.dispose()


def read(session: Session, after: str = "", size: int = 10) -> Page[int]:
    return page_of(session, sa.select(LINES), ORDER, after, size).of(lambda row: int(row["id"]))


@pytest.mark.parametrize("size", [1, 10, 50, 136, 137, 200])
def test_every_line_stands_on_one_page_in_order(session: Session, size: int) -> None:
    seen, after = [], ""
    while True:
        page = read(session, after, size)
        seen += page.rows
        if not (after := page.after):
            break
    assert seen == read(session, size=MANY).rows
    assert sorted(seen) == list(range(MANY))


def test_a_line_that_is_gone_moves_none_of_the_next_page(session: Session) -> None:
    first = read(session)
    second = read(session, first.after)
    session.execute(sa.delete(LINES).where(LINES.c.id.in_((first.rows[0], first.rows[-1]))))
    assert read(session, first.after).rows == second.rows


HUGE = base64.b64encode(b'["2026-01-02","x",9223372036854775808]').decode()
NO_PLACES = ["", "x", "....", "W10", "WzFd", "ey", "9" * 5000, "ж", base64.b64encode(b"[1,2,3]").decode(), HUGE]


@pytest.mark.parametrize("after", NO_PLACES)
def test_what_is_no_place_of_this_list_begins_it_anew(session: Session, after: str) -> None:
    assert read(session, after).rows == read(session).rows


@given(st.text(max_size=60))
def test_no_address_breaks_a_list(after: str) -> None:
    engine = sa.create_engine("sqlite://")
    LINES.create(engine)
    with Session(engine) as session:
        assert read(session, after).rows == []
    engine.dispose()


def test_a_short_choice_is_a_whole_select_and_a_long_one_is_searched(session: Session) -> None:
    query, by = sa.select(LINES.c["id", "name"]).order_by(LINES.c.id), Search(LINES.c.id, LINES.c.search)
    short = choices_of(session, query.where(LINES.c.id < FEW), by)
    assert (len(short.rows), short.long) == (FEW, False)
    assert choices_of(session, query, by).rows == []
    found = choices_of(session, query, by, asked="175000003")
    assert ([row["id"] for row in found.rows], found.long, found.more) == ([3], True, False)
    many = choices_of(session, query, by, asked="plovd", chosen="4")
    assert (len(many.rows), many.rows[0]["id"], many.more) == (FEW + 1, 4, True)


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Хлебна къща", "hlebna"), ("Хлебна къща", "Kashta"), ("Хлебна къща", "kushta"), ("Хлебна къща", "къщ хлеб"),
        ("„Бял бор“ АД", "бял-бор"), ("Byal bor", "бял бор"), ("121396123", "121 396 123"), ("121396123", "121-396"),
        ("гр. Пловдив", "Plovdiv"), ("Слънчев бряг 2000", "slanchev 2000"), ("Слънчев бряг 2000", "слънчев бряг"),
    ],
)  # fmt: skip
def test_a_row_is_found_by_the_beginnings_of_its_words_in_either_alphabet(kept: str, asked: str) -> None:
    assert fits(searched(kept), asked)


NOT_FOUND = [("Хлебна къща", "леб"), ("Пекар", "пекар хлеб"), ("x", ""), ("x", "%"), ("ab", "a_c")]


@pytest.mark.parametrize(("kept", "asked"), NOT_FOUND)
def test_what_has_not_every_word_is_not_found(kept: str, asked: str) -> None:
    assert not fits(searched(kept), asked)


@pytest.mark.parametrize("asked", ["furna 3", "plovdiv 17500", "175000010", "%", "_", "фурна софия"])
def test_a_search_in_the_database_finds_the_same(session: Session, asked: str) -> None:
    rows = session.execute(sa.select(LINES.c.id, LINES.c.search)).all()
    found = session.scalars(sa.select(LINES.c.id).where(matching(LINES.c.search, asked)))
    assert sorted(found) == [row.id for row in rows if fits(row.search, asked)]


def test_an_address_holds_what_is_asked_for_and_nothing_else() -> None:
    assert address("/bg/vacancies") == "/bg/vacancies"
    assert address("/bg/vacancies", town="Бяла", kind="", employer=["a", "b"]) == (
        "/bg/vacancies?town=%D0%91%D1%8F%D0%BB%D0%B0&employer=a&employer=b"
    )
