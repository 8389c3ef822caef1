"""A series: who presents employers, why, who pays; interviews in an order; read by anybody once it is public."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.series.commands import KeepSeries
from services.recognition.series.handlers.series import keep_series
from services.recognition.series.model import Series
from shared.identity import employer_id
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.arrivals import doing
from tests.recognition.conftest import HOTEL, Reader
from tests.recognition.visiting import EMBEDDED, approve

pytestmark = pytest.mark.one_database
ATOM = "{http://www.w3.org/2005/Atom}"
WORDS: dict[str, Any] = {
    "title_bg": "Хора на работа", "title_en": "People at work", "aim_bg": "Да се чуе как го правят.",
    "aim_en": "To hear how they do it.", "implementer": "Сдружение „Мост“", "project_bg": "Заедно",
    "project_en": "Together", "funder_bg": "Община Пловдив", "funder_en": "Plovdiv Municipality",
}  # fmt: skip
HERE = "/en/series/people-at-work"
Open = Callable[..., Reader]


def begin(editor: Reader, **more: str) -> str:
    """The page of a new series."""
    answer = editor.post("/recognition/series", **{**WORDS, "is_continued": "on", "is_public": "on", **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@pytest.fixture
def talking(published: Runtime, owner: Reader, editor: Reader, reader: Open) -> Runtime:
    """Two employers whose interviews are public."""
    approve(owner, editor, "advice", "Започнете с един човек и с добър наставник.")
    other = reader(roles=("employer",), employer=employer_id("BG", HOTEL))
    approve(other, editor, "advice", "Говорете за зимата още през лятото.")
    return published


def titles(page: Any) -> list[str]:
    return [one["href"].rpartition("/")[2] for one in page.select(".issues h3 a")]


@pytest.mark.both_databases
def test_a_series_speaks_each_language_it_is_written_in_and_says_which_where_it_is_not_the_readers(
    talking: Runtime, editor: Reader, reader: Open
) -> None:
    begin(editor, title_lv="Cilvēki darbā", aim_pl="Żeby usłyszeć, jak to robią.")
    latvian, polish = (reader().page(f"/{lang}/series/people-at-work") for lang in ("lv", "pl"))
    assert (latvian.h1.get_text(), latvian.h1.get("lang")) == ("Cilvēki darbā", None)
    assert (polish.h1.get_text(), polish.h1["lang"]) == ("People at work", "en")
    leads = [(one.get_text(), one.get("lang")) for page in (latvian, polish) for one in page.select(".lead")]
    assert leads == [("To hear how they do it.", "en"), ("Żeby usłyszeć, jak to robią.", None)]
    carried_out = latvian.find(string="Сдружение „Мост“").parent
    assert carried_out["lang"] == "bg"
    assert reader().page("/lv/series").find(string="Cilvēki darbā")


@pytest.mark.both_databases
def test_a_series_says_who_presents_why_who_pays_and_that_it_goes_on(
    talking: Runtime, editor: Reader, reader: Open
) -> None:
    at = begin(editor)
    for page in ("sedemte-peshti", "Хотел Орфей"):
        assert editor.post(f"{at}/issues", page=page).status_code == 303
    shown = reader().page(HERE)
    said = " ".join(shown.find("main").get_text(" ").split())
    for part in ("People at work", "To hear how they do it.", "Сдружение „Мост“", "Together", "Plovdiv Municipality"):
        assert part in said
    assert "To be continued." in said
    assert titles(shown) == ["sedemte-peshti", "hotel-orpheus"]
    assert "Хора на работа" in reader().text("/bg/series/people-at-work")
    assert "People at work" in reader().text("/en/series")


@pytest.mark.both_databases
def test_editors_put_issues_in_another_order_and_take_one_out(talking: Runtime, editor: Reader, reader: Open) -> None:
    at = begin(editor)
    for name in ("sedemte-peshti", "hotel-orpheus"):
        editor.post(f"{at}/issues", page=name)
    assert "Issue 2 of the series" in reader().text("/en/employers/hotel-orpheus")
    ovens, hotel = (one["action"] for one in editor.page(at).select("form[action$='/removal']"))
    editor.post(hotel.replace("removal", "place"), where="earlier")
    assert titles(reader().page(HERE)) == ["hotel-orpheus", "sedemte-peshti"]
    assert "Issue 1 of the series" in reader().text("/en/employers/hotel-orpheus")
    assert editor.post(hotel).status_code == 303
    assert titles(reader().page(HERE)) == ["sedemte-peshti"]
    assert "Issue 1 of the series" in reader().text("/en/employers/sedemte-peshti")
    assert "of the series" not in reader().text("/en/employers/hotel-orpheus")
    assert editor.post(hotel).status_code == 404
    assert ovens != hotel


@pytest.mark.both_databases
def test_a_series_that_is_not_public_is_read_by_editors_alone(talking: Runtime, editor: Reader, reader: Open) -> None:
    at = begin(editor, is_public="")
    editor.post(f"{at}/issues", page="sedemte-peshti")
    assert reader().get(HERE).status_code == reader().get(f"{HERE}/feed.xml").status_code == 404
    assert "of the series" not in reader().text("/en/employers/sedemte-peshti")
    assert "No series has begun yet" in reader().text("/en/series")
    editor.post(at, **WORDS, is_public="on")
    said = reader().text(HERE)
    assert "To be continued." not in said
    assert "With this issue the series is complete." in said
    editor.post(at, **WORDS)
    assert reader().get(HERE).status_code == 404, "taken off at once"


@EMBEDDED
def test_only_a_public_interview_that_is_meant_for_sure_is_put_in_and_once(
    talking: Runtime, editor: Reader, reader: Open
) -> None:
    at = begin(editor)
    wrong = {"няма такъв": "не е намерено", "Pero": "не е намерено", "": "Кажете чие", "te": "напишете още"}
    for typed, words in wrong.items():
        answer = editor.post(f"{at}/issues", page=typed)
        assert (answer.status_code, words in answer.text) == (422, True), typed
        assert f'value="{typed}"' in answer.text, "what was typed is not lost"
    assert editor.post(f"{at}/issues", page="/bg/employers/sedemte-peshti").status_code == 303
    assert "вече е в поредицата" in editor.post(f"{at}/issues", page="sedemte-peshti").text


@EMBEDDED
def test_an_interview_that_is_taken_back_leaves_its_series_at_once(
    talking: Runtime, owner: Reader, editor: Reader, reader: Open
) -> None:
    at = begin(editor)
    for name in ("sedemte-peshti", "hotel-orpheus"):
        editor.post(f"{at}/issues", page=name)
    owner.post("/recognition/interview/advice/withdrawal")
    page = reader().page(HERE)
    assert titles(page) == ["hotel-orpheus"]
    assert [one["value"] for one in page.select(".issues > li")] == ["2"], "an issue keeps its number"


@EMBEDDED
def test_the_feed_of_a_series_is_atom_with_its_issues_newest_first(
    talking: Runtime, editor: Reader, reader: Open
) -> None:
    at = begin(editor)
    for name in ("sedemte-peshti", "hotel-orpheus"):
        editor.post(f"{at}/issues", page=name)
    assert reader().page(HERE).select_one("link[type='application/atom+xml']")["href"] == f"{HERE}/feed.xml"
    answer = reader().get(f"{HERE}/feed.xml")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    entries = list(feed.iter(f"{ATOM}entry"))
    for one in (feed, *entries):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), "RFC 4287, 4.1"
    links = [one.find(f"{ATOM}link").get("href", "") for one in entries]  # type: ignore[union-attr]
    assert [link.rpartition("/")[2] for link in links] == ["hotel-orpheus", "sedemte-peshti"]


@EMBEDDED
def test_a_public_series_is_in_the_list_of_addresses(talking: Runtime, editor: Reader, reader: Open) -> None:
    begin(editor)
    found = reader().get("/sitemap.xml").text
    assert "/en/series/people-at-work<" in found
    assert "/bg/series/people-at-work<" in found


@EMBEDDED
def test_nobody_but_editors_edits_a_series(talking: Runtime, editor: Reader, owner: Reader) -> None:
    at = begin(editor)
    assert owner.get("/recognition/series").status_code == owner.get(at).status_code == 404
    assert owner.post("/recognition/series", **WORDS).status_code == 404
    assert owner.post(f"{at}/issues", page="sedemte-peshti").status_code == 404
    assert editor.get("/recognition/series/nothing").status_code == 404


@pytest.mark.both_databases
def test_two_series_of_one_name_have_two_addresses_and_a_new_name_keeps_the_old_one(published: Runtime) -> None:
    def keep(**more: Any) -> Series:
        command = KeepSeries(**{**WORDS, **more})
        made = published.perform(doing(keep_series, command), actor("editor", account="e-1"))
        return published.database.look(lambda session: session.get_one(Series, made))

    first, second = keep(), keep()
    assert (first.slug, second.slug) == ("people-at-work", "people-at-work-2")
    assert keep(series=first.id, title_en="Other").slug == "people-at-work"
    assert keep(title_bg="Друга", title_en="Друга", aim_en="").said("aim", "en") == WORDS["aim_bg"]
