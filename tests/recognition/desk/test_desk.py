"""The editors' runtime: what holds an edition back, what it changes and why, board and articles as they will be (R-3, R-9)."""

import datetime

import pytest
import sqlalchemy as sa

from services.recognition.board import handlers as board_handlers
from services.recognition.desk.queries.preview import preview
from services.recognition.editions.model import number_of
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers as answers_handlers
from services.recognition.statements.handlers import figures as handlers
from shared.clock import SOFIA
from shared.events.intake import EmployerHeadcount, EmployerLeft, PracticeConfirmed
from shared.events.placements import PlacementVoided
from shared.identity import employer_id
from shared.transaction import Refused
from tests.conftest import actor
from tests.recognition.arrivals import start_at
from tests.recognition.conftest import BOOKS, EDITION, HOTEL, JANUARY, OVENS, publish
from tests.recognition.telling import employer, hired, kept, tell

pytestmark = pytest.mark.one_database

EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
HERE = f"/recognition/editions/{EDITION}"
ENTITY = employer_id("BG", OVENS)
MARCH = datetime.date(2026, 3, 1)


def seen(runtime, number=EDITION):
    return runtime.database.look(lambda session: preview(session, number, runtime.clock.now()))


def why(runtime, name, number=EDITION):
    one = next(one for one in seen(runtime, number).changes if one.name == name)
    return {cause.code: cause.n or cause.what for cause in one.causes}


def parts(page, heading):
    """The lines under a heading, up to the next one."""
    found = next(one for one in page.select("main h2, main h3") if heading in one.get_text())
    lines = []
    for one in found.find_next_siblings():
        if one.name in ("h2", "h3"):
            break
        own = [one] if one.name == "p" else one.find_all("li", recursive=False)
        lines += [" ".join(line.get_text(" ").split()) for line in own]
    return lines


# -- the checklist ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hour", "may"), [(datetime.time(9, 55), False), (datetime.time(10), True)])
def test_an_edition_opens_at_ten_on_the_fifteenth_day_and_not_before(board, clock, hour, may):
    morning = datetime.datetime.combine(datetime.date(2026, 1, 15), hour, SOFIA)
    start_at(clock, datetime.date(2026, 1, 15))
    clock.file.write_text(str(int((morning - datetime.datetime.now(datetime.UTC)).total_seconds()) + may))
    assert seen(board).may is may
    if may:
        publish(board)
    else:
        with pytest.raises(Refused, match="may be published from 10:00"):
            publish(board)


@pytest.mark.both_databases
def test_the_checklist_names_what_is_open_and_leads_to_it(published, editor, owner):
    ready = editor.page("/recognition/editions/2026-1/preview")
    assert [one.get_text() for one in ready.select("#ready ~ .task-list .tag")] == ["Още не", *["Всички"] * 4]
    assert not ready.select("form[action='/recognition/editions']")
    owner.post("/recognition/interview/advice", text="Започнете", language="bg", speaker="manager", send="on")
    stated = commands.StateFigure(value="1240", measure="received", scope_bg="обучение", as_of="2025-05")
    published.perform(lambda tx: handlers.state_figure(stated, tx), owner.actor)
    owner_says = commands.DisputeFigure(subject="kept", reason="Бяха повече.")
    published.perform(lambda tx: board_handlers.dispute_figure(owner_says, tx), owner.actor)
    letters = published.service.metadata.tables["derived.dead_letter"]
    columns = {one.name: 0 if isinstance(one.type, sa.Integer | sa.BigInteger) else "x" for one in letters.columns}
    columns |= {one.name: published.clock.now() for one in letters.columns if "Instant" in type(one.type).__name__}
    columns |= {one.name: b"x" for one in letters.columns if isinstance(one.type, sa.LargeBinary)}
    published.perform(lambda tx: tx.session.execute(sa.insert(letters).values(**columns)))
    tell(published, [(hired(OVENS, "late", datetime.date(2025, 9, 1)), datetime.date(2025, 12, 1))])
    page = editor.page("/recognition/editions/2026-1/preview")
    said = [one.get_text() for one in page.select("#ready ~ .task-list .tag")]
    assert said == ["Още не", "1 за прочитане", "1 за прочитане", "1 нерешени", "1 отделени"]
    links = [one["href"] for one in page.select("#ready ~ .task-list a")]
    assert links == ["/recognition/desk#answers", "/recognition/desk#figures", "/recognition/disputes"]
    assert "1 запис, направен навреме за миналото издание" in page.find("main").get_text()


