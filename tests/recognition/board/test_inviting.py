"""Whoever has a mark and says nothing is asked for its interview: on its first page, and by letter once a quarter."""

import datetime
from collections.abc import Callable

import pytest

from services.recognition.board.handlers.inviting import invite
from shared.events.recognition import InterviewWanted
from shared.identity import employer_id
from shared.languages import FRAME
from shared.service import Runtime
from tests.conftest import told
from tests.recognition.conftest import BOOKS, HOTEL, OVENS, Reader
from tests.recognition.visiting import EMBEDDED, approve

pytestmark = pytest.mark.one_database
BRIEF = "/recognition/interview/invitation"
TWO = sorted(employer_id("BG", number) for number in (OVENS, HOTEL))
"""Those of the published board that have a mark; the bookshop takes part without one."""
Open = Callable[..., Reader]


def morning(runtime: Runtime, days: int = 0) -> list[str]:
    """Whom the daily round asks so many days from now."""
    before = len(asked(runtime))
    runtime.perform(lambda tx: invite(tx.today + datetime.timedelta(days=days), tx))
    return sorted(asked(runtime)[before:])


def asked(runtime: Runtime) -> list[str]:
    return [event.group for event in told(runtime) if isinstance(event, InterviewWanted)]


@pytest.mark.both_databases
def test_who_has_a_mark_and_says_nothing_is_asked_once_a_quarter(published: Runtime) -> None:
    assert morning(published) == TWO
    assert morning(published) == morning(published, 90) == []
    assert morning(published, 91) == TWO
    assert morning(published, 181) == []


@pytest.mark.both_databases
def test_who_said_no_thank_you_is_never_asked_again(published: Runtime, owner: Reader) -> None:
    assert "С ваши думи" not in owner.text("/recognition/interview")
    assert "Не, благодаря" in owner.text("/recognition/interview")
    assert owner.post("/recognition/interview/refusal").status_code == 303
    assert morning(published) == morning(published, 400) == [employer_id("BG", HOTEL)]
    assert owner.get(BRIEF).status_code == 204
    assert "Не, благодаря" not in owner.text("/recognition/interview")


@EMBEDDED
def test_who_has_spoken_or_sent_an_answer_is_not_asked(published: Runtime, owner: Reader, editor: Reader) -> None:
    sent = {"text": "Печем хляб.", "language": "bg", "speaker": "manager"}
    owner.post("/recognition/interview/activity", **sent)
    assert employer_id("BG", OVENS) in morning(published), "a draft is read by nobody"
    owner.post("/recognition/interview/activity", **sent, send="on")
    assert morning(published, 100) == [employer_id("BG", HOTEL)]
    approve(owner, editor, "advice", "Започнете с един човек.")
    assert morning(published, 200) == [employer_id("BG", HOTEL)]


@EMBEDDED
def test_the_first_page_asks_who_has_a_mark_and_leads_to_the_questions(
    published: Runtime, owner: Reader, reader: Open
) -> None:
    card = owner.page(BRIEF)
    assert card.select_one("a[href='/recognition/interview']")
    assert card.select_one("a[href='/bg/interview']")
    assert card.select_one("form[action='/recognition/interview/refusal']")
    without = reader(roles=("employer",), employer=employer_id("BG", BOOKS))
    assert without.get(BRIEF).status_code == 204
    assert reader().get(BRIEF).status_code in (303, 401)


@EMBEDDED
def test_nobody_is_asked_before_there_is_a_mark(board: Runtime, owner: Reader) -> None:
    assert morning(board) == []
    assert owner.get(BRIEF).status_code == 204


@EMBEDDED
@pytest.mark.parametrize("lang", FRAME)
def test_the_sheet_puts_the_four_questions_in_each_language(lang: str, published: Runtime, reader: Open) -> None:
    page = reader().page(f"/{lang}/interview")
    questions = [one.get_text() for one in page.select("main ol h2")]
    assert len(set(questions)) == 4
    assert len(page.select(".ruled")) == 4
    english = [one.get_text() for one in reader().page("/en/interview").select("main ol h2")]
    assert lang == "en" or not set(questions) & set(english)
    assert f"/{lang}/interview<" in reader().get("/sitemap.xml").text
