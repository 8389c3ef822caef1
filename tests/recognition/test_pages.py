"""Recognition's pages as people meet them: anybody, an employer, an editor."""

import csv
import datetime
import io
import re

import pytest

from services.recognition.board.queries import profiles
from services.recognition.statements import commands
from services.recognition.statements.handlers import figures as handlers
from services.recognition.statements.model.hold import Hold
from services.recognition.statements.model.interview import Answer
from shared.events.intake import EmployerLeft
from shared.events.placements import PlacementEnded, PlacementVoided
from shared.identity import employer_id
from tests.recognition.conftest import BOOKS, EDITION, HOTEL, JANUARY, OVENS, publish
from tests.recognition.telling import employer, hired, kept, seen, tell

pytestmark = pytest.mark.one_database

PUBLIC = [
    "", "/employers", "/employers?tier=gold", "/employers/sedemte-peshti", "/employers/bookshop-pero", "/editions",
    f"/editions/{EDITION}", "/method",
]  # fmt: skip
DATA = ["/data/board.json", "/data/board.csv", f"/data/editions/{EDITION}.json"]
EMBEDDED = pytest.mark.parametrize("database_pattern", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


# -- anybody ----------------------------------------------------------------------------------------------------------


@EMBEDDED
@pytest.mark.parametrize("path", [*(f"/bg{path}" for path in PUBLIC), *(f"/en{path}" for path in PUBLIC), *DATA])
def test_a_public_page_is_the_same_for_everybody_and_sets_no_cookie(published, reader, owner, path):
    owner.cookies["flash"] = "eyJ0ZXh0IjoiSGVsbG8ifQ=="
    anybody, somebody = reader().get(path), owner.get(path)
    assert anybody.status_code == somebody.status_code == 200
    assert anybody.content == somebody.content
    assert "set-cookie" not in anybody.headers
    assert "set-cookie" not in somebody.headers
    assert "_csrf" not in anybody.text


@EMBEDDED
@pytest.mark.parametrize("path", [*(f"/en{path}" for path in PUBLIC), *DATA])
def test_head_answers_as_get_does_but_without_a_body(published, reader, path):
    whole, head = reader().get(path), reader().get(path, "HEAD")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]


@EMBEDDED
@pytest.mark.parametrize(
    "path", ["/bg/employers/nobody", "/en/editions/2019-1", "/bg/editions/first", "/data/editions/2019-1.json"]
)
def test_what_never_was_is_not_found(published, reader, path):
    assert reader().get(path).status_code == 404


def test_after_publication_the_board_shows_each_tier(board, reader):
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


def found(page):
    """Whoever stands on this page of the board, in order."""
    return [one.get_text() for one in page.select("#board-now tbody th, #board-now .names a")]


def test_home_counts_the_marks_of_the_newest_edition(published, reader):
    counters = [value.get_text() for value in reader().page("/bg").select(".counters .value")]
    assert counters == ["1 златен знак", "0 сребърен знак", "1 бронзов знак"]
    assert "Към 31 декември 2025 г." in reader().text("/bg").replace("\xa0", " ")


@EMBEDDED
def test_home_lets_employers_speak_in_whole_sentences_of_the_readers_language(published, reader, owner, editor):
    assert reader().page("/bg").select(".voice") == []
    approve(owner, editor, "advice", "Започнете с един човек. " + "Дайте му наставник, който знае как. " * 9)
    (voice,) = reader().page("/bg").select(".voice")
    assert voice.h3.a["href"] == "/bg/employers/sedemte-peshti"
    said = voice.blockquote.get_text().strip()
    assert said.startswith("„Започнете с един човек. Дайте му")
    assert said.endswith("как.“")
    assert "на „Седемте пещи“, Пловдив" in voice.get_text()
    (voice,) = reader().page("/en").select(".voice")
    assert voice.blockquote is None, "words in another language are not on the front page"
    owner.post("/recognition/interview/advice/withdrawal")
    assert reader().page("/bg").select(".voice") == []


