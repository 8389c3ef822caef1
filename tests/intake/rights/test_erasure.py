"""Erasure: nothing of the person is left, the others are told, and what was cut short goes on."""

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates.commands import EraseCandidate, GivePermission, NoteReading
from services.intake.candidates.handlers import candidates, permissions
from services.intake.candidates.handlers import projections as heard
from services.intake.candidates.tables import at_work, candidate, candidate_token, permission, read_audit
from services.intake.followups.handlers import questions as one_tap
from services.intake.rights.handlers import erasure
from services.intake.rights.queries.own_data import own_data
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies.tables import known_referral
from shared.auth import Actor
from shared.events import intake as told
from shared.events import placements as events
from shared.sealing import Gone, Sealer
from shared.transaction import Missing, Refused
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import Intake
from tests.intake.letters.questions import hear
from tests.intake.rights.own_data import inside

CANARY = "Зорница Канарска"
FACTS = {"name": CANARY, "phone": "+359 88 777 1234", "born": datetime.date(2011, 5, 17)}


@pytest.fixture
def person(intake: Intake) -> str:
    """Ready, with a permission to publish and one to apply, read by an officer, and referred."""
    key = intake.ready(**FACTS)
    scopes: tuple[tuple[Any, str], ...] = (("apply", ""), ("publish", f"Тук работи {CANARY}"))
    for scope, words in scopes:
        given = GivePermission(
            candidate=key, scope=scope, words=words, guardian="Баба Канарска", folder="Канарска 12", begins=None
        )
        intake.do(permissions.give_permission, given, intake.officer)
    code = rows(intake, candidate)[0].case_code
    intake.do(candidates.note_reading, NoteReading(readings={code: "file"}), intake.officer)
    sent = events.ReferralSent(referral="r-1", vacancy=None, employer="e-1", candidate=key, state="sent")
    placed = events.CandidatePlaced(candidate=key, on=datetime.date(2026, 3, 1))
    intake.do(vacancies_handlers.note_referrals, [sent])
    intake.do(heard.note_work, [placed])
    return key


def rows(intake: Intake, table: sa.Table) -> Sequence[sa.Row[Any]]:
    return intake.runtime.database.look(lambda session: session.execute(sa.select(table)).all())


def erase(intake: Intake, key: str, sure: bool = True, who: Actor | None = None) -> str | None:
    return intake.do(erasure.erase_candidate, EraseCandidate(candidate=key, sure=sure), who or intake.officer)


def test_an_erased_file_holds_nothing_of_the_person(intake: Intake, person: str) -> None:
    before = rows(intake, candidate)[0]
    erase(intake, person)
    (after,) = rows(intake, candidate)
    kept = {name: value for name, value in after._mapping.items() if value not in ("", None, (), False)}
    assert set(kept) == {
        "id", "organisation", "case_code", "registered_on", "registered_by", "withdrawn_on",
        "notice_language", "notice_version", "notice_on", "notice_by",
    }  # fmt: skip
    assert after.case_code == before.case_code
    assert [(each.words, each.guardian, each.folder, each.text_digest) for each in rows(intake, permission)] == [
        ("", "", "", None)
    ] * 2


def test_the_others_are_told_after_every_permission_is_withdrawn(intake: Intake, person: str) -> None:
    before = len(intake.told())
    erase(intake, person)
    now = intake.told()[before:]
    assert [type(event).__name__ for event in now] == [
        "PermissionWithdrawn",
        "PermissionWithdrawn",
        "CandidateWithdrawn",
        "CandidateErased",
    ]
    assert {event.scope for event in now if isinstance(event, told.PermissionWithdrawn)} == {"apply", "publish"}


