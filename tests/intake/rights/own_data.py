"""A person with a case code and a code of one time, inside the own data."""

from typing import Any

import sqlalchemy as sa

from services.intake.candidates import tables
from services.intake.candidates.commands import ReadNotice
from services.intake.candidates.handlers import candidates
from services.intake.followups.commands import NoteAddress
from services.intake.followups.handlers import questions as one_tap
from services.intake.rights import commands as ask
from services.intake.rights.handlers import own
from tests.conftest import actor
from tests.intake.browsing import Browser
from tests.intake.conftest import Intake

DOOR, HERE = "/intake/my-data/sign-in", "/intake/my-data"


def case_code(intake: Intake, candidate: str) -> str:
    row = tables.candidate.c
    return str(intake.runtime.database.look(lambda s: s.scalar(sa.select(row.case_code).where(row.id == candidate))))


def handed(intake: Intake, candidate: str) -> str:
    return intake.do(own.hand_code, ask.HandCode(candidate=candidate), intake.officer)


def inside(intake: Intake, candidate: str, lang: str = "bg") -> Browser:
    """Somebody who came in with a code from the centre."""
    browser = Browser(intake, lang)
    form = {"case_code": case_code(intake, candidate), "code": handed(intake, candidate), "lang": lang}
    assert browser.post(DOOR, **form).status_code == 303
    return browser


def says(browser: Browser, path: str = HERE, status: int = 200) -> str:
    return " ".join(browser.page(path, status).get_text(" ").split())


def press(browser: Browser, path: str, **form: Any) -> Any:
    """With the token of the page the person is on."""
    page = browser.page(HERE)
    return browser.post(path, _csrf=page.find("input", attrs={"name": "_csrf"})["value"], **form)


def with_mail(intake: Intake) -> str:
    candidate = intake.candidate()
    intake.do(candidates.read_notice, ReadNotice(candidate=candidate, language="uk"), intake.officer)
    intake.do(one_tap.note_address, NoteAddress(candidate=candidate, email="olena@post.example"), intake.officer)
    return candidate


def as_person(intake: Intake, candidate: str) -> Any:
    return actor("candidate", account=candidate)
