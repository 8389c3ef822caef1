"""A person who came in by a code says whether the own job goes on: of the own jobs, and of no other."""

import asyncio
import json
from typing import Any

import pytest

from services.placements.hires import commands
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.hires.handlers import mailed_answers as handlers
from services.placements.hires.queries import worklist
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers as referrals_handlers
from shared.auth import Actor
from shared.events.placements import FollowUpSettled, PlacementRetained
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.placements.conftest import TODAY, Office, days, permission
from tests.placements.hires.mailed import Reader

pytestmark = pytest.mark.one_database

HERE = "/placements/my-work"


def person(candidate: str = "candidate-1") -> Actor:
    return actor("candidate", account=candidate, name="")


def asked_hire(office: Office, **facts: Any) -> str:
    return office.hire(start=TODAY - days(90), **facts)


def say(office: Office, hire: str, answer: Any, who: Actor | None = None, **more: Any) -> None:
    command = commands.AnswerOwn(placement=hire, milestone=90, answer=answer, **more)
    office.do(handlers.answer_own, command, who or person())


def inside(office: Office, candidate: str = "candidate-1", lang: str = "bg") -> Reader:
    reader = Reader(office)
    token, who = office.runtime.keys.sign_in(account=candidate, roles=("candidate",), lang=lang)
    reader.cookies |= {"session": token, "seen": office.runtime.keys.seen(who.session)}
    return reader


def test_the_persons_own_answer_counts_like_one_by_link(office: Office) -> None:
    hire = asked_hire(office)
    say(office, hire, "at_work")
    assert [event.evidence for event in office.told(PlacementRetained)] == [1]
    assert [event.milestone for event in office.told(FollowUpSettled)] == [90]


def test_nobody_answers_for_somebody_else(office: Office) -> None:
    hire = asked_hire(office)
    for stranger in (
        person("candidate-2"),
        actor("officer", account="candidate-1"),
        actor("candidate", "lead", account="candidate-1"),
    ):
        with pytest.raises(Missing):
            say(office, hire, "at_work", stranger)
    assert office.told(PlacementRetained) == []


def test_a_question_that_is_not_open_takes_no_answer(office: Office) -> None:
    hire = asked_hire(office)
    office.answer(hire, 90, "at_work")
    with pytest.raises(Refused):
        say(office, hire, "left", last_day=TODAY, reason="quit")


def test_a_wish_to_be_called_reaches_the_office(office: Office) -> None:
    hire = asked_hire(office)
    say(office, hire, "call_me")
    assert office.look(worklist.check, office.officer, hire, 90).asks_for_call


def test_the_page_shows_the_own_jobs_only(office: Office) -> None:
    asked_hire(office, role="Пекар")
    office.hire("candidate-2", role="Чирак")
    page = inside(office).get(HERE).text
    assert "Пекар" in page
    assert "Седемте пещи" in page
    assert "Чирак" not in page


def test_pressing_answers(office: Office) -> None:
    hire = asked_hire(office)
    reader = inside(office, lang="uk")
    page = reader.get(HERE).text
    token = page.partition('name="_csrf" value="')[2].partition('"')[0]
    path = f"{HERE}/{hire}/follow-ups/90"
    answer = asyncio.run(reader._send("POST", path, data={"_csrf": token, "answer": "at_work"}))
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)
    assert [event.evidence for event in office.told(PlacementRetained)] == [1]
    assert (
        asyncio.run(
            reader._send("POST", f"{HERE}/{hire}/follow-ups/91", data={"_csrf": token, "answer": "at_work"})
        ).status_code
        == 422
    )


def test_the_file_has_the_own_rows_and_nothing_of_others(office: Office) -> None:
    hire = asked_hire(office)
    office.do(
        hiring_handlers.set_staff_reference,
        commands.SetStaffReference(placement=hire, staff_reference="Тя"),
        office.employer,
    )
    office.answer(hire, 90, "at_work")
    data = json.loads(inside(office).get(f"{HERE}/file.json").text)
    assert [row["id"] for row in data["hires"]] == [hire]
    assert len(data["questions"]) == 4
    assert data["answers"][0]["answer"] == "at_work"
    assert "Тя" not in json.dumps(data, ensure_ascii=False)
    assert json.loads(inside(office, "candidate-2").get(f"{HERE}/file.json").text)["hires"] == []


@pytest.mark.both_databases
def test_the_person_reads_what_an_employer_wrote_to_them(office: Office) -> None:
    office.hear(permission("candidate-1"))
    reference = office.refer()
    move = referrals_commands.MoveReferral(
        referral=reference, state="declined", reason="other", text="Елате пак през май"
    )
    office.do(referrals_handlers.move_referral, move, office.employer)
    data = json.loads(inside(office).get(f"{HERE}/file.json").text)
    assert [row["text"] for row in data["applications"]] == ["Елате пак през май"]
    assert "sealed_text" not in data["applications"][0]
    page = inside(office).get(HERE).text
    assert "Елате пак през май" in page
    assert "Седемте пещи" in page
    assert "Елате пак през май" not in inside(office, "candidate-2").get(HERE).text


@pytest.mark.parametrize(
    "path", ["/placements/today", "/placements/hires", "/placements/people", "/placements/referrals"]
)
def test_it_opens_no_page_of_an_office(office: Office, path: str) -> None:
    assert inside(office).get(path).status_code == 404


def test_without_a_session_the_door_is_shown(office: Office) -> None:
    answer = Reader(office).get(HERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/intake/my-data/sign-in")