def test_the_key_is_gone_and_so_are_its_bytes(intake: Intake, person: str) -> None:
    ring = intake.runtime.tools.keys
    sealed = rows(intake, candidate)[0].name
    wrapped = ring.database.look(lambda s: s.execute(sa.text("SELECT wrapped FROM candidate_key")).scalar_one())
    erase(intake, person)
    with pytest.raises(KeyError):
        ring.sealer(person)
    with pytest.raises(Gone):
        Sealer(bytes(32)).open(sealed, f"candidate.name.{person}")
    if ring.database.embedded:
        files = list(Path(ring.database.url.database).parent.glob("keys.db*"))
        assert files
        assert [file.name for file in files if bytes(wrapped) in file.read_bytes()] == []
    assert list(ring.log()) == [ring.mark(person)]
    assert person not in json.dumps(list(ring.log()))


def test_who_read_the_file_is_kept_without_saying_whose_it_was(intake: Intake, person: str) -> None:
    erase(intake, person)
    assert {row.candidate for row in rows(intake, read_audit)} == {intake.runtime.tools.keys.mark(person)}


def test_what_placements_told_of_the_person_goes_when_the_erasure_is_heard(intake: Intake, person: str) -> None:
    assert rows(intake, known_referral)
    assert rows(intake, at_work)
    intake.runtime.perform(lambda tx: heard.forget_candidates([told.CandidateErased(candidate=person)], tx))
    assert rows(intake, known_referral) == rows(intake, at_work) == []


def test_who_was_erased_stays_so_in_whatever_order_the_others_are_heard(intake: Intake, person: str) -> None:
    """A stream that was filled again may hold what placements told before the erasure behind it."""
    erase(intake, person)
    sent = [
        events.ReferralSent(referral=f"r-{who}", vacancy=None, employer="e-1", candidate=who, state="sent")
        for who in (person, "another")
    ]
    placed = [events.CandidatePlaced(candidate=who, on=datetime.date(2026, 3, 2)) for who in (person, "another")]
    hears = intake.runtime.service.projections
    intake.runtime.perform(lambda tx: hears[told.CandidateErased]([told.CandidateErased(candidate=person)], tx))
    intake.runtime.perform(lambda tx: hears[events.ReferralSent](sent, tx))
    intake.runtime.perform(lambda tx: hears[events.CandidatePlaced](placed, tx))
    assert [row.candidate for row in rows(intake, known_referral)] == ["another"]
    assert [row.candidate for row in rows(intake, at_work)] == ["another"]


def test_nobody_is_erased_without_saying_that_they_know_what_it_means(intake: Intake, person: str) -> None:
    with pytest.raises(Refused):
        erase(intake, person, sure=False)
    assert intake.runtime.tools.keys.sealer(person)


def test_another_organisation_cannot_erase(intake: Intake, person: str) -> None:
    with pytest.raises(Missing):
        erase(intake, person, who=actor("lead", organisation="varna"))
    assert intake.runtime.tools.keys.sealer(person)


def test_an_erasure_that_was_cut_short_is_finished_in_the_morning(intake: Intake, person: str) -> None:
    intake.runtime.tools.keys.destroy(person)
    assert rows(intake, candidate)[0].name
    assert intake.runtime.perform(erasure.finish_erasures) == (person,)
    assert not rows(intake, candidate)[0].name
    assert intake.runtime.perform(erasure.finish_erasures) == ()
    assert len(intake.told(told.CandidateErased)) == 1


def test_whoever_presses_again_after_a_crash_in_between_is_told_that_it_is_done(intake: Intake, person: str) -> None:
    """Found by `make faults`: the key was destroyed, the process died, the next one finished it before the form came again."""
    intake.runtime.tools.keys.destroy(person)
    intake.runtime.perform(erasure.finish_erasures)
    assert erase(intake, person) == person
    with pytest.raises(Missing):
        erase(intake, person, who=actor("lead", organisation="varna"))


def test_a_lost_key_is_not_taken_for_an_erasure(intake: Intake, person: str) -> None:
    ring = intake.runtime.tools.keys
    ring.database.transact(lambda session: session.execute(sa.text("DELETE FROM candidate_key")))
    assert ring.keyless([person]) == {person}
    assert intake.runtime.perform(erasure.finish_erasures) == ()
    assert rows(intake, candidate)[0].name


