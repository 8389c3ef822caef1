"""Before publication an editor sees the board, the articles and the correction as they will be."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as answers_handlers
from shared.events.placements import PlacementVoided
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.conftest import BOOKS, EDITION, OVENS, Reader, publish
from tests.recognition.desk.editing import EMBEDDED, HERE, MARCH, parts, seen
from tests.recognition.telling import tell
from tests.recognition.visiting import waiting
from web.formats import day

pytestmark = pytest.mark.one_database

ENTITY = employer_id("BG", OVENS)


# -- as it will be ----------------------------------------------------------------------------------------------------
@EMBEDDED
def test_the_board_and_every_article_are_shown_as_they_will_be(
    board: Runtime, editor: Reader, reader: Callable[..., Reader]
) -> None:
    before = editor.page(f"{HERE}/board")
    drafts = {one.get_text(): editor.page(one["href"]).select_one("article") for one in before.select("tbody th a")}
    assert list(drafts) == ["Седемте пещи", "Хотел Орфей"]
    publish(board)
    now = reader().page("/bg/employers")
    lines = [[" ".join(row.get_text(" ").split()) for row in page.select("#board-now tr")] for page in (before, now)]
    assert lines[0] == lines[1]
    for link in now.select("tbody th a"):
        article = reader().page(link["href"]).select_one("article")
        article.select_one('a[href*="/certificates/"]').parent.extract()  # there is none before publication
        assert article.get_text().split() == drafts[link.get_text()].get_text().split()
    assert editor.get(f"{HERE}/articles/{employer_id('BG', BOOKS)}").status_code == 404


@EMBEDDED
@pytest.mark.parametrize(
    "path", [f"{HERE}/preview", f"{HERE}/board", f"{HERE}/articles/{ENTITY}", "/recognition/editions/2025-4.1/preview"]
)
def test_nobody_but_an_editor_sees_what_is_not_published(
    published: Runtime, reader: Callable[..., Reader], owner: Reader, editor: Reader, path: str
) -> None:
    assert editor.get(path).status_code == 200
    assert owner.get(path).status_code == 404
    assert reader(roles=("officer",), organisation="centre").get(path).status_code == 404
    assert reader().get(path).status_code == 303


@pytest.mark.both_databases
def test_looking_changes_nothing(board: Runtime, editor: Reader) -> None:
    def state() -> list[Any]:
        tables = board.service.metadata.tables
        kept = [tables[name] for name in ("edition", "edition_basis", "listing", "outbox", "turn")]
        lines = board.database.look(lambda s: [sorted(map(repr, s.execute(sa.select(one)))) for one in kept])
        return [seen(board).digest, *lines]

    before = state()
    for path in (f"{HERE}/preview", f"{HERE}/board", f"{HERE}/articles/{ENTITY}", "/recognition/desk"):
        editor.page(path)
    assert state() == before
    publish(board)
    assert state() != before
    before = state()
    editor.page("/recognition/editions/2025-4.1/preview")
    editor.page("/recognition/profiles/sedemte-peshti/holds")
    assert state() == before


# -- corrections ------------------------------------------------------------------------------------------------------
def test_a_correction_is_looked_through_and_published_with_its_reason(
    published: Runtime, editor: Reader, reader: Callable[..., Reader]
) -> None:
    tell(
        published, [(PlacementVoided(placement=f"{OVENS}-kept-240901-{n}", reason="mistake"), MARCH) for n in range(3)]
    )
    link = editor.page("/recognition/desk").find("a", href="/recognition/editions/2025-4.1/preview")
    waits = editor.page(link["href"])
    assert "Седемте пещи: 3 души" in parts(waits, "Чака следващото издание: 1")
    wish = waits.select_one("form[action$='/requests']")
    asked = {"group": wish.select_one("option[value]:not([value=''])")["value"], "asked_as": "manager"}
    refused = editor.post(wish["action"], **asked, asked_on="2046-01-01")
    assert refused.status_code == 422
    assert "още не е дошъл" in refused.text
    today = published.clock.today()
    answer = editor.post(wish["action"], **asked, asked_on=today.isoformat())
    assert answer.headers["location"] == "/recognition/editions/2025-4.1/preview"
    page = editor.page(link["href"])
    assert f"Седемте пещи: управител, поискано на {' '.join(day(today, 'bg').split())}" in parts(
        page, "Поискано от работодателя: 1"
    )
    assert "Седемте пещи" in " ".join(parts(page, "Със същия знак и друга промяна: 1"))
    assert "3 души вече не се броят" in page.find("main").get_text()
    form = page.select_one("form[action$='/corrections']")
    refused = editor.post(form["action"], note="  ")
    assert refused.status_code == 422
    assert "Напишете какво е поправено" in refused.text
    read = {name: form.find("input", attrs={"name": name})["value"] for name in ("expected", "digest")}
    for other in ({"expected": "2025-4.2"}, {"digest": "0" * 64}):
        refused = editor.post(form["action"], note="Три наемания.", **{**read, **other})
        assert refused.status_code == 422
        assert ">\nТри наемания.</textarea>" in refused.text, "what was typed is not lost"
    answer = editor.post(form["action"], **read, note="Три наемания бяха записани по погрешка.")
    assert answer.headers["location"] == f"/bg/editions/{EDITION}.1"
    again = editor.post(form["action"], **read, note="Три наемания бяха записани по погрешка.")
    assert again.status_code == 422
    assert "друга поправка" in again.text
    assert "поне 10 души" not in reader().text("/bg/employers")
    assert "Три наемания бяха записани по погрешка." in reader().text(f"/bg/editions/{EDITION}.1/changes")


@EMBEDDED
@pytest.mark.parametrize("number", ["2025-4.2", "2025-3.1", "2025-4.x", "2025-9", "x"])
def test_what_is_no_next_edition_or_correction_has_no_preview(published: Runtime, editor: Reader, number: str) -> None:
    assert editor.get(f"/recognition/editions/{number}/preview").status_code == 404


# -- words ------------------------------------------------------------------------------------------------------------
@EMBEDDED
def test_an_editor_is_reminded_beside_each_approval_of_what_no_rule_can_find(
    published: Runtime, editor: Reader, owner: Reader
) -> None:
    owner.post("/recognition/interview/advice", text="Мария дойде на 3 март.", language="bg", send="on")
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    pages = waiting(editor)
    forms = [form for page in pages for form in page.select("form[action$='/approval']")]
    assert len(forms) == 2
    for form in forms:
        said = form.find_previous_sibling(class_="hint").get_text()
        assert all(word in said for word in ("имена", "дати", "произход", "телефон"))


@EMBEDDED
def test_an_editor_sees_what_changed_in_an_answer_word_by_word(
    published: Runtime, editor: Reader, owner: Reader
) -> None:
    def send(text: str) -> None:
        owner.post("/recognition/interview/advice", text=text, language="bg", speaker="manager", send="on")

    send("Започнете с един човек.")
    assert not waiting(editor)[1].select(".difference del, .difference ins")
    approve = commands.ApproveAnswer(answer=answer_id(published), text="Започнете с един човек.")
    published.perform(lambda tx: answers_handlers.approve_answer(approve, tx), actor("editor"))
    send("Започнете с двама души.")
    page = waiting(editor)[1]
    gone, new = page.select(".difference del"), page.select(".difference ins")
    assert "един човек" in " ".join(one.get_text(" ") for one in gone)
    assert "двама души" in " ".join(one.get_text(" ") for one in new)
    assert "Започнете с" not in " ".join(one.get_text(" ") for one in [*gone, *new])


def answer_id(runtime: Runtime) -> str:
    from services.recognition.statements.queries.statements import waiting_answers

    return runtime.database.look(waiting_answers)[0][0].id
