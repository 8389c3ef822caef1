"""The board a page at a time: everybody once, in order, whatever is taken down in between; filters go along."""

import datetime
import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from services.recognition.board.queries.board import Board, Participant, Shown, Wanted
from services.recognition.board.queries.paging import GLANCE, OTHERS, RATED, BoardPage, page_of
from services.recognition.editions.model import Edition
from services.recognition.editions.rules.rows import Row
from shared.service import Runtime
from tests.markup import parsed
from tests.recognition.conftest import JANUARY, Reader
from tests.recognition.telling import employer, tell, vacancy

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
HERE = "/bg/employers"


def line(number: int, tier: str = "gold", name: str = "") -> Shown:
    name = name or f"Фирма {number:03}"
    row = Row(group=f"g-{number}", name=name, name_latin=f"Firm {number:03}", sector="C", town="Пловдив", tier=tier)
    return Shown(row=row, slug=f"firm-{number:03}")


def other(number: int) -> Participant:
    return Participant(slug=f"o-{number:03}", name=f"Друг {number:03}", name_latin="", sector="C", town="Русе")


def board_of(rated: list[Shown], others: Sequence[Participant] = ()) -> Board:
    return Board(edition=None, rated=tuple(rated), participants=tuple(others), sectors=(), towns=(), practices=())


def many(count: int = 70) -> list[Shown]:
    return [line(number, "gold" if number < 30 else "silver") for number in range(count)]


def walk(
    board: Board, wanted: Wanted | None = None, lang: str = "bg", change: Callable[[Board], Board] | None = None
) -> list[BoardPage]:
    """Page after page by the links alone."""
    wanted, pages, after = wanted or Wanted(), [], ""
    while True:
        pages.append(page_of(board, wanted, HERE, lang, after))
        if not pages[-1].next:
            return pages
        after = cursor(pages[-1].next)
        board = change(board) if change else board


def cursor(link: str) -> str:
    return parse_qs(urlsplit(link).query).get("after", [""])[0]


def test_every_employer_stands_on_one_page_and_in_order() -> None:
    pages = walk(board_of(many()))
    slugs = [one.slug for page in pages for one in page.rated]
    assert slugs == [f"firm-{number:03}" for number in range(70)]
    assert [len(page.rated) for page in pages] == [RATED, RATED, 70 - 2 * RATED]
    assert [(page.first, page.last, page.total) for page in pages] == [(1, 24, 70), (25, 48, 70), (49, 70, 70)]


def test_the_way_back_is_the_way_there() -> None:
    board = board_of(many())
    pages = walk(board)
    for before, now in pairwise(pages):
        again = page_of(board, Wanted(), HERE, "bg", cursor(now.previous))
        assert again.rated == before.rated
    assert pages[1].previous == HERE
    assert not pages[0].previous


def test_a_page_that_goes_on_with_a_mark_says_so() -> None:
    assert [page.continued for page in walk(board_of(many()))] == ["", "gold", "silver"]


def test_a_line_taken_down_while_somebody_reads_skips_nobody_and_repeats_nobody() -> None:
    def without_the_last_seen(board: Board) -> Board:
        return board_of([one for one in board.rated if one.slug != "firm-023"])

    slugs = [one.slug for page in walk(board_of(many()), change=without_the_last_seen) for one in page.rated]
    assert slugs == [f"firm-{number:03}" for number in range(70)]


@pytest.mark.parametrize("after", ["x", "~", "9~~", "²~a~b", "0~firm-003", "-1~a~b", "3~zzz~яяя", "0~" + "a" * 500])
def test_whatever_an_address_says_gives_a_page(after: str) -> None:
    assert page_of(board_of(many()), Wanted(), HERE, "bg", after).rated


def test_a_name_with_a_tilde_and_two_of_one_name_are_told_apart() -> None:
    board = board_of([line(number, name="Пещ ~ хляб") for number in range(60)])
    assert len({one.slug for page in walk(board) for one in page.rated}) == 60


def test_within_a_mark_the_order_is_that_of_the_names_as_they_are_read() -> None:
    first, second = line(1, name="Яна"), line(2, name="Албена")
    assert [one.slug for one in page_of(board_of([first, second]), Wanted(), HERE, "bg").rated] == [
        "firm-002", "firm-001",
    ]  # fmt: skip
    assert [one.slug for one in page_of(board_of([first, second]), Wanted(), HERE, "en").rated] == [
        "firm-001", "firm-002",
    ]  # fmt: skip


def test_filters_go_along_from_page_to_page() -> None:
    wanted = Wanted(town="Пловдив", search="фирма")
    link = page_of(board_of(many()), wanted, HERE, "bg").next
    assert "town=%D0%9F" in link
    assert "search=" in link
    assert "sector" not in link


def test_those_without_a_mark_stand_below_the_last_with_one_and_on_pages_of_their_own() -> None:
    board = board_of(many(30), [other(number) for number in range(80)])
    pages = walk(board)
    assert [len(page.participants) for page in pages] == [0, GLANCE]
    assert pages[0].others == pages[1].others == f"{HERE}?tier=none"
    own = walk(board_of([], board.participants), Wanted(tier="none"))
    assert [len(page.participants) for page in own] == [OTHERS, 20]
    assert [one.slug for page in own for one in page.participants] == [f"o-{number:03}" for number in range(80)]


@EMBEDDED
def test_a_long_board_is_read_by_plain_links(published: Runtime, reader: Callable[..., Reader]) -> None:
    for number in range(70):
        tell(published, employer(f"1310{number:05}", f"Фирма {number:02}", f"Firm {number:02}", JANUARY))
        tell(published, [vacancy(f"1310{number:05}", "Готвач", datetime.date(2026, 2, 1))])
    first = reader().page(HERE)
    assert first.find("a", href=f"{HERE}?tier=none")
    page, names = reader().page(f"{HERE}?tier=none"), []
    while True:
        names += [one.get_text() for one in page.select(".names a")]
        link = page.select_one("main a[rel=next]")
        if link is None:
            break
        assert page.select_one("head link[rel=next]")["href"] == link["href"]
        page = reader().page(link["href"])
    assert len(names) == len(set(names)) == 71
    assert "Показани" in page.find("p", role="status").get_text()


@EMBEDDED
@pytest.mark.parametrize("lang", ["bg", "en"])
def test_a_page_of_the_board_is_small(published: Runtime, reader: Callable[..., Reader], lang: str) -> None:
    body = reader().get(f"/{lang}/employers").text
    assert len(body.encode()) < 50_000
    assert not re.search(r"\?[^\"]*=(&|\")", parsed(body).select_one("main").decode())


def test_an_edition_nobody_is_in_is_a_page_too() -> None:
    now = datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC)
    edition = Edition(
        number="2025-4", as_of=now.date(), known_at=now, published_at=now, published_by="e", method="m", fingerprint="",
        digest="", rows=b"[]",
    )  # fmt: skip
    empty = Board(edition=edition, rated=(), participants=(), sectors=(), towns=(), practices=())
    assert page_of(empty, Wanted(), HERE, "bg", "0~a~b").rated == ()


@pytest.mark.both_databases
def test_what_somebody_puts_into_the_address_is_said_back_harmlessly(
    published: Runtime, reader: Callable[..., Reader]
) -> None:
    text = reader().get(f"{HERE}?search=<script>x&tier=<b>&town=<i>&sector=<u>&practice=<s>&after=<a>").text
    assert "Само: &lt;script&gt;x, &lt;b&gt;, &lt;i&gt;" in text
    for tag in ("<script>x", "<b>", "<i>", "<u>", "<s>", "<a>"):
        assert tag not in text
