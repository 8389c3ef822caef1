"""An article goes on its way with a picture of its own and texts that may be reprinted, and is taken back with its page."""

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from services.recognition import articles
from services.recognition.board.printed import headline
from services.recognition.board.queries.revision import counted_under, keeps
from services.recognition.sharing.printed import header, on_picture, picture, press_kit
from services.recognition.sharing.rules import LENGTHS, by_length, cut, paragraphs
from services.recognition.statements import commands
from services.recognition.statements.handlers import answers
from shared.events import intake
from shared.identity import employer_id
from shared.languages import FRAME
from shared.service import Runtime
from tests.conftest import actor
from tests.recognition.articles.cast import CONTESTED, EVERYBODY, GOLD
from tests.recognition.conftest import OVENS, Reader
from tests.recognition.telling import tell
from web import typeset

pytestmark = pytest.mark.one_database

Open = Callable[..., Reader]
PAGE = "/en/employers/sedemte-peshti"
HERE = "https://steadfast.example.org/en/employers/x"
EVERY = [(lang, name) for lang in FRAME for name in sorted(EVERYBODY)]


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_every_article_has_a_picture_of_the_size_that_is_asked_for(lang: str, name: str) -> None:
    assert size(picture(articles.compose(EVERYBODY[name]), lang)) == (1200, 630)


def test_whoever_asks_once_more_by_another_address_has_nothing_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first = picture(articles.compose(GOLD), "en")
    monkeypatch.setattr("typst.Compiler", None)
    assert picture(articles.compose(GOLD), "en") == first


def test_a_picture_is_the_same_again_and_says_what_the_article_says() -> None:
    gold = picture(articles.compose(GOLD), "bg")
    typeset.forget()
    assert gold == picture(articles.compose(GOLD), "bg")
    assert gold != picture(articles.compose(GOLD), "en")
    held = msgspec.structs.replace(GOLD, holds=(articles.HeldSubject(subject="tier", kind="contested"),))
    assert gold != picture(articles.compose(held), "bg"), "a contested mark is not shown"


@pytest.mark.parametrize(
    ("lang", "mark", "town"),
    [
        ("bg", "Златен знак", "Видин"),
        ("en", "Gold mark", "Vidin"),
        ("lv", "Zelta zīme", "Vidina"),
        ("pl", "Złoty znak", "Widyń"),
    ],
)
def test_everything_on_a_picture_is_in_the_language_of_its_article(lang: str, mark: str, town: str) -> None:
    article = articles.compose(GOLD)
    said = on_picture(article, lang)
    assert (said["mark"], said["town"], said["title"]) == (mark, town, headline(article, lang))
    assert (re.search("[А-я]", "".join(said.values())) is not None) == (lang == "bg")


def test_a_name_without_letters_of_ours_and_one_that_is_markup_still_make_a_picture() -> None:
    for name in ('#panic("x") <b>', "株式会社", "Ъ" * 300):
        odd = msgspec.structs.replace(GOLD, names=articles.Names(original=name, latin=name))
        assert size(picture(articles.compose(odd), "bg")) == (1200, 630)


def test_an_article_is_headed_by_a_drawing_of_its_own_that_follows_sector_and_mark(
    published: Runtime, reader: Open
) -> None:
    reading = reader()
    (image,) = reading.page(PAGE).select("img.drawn")
    answer = reading.get(image["src"])
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text == reading.get(image["src"].replace("/en/", "/bg/")).text
    assert len({header(facts) for facts in EVERYBODY.values()}) == len(EVERYBODY)
    changes: list[dict[str, Any]] = [{"sector": "P"}, {"slug": "another"}, {"counted": None}]
    for changed in changes:
        assert header(GOLD) != header(msgspec.structs.replace(GOLD, **changed))
    for sector in ("", *"ABCDEFGHIJKLMNOPQRSTU"):
        ET.fromstring(header(msgspec.structs.replace(GOLD, sector=sector)))


@pytest.mark.parametrize("lang", FRAME)
def test_the_head_of_an_article_names_its_picture_and_it_is_there(lang: str, published: Runtime, reader: Open) -> None:
    path, reading = f"/{lang}/employers/sedemte-peshti", reader()
    said = {one["property"]: one["content"] for one in reading.page(path).select('meta[property^="og:"]')}
    assert said["og:image"] == f"{published.settings.base_url}{path}/share.png"
    answer = reading.get(f"{path}/share.png")
    assert answer.headers["content-type"] == "image/png"
    assert size(answer.content) == (int(said["og:image:width"]), int(said["og:image:height"]))
    assert "og:image" not in reading.get(f"/{lang}/method").text


def test_picture_and_press_kit_are_kept_and_follow_their_article() -> None:
    for path in (f"{PAGE}/share.png", f"{PAGE}/header.svg", f"{PAGE}/press"):
        assert keeps(path)
        assert counted_under(path) == counted_under(PAGE)


