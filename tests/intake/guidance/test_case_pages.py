"""Cases on the pages: the list, one case, who is away, how many each has; without JavaScript, and for the own office."""

import re

import pytest
import sqlalchemy as sa

from services.intake.access.commands import RegisterOrganisation
from services.intake.access.handlers.accounts import register_organisation
from services.intake.candidates.tables import read_audit
from tests.conftest import actor
from tests.intake.browsing import Browser, says
from tests.intake.conftest import Intake
from tests.intake.guidance.conftest import Office, day

pytestmark = pytest.mark.both_databases


def test_an_officer_sets_finishes_and_notes_without_a_script(office: Office) -> None:
    case, web = office.person(office.rada), office.web(office.rada)
    here = f"/intake/candidates/{case}/case"
    assert "Олена Коваль" in says(web.page("/intake/cases"))
    seen = str(web.page(here).select_one("input[name=seen]")["value"])
    assert seen == ""
    set_ = {"seen": seen, "step": "Обаждане до фурната", "due": "2.3.2026"}
    assert web.post(f"{here}/step", **set_).headers["location"] == here
    page = web.page(here)
    assert "Обаждане до фурната" in says(page)
    assert "днес" in says(page)
    seen = str(page.select_one("input[name=seen]")["value"])
    done = {"seen": seen, "note": "Не вдигат.", "step": "Посещение", "due": "10.3.2026"}
    assert web.post(f"{here}/step/finished", **done).status_code == 303
    assert web.post(f"{here}/notes", text="Има две деца.\nТърси сутрешна смяна.").status_code == 303
    page = web.page(here)
    for words in ("Посещение", "Обаждане до фурната", "Не вдигат.", "Има две деца."):
        assert words in says(page)
    remove = page.find("form", action=re.compile(r"/notes/[\w-]+/removal"))
    assert remove is not None
    assert web.post(str(remove["action"])).status_code == 303
    assert "Има две деца." not in says(web.page(here))


def test_what_was_typed_comes_back_with_the_step_as_it_is_now(office: Office) -> None:
    case, web = office.person(office.rada), office.web(office.rada)
    here = f"/intake/candidates/{case}/case"
    web.page(here)
    office.plan(office.martin, case, 2, "Разговор с майката")
    answer = web.post(f"{here}/step", seen="", step="Обаждане до фурната", due="5.3.2026")
    assert answer.status_code == 422
    for words in ("Разговор с майката", "Обаждане до фурната", "Междувременно", office.case(office.rada, case).seen):
        assert words in answer.text


@pytest.mark.parametrize("typed", ["1.3.2026", "1.3.2028"])
def test_a_day_that_has_passed_or_is_far_is_asked_about_once(office: Office, typed: str) -> None:
    case, web = office.person(office.rada), office.web(office.rada)
    here = f"/intake/candidates/{case}/case"
    form = {"seen": "", "step": "Обаждане до фурната", "due": typed}
    answer = web.post(f"{here}/step", **form)
    assert answer.status_code == 422
    sure = re.search(r'name="_sure" value="(due=[^"]+)"', answer.text)
    assert sure
    assert web.post(f"{here}/step", **form, _sure=sure[1]).status_code == 303


def test_the_list_is_mine_the_offices_or_one_officers_and_hands_over_what_is_chosen(office: Office) -> None:
    mine, theirs = office.person(office.rada), office.person(office.martin, "Саид Карими")
    office.plan(office.rada, mine, -3)
    web = office.web(office.rada)
    assert [str(row["id"]) for row in web.page("/intake/cases").select("tr[id^=case-]")] == [f"case-{mine}"]
    everybody = web.page("/intake/cases?whose=office")
    assert [str(row["id"]) for row in everybody.select("tr[id^=case-]")] == [f"case-{mine}", f"case-{theirs}"]
    assert "Мартин Велев" in says(everybody)
    one = web.page(f"/intake/cases?whose={office.martin.account}&what=none")
    assert [str(row["id"]) for row in one.select("tr[id^=case-]")] == [f"case-{theirs}"]
    refused = web.post("/intake/cases/handover?whose=office&what=", to=office.martin.account)
    assert (refused.status_code, "поне един човек" in refused.text) == (422, True)
    chosen = {"cases": [mine, theirs], "to": office.lead.account}
    moved = web.post("/intake/cases/handover?whose=office&what=", **chosen)
    assert moved.headers["location"] == "/intake/cases?whose=office"
    assert "Тук няма нищо" in says(web.page("/intake/cases"))


