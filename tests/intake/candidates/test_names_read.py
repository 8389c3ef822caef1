"""Names and telephones are given to whoever needs them, and each reading is noted before the answer."""

from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.candidates import tables as candidates
from services.intake.candidates import tables as candidates_tables
from services.intake.candidates.pages import candidates as candidate_pages
from shared.service import Runtime
from tests.intake.browsing import Browser, officer
from tests.intake.conftest import Intake

pytestmark = pytest.mark.one_database


def test_names_come_only_for_the_own_organisation_and_leave_a_trace(intake: Intake) -> None:
    intake.candidate()
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(candidates.candidate.c.case_code)))
    asked = f"/intake/names?c={code}&c=C-NONE"
    answer = officer(intake).get(asked)
    assert answer.text.strip() == f"""<span hx-swap-oob="innerHTML:[data-name='{code}']">Олена Коваль</span>"""
    assert answer.headers["cache-control"] == "no-store"
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    assert stranger.get(asked).text.strip() == ""
    audit = intake.runtime.database.look(lambda s: s.execute(sa.select(candidates_tables.read_audit)).all())
    assert [(row.account, row.organisation, row.purpose) for row in audit] == [
        ("somebody", intake.organisation, "names")
    ]


def test_a_telephone_comes_only_where_somebody_is_to_be_called_and_its_reading_says_so(intake: Intake) -> None:
    intake.candidate()
    code = intake.runtime.database.look(lambda s: s.scalar(sa.select(candidates.candidate.c.case_code)))
    answer = officer(intake).get(f"/intake/names?call={code}&call=C-NONE")
    assert f"""innerHTML:[data-name='{code}']">Олена Коваль</span>""" in answer.text
    assert f"""innerHTML:[data-phone='{code}']"><a class="phone" href="tel:+359""" in answer.text
    stranger = Browser(intake, roles=("officer",), organisation="somewhere-else")
    assert stranger.get(f"/intake/names?call={code}").text.strip() == ""
    audit = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates_tables.read_audit.c.purpose)).all())
    assert audit == ["call"]


@pytest.mark.both_databases
def test_names_are_given_for_a_hundred_codes_in_all_those_to_call_first_and_each_is_noted_once(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_pages, "MOST_CODES", 3)
    keys = [
        intake.candidate(name=name, another=True)
        for name in ("Ана Ананиева", "Бела Борисова", "Вяра Велева", "Гина Ганева")
    ]
    of = dict(
        intake.runtime.database.look(
            lambda s: s.execute(sa.select(candidates.candidate.c.id, candidates.candidate.c.case_code)).all()
        )
    )
    codes = [of[key] for key in keys]
    asked = "&".join([*(f"c={code}" for code in codes[:3]), *(f"call={code}" for code in codes[2:])])
    answer = officer(intake).get(f"/intake/names?{asked}")
    assert [name in answer.text for name in ("Ана", "Бела", "Вяра", "Гина")] == [True, False, True, True]
    row = candidates_tables.read_audit.c
    noted = intake.runtime.database.look(lambda s: s.execute(sa.select(row.candidate, row.purpose, row.at)).all())
    assert sorted(each[:2] for each in noted) == sorted([(keys[0], "names"), (keys[2], "call"), (keys[3], "call")])


def test_whose_names_are_read_is_noted_in_one_transaction_before_the_answer(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake.candidate(), intake.candidate(name="Ана Ананиева", another=True)
    codes = intake.runtime.database.look(lambda s: s.scalars(sa.select(candidates.candidate.c.case_code)).all())
    web, done = officer(intake), []
    performed = Runtime.do

    async def counted(runtime: Runtime, handler: Any, *rest: Any) -> Any:
        done.append(handler.__name__)
        return await performed(runtime, handler, *rest)

    monkeypatch.setattr(Runtime, "do", counted)
    assert web.get(f"/intake/names?c={codes[0]}&call={codes[1]}").text.count("data-name") == 2
    assert done == ["note_reading"]
