"""What intake keeps about people ends by itself."""

import datetime
import os
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.sql.schema import Table

from services.care import retention
from services.intake.access import commands as ask_accounts
from services.intake.access import tables as access
from services.intake.access import tables as people
from services.intake.access.handlers import accounts
from services.intake.access.model.accounts import Account
from services.intake.access.queries import accounts as account_queries
from services.intake.candidates import tables as candidates_tables
from services.intake.employers import commands as ask_employers
from services.intake.employers import tables as employers
from services.intake.employers.model import Employer
from services.intake.letters import tables as letters_tables
from services.intake.rights.handlers.retention import PERIODS as INTAKE_PERIODS
from services.intake.rights.handlers.retention import old_letters
from services.intake.service import SERVICE as INTAKE
from services.intake.vacancies import handlers as vacancies_handlers
from services.intake.vacancies import tables as vacancies_tables
from shared.clock import machine_now
from tests.care.tidying import D, H, count, employer_account, put, tidy
from tests.intake.conftest import PASSWORD, TODAY, Intake

LETTER = {"id": "l", "kind": "reset", "address": "", "path": "", "lang": "bg"}


INVITATION = {"token_hash": "t", "email": "", "email_index": "", "roles": ("officer",), "lang": "bg"}


VISIT = {"reference": "r", "account": None, "device": "", "begun": 2 * D}


LINK = {"mark": "m", "letter": "l", "placement": "p", "milestone": 90, "party": "person"}


@pytest.mark.parametrize(
    ("table", "kept", "over", "values"),
    [
        (letters_tables.letter, {"sent": 6 * D}, {"sent": 8 * D}, {**LETTER, "made": 9 * D}),
        (letters_tables.letter, {"made": 29 * D}, {"made": 31 * D}, LETTER),
        (people.invitation, {"expires": 364 * D}, {"expires": 366 * D}, INVITATION),
        (employers.registration, {"expires": 23 * H}, {"expires": 25 * H}, {"token_hash": "t", "facts": ""}),
        (access.challenge, {"expires": -H}, {"expires": H}, {"id": "c", "account": None, "purpose": "in", "text": "00"}),
        (access.reset, {"expires": 23 * H}, {"expires": 25 * H}, {"token_hash": "t", "account": None}),
        (access.visit, {"expires": 23 * H}, {"expires": 25 * H}, VISIT),
        (access.visit, {"ended": 23 * H}, {"ended": 25 * H}, {**VISIT, "expires": -D}),
        (access.device, {"seen": 364 * D}, {"seen": 366 * D}, {"mark": "m", "account": None}),
        (access.attempt, {"at": 50 * H / 60}, {"at": 61 * H / 60}, {"bucket": "b"}),
        (letters_tables.asked_link, {"expires": 23 * H}, {"expires": 25 * H}, LINK),
    ],
    ids=lambda value: value.name if isinstance(value, sa.Table) else None,
)  # fmt: skip
def test_by_the_machines_clock(
    intake: Intake, table: Table, kept: dict[str, timedelta], over: dict[str, timedelta], values: Any
) -> None:
    """What people do at a screen ends by the clock of the machine, however a demonstration turns its days."""
    now = machine_now()
    if "account" in values:
        values = {**values, "account": employer_account(intake)}
        intake.runtime.database.transact(
            lambda s: [s.execute(sa.delete(one)) for one in (letters_tables.letter, employers.registration)]
        )
    made = {name: now - value if isinstance(value, datetime.timedelta) else value for name, value in values.items()}
    put(intake, table, **made, **{name: now - ago for name, ago in kept.items()})
    intake.runtime.clock.turn(datetime.timedelta(days=20))
    tidy(intake, INTAKE_PERIODS)
    assert count(intake, table) == 1
    intake.runtime.database.transact(
        lambda s: s.execute(sa.update(table).values(**{name: now - ago for name, ago in over.items()}))
    )
    assert tidy(intake, INTAKE_PERIODS) == {table.name: 1}
    assert count(intake, table) == 0


def test_who_read_a_name_is_kept_five_years(intake: Intake) -> None:
    candidate = intake.candidate()
    at = intake.runtime.clock.now()
    put(intake, candidates_tables.read_audit, account="a", organisation="o", candidate=candidate, purpose="file", at=at)
    intake.runtime.clock.turn(datetime.timedelta(days=5 * 365 - 1))
    tidy(intake, INTAKE_PERIODS)
    assert count(intake, candidates_tables.read_audit) == 1
    intake.runtime.clock.turn(datetime.timedelta(days=2))
    assert tidy(intake, INTAKE_PERIODS)["read_audit"] == 1


def colleague(intake: Intake) -> str:
    invited = ask_accounts.InviteColleague(
        email="rada@centre.example", roles=("officer",), organisation=intake.organisation
    )
    token = intake.do(accounts.invite_colleague, invited)
    accept = ask_accounts.AcceptInvitation(token=token, name="Рада", password=PASSWORD)
    return intake.do(accounts.accept_invitation, accept)


