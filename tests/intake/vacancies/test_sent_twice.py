"""A form that is sent twice, or three times at once, is carried out once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from services.intake.vacancies.tables import vacancy
from tests.intake.conftest import Intake
from tests.intake.test_pages import REGISTRATION, Browser, officer

FORM = {
    "kind": "job", "title": "Пекар", "description": "Месене и печене на хляб в малък екип.", "contract": "permanent",
    "hours": "40", "town": "Пловдив", "place": "on-site",
}  # fmt: skip
JSON = {**FORM, "hours": 40}


@pytest.fixture
def web(intake: Intake) -> Browser:
    return Browser(intake, roles=("employer",), employer=intake.verified())


def many(intake: Intake) -> int:
    count = sa.select(sa.func.count()).select_from(vacancy)
    return intake.runtime.database.look(lambda session: session.scalar(count) or 0)


def kept(intake: Intake) -> int:
    count = sa.select(sa.func.count()).select_from(intake.runtime.service.metadata.tables["idempotence"])
    return intake.runtime.database.look(lambda session: session.scalar(count) or 0)


@pytest.mark.both_databases
def test_three_parallel_posts_of_a_vacancy_make_one(intake: Intake, web: Browser) -> None:
    key = web.page("/intake/vacancies/new").select_one("main form input[name=_key]")["value"]
    form = {**FORM, "_csrf": web.token, "_key": key}
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: web.ask("POST", "/intake/vacancies", data=form), range(3)))
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert many(intake) == 1


def test_each_drawing_of_a_form_has_a_key_of_its_own(web: Browser) -> None:
    keys = {web.page("/intake/vacancies/new").select_one("main form input[name=_key]")["value"] for _ in range(3)}
    assert len(keys) == 3


def test_a_second_json_body_with_the_same_key_shows_the_first_result(intake: Intake, web: Browser) -> None:
    headers = {"x-form-token": web.token, "idempotency-key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}
    first, second = [web.ask("POST", "/intake/vacancies", json=JSON, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] == second.headers["location"]
    assert many(intake) == 1


def test_other_answers_under_the_same_key_are_refused_and_say_so(intake: Intake, web: Browser) -> None:
    web.post("/intake/vacancies", **FORM, _key="k-1")
    other = web.post("/intake/vacancies", **{**FORM, "title": "Сладкар"}, _key="k-1")
    assert other.status_code == 422
    assert "Това вече беше изпратено с други отговори" in other.text
    assert many(intake) == 1
    again = other.text.partition('action="/intake/vacancies"')[2].partition('name="_key" value="')[2].partition('"')[0]
    assert web.post("/intake/vacancies", **{**FORM, "title": "Сладкар"}, _key=again).status_code == 303
    assert many(intake) == 2


def test_a_refused_form_does_not_use_its_key_up(intake: Intake, web: Browser) -> None:
    assert web.post("/intake/vacancies", **{**FORM, "title": ""}, _key="k-2").status_code == 422
    assert web.post("/intake/vacancies", **{**FORM, "employer": "someone-else"}, _key="k-2").status_code in (404, 422)
    assert kept(intake) == 0
    assert web.post("/intake/vacancies", **FORM, _key="k-2").status_code == 303
    assert many(intake) == 1


def test_a_key_is_of_one_account_and_of_one_command(intake: Intake, web: Browser) -> None:
    other = Browser(intake, account="another", roles=("employer",), employer=web.actor.employer if web.actor else "")
    here = [one.post("/intake/vacancies", **FORM, _key="k-3").headers["location"] for one in (web, other)]
    assert len(set(here)) == 2
    assert web.post(f"{here[0]}/publication", _key="k-3").headers["location"] == here[0]
    assert many(intake) == 2


def test_a_key_of_any_length_is_no_error(intake: Intake, web: Browser) -> None:
    for key in ("", "k" * 5000):
        assert web.post("/intake/vacancies", **FORM, _key=key).status_code == 303
    assert (many(intake), kept(intake)) == (2, 0)


def test_two_visitors_with_the_same_key_are_two(intake: Intake) -> None:
    for number in ("121362929", "175074752"):
        web = Browser(intake)
        for _ in range(2):
            answer = web.post("/intake/register", **{**REGISTRATION, "national_id": number}, _key="k-4")
            assert answer.headers["location"] == "/intake/register/sent"
    assert kept(intake) == 2


def test_what_is_kept_says_nothing_of_what_was_typed(intake: Intake) -> None:
    form: dict[str, Any] = {"name": "Мария Петрова", "born": "1990-05-17", "phone": "0888123456", "town": "Пловдив"}
    answer = officer(intake).post("/intake/candidates", **form, _key="k-5")
    assert answer.status_code == 303
    table = intake.runtime.service.metadata.tables["idempotence"]
    rows = intake.runtime.database.look(lambda session: [tuple(row) for row in session.execute(sa.select(table))])
    assert rows
    assert not [word for word in (*form.values(), "k-5") if word in repr(rows)]


def test_a_form_that_is_sent_again_does_not_say_that_it_is_saved(intake: Intake, web: Browser) -> None:
    made = web.post("/intake/vacancies", **FORM, _key="k-6").headers["location"]
    assert web.post(f"{made}/publication", _key="k-7").status_code == 303
    said = '.notice.success[role="status"]'
    assert web.page(made).select_one(said) is not None
    assert web.post(f"{made}/publication", _key="k-7").headers["location"] == made
    page = web.page(made)
    assert page.select_one(said) is None
    assert "вече беше изпратен" in page.text
