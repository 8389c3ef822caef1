"""The board that is kept says at every moment what the board computed anew would say."""

from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.recognition.board.handlers.lines import READ_MODEL
from services.recognition.board.handlers.listing import look_over, make_anew
from services.recognition.board.queries import paging, reading
from services.recognition.board.queries.board import Wanted
from services.recognition.board.queries.finding import BoardSearch
from services.recognition.board.queries.reading import read_board
from services.recognition.board.tables import board_head, board_line
from shared.service import Runtime
from tests.recognition.arrivals import Arrivals
from tests.recognition.board.lives import SEARCHES, Life, fitting, pages
from tests.recognition.opened import heard, publish

__all__ = ["heard"]

HERE = "/bg/employers"
AGREEING = ("edition", "sectors", "towns", "practices", "sizes", "local", "together", "withheld", "marked", "unmarked")


def kept(runtime: Runtime) -> list[list[tuple[object, ...]]]:
    """Every row of the read model."""
    return runtime.database.look(
        lambda session: [
            [tuple(row) for row in session.execute(sa.select(table).order_by(*table.primary_key))]
            for table in READ_MODEL
        ]
    )


def agree(life: Life, wanted: Wanted, lang: str, after: str = "") -> str:
    """Compare one page; the cursor of the next."""
    whole, page = life.must_be(wanted, HERE, lang, after)
    found = life.is_read(wanted, HERE, lang, after)
    names = [name for name in AGREEING if name != "edition"]
    assert {name: getattr(found.board, name) for name in names} == {name: getattr(whole, name) for name in names}
    assert (found.board.edition and found.board.edition.number) == (whole.edition and whole.edition.number)
    assert [found.board.count(tier) for tier in ("gold", "silver", "bronze")] == [
        whole.count(tier) for tier in ("gold", "silver", "bronze")
    ]
    assert found.page == page
    return parse_qs(urlsplit(page.next).query).get("after", [""])[0] if page.next else ""


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few lines on a page that every list of the test has several."""
    for module in (paging, reading):
        monkeypatch.setattr(module, "RATED", 4)
        monkeypatch.setattr(module, "OTHERS", 5)
        monkeypatch.setattr(module, "GLANCE", 2)


@pytest.mark.both_databases
@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_kept_board_is_the_computed_one(heard: Arrivals, seed: int) -> None:
    life = Life(heard, seed)
    life.begin(14)
    agree(life, Wanted(), "bg")
    publish(life.runtime, "2025-4")
    for _ in range(25):
        life.step()
        for lang in ("bg", "en"):
            for wanted in (Wanted(), Wanted(tier="none"), Wanted(sort="town"), life.asked()):
                after = agree(life, wanted, lang)
                while after:
                    after = agree(life, wanted, lang, after)
    rows = kept(life.runtime)
    life.runtime.perform(make_anew)
    assert kept(life.runtime) == rows, "what was written step by step is what is written at once"


@pytest.mark.both_databases
def test_the_kept_board_is_found_by_the_same_rules_on_either_database(heard: Arrivals) -> None:
    life = Life(heard, 99)
    life.begin(20)
    publish(life.runtime, "2025-4")
    for _ in range(12):
        life.step()
    for search in SEARCHES:
        lines = life.lines()
        right = fitting(lines, search)
        for lang in ("bg", "en"):
            for wanted in (
                Wanted(search=search),
                Wanted(search=search, tier="none"),
                Wanted(search=search, sector="C"),
            ):
                _reads_exactly(life, wanted, lang, {
                    group for group in right
                    if (wanted.tier != "none" or not lines[group].tier) and (not wanted.sector or lines[group].sector == "C")
                })  # fmt: skip
    for wanted in (Wanted(), Wanted(town="Русе"), Wanted(practice="mentor", sector="C")):
        assert agree(life, wanted, "en") == agree(life, wanted, "en")


def _reads_exactly(life: Life, wanted: Wanted, lang: str, right: set[str]) -> None:
    lines = life.lines()
    found = life.is_read(wanted, HERE, lang, "")
    assert found.board.marked + found.board.unmarked == len(right), wanted

    def keys(session: Session) -> list[str]:
        finding = BoardSearch(session, wanted, paging.script_of(lang))
        return finding.behind("3" if wanted.tier == "none" else "0", "4", 1000)

    slugs = [key.rsplit("\x1f", 1)[-1] for key in life.runtime.database.look(keys)]
    assert sorted(slugs) == sorted(lines[group].slug for group in right), wanted


@pytest.mark.one_database
def test_a_board_that_was_never_made_is_made_whole_by_the_first_look_at_anybody(heard: Arrivals) -> None:
    """After an upgrade the tables are empty; one employer that is looked at must not stand on a board alone."""
    life = Life(heard, 3)
    life.begin(9)
    publish(life.runtime, "2025-4")
    rows = kept(life.runtime)
    life.runtime.database.transact(lambda s: [s.execute(sa.delete(table)) for table in READ_MODEL])
    assert life.runtime.database.look(lambda s: read_board(s, Wanted(), HERE, "bg")) is None
    someone = next(iter(life.lines()))
    life.runtime.perform(lambda tx: look_over(tx, [someone]))
    assert kept(life.runtime) == rows


@pytest.mark.one_database
def test_a_look_that_finds_nothing_new_writes_no_line(heard: Arrivals) -> None:
    life = Life(heard, 4)
    life.begin(9)
    publish(life.runtime, "2025-4")
    group = life.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.min(board_line.c.group))))
    other = life.runtime.database.look(lambda s: s.scalar(sa.select(sa.func.max(board_line.c.group))))
    head = sa.update(board_head).values(together=777)
    life.runtime.database.transact(lambda s: s.execute(head))
    life.runtime.perform(lambda tx: look_over(tx, [group, other]))
    assert life.runtime.database.look(lambda s: s.scalar(sa.select(board_head.c.together))) == 777


def test_pages_end(heard: Arrivals) -> None:
    life = Life(heard, 5)
    life.begin(12)

    def read(after: str) -> paging.BoardPage:
        return life.is_read(Wanted(), HERE, "bg", after).page

    read_pages = list(pages(read, lambda link: parse_qs(urlsplit(link).query)["after"][0]))
    slugs = [one.slug for page in read_pages for one in page.participants]
    assert len(slugs) == len(set(slugs)) == read_pages[0].total