@EMBEDDED
def test_the_desk_leads_to_the_next_edition_whether_it_is_due_or_not(board, editor):
    def led_to():
        links = [one["href"] for one in editor.page("/recognition/desk").select("main a[href$='/preview']")]
        return [link for link in links if "." not in link]

    assert led_to() == [f"{HERE}/preview"], "its day has come"
    publish(board)
    assert led_to() == ["/recognition/editions/2026-1/preview"]
    assert "1/2026" in editor.text(led_to()[0])


@EMBEDDED
@pytest.mark.parametrize("number", ["2025-4", "2026-1"])
def test_an_edition_that_is_refused_is_called_as_everywhere_else(published, editor, number):
    refused = editor.post("/recognition/editions", number=number).text
    year, quarter = number.split("-")
    assert f"Издание {quarter}/{year}" in refused
    assert f"Издание {number}" not in refused


@EMBEDDED
def test_an_editor_reads_of_no_command(published, editor):
    assert "dead-letters" not in editor.text("/recognition/editions/2026-1/preview")


# -- what changes, and why --------------------------------------------------------------------------------------------


def test_each_group_that_changes_is_named_with_its_reasons(board, editor):
    tell(board, employer("121000021", "Дюнер Изток", "Diuner Iztok", JANUARY, staff=20, town="Бургас"))
    tell(board, kept("121000021", 6, datetime.date(2024, 9, 1)))
    publish(board, "2025-2")
    autumn = datetime.date(2025, 8, 1)
    tell(board, kept(HOTEL, 14, datetime.date(2025, 7, 1)))
    tell(board, [(PracticeConfirmed(employer=employer_id("BG", HOTEL), practice="skills", on=autumn), autumn)])
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=64, on=autumn), autumn)])
    tell(board, kept(OVENS, 3, datetime.date(2025, 7, 1)))
    tell(board, [(EmployerLeft(employer=employer_id("BG", "121000021"), on=autumn), autumn)])
    assert why(board, "Хотел Орфей") == {"changed": "", "came_kept": 14, "offer_new": "skills", "staff": 64}
    assert why(board, "Дюнер Изток") == {"not_listed": ""}
    assert [(one.name, one.people) for one in seen(board).held_back] == [("Седемте пещи", 3)]
    page = editor.page(f"{HERE}/preview")
    (hotel,) = parts(page, "С друг знак: 1")
    assert "бронзов знак →" in hotel
    assert "преброени още 14 души, които са останали" in hotel
    assert "Потвърдено: Обучение" in hotel
    assert "Персонал 100 → 64, а с него и целта" in hotel
    (left,) = parts(page, "Вече не са на него: 1")
    assert "Дюнер Изток" in left
    assert "Оттеглил се е" in left
    assert "Седемте пещи: 3 души" in page.find("main").get_text()


def test_a_mark_that_lives_on_memory_and_one_that_no_longer_does_are_named(board):
    publish(board, "2025-1")
    autumn = datetime.date(2025, 8, 1)
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=120, on=autumn), autumn)])
    assert seen(board).on_memory == ("Хотел Орфей",)
    publish(board)
    tell(board, [(EmployerHeadcount(employer=employer_id("BG", HOTEL), headcount=2000, on=MARCH), MARCH)])
    later = seen(board, "2026-1")
    assert later.on_memory == ()
    (gone,) = later.left
    assert {cause.code for cause in gone.causes} == {"staff", "memory_over", "below"}


def test_numbers_a_year_old_are_named_as_counted_anew(ovens_line, board):
    assert seen(board, ovens_line).renewed == ("Седемте пещи", "Хотел Орфей")


@pytest.fixture
def ovens_line(board, clock):
    """Four editions on one basis; the fifth takes it anew."""
    start_at(clock, datetime.date(2026, 7, 20))
    for number in ("2025-2", "2025-3", "2025-4", "2026-1"):
        publish(board, number)
    return number_of(datetime.date(2026, 6, 30))