@EMBEDDED
def test_home_lets_those_speak_whose_interview_is_newest_and_nobody_who_left_or_was_taken_down(board, runtime):
    others = ["202588885", "203714441", "204799991"]
    speakers = [HOTEL, *others[:2], BOOKS, OVENS, others[2]]
    for number in others:
        tell(runtime, employer(number, f"Фирма {number}", f"Firma {number}", JANUARY))
    for day, number in enumerate(speakers, 1):
        said = {"text": "Елате.", "language": "bg", "speaker": "manager"}
        spoke = Answer(id=f"a-{number}", group=employer_id("BG", number), question="advice", state="approved", **said)
        spoke.approved_on, spoke.approved_text, spoke.approved_language = JANUARY.replace(day=day), "Елате.", "bg"
        runtime.database.transact(lambda session, spoke=spoke: session.add(spoke))
    publish(runtime)
    tell(runtime, [(EmployerLeft(employer=employer_id("BG", BOOKS), on=JANUARY), JANUARY)])
    down = Hold(id="h", group=employer_id("BG", OVENS), subject="answer-advice", kind="withdrawn", since=JANUARY)
    runtime.database.transact(lambda session: session.add(down))
    found = runtime.database.look(lambda session: profiles.latest_interviews(session, runtime.clock.today(), 3))
    assert [one.names.original for one in found] == ["Фирма 204799991", "Фирма 203714441", "Фирма 202588885"]


@pytest.mark.both_databases
def test_before_the_first_edition_home_and_board_say_so(runtime, reader):
    assert "Първото издание предстои" in reader().text("/bg")
    assert "Nobody is on the board yet" in reader().text("/en/employers")
    assert "No edition yet" in reader().text("/en/editions")
    assert reader().get("/data/board.json").status_code == 404


@EMBEDDED
def test_those_without_a_shown_tier_all_read_the_same(published, reader):
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
def test_the_board_is_narrowed_in_either_script(published, reader, asked, names):
    page = reader().page(f"/bg/employers?{asked}")
    assert found(page) == names
    if not names:
        assert "Няма работодател, който отговаря на всичко това" in page.get_text()


@EMBEDDED
def test_what_htmx_swaps_is_what_the_page_includes(published, reader):
    part = reader().get("/bg/employers?tier=gold", **{"HX-Request": "true"}).text
    assert part.strip().endswith("</div>")
    assert "<html" not in part
    assert part.strip() in reader().get("/bg/employers?tier=gold").text


@EMBEDDED
@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_speaks_of_ranks(published, reader, path):
    assert not re.search("класаци|ранг|подредб", reader().text(f"/bg{path}").casefold())
    assert not re.search(r"\branks?\b|\bleague\b|\branking", reader().text(f"/en{path}").casefold())


@EMBEDDED
def test_who_left_is_gone_at_once_and_without_a_reason(published, reader):
    left = datetime.date(2026, 3, 1)
    tell(published, [(EmployerLeft(employer=employer_id("BG", OVENS), on=left), left)])
    answer = reader().get("/bg/employers/sedemte-peshti")
    assert answer.status_code == 410
    assert "От липсата ѝ не следва нищо" in answer.text
    assert "пещи" not in answer.text
    assert "Седемте пещи" not in reader().text("/bg/employers")


@EMBEDDED
def test_an_employer_that_has_not_joined_is_not_there(published, reader):
    tell(published, employer("121000012", "Пекарна Утро", "Utro Bakery", JANUARY, joined=False))
    tell(published, kept("121000012", 8, datetime.date(2024, 9, 1)))
    assert "Утро" not in reader().text("/bg/employers")
    assert reader().get("/bg/employers/utro-bakery").status_code == 404


@EMBEDDED
def test_no_cell_of_the_table_is_a_formula(runtime, reader):
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
def test_a_profile_separates_what_is_counted_from_what_is_said(published, reader, owner, editor):
    approve(owner, editor, "advice", "Започнете с един човек.")
    headings = [heading.get_text() for heading in reader().page("/bg/employers/sedemte-peshti").select("article h2")]
    assert headings.index("Какво е потвърдено") < headings.index("Разказва управителят")


# -- the employer -----------------------------------------------------------------------------------------------------


@EMBEDDED
def test_the_list_of_hires_says_how_it_differs_from_the_people_of_the_edition(published, owner):
    said = owner.page("/recognition/standing").select_one("#people").get_text(" ", strip=True).replace("\xa0", " ")
    assert "по ред за всяко наемане" in said
    assert re.search(r"хора, не наемания: \d+ (души|човек)", said)


def test_an_employer_sees_its_own_standing_as_a_sum(published, owner):
    page = owner.page("/recognition/standing")
    *parts, total = [number(row.select("td")[0].get_text()) for row in page.select("#sum tbody")[0].select("tr")]
    assert len(parts) == 4
    assert round(sum(parts), 2) == total == number(page.select_one(".total strong").get_text())