def test_what_is_taken_down_is_gone_from_the_press_kit_at_once(published: Runtime, reader: Open) -> None:
    reading = reader()
    assert "gold mark" in reading.text(f"{PAGE}/press")
    before = reading.get(f"{PAGE}/share.png").content
    command = commands.PlaceHold(group=employer_id("BG", OVENS), subject="kept", kind="withdrawn", reason="looked into")
    published.perform(lambda tx: answers.place_hold(command, tx), actor("editor"))
    assert "at least 10 people" not in reading.text(f"{PAGE}/press")
    command = msgspec.structs.replace(command, subject="tier")
    published.perform(lambda tx: answers.place_hold(command, tx), actor("editor"))
    for end in ("share.png", "press"):
        answer = reading.get(f"{PAGE}/{end}")
        assert answer.status_code == 410 or answer.content != before
    assert reader().get("/en/employers/nobody/share.png").status_code == 404


def test_of_an_employer_that_left_nothing_goes_on_its_way(published: Runtime, reader: Open) -> None:
    today = published.clock.today()
    tell(published, [(intake.EmployerLeft(employer=employer_id("BG", OVENS), on=today), today)])
    for end in ("share.png", "header.svg", "press"):
        assert reader().get(f"{PAGE}/{end}").status_code == 410, end


@pytest.mark.parametrize(("lang", "name"), EVERY)
def test_texts_for_papers_fit_end_with_their_source_and_hold_whole_sentences(lang: str, name: str) -> None:
    article = articles.compose(EVERYBODY[name])
    kit = press_kit(article, lang, HERE)
    assert kit
    for most, text in kit.items():
        assert len(text) <= most
        *body, source = text.split("\n\n")
        assert HERE in source
        assert all(one[-1] in '.!?…”“"' for one in body[1:]), text
        assert text.count("„") <= text.count("“") + text.count("”")
    assert list(kit) == [most for most in LENGTHS if most in kit]


@pytest.mark.parametrize("lang", FRAME)
def test_a_text_says_when_something_in_it_is_contested(lang: str) -> None:
    words = {"bg": "оспорена", "en": "contested", "lv": "apstrīdēta", "pl": "zakwestionowano"}
    for facts, said in ((CONTESTED, True), (GOLD, False)):
        assert all((words[lang] in text) is said for text in press_kit(articles.compose(facts), lang, HERE).values())


def test_a_longer_text_that_would_say_no_more_is_left_out() -> None:
    assert list(by_length("T", ["One short sentence."], "S")) == [600]
    assert list(by_length("T", ["A sentence. " * 60], "S")) == [600, 1200]


@pytest.mark.parametrize(
    ("lang", "whose"),
    [("bg", "[Разказва"), ("en", "[In the words of"), ("lv", "[Stāsta vadītājs"), ("pl", "[Mówi kierownik")],
)
def test_what_somebody_said_is_reprinted_with_who_said_it_and_who_translated_it(lang: str, whose: str) -> None:
    longest = list(press_kit(articles.compose(GOLD), lang, HERE).values())[-1]
    before, _, quote = longest.partition("] “" if lang == "en" else "] „")
    assert quote
    assert before.rpartition("\n\n")[2].startswith(whose)
    assert longest.count(whose) == 1


def test_notes_lists_and_folded_parts_stand_beside_the_running_text() -> None:
    page = (
        '<section class="stated"><span class="origin">Stated</span><p>One &amp; two.</p><p>Three.</p></section>'
        "<section><details><p>Folded.</p></details><ol><li><p>Note.</p></li></ol><p> </p></section><footer><p>By.</p></footer>"
    )
    assert paragraphs(page) == ["[Stated] One & two.", "Three."]


@pytest.mark.parametrize(
    ("most", "kept"),
    [(200, "Ab cd. “Go. Stay.” Cd e."), (20, "Ab cd. “Go. Stay.”"), (14, "Ab cd."), (3, "")],
)
def test_no_sentence_is_cut_out_of_the_middle_of_somebodys_words(most: int, kept: str) -> None:
    left = most + len("T") + len("S") + 4
    assert cut("T", ["Ab cd. “Go. Stay.” Cd e."], "S", left).split("\n\n")[1:-1] == ([kept] if kept else [])


@pytest.mark.parametrize("text", ["Печем на ул. Шипка вече десет години.", "Помага ни инж. Петров от фабриката."])
def test_no_text_for_papers_ends_behind_a_word_cut_short(text: str) -> None:
    assert cut("T", [text], "S", 30) == "T\n\nS"


def test_the_address_can_be_passed_on_without_a_script_and_without_others(published: Runtime, reader: Open) -> None:
    page: Any = reader().page(PAGE)
    field = page.select_one("#share-address")
    assert field["value"] == f"{published.settings.base_url}{PAGE}"
    assert field.has_attr("readonly")
    assert page.select_one("[data-copy]").has_attr("hidden"), "the button comes with the script that it needs"
    others = [one["src"] for one in page.select("script[src], img[src], iframe[src]") if not one["src"].startswith("/")]
    assert others == []