def test_todays_line_counts_what_waits_and_is_nothing_where_nothing_does(office: Office) -> None:
    web = office.web(office.rada)
    assert "hidden" in web.get("/intake/cases/due").text
    first, second, _ = (office.person(office.rada, name) for name in ("Ана Една", "Бела Две", "Вера Три"))
    office.plan(office.rada, first, 0)
    office.plan(office.rada, second, -1)
    line = says(web.page("/intake/cases/due"))
    for words in ("1 следваща стъпка е за днес", "1 стъпка е просрочена", "1 от вашите хора е без следваща стъпка"):
        assert words in line
    assert "hidden" in office.web(office.martin).get("/intake/cases/due").text


def test_a_lead_sees_the_load_hands_over_and_arranges_who_stands_in(office: Office) -> None:
    case, web = office.person(office.rada), office.web(office.lead)
    page = web.page("/intake/cases/load")
    assert [row.th.get_text(strip=True) for row in page.select("tr[id^=load-]")] == [
        "Мартин Велев",
        "Невена Дочева",
        "Рада Колева",
    ]
    form = {"account": office.rada.account, "stands_in": office.martin.account, "begins": "2.3.2026", "ends": ""}
    assert web.post("/intake/cases/stand-ins", **form).status_code == 303
    assert "Вашите случаи са при Мартин Велев" in says(office.web(office.rada).page("/intake/cases"))
    assert case in str(office.web(office.martin).page("/intake/cases"))
    end = office.web(office.rada).page("/intake/cases/stand-ins").find("form", action=re.compile("/end$"))
    assert end is not None
    assert office.web(office.rada).post(str(end["action"])).status_code == 303
    moved = web.post("/intake/cases/load/handover", of=office.rada.account, to=office.martin.account)
    assert moved.status_code == 303
    assert office.mine(office.martin) == [case]


def test_only_officers_and_leads_of_the_office_and_the_load_only_for_leads(office: Office, intake: Intake) -> None:
    case = office.person(office.rada)
    paths = ("/intake/cases", "/intake/cases/due", "/intake/cases/stand-ins", f"/intake/candidates/{case}/case")
    for role in ("employer", "editor", "auditor", "administrator"):
        web = Browser(intake, roles=(role,), organisation=intake.organisation)
        assert [web.get(path).status_code for path in paths] == [404] * len(paths)
    assert office.web(office.rada).get("/intake/cases/load").status_code == 404
    stranger = office.web(actor("officer", account="x", name="Чужд", organisation="elsewhere"))
    assert stranger.get(f"/intake/candidates/{case}/case").status_code == 404
    for path, form in (
        ("step", {"step": "Чужда", "due": "9.3.2026"}),
        ("notes", {"text": "Чужда"}),
        ("owner", {"to": "x"}),
    ):
        assert stranger.post(f"/intake/candidates/{case}/case/{path}", **form).status_code == 404
    assert "Олена" not in says(stranger.page("/intake/cases?whose=office"))
    other = intake.do(register_organisation, RegisterOrganisation(name="Друг център", town="Русе"))
    elsewhere = office.colleague("Чужда Колежка", organisation=other)
    assert "Чужда" not in says(office.web(office.rada).page(f"/intake/cases?whose={elsewhere.account}"))


def test_whose_case_was_opened_is_noted_before_it_is_read(office: Office, intake: Intake) -> None:
    case, web = office.person(office.rada), office.web(office.rada)
    web.page("/intake/cases")
    web.page(f"/intake/candidates/{case}/case")
    rows = intake.runtime.database.look(
        lambda s: s.execute(sa.select(read_audit.c.candidate, read_audit.c.purpose)).all()
    )
    assert [tuple(row) for row in rows] == [(case, "list"), (case, "case")]


def test_the_file_loads_the_short_form_and_leads_to_the_case_without_a_script(office: Office) -> None:
    case, web = office.person(office.rada), office.web(office.rada)
    office.plan(office.rada, case, 1)
    here = f"/intake/candidates/{case}/case"
    part = web.page(f"/intake/candidates/{case}").select_one(f"#case-{case}")
    assert part is not None
    assert part["hx-get"] == here
    assert part.select_one(f"a[href='{here}']") is not None
    short = web.ask("GET", here, headers={"HX-Request": "true"}).text
    assert short.lstrip().startswith("<section")
    for words in ("Обаждане до фурната", "Рада Колева", f"case-{case}"):
        assert words in short


def test_the_person_reads_step_and_notes_in_the_own_language(office: Office, intake: Intake) -> None:
    from tests.intake.rights.own_data import inside
    from tests.intake.rights.own_data import says as own

    case = office.person(office.rada)
    office.plan(office.rada, case, 0)
    office.finish(office.rada, case, note="Не вдигат.", step="Посещение", due=day(1))
    page = own(inside(intake, case, "uk"))
    for words in ("Наступний крок", "Посещение", "Не вдигат.", "Рада Колева"):
        assert words in page