def number(text):
    return float(text.replace(",", "."))


def test_an_employer_sees_nobody_elses_standing(published, owner, reader):
    other = f"/recognition/standings/{employer_id('BG', HOTEL)}"
    assert owner.get(other).status_code == 404
    assert "Орфей" not in owner.text("/recognition/standing")
    assert "Орфей" in reader(roles=("officer",), organisation="centre").text(other)
    away = reader().get("/recognition/standing")
    assert (away.status_code, away.headers["location"]) == (303, "/intake/sign-in?next=/recognition/standing")


@EMBEDDED
def test_each_hire_says_what_it_counts_as_and_why(board, owner):
    day = datetime.date
    lost = PlacementEnded(placement="lost", last_day=day(2025, 9, 10), reason="candidate", evidence=1)
    tell(board, [(hired(OVENS, "lost", day(2025, 8, 1)), day(2025, 8, 1)), (lost, day(2025, 9, 10))])
    tell(board, [(hired(OVENS, "silent", day(2025, 9, 1)), day(2025, 9, 1))])
    tell(board, [(hired(OVENS, "asked", day(2025, 11, 20)), day(2025, 11, 20))])
    tell(
        board,
        [
            (hired(OVENS, "told", day(2025, 11, 25)), day(2025, 11, 25)),
            (seen("told", day(2026, 2, 23)), day(2026, 2, 24)),
        ],
    )
    tell(board, [(hired(OVENS, "new", day(2026, 2, 1)), day(2026, 2, 1))])
    lines = {
        row.th.get_text(" "): row.get_text(" ")
        for row in owner.page("/recognition/standing").select("#people tbody tr")
    }
    lines = {key.replace("\xa0", " "): " ".join(text.split()) for key, text in lines.items()}
    assert "Напуснал на 10 септември 2025 г., преди 90-ия ден" in lines["Нает на 1 август 2025 г."]
    assert "Без потвърждение" in lines["Нает на 1 септември 2025 г."]
    assert "Чака потвърждение от човека или от службата" in lines["Нает на 20 ноември 2025 г."]
    assert "20 март 2026 г." in lines["Нает на 20 ноември 2025 г."]
    assert "на работа на 23 февруари 2026 г." in lines["Нает на 25 ноември 2025 г."]
    assert "90-ият ден е 2 май 2026 г." in lines["Нает на 1 февруари 2026 г."]
    assert "Липсва потвърждение" in owner.text("/recognition/standing")


@EMBEDDED
def test_the_standing_shows_the_standard_before_it_with_the_reason_and_what_is_to_come(board, owner, editor):
    start = datetime.date(2025, 8, 20)
    left = start + datetime.timedelta(95)
    tell(board, [(hired(OVENS, "quit", start), start)])
    tell(board, [(seen("quit", start + datetime.timedelta(90)), left)])
    tell(board, [(PlacementEnded(placement="quit", last_day=left, reason="candidate", evidence=0), left)])
    tell(board, [(hired(OVENS, "new", datetime.date(2025, 12, 1)), datetime.date(2025, 12, 1))])
    page = owner.page("/recognition/standing")
    both, ahead = (page.select_one(part).get_text(" ", strip=True) for part in ("#both", "#ahead"))
    assert "Днешният стандарт" in both
    assert "Предишният" in both
    assert "напуснал на ден 95; защо, е казал само работодателят. Преди: останал; сега: загубен." in both
    inside = editor.page(f"/recognition/standings/{employer_id('BG', OVENS)}").select_one("#both").get_text()
    assert {"recog-1.0.0", "recog-1.1.0"} <= set(re.findall(r"recog-[0-9.]+", inside))
    assert re.search(r"точките стават \d+,\d\d", ahead)
    assert "преди 180-ия ден; защо, е казал само работодателят" in page.select_one("#people").get_text()


@EMBEDDED
def test_what_more_people_would_change_is_asked_without_a_script(published, owner):
    page = owner.page("/recognition/standing?more=4")
    slider = page.find("input", attrs={"name": "more"})
    assert (slider["type"], slider["value"]) == ("range", "4")
    assert "С още 4 души" in page.select_one("#if-more [role=status]").get_text()
    assert "С още" not in owner.text("/recognition/standing")