# -- as it will be ----------------------------------------------------------------------------------------------------


@EMBEDDED
def test_the_board_and_every_article_are_shown_as_they_will_be(board, editor, reader):
    before = editor.page(f"{HERE}/board")
    drafts = {one.get_text(): editor.page(one["href"]).select_one("article") for one in before.select("tbody th a")}
    assert list(drafts) == ["Седемте пещи", "Хотел Орфей"]
    publish(board)
    now = reader().page("/bg/employers")
    lines = [[" ".join(row.get_text(" ").split()) for row in page.select("#board-now tr")] for page in (before, now)]
    assert lines[0] == lines[1]
    for link in now.select("tbody th a"):
        article = reader().page(link["href"]).select_one("article")
        assert article.get_text() == drafts[link.get_text()].get_text()
    assert editor.get(f"{HERE}/articles/{employer_id('BG', BOOKS)}").status_code == 404


@EMBEDDED
@pytest.mark.parametrize(
    "path", [f"{HERE}/preview", f"{HERE}/board", f"{HERE}/articles/{ENTITY}", "/recognition/editions/2025-4.1/preview"]
)
def test_nobody_but_an_editor_sees_what_is_not_published(published, reader, owner, editor, path):
    assert editor.get(path).status_code == 200
    assert owner.get(path).status_code == 404
    assert reader(roles=("officer",), organisation="centre").get(path).status_code == 404
    assert reader().get(path).status_code == 303


@pytest.mark.both_databases
def test_looking_changes_nothing(board, editor):
    def state():
        tables = board.service.metadata.tables
        kept = [tables[name] for name in ("edition", "edition_basis", "listing", "outbox", "turn")]
        return [
            seen(board).digest,
            *(
                board.database.look(lambda s, t=table: sorted(map(repr, s.execute(sa.select(t)).all())))
                for table in kept
            ),
        ]

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


def test_a_correction_is_looked_through_and_published_with_its_reason(published, editor, reader):
    tell(
        published, [(PlacementVoided(placement=f"{OVENS}-kept-240901-{n}", reason="mistake"), MARCH) for n in range(3)]
    )
    link = editor.page("/recognition/desk").find("a", href="/recognition/editions/2025-4.1/preview")
    page = editor.page(link["href"])
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
def test_what_is_no_next_edition_or_correction_has_no_preview(published, editor, number):
    assert editor.get(f"/recognition/editions/{number}/preview").status_code == 422


# -- words ------------------------------------------------------------------------------------------------------------


@EMBEDDED
def test_an_editor_is_reminded_beside_each_approval_of_what_no_rule_can_find(published, editor, owner):
    owner.post("/recognition/interview/advice", text="Мария дойде на 3 март.", language="bg", send="on")
    owner.post("/recognition/figures", value="12", measure="completed", scope_bg="курс", as_of="2025")
    forms = editor.page("/recognition/desk").select("form[action$='/approval']")
    assert len(forms) == 2
    for form in forms:
        said = form.find_previous_sibling(class_="hint").get_text()
        assert all(word in said for word in ("имена", "дати", "произход", "телефон"))


@EMBEDDED
def test_an_editor_sees_what_changed_in_an_answer_word_by_word(published, editor, owner):
    def send(text):
        owner.post("/recognition/interview/advice", text=text, language="bg", speaker="manager", send="on")

    send("Започнете с един човек.")
    assert not editor.page("/recognition/desk").select(".difference del, .difference ins")
    approve = commands.ApproveAnswer(answer=answer_id(published), text="Започнете с един човек.")
    published.perform(lambda tx: answers_handlers.approve_answer(approve, tx), actor("editor"))
    send("Започнете с двама души.")
    page = editor.page("/recognition/desk")
    gone, new = page.select(".difference del"), page.select(".difference ins")
    assert "един човек" in " ".join(one.get_text(" ") for one in gone)
    assert "двама души" in " ".join(one.get_text(" ") for one in new)
    assert "Започнете с" not in " ".join(one.get_text(" ") for one in [*gone, *new])


def answer_id(runtime):
    from services.recognition.statements.queries.statements import waiting_answers

    return runtime.database.look(waiting_answers)[0][0].id
