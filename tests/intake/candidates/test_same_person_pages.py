"""Possibly known elsewhere, on the pages: in both languages, for the own file alone, and its reading is noted."""

import re

import pytest
import sqlalchemy as sa

from services.intake.access.commands import RegisterOrganisation
from services.intake.access.handlers.accounts import register_organisation
from services.intake.candidates import tables
from tests.conftest import actor
from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import Intake

pytestmark = pytest.mark.one_database


@pytest.fixture
def two(intake: Intake) -> tuple[str, str, Browser]:
    """A file here, one of the same name at another centre, and the officer there."""
    other = intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София"))
    here, there = intake.candidate(), intake.candidate(actor("officer", organisation=other))
    return here, there, Browser(intake, roles=("officer",), organisation=other)


@pytest.mark.parametrize(("lang", "words"), [("bg", "Може би се води и другаде"), ("en", "Possibly known elsewhere")])
def test_the_file_says_so_and_not_where(intake: Intake, two: tuple[str, str, Browser], lang: str, words: str) -> None:
    for path in ("", "/readiness"):
        page = says(officer(intake, lang=lang).page(f"/intake/candidates/{two[0]}{path}"))
        assert words in page
        assert "София" not in page


def test_both_owners_settle_it_on_the_page_and_then_see_whom_to_ring(
    intake: Intake, two: tuple[str, str, Browser]
) -> None:
    here, there, elsewhere = two
    for web, own, word in ((officer(intake), here, "one"), (elsewhere, there, "one")):
        page = web.page("/intake/same-person")
        assert f"/intake/candidates/{own}" in str(page)
        form = page.find("form", action=re.compile(f"/{word}$"))
        assert form is not None
        assert web.post(str(form["action"])).status_code == 303
    assert "Център София" in says(officer(intake).page("/intake/same-person"))
    assert elsewhere.get(f"/intake/candidates/{here}").status_code == 404


def test_a_case_of_others_is_missing_and_a_word_that_is_none_is_refused(
    intake: Intake, two: tuple[str, str, Browser]
) -> None:
    case = intake.runtime.database.look(lambda s: s.scalar(sa.select(tables.merge_case.c.id)))
    stranger = Browser(intake, roles=("officer",), organisation="elsewhere")
    assert stranger.post(f"/intake/same-person/{case}/different").status_code == 404
    assert officer(intake).post(f"/intake/same-person/{case}/perhaps").status_code in (404, 422)


def test_whose_names_the_page_shows_is_noted(intake: Intake, two: tuple[str, str, Browser]) -> None:
    officer(intake).page("/intake/same-person")
    row = tables.read_audit.c
    read = intake.runtime.database.look(lambda s: s.execute(sa.select(row.candidate, row.purpose)).all())
    assert [tuple(each) for each in read] == [(two[0], "list")]


def test_an_officer_joins_two_files_of_the_centre_by_the_code(intake: Intake) -> None:
    here, other = intake.candidate(), intake.candidate(name="Олена Ковальчук")
    code = intake.runtime.database.look(
        lambda s: s.scalar(sa.select(tables.candidate.c.case_code).where(tables.candidate.c.id == other))
    )
    web = officer(intake)
    web.page(f"/intake/candidates/{here}/same-person")
    refused = web.post(f"/intake/candidates/{here}/same-person", code="C-0000")
    assert (refused.status_code, "#code" in refused.text) == (422, True)
    assert web.post(f"/intake/candidates/{here}/same-person", code=code).status_code == 303
    assert "Един човек, две досиета" in says(web.page(f"/intake/candidates/{here}"))