@EMBEDDED
def test_what_more_people_would_change_says_the_mark_as_well_as_the_points(board, reader):
    hotel = reader(roles=("employer",), employer=employer_id("BG", HOTEL))
    promised = re.search(
        r"С още (\d+) души, останали на добра работа, ще бъде сребърен знак", hotel.text("/recognition/standing")
    )
    enough = int(promised.group(1))
    said = [
        hotel.page(f"/recognition/standing?more={more}").select_one("#if-more [role=status]").get_text()
        for more in (enough - 1, enough)
    ]
    assert "Знакът остава същият" in said[0]
    assert "Това би бил сребърният знак" in said[1]


@EMBEDDED
@pytest.mark.parametrize("staff", [0, 5000])
def test_where_people_alone_bring_no_mark_it_says_so(runtime, reader, staff):
    tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, staff=staff))
    owner = reader(roles=("employer",), employer=employer_id("BG", "121000013"))
    text = owner.text("/recognition/standing?more=3")
    assert ("Само с повече хора следващият знак не идва" in text) is (staff == 0)
    assert "още не стига за знак" in text


@EMBEDDED
def test_the_standing_begins_with_what_matters_and_folds_the_rest(published, owner):
    page = owner.page("/recognition/standing")
    outside = [
        heading.get_text(" ", strip=True) for heading in page.select("main h2") if not heading.find_parent("details")
    ]
    assert outside == ["Какво би я променило", "Откъде идват точките", "Хората зад числата", "Какво четат всички"]
    for inside in ("#people table", "#changes table", "#staying", "#chance p"):
        assert all(one.find_parent("details") for one in page.select(inside)), inside
    assert not page.select("details[open]")


@EMBEDDED
@pytest.mark.parametrize("more", ["-1", "21", "999", "x", "²", "1e3", ""])
def test_the_slider_takes_whatever_an_address_says(published, owner, more):
    assert owner.get(f"/recognition/standing?more={more}").status_code == 200


@EMBEDDED
def test_the_steps_since_the_last_quarter_add_up(board, owner):
    first = datetime.date(2025, 10, 20)
    tell(
        board,
        [(hired(OVENS, "n1", first), first), (seen("n1", datetime.date(2026, 1, 18)), datetime.date(2026, 1, 18))],
    )
    tell(board, [(hired(OVENS, "n2", first), first)])
    rows = [
        [cell.get_text() for cell in row.select("td")]
        for row in owner.page("/recognition/standing").select("#changes tbody tr")
    ]
    before, *steps = rows
    assert len(steps) == 2
    changes = sum(number(step[1].replace("−", "-")) for step in steps)
    assert number(steps[-1][2]) == pytest.approx(number(before[2]) + changes, abs=0.005)
    assert number(steps[-1][2]) == number(owner.page("/recognition/standing").select_one(".total strong").get_text())


@EMBEDDED
def test_an_employer_reads_no_terms_of_the_method(published, owner, editor):
    own = owner.text("/recognition/standing")
    assert not re.search("Уилсън|recog-|Каплан|бета-", own)
    assert "Уилсън" in editor.text(f"/recognition/standings/{employer_id('BG', OVENS)}")


@EMBEDDED
def test_an_employer_of_which_nothing_was_told_reads_a_page_all_the_same(runtime, reader):
    tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, joined=False, staff=0))
    owner = reader(roles=("employer",), employer=employer_id("BG", "121000013"))
    text = owner.text("/recognition/standing")
    assert "Още няма преброени хора" in text
    assert "Не знаем колко е персоналът" in text
    assert "Не сте дали съгласие" in text


@pytest.fixture
def beginner(runtime, reader):
    """Makes an employer of whom so many people stayed; its only numbers."""

    def of(people):
        tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, staff=20))
        tell(runtime, kept("121000013", people, datetime.date(2024, 9, 1)))
        return reader(roles=("employer",), employer=employer_id("BG", "121000013"))

    return of


@EMBEDDED
def test_a_mark_that_takes_fewer_people_than_are_needed_to_show_it_says_both(beginner):
    owner = beginner(1)
    said = owner.text("/recognition/standing")
    promised = re.search(r"стига\w* още (\d+) души, останали на добра работа, но знак се показва чак от петия", said)
    enough = int(promised.group(1))
    assert 1 + enough < 5
    assert "са нужни още 4 души" in said
    assert "ще бъде бронзов знак" not in said
    early, shown = (
        owner.page(f"/recognition/standing?more={more}").select_one("#if-more [role=status]").get_text()
        for more in (enough, 4)
    )
    assert "Още няма да го виждат всички" in early
    assert "Още няма" not in shown


