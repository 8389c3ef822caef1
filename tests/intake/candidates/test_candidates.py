"""Candidates: sealed, within one organisation, ready only when the essentials are known."""

import datetime
import re
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake import keyring
from services.intake.candidates import commands as ask
from services.intake.candidates import tables as people
from services.intake.candidates.handlers import candidates, permissions
from services.intake.candidates.queries import candidates as found
from services.intake.candidates.queries import files
from services.intake.codes import RightToWork
from services.intake.tools import tools_of
from shared.events.intake import CandidateReady, CandidateWithdrawn
from shared.transaction import Missing, Refused, Transaction
from tests.conftest import actor
from tests.intake.conftest import TODAY, Intake, described, opened
from tests.plans import asked


def test_nothing_that_names_a_person_lies_open_in_the_database_or_on_the_bus(intake: Intake) -> None:
    candidate = intake.ready()
    permission = ask.GivePermission(candidate=candidate, scope="publish", words="Харесва ми тук, казва Олена.")
    intake.do(permissions.give_permission, permission, intake.officer)
    outbox = intake.runtime.service.metadata.tables["outbox"]
    kept = intake.runtime.database.look(
        lambda s: [
            *s.execute(sa.select(people.candidate)),
            *s.execute(sa.select(people.permission)),
            *(bytes(row.payload).decode() for row in s.execute(sa.select(outbox))),
        ]
    )
    text = repr(kept)
    for secret in ("Олена", "Коваль", "1998", "88 123", "Харесва"):
        assert secret not in text


def test_each_candidate_has_a_key_of_its_own_in_the_other_database(intake: Intake) -> None:
    intake.candidate()
    intake.candidate(name="Иван Иванов")
    rows = intake.runtime.tools.keys_database.look(lambda s: s.execute(sa.select(keyring.candidate_key)).all())
    assert len({bytes(row.wrapped) for row in rows}) == 2


def test_a_case_code_is_short_and_unambiguous(intake: Intake) -> None:
    candidate = intake.candidate()
    code = intake.runtime.database.look(
        lambda s: s.scalar(sa.select(people.candidate.c.case_code).where(people.candidate.c.id == candidate))
    )
    assert re.fullmatch(r"C-[2-9A-HJKMNP-TV-Z]{4}", code or "")


def test_a_telephone_number_or_the_word_that_there_is_none(intake: Intake) -> None:
    with pytest.raises(Refused) as refused:
        intake.candidate(phone=None)
    assert refused.value.field == "phone"
    assert intake.candidate(phone=None, no_phone=True)


def test_the_same_name_and_birth_date_is_asked_about_once(intake: Intake) -> None:
    intake.candidate()
    with pytest.raises(Refused) as refused:
        intake.candidate(name="КОВАЛЬ  Олена")
    assert refused.value.field == "another"
    assert intake.candidate(another=True)


def test_another_organisation_does_not_learn_that_somebody_is_known_here(intake: Intake) -> None:
    from services.intake.access.commands import RegisterOrganisation
    from services.intake.access.handlers.accounts import register_organisation

    intake.candidate()
    other = intake.do(register_organisation, RegisterOrganisation(name="Друг център", town="София"))
    assert intake.candidate(actor("officer", organisation=other))


def test_readiness_says_what_is_missing_in_the_order_of_work(intake: Intake) -> None:
    candidate = intake.candidate()
    missing = []
    steps: list[tuple[Any, Any]] = [
        (candidates.read_notice, ask.ReadNotice(candidate=candidate, language="uk")),
        (candidates.describe_candidate, described(candidate, languages=())),
        (candidates.describe_candidate, described(candidate)),
    ]
    for handler, command in steps:
        with pytest.raises(Refused) as refused:
            intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate), intake.officer)
        missing.append(refused.value.field)
        intake.do(handler, command, intake.officer)
    assert missing == ["notice", "right", "languages"]
    intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate), intake.officer)
    [event] = intake.told(CandidateReady)
    assert (event.candidate, event.organisation, event.on) == (candidate, intake.organisation, TODAY)


def test_what_readiness_misses_may_come_with_it(intake: Intake) -> None:
    candidate = intake.candidate()
    given: dict[str, Any] = {"notice": "uk", "languages": ("bg:A2",), "right": "unrestricted"}
    with pytest.raises(Refused) as refused:
        intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate, **given), intake.officer)
    assert refused.value.field == "right"
    code = intake.do(
        candidates.declare_ready, ask.DeclareReady(candidate=candidate, right_seen_on=TODAY, **given), intake.officer
    )
    [event] = intake.told(CandidateReady)
    assert (event.candidate, event.case_code) == (candidate, code)
    file = opened(intake, candidate)
    assert (file.notice_language, file.languages, file.right, file.missing(TODAY)) == (
        "uk",
        ("bg:A2",),
        "unrestricted",
        (),
    )


