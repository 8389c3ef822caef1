"""What was recorded, said or given by mistake is put right or taken down, and nobody reads the old words any more."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from services.recognition.awards import commands
from services.recognition.awards.handlers import correcting, years
from services.recognition.statements import commands as statements
from services.recognition.statements.handlers import answers
from shared.events.recognition import AwardTakenBack
from shared.identity import employer_id
from shared.service import Runtime
from shared.transaction import Missing
from tests.conftest import told as told_by
from tests.recognition.awards.awarding import ANNA, BORIS, EDITOR, OFFICER, Awards, refused
from tests.recognition.conftest import OVENS as BAKERY
from tests.recognition.conftest import Reader

pytestmark = pytest.mark.one_database

BOTH = pytest.mark.both_databases
OVENS = "/en/employers/sedemte-peshti"
PRIZE = {"name": "DUO", "giver": "Foundation", "year": "2024", "used_for": "An oven", "source": ""}


@pytest.fixture
def awards(published: Runtime) -> Awards:
    return Awards(published)


Open = Callable[..., Reader]


@pytest.fixture
def editor(published: Runtime, reader: Open) -> Reader:
    return reader(roles=("editor",), account="e-1")


def recorded(editor: Reader) -> str:
    """The address of a prize of the bakery."""
    assert editor.post("/recognition/prizes", employer="sedemte-peshti", **PRIZE).status_code == 303
    return str(editor.page("/recognition/prizes").select_one(".task-list a")["href"])


def awarded(page: Any) -> Any:
    """What the page tells search engines that its employer was given."""
    graph = json.loads(page.select_one('script[type="application/ld+json"]').string)["@graph"]
    return next(one.get("award") for one in graph if one["@type"] == "Organization" and "@id" in one)


@BOTH
def test_a_prize_is_put_right_and_taken_down_and_its_page_says_so_at_once(editor: Reader, reader: Open) -> None:
    here = recorded(editor)
    assert "DUO" in reader().text(OVENS)
    assert editor.post(here, **PRIZE | {"year": "2097"}).status_code == 422
    assert editor.post(here, **PRIZE | {"name": "DVO"}).status_code == 303
    page = reader().page(OVENS)
    assert "DVO" in page.select_one(".honours").get_text()
    assert "DUO" not in page.get_text()
    assert awarded(page) == ["Gold mark (2025-4)", "DVO, Foundation, 2024"]
    assert editor.post(f"{here}/removal").status_code == 303
    assert "DVO" not in reader().text(OVENS)
    assert editor.get(here).status_code == 404
    assert editor.post(f"{here}/removal").status_code == 404


def test_only_an_editor_puts_a_prize_right(editor: Reader, reader: Open) -> None:
    here = recorded(editor)
    officer = reader(roles=("officer",), account="o-1", organisation="centre")
    asked = [officer.get("/recognition/prizes"), officer.get(here), officer.post(here, **PRIZE)]
    assert {one.status_code for one in [*asked, officer.post(f"{here}/removal")]} == {404}
    assert "DUO" in reader().text(OVENS)


@BOTH
@pytest.mark.parametrize(("kind", "shown"), [("withdrawn", False), ("contested", True)])
def test_what_an_employer_was_given_is_contested_and_taken_down_like_all_its_page_says(
    kind: Any, shown: bool, awards: Awards, editor: Reader, reader: Open
) -> None:
    recorded(editor)
    awards.decided()
    subjects = [
        one["value"] for one in editor.page("/recognition/profiles/sedemte-peshti/holds").select("[name=subject]")
    ]
    given = [one for one in subjects if one.startswith(("award-", "prize-"))]
    assert len(given) == 2
    group = awards.seen().categories[0].winner.line.group  # type: ignore[union-attr]
    for subject in given:
        asked = statements.PlaceHold(group=group, subject=subject, kind=kind, reason="It is not so.")
        awards.do(answers.place_hold, asked)
    page, ceremony = reader().page(OVENS), reader().text("/en/awards/2025")
    assert (len(page.select(".honours .tag")), "DUO" in page.get_text()) == ((2, True) if shown else (0, False))
    assert ("For patience." in ceremony, "contested" in ceremony) == (shown, shown)
    assert awarded(page) == "Gold mark (2025-4)"
    assert "Наставничество, 2025" in editor.text("/recognition/disputes")


def test_an_employer_contests_what_it_was_given(editor: Reader, reader: Open) -> None:
    subject = recorded(editor).replace("/recognition/prizes/", "prize-")
    owner = reader(roles=("employer",), account="owner", employer=employer_id("BG", BAKERY))
    assert subject in {one["value"] for one in owner.page("/recognition/disputes/new").select("[name=subject]")}
    assert owner.post("/recognition/disputes", subject=subject, reason="Another year.").status_code == 303
    assert owner.post("/recognition/disputes", subject="prize-none", reason="Another year.").status_code == 422
    assert "contested" in reader().page(OVENS).select_one(".honours").get_text()


@BOTH
def test_a_citation_is_put_right_and_an_award_taken_back_can_be_given_again(awards: Awards, reader: Open) -> None:
    ovens = awards.decided()
    category = awards.category["Mentoring"]
    right = commands.CorrectCitation(category=category, citation="За грижата.", citation_en="For care.")
    awards.do(correcting.correct_citation, right)
    assert ("For care." in reader().text(OVENS), "For patience." in reader().text("/en/awards/2025")) == (True, False)
    awards.do(correcting.take_back_award, commands.TakeBackAward(category=category))
    assert "For care." not in reader().text(OVENS) + reader().text("/en/awards/2025")
    assert [event.award for event in told_by(awards.runtime) if isinstance(event, AwardTakenBack)] == [category]
    for asked in (right, commands.TakeBackAward(category=category)):
        with pytest.raises(Missing):
            awards.do(correcting.COMMANDS[type(asked)], asked)
    awards.give(ovens)


@BOTH
def test_a_category_is_named_otherwise_and_removed_only_while_nominations_are_open(
    awards: Awards, reader: Open
) -> None:
    beginning = awards.category["A beginning"]
    awards.nominate("Седемте пещи", "A beginning")
    awards.decided()
    named = commands.RenameCategory(category=awards.category["Mentoring"], name="Наставник", name_en="Mentor")
    awards.do(correcting.rename_category, named)
    assert "Mentor, 2025" in reader().text(OVENS)
    assert "over" in refused(lambda: awards.do(correcting.remove_category, commands.RemoveCategory(category=beginning)))


@BOTH
def test_a_category_goes_with_whoever_was_put_forward_in_it(awards: Awards) -> None:
    there = awards.nominate("Седемте пещи", "A beginning")
    awards.do(years.declare_conflict, commands.DeclareConflict(nomination=there, reason="work"), ANNA)
    gone = commands.RemoveCategory(category=awards.category["A beginning"])
    awards.do(correcting.remove_category, gone)
    assert [one.name_en for one in awards.seen().categories] == ["Mentoring"]


@BOTH
def test_reasons_are_taken_back_by_their_author_and_taken_down_by_an_editor(awards: Awards) -> None:
    nominated = awards.nominate("Седемте пещи")
    awards.nominate("Седемте пещи", who=BORIS)
    mine = commands.WithdrawReasons(nomination=nominated)
    with pytest.raises(Missing):
        awards.do(correcting.withdraw_reasons, mine, ANNA)
    awards.do(correcting.withdraw_reasons, mine, OFFICER)
    (nominee,) = awards.seen().categories[0].nominees
    assert len(nominee.reasons) == 1
    for words, left in (("Other words", 1), (nominee.reasons[0], 0)):
        down = commands.TakeDownReasons(nomination=nominated, reasons=words)
        if left:
            with pytest.raises(Missing):
                awards.do(correcting.take_down_reasons, down)
        else:
            awards.do(correcting.take_down_reasons, down)
        assert len(awards.seen().categories[0].nominees) == left, "whom nobody puts forward is not nominated"


def test_who_put_somebody_forward_finds_it_and_takes_it_back(awards: Awards, reader: Open) -> None:
    officer = reader(roles=("officer",), account="o-1", organisation="centre")
    here, category = "/recognition/awards/2025", awards.category["Mentoring"]
    officer.post(f"{here}/nominations", category=category, employer="sedemte-peshti", reasons="Търпение")
    (form,) = officer.page(here).select("section[aria-labelledby=mine] form")
    assert officer.post(form["action"]).status_code == 303
    assert officer.page(here).select("section[aria-labelledby=mine]") == []


def test_an_editor_takes_reasons_of_several_lines_down_by_the_page_alone(
    awards: Awards, editor: Reader, reader: Open
) -> None:
    officer = reader(roles=("officer",), account="o-1", organisation="centre")
    here, category = "/recognition/awards/2025", awards.category["Mentoring"]
    said = 'Иван Петров.\r\n\r\nИ "другите" <b>'
    officer.post(f"{here}/nominations", category=category, employer="sedemte-peshti", reasons=said)
    (form,) = editor.page(here).select("form[action*='/reasons/']")
    sent = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    assert editor.post(form["action"], **sent).status_code == 303
    assert "Иван" not in editor.text(here)


def test_an_editor_close_to_a_nominee_does_not_choose_among_equals(awards: Awards) -> None:
    ovens, hotel = awards.both_in_mentoring()
    awards.do(years.declare_conflict, commands.DeclareConflict(nomination=ovens, reason="business"), EDITOR)
    awards.go_on()
    awards.vote(ovens, ANNA)
    awards.vote(hotel, BORIS)
    awards.go_on()
    for choice in (ovens, hotel):
        assert "conflict" in refused(lambda c=choice: awards.give(c))  # type: ignore[misc]
    words = {"citation": "За търпението.", "citation_en": "For patience."}
    given = commands.GiveAward(category=awards.category["Mentoring"], nomination=hotel, **words)
    awards.do(years.give_award, given, ANNA)


def test_the_ceremony_tells_search_engines_who_was_given_what(awards: Awards, editor: Reader, reader: Open) -> None:
    editor.post("/recognition/prizes", employer="hotel-orpheus", **PRIZE | {"year": "2025"})
    awards.decided()
    graph = json.loads(reader().page("/en/awards/2025").select_one('script[type="application/ld+json"]').string)[
        "@graph"
    ]
    assert [one.get("award") for one in graph] == ["Mentoring, 2025", "DUO, Foundation, 2025", None]
    assert [item["position"] for item in graph[-1]["itemListElement"]] == [1, 2]
