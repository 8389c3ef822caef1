"""Recognition's pages as people meet them: anybody, an employer, an editor."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from services.recognition.board.handlers.listing import look_over
from services.recognition.board.queries import profiles
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.interview import Answer
from shared.events.intake import EmployerLeft
from shared.identity import employer_id
from shared.service import Runtime
from tests.markup import Element
from tests.recognition.conftest import BOOKS, EDITION, HOTEL, JANUARY, OVENS, Reader, publish
from tests.recognition.telling import employer, kept, tell
from tests.recognition.visiting import EMBEDDED, approve

pytestmark = pytest.mark.one_database

PUBLIC = [
    "", "/employers", "/employers?tier=gold", "/employers/sedemte-peshti", "/employers/bookshop-pero", "/editions",
    f"/editions/{EDITION}", "/method",
]  # fmt: skip


DATA = ["/data/board.json", "/data/board.csv", f"/data/editions/{EDITION}.json"]


# -- anybody ----------------------------------------------------------------------------------------------------------
@EMBEDDED
@pytest.mark.parametrize("path", [*(f"/bg{path}" for path in PUBLIC), *(f"/en{path}" for path in PUBLIC), *DATA])
def test_a_public_page_is_the_same_for_everybody_and_sets_no_cookie(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, path: str
) -> None:
    owner.cookies["flash"] = "eyJ0ZXh0IjoiSGVsbG8ifQ=="
    anybody, somebody = reader().get(path), owner.get(path)
    assert anybody.status_code == somebody.status_code == 200
    assert anybody.content == somebody.content
    assert "set-cookie" not in anybody.headers
    assert "set-cookie" not in somebody.headers
    assert "_csrf" not in anybody.text


@EMBEDDED
@pytest.mark.parametrize("path", [*(f"/en{path}" for path in PUBLIC), *DATA])
def test_head_answers_as_get_does_but_without_a_body(
    published: Runtime, reader: Callable[..., Reader], path: str
) -> None:
    whole, head = reader().get(path), reader().get(path, "HEAD")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


@EMBEDDED
@pytest.mark.parametrize(
    "path", ["/bg/employers/nobody", "/en/editions/2019-1", "/bg/editions/first", "/data/editions/2019-1.json"]
)
def test_what_never_was_is_not_found(published: Runtime, reader: Callable[..., Reader], path: str) -> None:
    assert reader().get(path).status_code == 404


def test_after_publication_the_board_shows_each_tier(board: Runtime, reader: Callable[..., Reader]) -> None:
    assert "Златен знак" not in reader().text("/bg/employers")
    publish(board)
    page = reader().page("/bg/employers")
    assert found(page) == ["Седемте пещи", "Хотел Орфей", "Книжарница Перо"]
    gold, bronze, others = (" ".join(part.get_text(" ").split()) for part in page.select("#board-now section"))
    assert "Златен знак 75+ точки при присъждането" in gold
    assert "Седемте пещи" in gold
    assert "поне 10 души" in gold
    assert "Бронзов знак" in bronze
    assert "под десет" in bronze
    assert "Книжарница Перо" in others
    assert "знак" not in others


def found(page: Element) -> list[str]:
    """Whoever stands on this page of the board, in order."""
    return [one.get_text() for one in page.select("#board-now tbody th, #board-now .names a")]


def test_home_counts_the_marks_of_the_newest_edition(published: Runtime, reader: Callable[..., Reader]) -> None:
    counters = [value.get_text() for value in reader().page("/bg").select(".counters .value")]
    assert counters == ["1 златен знак", "0 сребърен знак", "1 бронзов знак"]
    assert "Към 31 декември 2025 г." in reader().text("/bg").replace("\xa0", " ")


@EMBEDDED
def test_home_lets_employers_speak_in_whole_sentences_of_the_readers_language(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    assert reader().page("/bg").select(".voice") == []
    approve(owner, editor, "advice", "Започнете с един човек. " + "Дайте му наставник, който знае как. " * 9)
    (voice,) = reader().page("/bg").select(".voice")
    assert voice.select_one("h3 a")["href"] == "/bg/employers/sedemte-peshti"
    said = voice.find("blockquote").get_text().strip()
    assert said.startswith("„Започнете с един човек. Дайте му")
    assert said.endswith("как.“")
    assert "на „Седемте пещи“, Пловдив" in voice.get_text()
    (voice,) = reader().page("/en").select(".voice")
    assert voice.find("blockquote") is None, "words in another language are not on the front page"
    owner.post("/recognition/interview/advice/withdrawal")
    assert reader().page("/bg").select(".voice") == []


@EMBEDDED
def test_home_lets_those_speak_whose_interview_is_newest_and_nobody_who_left_or_was_taken_down(
    board: Runtime, runtime: Runtime
) -> None:
    others = ["202588885", "203714441", "204799991"]
    speakers = [HOTEL, *others[:2], BOOKS, OVENS, others[2]]
    for number in others:
        tell(runtime, employer(number, f"Фирма {number}", f"Firma {number}", JANUARY))
    for day, number in enumerate(speakers, 1):
        said: dict[str, Any] = {"text": "Елате.", "language": "bg", "speaker": "manager"}
        spoke = Answer(id=f"a-{number}", group=employer_id("BG", number), question="advice", state="approved", **said)
        spoke.approved_on, spoke.approved_text, spoke.approved_language = JANUARY.replace(day=day), "Елате.", "bg"
        runtime.database.transact(partial(Session.add, instance=spoke))
    runtime.perform(look_over)
    publish(runtime)
    tell(runtime, [(EmployerLeft(employer=employer_id("BG", BOOKS), on=JANUARY), JANUARY)])
    down = Hold(id="h", group=employer_id("BG", OVENS), subject="answer-advice", kind="withdrawn", since=JANUARY)
    runtime.database.transact(lambda session: session.add(down))
    found = runtime.database.look(lambda session: profiles.latest_interviews(session, runtime.clock.today(), 3))
    assert [one.names.original for one in found] == ["Фирма 204799991", "Фирма 203714441", "Фирма 202588885"]


@pytest.mark.both_databases
def test_before_the_first_edition_home_and_board_say_so(runtime: Runtime, reader: Callable[..., Reader]) -> None:
    assert "Първото издание предстои" in reader().text("/bg")
    assert "Nobody is on the board yet" in reader().text("/en/employers")
    assert "No edition yet" in reader().text("/en/editions")
    assert reader().get("/data/board.json").status_code == 404


@EMBEDDED
def test_those_without_a_shown_tier_all_read_the_same(published: Runtime, reader: Callable[..., Reader]) -> None:
    page = reader().page("/en/employers")
    words = page.find(id="participants").find_next("p").get_text()
    assert words == "Takes part, no rating shown; nothing should be read into that."
    assert [one.get_text() for one in page.select("h2#participants ~ .names a")] == ["Bookshop Pero"]


@EMBEDDED
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("search=пещи", ["Седемте пещи"]),
        ("search=PESHTI", ["Седемте пещи"]),
        ("search=orpheus", ["Хотел Орфей"]),
        ("search=varna", ["Книжарница Перо"]),
        ("tier=bronze", ["Хотел Орфей"]),
        ("tier=none", ["Книжарница Перо"]),
        ("tier=platinum", []),
        ("sector=I", ["Хотел Орфей"]),
        ("town=Пловдив", ["Седемте пещи"]),
        ("practice=mentor", ["Седемте пещи"]),
        ("practice=mentor&town=Смолян", []),
    ],
)
def test_the_board_is_narrowed_in_either_script(
    published: Runtime, reader: Callable[..., Reader], asked: Any, names: Any
) -> None:
    page = reader().page(f"/bg/employers?{asked}")
    assert found(page) == names
    if not names:
        assert "Няма работодател, който отговаря на всичко това" in page.get_text()


@EMBEDDED
def test_what_htmx_swaps_is_what_the_page_includes(published: Runtime, reader: Callable[..., Reader]) -> None:
    part = reader().get("/bg/employers?tier=gold", **{"HX-Request": "true"}).text
    assert part.strip().endswith("</div>")
    assert "<html" not in part
    assert part.strip() in reader().get("/bg/employers?tier=gold").text


@EMBEDDED
@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_speaks_of_ranks(published: Runtime, reader: Callable[..., Reader], path: str) -> None:
    assert not re.search("класаци|ранг|подредб", reader().text(f"/bg{path}").casefold())
    assert not re.search(r"\branks?\b|\bleague\b|\branking", reader().text(f"/en{path}").casefold())


@EMBEDDED
def test_who_left_is_gone_at_once_and_without_a_reason(published: Runtime, reader: Callable[..., Reader]) -> None:
    left = datetime.date(2026, 3, 1)
    tell(published, [(EmployerLeft(employer=employer_id("BG", OVENS), on=left), left)])
    answer = reader().get("/bg/employers/sedemte-peshti")
    assert answer.status_code == 410
    assert "От липсата ѝ не следва нищо" in answer.text
    assert "пещи" not in answer.text
    assert "Седемте пещи" not in reader().text("/bg/employers")


@EMBEDDED
def test_an_employer_that_has_not_joined_is_not_there(published: Runtime, reader: Callable[..., Reader]) -> None:
    tell(published, employer("121000012", "Пекарна Утро", "Utro Bakery", JANUARY, joined=False))
    tell(published, kept("121000012", 8, datetime.date(2024, 9, 1)))
    assert "Утро" not in reader().text("/bg/employers")
    assert reader().get("/bg/employers/utro-bakery").status_code == 404


@EMBEDDED
def test_no_cell_of_the_table_is_a_formula(runtime: Runtime, reader: Callable[..., Reader]) -> None:
    for number, name in enumerate(["=HYPERLINK(A1)", "@cmd", "+1+1", "-2", "Перо; и перо"]):
        tell(runtime, employer(f"13107158{number}", name, f"={name}", JANUARY, staff=10))
        tell(runtime, kept(f"13107158{number}", 6, datetime.date(2024, 9, 1)))
    publish(runtime)
    body = reader().get("/data/board.csv").content
    assert body.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == 6
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith(("=", "+", "-", "@"))]


@EMBEDDED
def test_a_profile_separates_what_is_counted_from_what_is_said(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader
) -> None:
    approve(owner, editor, "advice", "Започнете с един човек.")
    headings = [heading.get_text() for heading in reader().page("/bg/employers/sedemte-peshti").select("article h2")]
    assert headings.index("Какво е потвърдено") < headings.index("Разказва управителят")
