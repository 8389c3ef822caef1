"""The office's form offers of each practice what an article has words for, and intake takes nothing else."""

import itertools
from typing import get_args

import pytest

from services.intake.codes import Detail, Practice
from services.intake.employers import commands as ask
from services.intake.employers.handlers import employers
from shared.events import intake as events
from shared.practices import DETAILS, OFTEN, WHERE
from shared.transaction import Refused
from tests.intake.browsing import officer
from tests.intake.conftest import Intake


def test_the_form_offers_of_each_practice_its_own_details_and_no_others(intake: Intake) -> None:
    page = officer(intake).page(f"/intake/employers/{intake.verified()}")
    offered = {
        form.find("input", attrs={"name": "practice"})["value"]: tuple(
            box["value"] for box in form.find_all("input", attrs={"name": "details"})
        )
        for form in page.select("form[action$='/practices']")
    }
    assert {practice: set(details) for practice, details in offered.items()} == {
        practice: set(details) for practice, details in DETAILS.items()
    }


def test_what_the_form_offers_are_all_practices_and_all_details_there_are() -> None:
    assert set(DETAILS) == set(get_args(Practice))
    assert set(itertools.chain(*DETAILS.values())) == set(get_args(Detail))


def test_every_pair_that_is_offered_is_told_and_every_other_refused(intake: Intake) -> None:
    employer, told = intake.verified(), []
    for practice, detail in itertools.product(get_args(Practice), get_args(Detail)):
        command = ask.ConfirmPractice(employer=employer, practice=practice, details=(detail,))
        if detail in DETAILS[practice]:
            intake.do(employers.confirm_practice, command, intake.officer)
            told.append((practice, (detail,)))
        else:
            with pytest.raises(Refused, match="under this practice"):
                intake.do(employers.confirm_practice, command, intake.officer)
    assert [(event.practice, event.details) for event in intake.told(events.PracticeConfirmed)] == told


@pytest.mark.parametrize("two", [OFTEN[:2], WHERE[:2], OFTEN[2:], WHERE[1:]])
def test_two_answers_to_how_often_or_where_are_refused(intake: Intake, two: tuple[Detail, ...]) -> None:
    command = ask.ConfirmPractice(employer=intake.verified(), practice="skills", details=two)
    with pytest.raises(Refused, match="one answer"):
        intake.do(employers.confirm_practice, command, intake.officer)


def test_a_refused_detail_comes_back_in_the_form_of_its_practice(intake: Intake) -> None:
    web, employer = officer(intake), intake.verified()
    answer = web.post(f"/intake/employers/{employer}/practices", practice="language", details=["on-site", "online"])
    assert answer.status_code == 422
    assert "Изберете по един отговор" in answer.text
    assert answer.text.count("details-language-error") == 2, "described and said once, in the one form"