@EMBEDDED
@pytest.mark.parametrize(("people", "says"), [(3, "Нужни са още 2 души"), (4, "Нужен е още един"), (5, "")])
def test_a_mark_of_fewer_than_five_people_says_that_nobody_outside_sees_it(beginner, people, says):
    said = beginner(people).text("/recognition/standing")
    assert "Бронзов знак" in said or "Сребърен знак" in said
    assert ("Още не го виждат всички" in said) is bool(says)
    assert says in said


@EMBEDDED
@pytest.mark.parametrize(("people", "tag"), [(0, "Още не достига"), (1, "Изпълнено")])
def test_the_share_who_stayed_names_the_imaginary_people_and_is_not_reached_by_nobody(beginner, people, tag):
    page = beginner(people).page("/recognition/standing")
    (task,) = [one for one in page.select("#next ~ .task-list li") if "Дял на останалите" in one.get_text()]
    assert task.select_one(".tag").get_text() == tag
    said = task.get_text(" ")
    assert ("няма преброени хора" in said) is (people == 0)
    assert ("петима въображаеми души" in said) is (people > 0)
    assert ("(1 + 3) ÷ (1 + 5)" in said) is (people > 0)
    assert not task.find_parent("details")


@EMBEDDED
@pytest.mark.parametrize(("people", "says"), [(1, "1 е останал, 0 са"), (2, "2 са останали, 0 са")])
def test_one_person_is_told_of_in_the_singular(beginner, people, says):
    assert says in " ".join(beginner(people).page("/recognition/standing").select_one("#sum").get_text().split())


@EMBEDDED
def test_the_card_of_an_employers_points_asks_what_would_change_them(published, owner):
    said = owner.ask("GET", "/recognition/standing/brief", headers={"HX-Request": "true"}).text
    assert "Какво би ги променило" in said


@EMBEDDED
@pytest.mark.parametrize("lang", ["bg", "en"])
def test_the_method_says_who_takes_part_without_a_mark_and_that_they_come_and_go(published, reader, lang):
    said = reader().text(f"/{lang}/method")
    rule = {"bg": "обявено свободно място или одобрено интервю", "en": "an open vacancy or an approved interview"}
    moves = {"bg": "също и между две издания", "en": "also between two editions"}
    assert rule[lang] in said
    assert moves[lang] in said
    assert {"bg": "Между две издания то не се променя", "en": "In between it does not change"}[lang] not in said


# -- the interview ----------------------------------------------------------------------------------------------------


def approve(owner, editor, question, text):
    fields = {"text": text, "language": "bg", "speaker": "manager", "send": "on"}
    assert owner.post(f"/recognition/interview/{question}", **fields).status_code == 303
    form = editor.page("/recognition/desk").select_one("form[action$='/approval']")
    hidden = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "_csrf"}
    return editor.post(form["action"], **hidden)


def test_an_answer_is_public_once_an_editor_approved_the_words_it_read(published, reader, owner, editor):
    words = "Започнете с един човек.\nОстаналото се нарежда."
    owner.post("/recognition/interview/advice", text="Чернова", language="bg", speaker="manager")
    assert "Чернова" not in editor.text("/recognition/desk")
    assert approve(owner, editor, "advice", words).status_code == 303
    assert "Започнете с един човек." in reader().text("/bg/employers/sedemte-peshti")
    assert "Публикуван" in owner.text("/recognition/interview")


@EMBEDDED
def test_words_that_changed_since_they_were_read_are_not_approved(published, reader, owner, editor):
    owner.post("/recognition/interview/advice", text="Първи думи", language="bg", speaker="manager", send="on")
    form = editor.page("/recognition/desk").select_one("form[action$='/approval']")
    hidden = {field["name"]: field["value"] for field in form.select("input") if field["name"] != "_csrf"}
    owner.post("/recognition/interview/advice", text="Други думи", language="bg", speaker="manager", send="on")
    answer = editor.post(form["action"], **hidden)
    assert answer.status_code == 422
    assert "прочетете го отново" in answer.text
    assert "думи" not in reader().text("/bg/employers/sedemte-peshti")


@EMBEDDED
def test_an_answer_that_is_taken_back_leaves_the_public_page_at_once(published, reader, owner, editor):
    approve(owner, editor, "advice", "Започнете с един човек.")
    assert owner.post("/recognition/interview/advice/withdrawal").status_code == 303
    assert "Започнете" not in reader().text("/bg/employers/sedemte-peshti")
    assert "Започнете с един човек." in owner.page("/recognition/interview/advice").find("textarea").get_text()


