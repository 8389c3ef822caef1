"""What happens to doors and rights is written apart, and says nothing of anybody but a reference."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.access.commands import InviteColleague
from services.intake.employers import commands as ask
from services.intake.vacancies import handlers as vacancies
from shared import logs, security_log
from tests.intake.access.people import EMAIL, Person
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake, intake

__all__ = ["intake"]
pytestmark = pytest.mark.one_database


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.set_up(to_people=False)
    security_log.keep(tmp_path)
    yield tmp_path / security_log.FILE
    for handler in logging.getLogger(security_log.NAME).handlers:
        handler.close()
    logging.getLogger(security_log.NAME).handlers.clear()
    root.handlers[:] = before[0]
    root.setLevel(before[1])


def test_sign_ins_and_refusals_are_written_for_the_owner_alone_and_name_nobody(kept: Path, intake: Intake) -> None:
    ana = Person(intake)
    web = Browser(intake)
    web.post("/intake/sign-in", email=EMAIL, password="wrong password")
    ana.sign_in(web)
    web.post("/intake/second-factor", code=ana.codes.pop())
    text = kept.read_text()
    assert all(json.loads(line)["logger"] == "security" for line in text.splitlines())
    for said in ("sign-in refused", "second factor owed", "signed in", "second factor added"):
        assert said in text, said
    assert ana.account in text
    for private in (EMAIL, "Ана", PASSWORD, "wrong password", "127.0.0"):
        assert private not in text
    assert kept.stat().st_mode & 0o077 == 0


def said(kept: Path) -> list[tuple[str, str]]:
    return [(line["event"], line["reference"]) for line in map(json.loads, kept.read_text().splitlines())]


def test_a_wrong_second_factor_password_or_one_time_code_is_written(kept: Path, intake: Intake) -> None:
    ana, other = Person(intake), Browser(intake)
    ana.sign_in(other)
    other.post("/intake/second-factor", code="000000")
    ana.web.post("/intake/account/codes", current_password="not mine at all")
    ana.web.post("/intake/unlock", password="not mine at all")
    Browser(intake).post("/intake/my-data/sign-in", case_code="C-2222", code="AAAA-BBBB-CCCC")
    for line in ("second factor refused", "own password refused", "unlock refused"):
        assert (line, ana.account) in said(kept), line
    assert ("one-time code refused", "") in said(kept)


def test_accounts_that_a_decision_closes_are_written_each(kept: Path, intake: Intake) -> None:
    employer = intake.registered(contact_email="first@bakery.example")
    intake.registered(contact_email="second@bakery.example")
    intake.do(vacancies.verify_employer, ask.VerifyEmployer(employer=employer), intake.officer)
    closed = sa.select(people.account.c.id).where(people.account.c.closed_on.is_not(None))
    (turned_away,) = intake.runtime.database.look(lambda s: list(s.scalars(closed)))
    assert ("account closed", turned_away) in said(kept)


def test_what_the_command_line_does_is_written_and_a_form_sent_again_is_not(kept: Path, intake: Intake) -> None:
    invite = InviteColleague(email="eva@center.example", roles=("officer",), organisation=intake.organisation)
    intake.runtime.ask_now(invite)
    assert [event for event, _ in said(kept)] == ["invited"]
    lead = Browser(intake, roles=("administrator",), organisation=intake.organisation)
    form = {"email": "ivo@center.example", "roles": "officer", "organisation": intake.organisation, "lang": "bg"}
    for _ in range(2):
        assert lead.post("/intake/colleagues", **form, _key="k-1").status_code == 303
    assert [event for event, _ in said(kept)].count("invited") == 2
