"""An officer takes the interview on the telephone: marked as such until the employer confirms it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.statements.model.interview import Answer
from shared.events.intake import OrganisationRegistered
from shared.events.recognition import InterviewTaken
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import told
from tests.recognition.conftest import JANUARY, OVENS, Reader
from tests.recognition.telling import tell
from tests.recognition.visiting import EMBEDDED, to_read

pytestmark = pytest.mark.one_database
ENTITY = employer_id("BG", OVENS)
CALL = f"/recognition/interviews/{ENTITY}"
SAID = {"language": "bg", "speaker": "owner", "advice": "Започнете с един човек.", "activity": "Печем хляб."}
MARK = "Записано по телефона"
Open = Callable[..., Reader]


@pytest.fixture
def officer(reader: Open) -> Reader:
    return reader(roles=("officer",), organisation="centre")


def answers(runtime: Runtime) -> dict[str, Answer]:
    return {one.question: one for one in runtime.database.look(lambda s: s.scalars(sa.select(Answer)).all())}


def approve_all(editor: Reader) -> None:
    for page in to_read(editor):
        form = page.select_one("form[action$='/approval']")
        given = {one["name"]: one["value"] for one in form.select("input") if one["name"] != "_csrf"}
        assert editor.post(form["action"], **given).status_code == 303


def confirm(owner: Reader) -> Any:
    form = owner.page("/recognition/interview").select_one("form[action$='/confirmation']")
    return owner.post(form["action"], text=form.find("input", attrs={"name": "text"})["value"])


@pytest.mark.both_databases
def test_what_an_officer_wrote_down_is_marked_on_the_page_until_the_employer_confirms_it(
    published: Runtime, officer: Reader, owner: Reader, editor: Reader, reader: Open
) -> None:
    centre = OrganisationRegistered(organisation="centre", name="Център Пловдив", town="Пловдив")
    tell(published, [(centre, JANUARY)])
    assert officer.post(CALL, **SAID).status_code == 303
    kept = answers(published)["advice"]
    assert (kept.taken_by, kept.taken_for, kept.taken_on) == ("a-1", "centre", published.clock.today())
    assert "още не е потвърдено" in editor.text("/recognition/desk")
    (first, second) = to_read(editor)
    assert "Център Пловдив" in first.find("main").get_text()
    assert MARK in second.select_one("article[lang=bg]").get_text()
    approve_all(editor)
    assert MARK in reader().text("/bg/employers/sedemte-peshti")
    assert confirm(owner).status_code == confirm(owner).status_code == 303
    said = reader().text("/bg/employers/sedemte-peshti")
    assert MARK not in said
    assert "Започнете с един човек." in said


@EMBEDDED
def test_what_is_confirmed_before_it_is_approved_is_never_marked(
    published: Runtime, officer: Reader, owner: Reader, editor: Reader, reader: Open
) -> None:
    officer.post(CALL, advice=SAID["advice"])
    confirm(owner)
    assert "потвърдено от работодателя на" in editor.text("/recognition/desk")
    approve_all(editor)
    assert MARK not in reader().text("/bg/employers/sedemte-peshti")


@EMBEDDED
def test_an_officer_never_writes_over_the_employers_own_words(
    published: Runtime, officer: Reader, owner: Reader
) -> None:
    owner.post("/recognition/interview/advice", text="Моите думи.", language="bg", speaker="owner")
    assert "отговорил сам" in officer.text(CALL)
    answer = officer.post(CALL, **SAID)
    assert answer.status_code == 422
    assert "никой друг не променя думите му" in answer.text
    assert "Печем хляб." in answer.text, "what was typed is not lost"
    assert answers(published)["advice"].text == "Моите думи."
    assert "activity" not in answers(published)


@pytest.mark.both_databases
def test_words_that_the_employer_changes_are_its_own_again(published: Runtime, officer: Reader, owner: Reader) -> None:
    officer.post(CALL, **SAID)
    owner.post("/recognition/interview/advice", text="Друго казах.", language="bg", speaker="owner", send="on")
    assert answers(published)["advice"].taken_on is None
    assert owner.post("/recognition/interview/advice/confirmation", text="Друго казах.").status_code == 422
    assert owner.post("/recognition/interview/activity/confirmation", text="Нещо друго").status_code == 422


@EMBEDDED
def test_an_answer_that_stays_as_it_was_written_down_is_not_sent_again(published: Runtime, officer: Reader) -> None:
    def events() -> int:
        return sum(isinstance(event, InterviewTaken) for event in told(published))

    officer.post(CALL, **SAID)
    assert events() == 2
    officer.post(CALL, **{**SAID, "advice": "Започнете с двама."})
    assert events() == 3
    assert officer.post(CALL, language="bg", speaker="owner").status_code == 422, "nothing was said"


@EMBEDDED
def test_nobody_but_an_officer_takes_an_interview(
    published: Runtime, officer: Reader, owner: Reader, editor: Reader
) -> None:
    assert officer.get(CALL).status_code == 200
    assert owner.get(CALL).status_code == editor.get(CALL).status_code == 404
    assert officer.get("/recognition/interviews/nobody").status_code == 404
    assert officer.post("/recognition/interviews/nobody", **SAID).status_code == 404