def test_a_restored_key_is_destroyed_again_by_the_log(intake: Intake, person: str) -> None:
    ring = intake.runtime.tools.keys
    ring.note_erased({ring.mark(person): datetime.datetime.now(datetime.UTC)})
    assert ring.destroy_marked() == 1
    assert intake.runtime.perform(erasure.finish_erasures) == (person,)


def test_the_own_data_hold_everything_there_is(intake: Intake, person: str) -> None:
    data = intake.runtime.database.look(
        lambda session: own_data(session, intake.runtime.tools.keys, intake.officer, person)
    )
    assert set(data["person"]) == {column.name for column in candidate.c}
    assert data["person"]["name"] == CANARY
    assert {each["guardian"] for each in data["permissions"]} == {"Баба Канарска"}
    assert {each["folder"] for each in data["permissions"]} == {"Канарска 12"}
    assert [each["purpose"] for each in data["read_by"]] == ["file"]
    assert "intake.candidate.ready" in [each["what"] for each in data["told"]]
    assert [each["referral"] for each in data["applications"]] == ["r-1"]


def test_the_own_data_hold_the_questions_about_the_work_and_both_pages_say_them(intake: Intake) -> None:
    candidate = intake.candidate()
    asked = events.FollowUpDue(
        placement="hire-1", milestone=90, due=datetime.date(2026, 3, 2), candidate=candidate, employer="e-1",
        organisation=intake.organisation,
    )  # fmt: skip
    hear(intake, one_tap.mail_questions, asked)
    data = intake.runtime.database.look(
        lambda session: own_data(session, intake.runtime.tools.keys, intake.officer, candidate)
    )
    assert [(each["placement"], each["milestone"]) for each in data["questions"]] == [("hire-1", 90)]
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    read = officer.get(f"/intake/candidates/{candidate}/data").text.replace("\xa0", " ")
    assert "2 март 2026 г., ден 90: още ли е на работа?" in read
    person = inside(intake, candidate)
    for page in ("/intake/my-data", "/intake/my-data/file.html"):
        assert "2 март 2026 г.: още ли работите там?" in person.get(page).text.replace("\xa0", " ")
    assert '"hire-1"' in person.get("/intake/my-data/file.json").text


def test_an_officer_reads_the_data_and_erases_on_a_page_of_its_own(intake: Intake, person: str) -> None:
    officer = Browser(intake, roles=("officer",), organisation=intake.organisation)
    stranger = Browser(intake, roles=("officer",), organisation="varna")
    page = f"/intake/candidates/{person}"
    assert CANARY in officer.get(f"{page}/data").text
    taken = officer.get(f"{page}/data.json")
    assert taken.headers["cache-control"] == "no-store"
    assert json.loads(taken.text)["person"]["name"] == CANARY
    assert [stranger.get(f"{page}/{what}").status_code for what in ("data", "data.json", "erasure")] == [404] * 3
    assert "Това не може да се върне" in officer.get(f"{page}/erasure").text
    assert officer.post(f"{page}/erasure").status_code == 422
    assert officer.post(f"{page}/erasure", sure="on").status_code == 303
    assert officer.get(page).status_code == 404
    assert CANARY not in officer.get("/intake/candidates").text


def test_nobody_finds_an_erased_person_by_name(intake: Intake, person: str) -> None:
    assert rows(intake, candidate_token)
    erase(intake, person)
    assert rows(intake, candidate_token) == []


def test_the_page_says_what_an_erasure_leaves_and_for_how_long(intake: Intake, person: str) -> None:
    web = Browser(intake, lang="en", roles=("officer",), organisation=intake.organisation)
    text = " ".join(web.page(f"/intake/candidates/{person}/erasure").get_text(" ").split())
    assert "stay readable for the program until they are sent and for 7 days after" in text
    assert "30 days where they cannot be delivered" in text
    assert f"a random reference and the case code {rows(intake, candidate)[0].case_code}" in text
    assert "whether the person was under age, and the last day of a paper" in text, "events keep both"
    answer = web.post(f"/intake/candidates/{person}/erasure", sure="on")
    assert answer.status_code == 303
    assert "nothing leads to them" not in web.get("/intake/candidates").text
