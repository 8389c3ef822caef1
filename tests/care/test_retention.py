"""Everything goes when the inventory says so, by itself; what stays says why."""

import contextlib
import datetime
import importlib
import os
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.sql.schema import Table

from services.care import retention
from services.care.inventory import carried_out_by, inventory
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
from services.placements.hires import commands
from services.placements.hires.handlers import ending as ending_handlers
from services.placements.hires.handlers import hiring as hiring_handlers
from services.placements.hires.handlers.retention import PERIODS as PLACEMENTS_PERIODS
from services.placements.hires.model.placement import Placement, Revision
from services.placements.hires.tables import follow_up, placement, placement_revision
from services.placements.referrals import commands as referrals_commands
from services.placements.referrals import handlers
from services.placements.referrals import queries as referrals
from services.placements.referrals.model import Referral
from services.placements.referrals.tables import referral
from services.placements.service import SERVICE as PLACEMENTS
from shared import retention as engine
from shared.clock import machine_now
from shared.events.placements import CandidateFree, PlacementEnded, PlacementVoided
from shared.message import new_id
from shared.retention import Moment
from shared.settings import Settings
from shared.transaction import Transaction
from tests.intake.conftest import PASSWORD, TODAY, Intake
from tests.placements.conftest import CAFE, Office, days, permission, surroundings

DURATION = re.compile(r"\d+ (?:minutes?|hours?|days?|months?|years?)")
WHERE = re.compile(r"(?:(?P<time>.+) by )?(?P<module>[a-z_.]+):(?P<name>\w+)")
BY_TABLE = {
    f"{service}.{period.table.name}": [one.kept for one in periods if one.table is period.table]
    for service, periods in retention.PERIODS.items()
    for period in periods
}


# -- what is written is what happens -----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", sorted(carried_out_by()))
def test_every_period_is_carried_out_or_says_why_not(table: str) -> None:
    kept, by = carried_out_by()[table]
    assert by, f"{table}: say in docs/inventory.toml what carries its period out"
    assert ("timer" in by) == (table in BY_TABLE), "a timer is named where there is one, and only there"
    carried = " ".join([*BY_TABLE.get(table, []), *by])
    for entry in by:
        if entry == "timer":
            continue
        if entry.startswith("kept: "):
            assert len(entry) > 25, "a reason, not a word"
        elif entry.startswith("with "):
            assert entry.removeprefix("with ") in carried_out_by()
        else:
            found = WHERE.fullmatch(entry)
            assert found, entry
            assert hasattr(importlib.import_module(found["module"]), found["name"]), entry
    for duration in DURATION.findall(kept):
        assert duration in carried, f"{table} is kept {duration}, and nothing carries that out"


def test_every_timer_says_what_the_inventory_says() -> None:
    written = {table: kept for table, (kept, _) in carried_out_by().items()}
    columns = {name.rpartition(".")[0]: entry.kept for name, entry in inventory().items() if name.endswith(".contact")}
    for table, periods in BY_TABLE.items():
        for kept in periods:
            assert kept in f"{written[table]} {columns.get(table, '')}", f"{table}: {kept}"


def test_a_column_with_a_period_of_its_own_has_a_timer() -> None:
    own = {
        name: entry.kept
        for name, entry in inventory().items()
        if entry.kept != carried_out_by().get(_table(name), ("",))[0]
    }
    plumbing = {name for name in own if f"every.{name.split('.')[1]}" in carried_out_by()}
    for name in set(own) - plumbing:
        assert own[name] in BY_TABLE[_table(name)], name


def _table(column: str) -> str:
    return column.rpartition(".")[0]


def test_the_log_is_never_pruned() -> None:
    boxes = {"outbox", "inbox", "checkpoint"}
    assert not boxes & {period.table.name for period in (*INTAKE_PERIODS, *PLACEMENTS_PERIODS)}


# -- intake --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def intake(open_runtime: Callable[..., Any]) -> Intake:
    return Intake(open_runtime(INTAKE))