def test_of_somebody_just_registered_nothing_is_said_that_nobody_asked(intake: Intake) -> None:
    candidate = intake.candidate()
    status = opened(intake, candidate).status(TODAY)
    assert (status["labour"], status["neet"]) == (None, None)
    asked = described(candidate, works_now=False, studied=False, seeks=False)
    intake.do(candidates.describe_candidate, asked, intake.officer)
    status = opened(intake, candidate).status(TODAY)
    assert (status["labour"], status["neet"]) == ("inactive", True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"seeks": True}, "seeking_since"),
        ({"seeks": False, "seeking_since": TODAY}, "seeking_since"),
        ({"studied": False, "in_education_until": TODAY}, "in_education_until"),
    ],
)
def test_answers_that_contradict_their_dates_are_refused(intake: Intake, said: dict[str, Any], field: str) -> None:
    candidate = intake.candidate()
    with pytest.raises(Refused) as refused:
        intake.do(candidates.describe_candidate, described(candidate, **said), intake.officer)
    assert refused.value.field == field


def test_study_that_goes_on_is_an_answer_without_a_last_day(intake: Intake) -> None:
    candidate = intake.candidate()
    studying = described(candidate, studied=True, works_now=False)
    intake.do(candidates.describe_candidate, studying, intake.officer)
    assert opened(intake, candidate).status(TODAY)["neet"] is False


def test_nobody_is_ready_on_a_right_to_work_that_has_run_out(intake: Intake) -> None:
    candidate = intake.candidate()
    intake.do(candidates.read_notice, ask.ReadNotice(candidate=candidate, language="uk"), intake.officer)
    over = described(candidate, right="until", right_date=TODAY - datetime.timedelta(days=1))
    intake.do(candidates.describe_candidate, over, intake.officer)
    with pytest.raises(Refused) as refused:
        intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate), intake.officer)
    assert refused.value.field == "right_date"


@pytest.mark.parametrize("right", ["unrestricted", "permit", None])
def test_a_date_that_the_right_to_work_does_not_need_is_not_kept(intake: Intake, right: RightToWork | None) -> None:
    candidate, day = intake.candidate(), TODAY + datetime.timedelta(days=30)
    for one, kept in (("until", day), (right, None), ("from", day)):
        said = described(candidate, right=one, right_date=day)
        intake.do(candidates.describe_candidate, said, intake.officer)
        assert (opened(intake, candidate).right, opened(intake, candidate).right_date) == (one or "", kept)


def test_declared_ready_without_a_date_that_the_right_does_not_need(intake: Intake) -> None:
    candidate, day = intake.candidate(), TODAY + datetime.timedelta(days=30)
    given: dict[str, Any] = {"notice": "uk", "languages": ("bg:A2",), "right_seen_on": TODAY, "right_date": day}
    for right, kept in (("until", day), ("unrestricted", None)):
        command = ask.DeclareReady(candidate=candidate, **{**given, "right": right})
        intake.do(candidates.declare_ready, command, intake.officer)
        assert (opened(intake, candidate).right, opened(intake, candidate).right_date) == (right, kept)


def test_ready_and_withdrawn_are_each_told_once(intake: Intake) -> None:
    candidate = intake.ready()
    intake.do(candidates.declare_ready, ask.DeclareReady(candidate=candidate), intake.officer)
    for _ in range(2):
        intake.do(candidates.withdraw_candidate, ask.WithdrawCandidate(candidate=candidate), intake.officer)
    assert (len(intake.told(CandidateReady)), len(intake.told(CandidateWithdrawn))) == (1, 1)


def test_another_organisations_officer_finds_nothing(intake: Intake) -> None:
    candidate, stranger = intake.ready(), actor("officer", organisation="somewhere-else")
    for handler, command in (
        (candidates.declare_ready, ask.DeclareReady(candidate=candidate)),
        (candidates.read_notice, ask.ReadNotice(candidate=candidate, language="bg")),
        (candidates.describe_candidate, described(candidate)),
        (permissions.give_permission, ask.GivePermission(candidate=candidate, scope="apply")),
    ):
        with pytest.raises(Missing):
            intake.do(handler, command, stranger)
    keys = intake.runtime.tools.keys
    with pytest.raises(Missing):
        intake.runtime.database.look(lambda s: files.candidate_file(s, keys, stranger, candidate))
    assert intake.runtime.database.look(lambda s: found.candidate_lines(s, keys, stranger)) == []


def test_a_persons_key_is_looked_up_once_in_a_transaction_and_not_at_all_where_it_was_just_made(intake: Intake) -> None:
    keys = tools_of(intake.runtime).keys.database
    with asked(keys) as looked_up:
        candidate = intake.candidate(name="Ключова Проба")
    assert looked_up == []

    def twice(tx: Transaction) -> None:
        for _ in range(2):
            candidates.describe_candidate(described(candidate), tx)

    with asked(keys) as looked_up:
        intake.runtime.perform(twice, intake.officer)
    assert len(looked_up) == 1


def test_files_nobody_touched_for_two_years_are_proposed_and_not_erased(intake: Intake) -> None:
    old, fresh = intake.candidate(), intake.candidate(name="Нов Човек")
    long_ago = (
        sa.update(people.candidate).where(people.candidate.c.id == old).values(registered_on=datetime.date(2024, 2, 1))
    )
    intake.runtime.database.transact(lambda session: session.execute(long_ago))
    lines = intake.runtime.database.look(
        lambda s: found.candidate_lines(
            s, intake.runtime.tools.keys, intake.officer, state="quiet", today=datetime.date(2026, 3, 2)
        )
    )
    assert [line.id for line in lines] == [old]
    assert intake.runtime.tools.keys.keyless([old, fresh]) == set()