def test_a_year_after_an_account_closed_nothing_of_the_person_stays_in_it(intake: Intake) -> None:
    key = colleague(intake)
    put(intake, access.factor, id="f", account=key, kind="totp", secret="x", label="", counter=0, made=machine_now())
    intake.do(accounts.deactivate_account, ask_accounts.DeactivateAccount(account=key))
    intake.runtime.clock.turn(datetime.timedelta(days=365))
    assert "account" not in tidy(intake, INTAKE_PERIODS)
    intake.runtime.clock.turn(datetime.timedelta(days=1))
    assert tidy(intake, INTAKE_PERIODS)["account"] == 1
    row = intake.runtime.database.look(lambda s: s.get_one(Account, key))
    assert (row.email, row.name, row.password, row.active) == ("", "", "", False)
    assert count(intake, access.factor) == 0
    sealer = intake.runtime.tools.sealer
    assert intake.runtime.database.look(lambda s: account_queries.colleagues(s, sealer)) == []
    assert "account" not in tidy(intake, INTAKE_PERIODS), "done again it changes nothing"
    assert colleague(intake) != key, "the address can be invited anew, and is somebody new"


def test_an_account_that_was_opened_again_is_not_emptied(intake: Intake) -> None:
    key = colleague(intake)
    intake.do(accounts.deactivate_account, ask_accounts.DeactivateAccount(account=key))
    assert colleague(intake) == key
    intake.runtime.clock.turn(datetime.timedelta(days=400))
    assert "account" not in tidy(intake, INTAKE_PERIODS)


def registered_the_old_way(intake: Intake) -> str:
    """As until 2026-11: an account, and an employer, before anybody confirmed the address."""
    employer = intake.registered()
    before = sa.update(people.account).values(confirmed=False, password="")
    intake.runtime.database.transact(lambda s: s.execute(before))
    return employer


def test_a_registration_nobody_confirmed_gives_the_company_number_free_after_thirty_days(intake: Intake) -> None:
    employer = registered_the_old_way(intake)
    intake.runtime.clock.turn(datetime.timedelta(days=30))
    assert "account" not in tidy(intake, INTAKE_PERIODS)
    intake.runtime.clock.turn(datetime.timedelta(days=1))
    assert tidy(intake, INTAKE_PERIODS)["account"] == 1
    row = intake.runtime.database.look(lambda s: s.get_one(Employer, employer))
    assert row.contact == ""
    assert row.refused_on is not None
    assert intake.registered(contact_email="boss@hlebna.example") == employer


@pytest.mark.parametrize("verified", [False, True])
def test_an_employer_with_a_confirmed_address_is_not_refused_for_an_older_registration(
    intake: Intake, verified: bool
) -> None:
    employer = registered_the_old_way(intake)
    refuse = ask_employers.RefuseEmployer(employer=employer, reason="Не е същата фирма.")
    intake.do(vacancies_handlers.refuse_employer, refuse, intake.officer)
    assert intake.registered(contact_email="boss@hlebna.example") == employer
    if verified:
        verify = ask_employers.VerifyEmployer(employer=employer)
        intake.do(vacancies_handlers.verify_employer, verify, intake.officer)
    intake.runtime.clock.turn(datetime.timedelta(days=31))
    assert tidy(intake, INTAKE_PERIODS)["account"] == 1, "the older one, whatever became of the employer"
    row = intake.runtime.database.look(lambda s: s.get_one(Employer, employer))
    assert row.refused_on is None
    assert row.contact != ""
    emptied = {
        each.confirmed: each.email == ""
        for each in intake.runtime.database.look(lambda s: list(s.scalars(sa.select(Account))))
    }
    assert emptied == {False: True, True: False}


def test_the_contact_of_an_employer_that_closed_goes_after_a_year(intake: Intake) -> None:
    employer = intake.verified()
    closed = sa.update(employers.employer).values(closed_on=TODAY - datetime.timedelta(days=366))
    intake.runtime.database.transact(lambda s: s.execute(closed))
    assert tidy(intake, INTAKE_PERIODS)["employer"] == 1
    assert intake.runtime.database.look(lambda s: s.get_one(Employer, employer)).contact == ""


def test_a_vacancy_goes_five_years_after_it_closed(intake: Intake) -> None:
    intake.published(intake.verified())
    row = vacancies_tables.vacancy
    closed = sa.update(row).values(state="closed", closed_on=TODAY - datetime.timedelta(days=5 * 365))
    intake.runtime.database.transact(lambda s: s.execute(closed))
    tidy(intake, INTAKE_PERIODS)
    assert count(intake, row) == 1
    longer = closed.values(closed_on=TODAY - datetime.timedelta(days=5 * 365 + 1))
    intake.runtime.database.transact(lambda s: s.execute(longer))
    assert tidy(intake, INTAKE_PERIODS)["vacancy"] == 1


def test_the_erasure_log_is_kept_ten_years(intake: Intake) -> None:
    ring = intake.runtime.tools.keys
    now = intake.runtime.clock.now()
    ring.note_erased({"old": now - datetime.timedelta(days=3654), "new": now - datetime.timedelta(days=3650)})
    intake.runtime.perform(lambda tx: [timer(tx.today, tx) for timer in INTAKE.daily])
    assert set(ring.log()) == {"new"}


def test_letters_in_files_go_after_a_week_and_the_doctor_tells_of_old_ones(intake: Intake) -> None:
    folder = intake.runtime.settings.data / "mail"
    folder.mkdir()
    for name, age in (("old", 8 * D), ("new", 6 * D)):
        (folder / f"{name}.eml").write_text("")
        then = (machine_now() - age).timestamp()
        os.utime(folder / f"{name}.eml", (then, then))
    assert [file.stem for file in old_letters(folder)] == ["old"]
    assert old_letters(folder, retention.LETTERS) == [], "it had no morning yet"
    intake.runtime.perform(lambda tx: [timer(tx.today, tx) for timer in INTAKE.daily])
    assert [file.stem for file in folder.iterdir()] == ["new"]
