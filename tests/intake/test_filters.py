"""Every filter of a list is a statement of its own: each is asked of both databases."""

import datetime
from typing import Any

import pytest

from services.intake.candidates.queries import candidates
from services.intake.vacancies import queries as vacancies
from tests.intake.conftest import Intake


@pytest.mark.parametrize("state", ["", "ready", "not-ready", "at-work", "quiet"])
@pytest.mark.parametrize("before", ["", "0"])
def test_candidates_are_listed_by_state_and_page(intake: Intake, state: str, before: str) -> None:
    keys, today = intake.runtime.tools.keys, datetime.date(2026, 3, 2)
    found = intake.runtime.database.look(
        lambda s: candidates.candidate_lines(s, keys, intake.officer, state=state, before=before, today=today)
    )
    assert found == []


@pytest.mark.parametrize("wanted", [{"town": "Пловдив"}, {"kind": "job"}, {"employer": ("a", "b")}])
def test_vacancies_are_listed_by_town_kind_and_employer(intake: Intake, wanted: dict[str, Any]) -> None:
    assert intake.runtime.database.look(lambda s: vacancies.public_vacancies(s, **wanted)).rows == []