@pytest.fixture
def office(open_runtime: Callable[..., Any]) -> Office:
    office = Office(open_runtime(PLACEMENTS))
    office.hear(*surroundings(), permission("candidate-1"))
    return office


def tidy(one: Intake | Office, periods: tuple[Any, ...]) -> dict[str, int]:
    return one.runtime.perform(lambda tx: engine.carry_out(periods, tx))


def put(one: Intake, table: sa.Table, **values: Any) -> None:
    one.runtime.database.transact(lambda s: s.execute(sa.insert(table).values(**values)))


def count(one: Intake | Office, table: sa.Table) -> int:
    return one.runtime.database.look(lambda s: s.scalars(sa.select(sa.func.count()).select_from(table)).one())


def employer_account(intake: Intake) -> str:
    intake.registered()
    return str(intake.runtime.database.look(lambda s: s.scalar(sa.select(people.account.c.id))))


H, D = datetime.timedelta(hours=1), datetime.timedelta(days=1)
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


# -- placements ----------------------------------------------------------------------------------------------------------


def declined(office: Office) -> str:
    reference = office.refer()
    move = referrals_commands.MoveReferral(referral=reference, state="declined", reason="other", text="Тихо момиче")
    office.do(handlers.move_referral, move, office.employer)
    return reference


def test_an_employers_view_of_somebody_it_did_not_hire_ends_after_six_months(office: Office) -> None:
    reference = declined(office)
    seen = partial(office.look, referrals.referrals, office.employer)
    assert [row.id for row in seen(datetime.date(2026, 9, 2), closed=True)] == [reference]
    assert seen(datetime.date(2026, 9, 3), closed=True) == []


def test_two_years_after_its_end_an_application_leads_to_nobody(office: Office) -> None:
    reference = declined(office)
    office.runtime.clock.turn(days(730))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS) == {"referral": 1}
    row = office.look(lambda s: s.get(Referral, reference))
    assert (row.candidate.startswith("erased-"), row.case_code, row.sealed_text) == (True, "", None)
    assert tidy(office, PLACEMENTS_PERIODS) == {}


def test_a_draft_nobody_sent_is_withdrawn_after_ninety_days(office: Office) -> None:
    reference = office.refer(draft=True)
    office.runtime.clock.turn(days(89))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(2))
    assert tidy(office, PLACEMENTS_PERIODS) == {"referral": 1}
    assert office.look(lambda s: s.get(Referral, reference)).state == "withdrawn"


def test_a_hire_leads_to_nobody_once_it_cannot_change_a_standing(office: Office) -> None:
    reference = office.refer()
    hire = office.hire(referral=reference)
    person = office.look(lambda s: s.get(Placement, hire)).person
    told = len(office.told())
    office.runtime.clock.turn(days(1215))
    assert tidy(office, PLACEMENTS_PERIODS) == {}
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS)["placement"] == 1
    row = office.look(lambda s: s.get(Placement, hire))
    assert (row.candidate.startswith("erased-"), row.case_code, row.person) == (True, "", person)
    assert office.look(lambda s: s.get(Referral, reference)).candidate == row.candidate
    history = office.look(lambda s: list(s.scalars(sa.select(Revision).where(placement_revision.c.placement == hire))))
    assert {one.facts["candidate"] for one in history} == {row.candidate}
    assert not any(isinstance(event, (PlacementEnded, PlacementVoided)) for event in office.told()[told:])


