"""The page behind a mailed link: read, answered, damaged, in the person's language."""

import asyncio
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import hiring as handlers
from services.placements.hires.queries import mailed_answers as one_tap
from tests.placements.conftest import TODAY, Office, days
from tests.placements.hires.mailed import Reader, asked_hire, link, said, say

pytestmark = pytest.mark.one_database


def test_looking_answers_nothing_and_pressing_answers_once(office: Office) -> None:
    hire = asked_hire(office)
    reader, path = Reader(office), f"/placements/answers/{link(office, hire)}"
    for _ in range(3):
        assert reader.get(path).status_code == 200
    assert said(office, hire) == []
    answer = reader.post(path, answer="at_work")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?lang=bg")
    assert "Отговорът ви е получен" in reader.get(path).text
    assert reader.post(path, answer="at_work").status_code in (303, 403), "no form is shown any more"
    assert len(said(office, hire)) == 1


@pytest.mark.both_databases
def test_a_double_tap_is_thanked_twice(office: Office) -> None:
    hire = asked_hire(office)
    reader, path = Reader(office), f"/placements/answers/{link(office, hire)}"
    form = {
        "_csrf": reader.page(path).find("input", attrs={"name": "_csrf"})["value"],
        "answer": "call_me",
        "_key": "k",
    }
    with ThreadPoolExecutor(4) as taps:
        answers = list(taps.map(lambda _: reader.ask("POST", path, data=form), range(8)))
    assert [answer.status_code for answer in answers] == [303] * 8
    assert {answer.headers["location"] for answer in answers} == {f"{path}?lang=bg"}
    assert len(said(office, hire)) == 1


def test_a_replay_reads_kindly(office: Office) -> None:
    hire = asked_hire(office)
    reader, path = Reader(office), f"/placements/answers/{link(office, hire)}"
    token = reader.page(path).find("input", attrs={"name": "_csrf"})["value"]
    office.answer(hire, 90, "at_work")
    replay = asyncio.run(reader._send("POST", path, data={"_csrf": token, "answer": "at_work"}))
    assert replay.status_code == 303
    assert "вече е отговорено" in reader.get(replay.headers["location"]).text


@pytest.mark.parametrize("party", ["person", "employer", "officer"])
def test_the_page_names_nobody(office: Office, party: str) -> None:
    hire = asked_hire(office, role="Пекар")
    office.do(
        handlers.set_staff_reference,
        commands.SetStaffReference(placement=hire, staff_reference="Олена К."),
        office.employer,
    )
    page = Reader(office).get(f"/placements/answers/{link(office, hire, party)}").text
    for hidden in ("Седемте пещи", "Център Пловдив", "Олена", "candidate-1", "Мария"):
        assert hidden not in page
    assert ("C-7F3K" in page) == (party == "officer")
    assert ("Пекар" in page) == (party == "employer")


@pytest.mark.parametrize(("lang", "direction"), [("uk", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("tr", "ltr")])
def test_the_person_reads_it_in_the_own_language_marked_until_a_native_has_checked(
    office: Office, lang: str, direction: str
) -> None:
    hire = asked_hire(office)
    page = Reader(office).get(f"/placements/answers/{link(office, hire, lang=lang)}").text
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert "Machine-assisted translation, not yet checked by a native speaker." in page
    assert "Do you still have this job?" not in page
    assert "Machine-assisted" not in Reader(office).get(f"/placements/answers/{link(office, hire)}?lang=en").text


def test_what_was_typed_comes_back_with_what_is_missing(office: Office) -> None:
    hire = asked_hire(office)
    answer = Reader(office).post(
        f"/placements/answers/{link(office, hire)}", answer="left", reason="moved", last_day=""
    )
    assert answer.status_code == 422
    assert 'value="moved" selected' in answer.text


def test_what_nobody_made_is_not_there(office: Office) -> None:
    reader = Reader(office)
    for bad in ("x", "a.b", "%C3%A9.%C3%A9", "x" * 700):
        assert reader.get(f"/placements/answers/{bad}").status_code == 404


@pytest.mark.parametrize(
    ("lang", "words"), [("bg", "попитайте в центъра"), ("en", "ask your centre"), ("ar", "اسأل مركزك")]
)
def test_a_damaged_link_says_where_to_turn(office: Office, lang: str, words: str) -> None:
    damaged = link(office, asked_hire(office))[:-20]
    answer = Reader(office).get(f"/placements/answers/{damaged}?lang={lang}")
    assert answer.status_code == 404
    assert words in answer.text


def test_the_officer_reads_the_disagreement_and_the_wish(office: Office) -> None:
    hire = asked_hire(office)
    say(office, link(office, hire, "employer"), "left", last_day=TODAY - days(30), reason="quit")
    say(office, link(office, hire), "call_me")
    office.answer(hire, 90, "at_work")
    reader = Reader(office)
    token, who = office.runtime.keys.sign_in(
        account="maria", name="Мария", roles=("officer",), organisation="plovdiv", lang="bg", second=True
    )
    reader.cookies |= {"session": token, "seen": office.runtime.keys.seen(who.session)}
    page = reader.get(f"/placements/hires/{hire}").text
    assert "Казват различни неща" in page
    assert "да му се обадят" in page


def test_in_time_means_by_the_machines_clock(office: Office) -> None:
    """A demonstration that turns the days on does not use up links."""
    hire = asked_hire(office)
    token = link(office, hire)
    office.runtime.clock.turn(datetime.timedelta(days=40))
    assert office.look(one_tap.question, one_tap.link_of(office.runtime.tools.links, token)).state == one_tap.OPEN
