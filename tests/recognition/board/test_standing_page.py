"""The standing as its employer reads it: a sum, with what would change it."""

import datetime
import re
from collections.abc import Callable

import pytest

from shared.events.placements import PlacementEnded
from shared.identity import employer_id
from shared.service import Runtime
from tests.recognition.conftest import HOTEL, JANUARY, OVENS, Reader
from tests.recognition.telling import employer, hired, seen, tell
from tests.recognition.visiting import EMBEDDED, number

pytestmark = pytest.mark.one_database


@EMBEDDED
def test_the_list_of_hires_says_how_it_differs_from_the_people_of_the_edition(
    published: Runtime, owner: Reader
) -> None:
    said = owner.page("/recognition/standing").select_one("#people").get_text(" ", strip=True).replace("\xa0", " ")
    assert "по ред за всяко наемане" in said
    assert re.search(r"хора, не наемания: \d+ (души|човек)", said)


def test_an_employer_sees_its_own_standing_as_a_sum(published: Runtime, owner: Reader) -> None:
    page = owner.page("/recognition/standing")
    *parts, total = [number(row.select("td")[0].get_text()) for row in page.select("#sum tbody")[0].select("tr")]
    assert len(parts) == 4
    assert round(sum(parts), 2) == total == number(page.select_one(".total strong").get_text())


def test_an_employer_sees_nobody_elses_standing(
    published: Runtime, owner: Reader, reader: Callable[..., Reader]
) -> None:
    other = f"/recognition/standings/{employer_id('BG', HOTEL)}"
    assert owner.get(other).status_code == 404
    assert "Орфей" not in owner.text("/recognition/standing")
    assert "Орфей" in reader(roles=("officer",), organisation="centre").text(other)
    away = reader().get("/recognition/standing")
    assert (away.status_code, away.headers["location"]) == (303, "/intake/sign-in?next=/recognition/standing")


@EMBEDDED
def test_each_hire_says_what_it_counts_as_and_why(board: Runtime, owner: Reader) -> None:
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
def test_the_standing_shows_the_standard_before_it_with_the_reason_and_what_is_to_come(
    board: Runtime, owner: Reader, editor: Reader
) -> None:
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
def test_what_more_people_would_change_is_asked_without_a_script(published: Runtime, owner: Reader) -> None:
    page = owner.page("/recognition/standing?more=4")
    slider = page.find("input", attrs={"name": "more"})
    assert (slider["type"], slider["value"]) == ("range", "4")
    assert "С още 4 души" in page.select_one("#if-more [role=status]").get_text()
    assert "С още" not in owner.text("/recognition/standing")


@EMBEDDED
def test_what_more_people_would_change_says_the_mark_as_well_as_the_points(
    board: Runtime, reader: Callable[..., Reader]
) -> None:
    hotel = reader(roles=("employer",), employer=employer_id("BG", HOTEL))
    promised = re.search(
        r"С още (\d+) души, останали на добра работа, ще бъде сребърен знак", hotel.text("/recognition/standing")
    )
    assert promised
    enough = int(promised.group(1))
    said = [
        hotel.page(f"/recognition/standing?more={more}").select_one("#if-more [role=status]").get_text()
        for more in (enough - 1, enough)
    ]
    assert "Знакът остава същият" in said[0]
    assert "Това би бил сребърният знак" in said[1]


@EMBEDDED
@pytest.mark.parametrize("staff", [0, 5000])
def test_where_people_alone_bring_no_mark_it_says_so(
    runtime: Runtime, reader: Callable[..., Reader], staff: int
) -> None:
    tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, staff=staff))
    owner = reader(roles=("employer",), employer=employer_id("BG", "121000013"))
    text = owner.text("/recognition/standing?more=3")
    assert ("Само с повече хора следващият знак не идва" in text) is (staff == 0)
    assert "още не стига за знак" in text


@EMBEDDED
def test_the_standing_begins_with_what_matters_and_folds_the_rest(published: Runtime, owner: Reader) -> None:
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
def test_the_slider_takes_whatever_an_address_says(published: Runtime, owner: Reader, more: str) -> None:
    assert owner.get(f"/recognition/standing?more={more}").status_code == 200


@EMBEDDED
def test_the_steps_since_the_last_quarter_add_up(board: Runtime, owner: Reader) -> None:
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
def test_an_employer_reads_no_terms_of_the_method(published: Runtime, owner: Reader, editor: Reader) -> None:
    own = owner.text("/recognition/standing")
    assert not re.search("Уилсън|recog-|Каплан|бета-", own)
    assert "Уилсън" in editor.text(f"/recognition/standings/{employer_id('BG', OVENS)}")


@EMBEDDED
def test_an_employer_of_which_nothing_was_told_reads_a_page_all_the_same(
    runtime: Runtime, reader: Callable[..., Reader]
) -> None:
    tell(runtime, employer("121000013", "Ново начало", "Novo nachalo", JANUARY, joined=False, staff=0))
    owner = reader(roles=("employer",), employer=employer_id("BG", "121000013"))
    text = owner.text("/recognition/standing")
    assert "Още няма преброени хора" in text
    assert "Не знаем колко е персоналът" in text
    assert "Не сте дали съгласие" in text


@EMBEDDED
def test_the_card_of_an_employers_points_asks_what_would_change_them(published: Runtime, owner: Reader) -> None:
    said = owner.ask("GET", "/recognition/standing/brief", headers={"HX-Request": "true"}).text
    assert "Какво би ги променило" in said


@EMBEDDED
@pytest.mark.parametrize("lang", ["bg", "en"])
def test_the_method_says_who_takes_part_without_a_mark_and_that_they_come_and_go(
    published: Runtime, reader: Callable[..., Reader], lang: str
) -> None:
    said = reader().text(f"/{lang}/method")
    rule = {"bg": "обявено свободно място или одобрено интервю", "en": "an open vacancy or an approved interview"}
    moves = {"bg": "също и между две издания", "en": "also between two editions"}
    assert rule[lang] in said
    assert moves[lang] in said
    assert {"bg": "Между две издания то не се променя", "en": "In between it does not change"}[lang] not in said