def test_whoever_is_still_at_work_when_the_hire_is_unlinked_is_at_work_no_longer(office: Office) -> None:
    """Nobody will hear of the end: without this the person would count as at work for ever."""
    first = office.hire()
    office.do(
        hiring_handlers.set_staff_reference,
        commands.SetStaffReference(placement=first, staff_reference="17"),
        office.employer,
    )
    office.runtime.clock.turn(days(400))
    second = office.hire(start=TODAY + days(400), employer=CAFE)
    office.runtime.clock.turn(days(816))
    tidy(office, PLACEMENTS_PERIODS)
    assert office.told(CandidateFree) == [], "another job goes on"
    office.runtime.clock.turn(days(400))
    tidy(office, PLACEMENTS_PERIODS)
    assert [event.candidate for event in office.told(CandidateFree)] == ["candidate-1"]
    placement = partial(office.look, lambda s: s.get_one(Placement, first))
    assert placement().staff_reference == "17", "its employer still needs its own number"
    today = office.runtime.clock.today()
    for hire in (first, second):
        end = commands.EndPlacement(placement=hire, last_day=today, reason="quit")
        office.do(ending_handlers.end_placement, end)
    assert len(office.told(CandidateFree)) == 1, "and nothing is told of nobody"
    assert placement().staff_reference == ""


def test_ten_years_later_a_hire_is_gone(office: Office) -> None:
    office.hire()
    office.runtime.clock.turn(days(1215 + 3653))
    tidy(office, PLACEMENTS_PERIODS)
    assert count(office, placement) == 1
    office.runtime.clock.turn(days(1))
    assert tidy(office, PLACEMENTS_PERIODS)["placement"] == 1
    assert [count(office, one) for one in (placement, follow_up, placement_revision)] == [0, 0, 0]
    assert count(office, referral) == 0


# -- in steps, in the log, to the doctor ---------------------------------------------------------------------------------


def test_many_rows_go_in_steps(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "STEP", 10)
    monkeypatch.setattr(engine, "STEPS", 3)
    old = machine_now() - 2 * H
    intake.runtime.database.transact(
        lambda s: s.execute(sa.insert(access.attempt), [{"bucket": "b", "at": old} for _ in range(47)])
    )
    assert [tidy(intake, INTAKE_PERIODS).get("attempt", 0) for _ in range(3)] == [30, 17, 0]


def test_a_log_line_tells_table_and_count_and_nothing_else(intake: Intake) -> None:
    import structlog

    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    with structlog.testing.capture_logs() as lines:
        tidy(intake, INTAKE_PERIODS)
    assert lines == [{"event": "retention", "log_level": "info", "service": "intake", "type": "attempt", "count": 1}]


def test_both_services_tidy_every_morning(intake: Intake) -> None:
    kept = [timer.__name__ for service in (INTAKE, PLACEMENTS) for timer in service.daily]
    for periods in (INTAKE_PERIODS, PLACEMENTS_PERIODS):
        assert {f"keep_{period.table.name}" for period in periods} <= set(kept)
    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    intake.runtime.perform(lambda tx: [timer(tx.today, tx) for timer in INTAKE.daily])
    assert count(intake, access.attempt) == 0


def test_a_period_that_fails_holds_up_no_other(intake: Intake) -> None:
    """Each has a timer, and so a transaction, of its own."""
    names = [timer.__name__ for timer in INTAKE.daily if timer.__name__.startswith("keep_")]
    assert len(names) == len(INTAKE_PERIODS)

    def broken(tx: Transaction, moment: Moment, most: int) -> int:
        raise ValueError("one bad row")

    good = next(period for period in INTAKE_PERIODS if period.table is access.attempt)
    bad = engine.Period(kept="", table=letters_tables.letter, over=good.over, step=broken)
    put(intake, access.attempt, bucket="b", at=machine_now() - 2 * H)
    for timer in engine.timers_of([bad, good]):
        with contextlib.suppress(ValueError):
            intake.runtime.perform(partial(timer, intake.runtime.clock.today()))
    assert count(intake, access.attempt) == 0


def test_the_doctor_tells_what_is_overdue(intake: Intake, settings: Settings) -> None:
    """Late is what should have gone two mornings ago; what is over since yesterday waits for its morning."""

    put(intake, access.device, mark=new_id(), account=employer_account(intake), seen=machine_now() - 366 * D)
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {}
    intake.runtime.database.transact(lambda s: s.execute(sa.update(access.device).values(seen=machine_now() - 368 * D)))
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {"device": 1}
    tidy(intake, INTAKE_PERIODS)
    assert retention.late("intake", intake.runtime.database, intake.runtime.clock) == {}