@EMBEDDED
def test_a_stated_figure_is_public_once_its_words_are_approved(published, reader, owner, editor):
    figure = commands.StateFigure(value="1240", measure="received", scope_bg="обучение и/или работа", as_of="2025-05")
    published.perform(lambda tx: handlers.state_figure(figure, tx), owner.actor)
    assert "1240" not in reader().text("/bg/employers/sedemte-peshti")
    form = editor.page("/recognition/desk").select_one("form[action*='/figures/']")
    words = form.find("input", attrs={"name": "words"})["value"]
    assert editor.post(form["action"], words=words + "0").status_code == 422
    assert editor.post(form["action"], words=words).status_code == 303
    page = reader().text("/bg/employers/sedemte-peshti").replace("\xa0", " ")
    assert "обучение и/или работа са получили 1240 души" in page


@EMBEDDED
@pytest.mark.parametrize("button", [{"send": "on"}, {}])
def test_an_empty_answer_is_neither_sent_nor_kept_and_says_so_at_its_field(published, owner, button):
    answer = owner.post("/recognition/interview/advice", text=" ", language="bg", speaker="owner", **button)
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert "Първо напишете отговор" in answer.text
    assert '<option value="owner" selected>' in answer.text
    assert "Чернова" not in owner.text("/recognition/interview")


@EMBEDDED
def test_there_are_four_questions_a_form_of_ones_own_and_nothing_else(published, owner):
    links = [link["href"] for link in owner.page("/recognition/interview").select(".task-list a")]
    assert [link.split("/")[-1] for link in links] == ["activity", "decision", "hiring", "advice", "free"]
    for link in links:
        assert owner.page(link).find("textarea")
    assert owner.get("/recognition/interview/fifth").status_code == 404


# -- the editor -------------------------------------------------------------------------------------------------------

EDITORIAL = ["/recognition/desk", f"/recognition/editions/{EDITION}/preview", "/recognition/profiles/sedemte-peshti"]


@pytest.mark.parametrize("path", EDITORIAL)
@EMBEDDED
def test_the_editors_pages_are_not_there_for_an_employer(published, owner, reader, editor, path):
    assert owner.get(path).status_code == 404
    assert reader(roles=("officer",), organisation="centre").get(path).status_code == 404
    assert reader().get(path).status_code == 303
    assert editor.get(path).status_code == 200


def test_an_editor_looks_through_an_edition_and_publishes_it(board, editor, owner, reader):
    preview = editor.text(f"/recognition/editions/{EDITION}/preview")
    assert "Нови на таблото: 2" in preview
    assert "Седемте пещи , Пловдив: златен знак" in preview
    assert owner.post("/recognition/editions", number=EDITION).status_code == 404
    answer = editor.post("/recognition/editions", number=EDITION)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/bg/editions/{EDITION}")
    assert "Златен знак" in reader().text(f"/bg/editions/{EDITION}")


@EMBEDDED
def test_an_edition_is_not_published_twice_nor_too_early(published, editor):
    again, early = (editor.post("/recognition/editions", number=number) for number in (EDITION, "2026-1"))
    assert again.status_code == early.status_code == 422
    assert "вече е излязло" in again.text
    assert "може да излезе от" in early.text


@EMBEDDED
def test_a_correction_stands_beside_the_edition_with_its_note(published, editor, reader):
    voided = PlacementVoided(placement=f"{OVENS}-kept-240901-0", reason="mistake")
    tell(published, [(voided, published.clock.today() - datetime.timedelta(days=1))])
    form = editor.page(f"/recognition/editions/{EDITION}.1/preview").select_one("form[action$='/corrections']")
    read = {name: form.find("input", attrs={"name": name})["value"] for name in ("expected", "digest")}
    answer = editor.post(form["action"], **read, note="Един запис беше грешен.")
    assert answer.headers["location"] == f"/bg/editions/{EDITION}.1"
    page = reader().text(f"/bg/editions/{EDITION}.1")
    assert "Издание 4/2025, поправка 1" in page
    assert "Един запис беше грешен." in page
    assert reader().get(f"/bg/editions/{EDITION}").status_code == 200


@EMBEDDED
def test_a_form_without_its_token_does_nothing(board, editor, reader):
    editor.actor = reader(roles=("editor",), organisation="centre").actor
    assert editor.post("/recognition/editions", number=EDITION).status_code == 403
    assert reader().get(f"/bg/editions/{EDITION}").status_code == 404
