"""People are found by name in either alphabet, within their own organisation; ready ones are proposed for a vacancy."""

import msgspec
import pytest
import sqlalchemy as sa

from services.intake.candidates import tables
from services.intake.candidates import tables as people
from services.intake.candidates.commands import CorrectCandidate, EraseCandidate, GivePermission
from services.intake.candidates.handlers import candidates, permissions
from services.intake.matching.queries import people as matching
from services.intake.rights.handlers import erasure
from services.intake.vacancies import tables as vacancies_tables
from tests.intake.browsing import Browser, officer, says
from tests.intake.conftest import Intake
from tests.markup import Element


def found(web: Browser, words: str) -> str:
    answer = web.post("/intake/candidates/searches", words=words)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


@pytest.mark.both_databases
def test_a_file_is_found_by_words_and_their_beginnings_in_either_alphabet_and_by_telephone(intake: Intake) -> None:
    key = intake.candidate()
    intake.candidate(name="Олена Шевченко", phone="+359 87 000 1111")
    web = officer(intake)
    for words, hits in (
        ("koval", 1),
        ("Коваль Олена", 1),
        ("олена", 2),
        ("olena", 2),
        ("кова", 1),
        ("вал", 0),
        ("шев olen", 1),
        ("088 123 45 67", 1),
    ):
        assert found(web, words).count('id="candidate-') == hits, words
    assert f'href="/intake/candidates/{key}"' in found(web, "Koval")
    assert web.post("/intake/candidates/searches", words="").status_code == 422
    assert found(web, "???").count('id="candidate-') == 0
    reads = intake.runtime.database.look(lambda s: s.execute(sa.select(people.read_audit)).all())
    assert {row.purpose for row in reads} == {"list"}


def test_a_file_is_found_by_its_case_code_in_look_alikes_of_the_other_alphabet_and_by_a_number_without_country(
    intake: Intake,
) -> None:
    intake.candidate(phone="+359 32 123 456")
    code = str(intake.runtime.database.look(lambda s: s.scalar(sa.select(tables.candidate.c.case_code))))
    web = officer(intake)
    for words in (code.replace("C", "С"), code.replace("-", ""), code.replace("-", " "), "032 123 456"):
        assert found(web, words).count('id="candidate-') == 1, words


@pytest.mark.both_databases
def test_a_file_is_found_by_its_case_code_by_its_own_office_until_it_is_erased(intake: Intake) -> None:
    key, web = intake.candidate(), officer(intake)
    code = str(intake.runtime.database.look(lambda s: s.scalar(sa.select(tables.candidate.c.case_code))))
    stranger = Browser(intake, roles=("officer",), organisation="somewhere else")
    assert [found(one, f" {code.lower()}").count('id="candidate-') for one in (web, stranger)] == [1, 0]
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=key, sure=True), intake.officer)
    assert found(web, code).count('id="candidate-') == 0


def test_another_organisation_finds_nobody_and_its_index_is_another(intake: Intake) -> None:
    intake.candidate()
    web = Browser(intake, roles=("officer",), organisation="somewhere else")
    assert 'id="candidate-' not in found(web, "Коваль")


def test_a_corrected_name_is_found_and_the_old_one_is_not_and_an_erased_one_never(intake: Intake) -> None:
    key, web = intake.candidate(), officer(intake)
    given = {"name": "Олена Бондар", "born": "1998-05-17", "no_phone": True, "town": "Пловдив", "language": "uk"}
    intake.do(
        candidates.correct_candidate, msgspec.convert({**given, "candidate": key}, CorrectCandidate), intake.officer
    )
    assert [found(web, words).count('id="candidate-') for words in ("bondar", "koval", "0881234567")] == [1, 0, 0]
    rows = intake.runtime.database.look(lambda s: s.execute(sa.select(tables.candidate_token)).all())
    assert "bondar" not in repr(rows)
    intake.do(erasure.erase_candidate, EraseCandidate(candidate=key, sure=True), intake.officer)
    kept = (tables.candidate_token, tables.candidate_mark)
    assert intake.runtime.database.look(lambda s: [row for one in kept for row in s.execute(sa.select(one))]) == []


def test_ready_people_are_proposed_for_a_vacancy_and_whoever_allowed_it_has_the_button(intake: Intake) -> None:
    employer = intake.verified()
    vacancy = intake.published(employer, languages=("bg:B1",))
    fits = intake.ready(name="Мария Попова")
    silent = intake.ready(name="Иван Петров", another=True)
    intake.candidate(name="Яна Колева", another=True)
    elsewhere = intake.ready(name="Петър Димов", another=True)
    other = intake.verified(national_id="131071587", contact_email="b@b.example")
    for given in (
        GivePermission(candidate=fits, scope="apply"),
        GivePermission(candidate=elsewhere, scope="apply", reach="employer", employer=other),
    ):
        intake.do(permissions.give_permission, given, intake.officer)
    page = officer(intake).page(f"/intake/vacancies/{vacancy}/candidates")
    text = says(page)
    assert "Мария Попова" in text
    assert "български" in text
    assert "Яна Колева" not in text
    [form] = page.find_all("form", action="/placements/referrals")
    sent = {str(each["name"]): str(each["value"]) for each in form.find_all("input")}
    assert (sent["candidate"], sent["vacancy"]) == (fits, vacancy)
    for key in (silent, elsewhere):
        row = page.select_one(f"#person-{key}")
        assert "Няма разрешение за този работодател." in row.get_text()
        assert row.select_one(f"a[href='/intake/candidates/{key}/permissions/new']") is not None
    owner = Browser(intake, roles=("employer",), employer=employer)
    assert owner.get(f"/intake/vacancies/{vacancy}/candidates").status_code == 404


@pytest.mark.both_databases
def test_proposals_come_a_page_at_a_time_and_only_the_names_of_that_page_are_read(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "PAGE", 2)
    vacancy = intake.published(intake.verified())
    keys = [intake.ready(name=name, another=True) for name in ("Мария Попова", "Иван Петров", "Яна Колева")]
    for key in keys:
        intake.do(permissions.give_permission, GivePermission(candidate=key, scope="apply"), intake.officer)
    web, here = officer(intake), f"/intake/vacancies/{vacancy}/candidates"
    page = web.page(here)
    assert [row["id"] for row in page.select("tr[id^=person-]")] == [f"person-{key}" for key in keys[:2]]
    assert "1–2 от 3" in says(page)
    assert reads(intake) == set(keys[:2])
    following = web.page(page.select_one("[rel=next]")["href"])
    assert [row["id"] for row in following.select("tr[id^=person-]")] == [f"person-{keys[2]}"]
    assert following.select_one("[rel=next]") is None
    assert following.select_one("[rel=prev]")["href"] == here
    assert reads(intake) == set(keys)


PEOPLE = ("Мария Попова", "Иван Петров", "Яна Колева", "Асен Димов", "Борис Янев")


def proposed(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> tuple[str, list[str]]:
    """The page with five people for a vacancy, two at a time, and who they are."""
    monkeypatch.setattr(matching, "PAGE", 2)
    vacancy = intake.published(intake.verified())
    keys = [intake.ready(name=name, another=True) for name in PEOPLE]
    for key in keys:
        intake.do(permissions.give_permission, GivePermission(candidate=key, scope="apply"), intake.officer)
    return vacancy, keys


def shown(page: Element) -> list[str]:
    return [row["id"].removeprefix("person-") for row in page.select("tr[id^=person-]")]


def referred(intake: Intake, candidate: str, vacancy: str) -> None:
    sent = {"referral": "r-1", "vacancy": vacancy, "employer": "e-1", "candidate": candidate, "state": "sent"}
    insert = sa.insert(vacancies_tables.known_referral).values(**sent, open=True)
    intake.runtime.database.transact(lambda s: s.execute(insert))


@pytest.mark.both_databases
def test_whoever_is_referred_between_two_pages_hides_nobody(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    vacancy, keys = proposed(intake, monkeypatch)
    web = officer(intake)
    following = web.page(f"/intake/vacancies/{vacancy}/candidates").select_one("[rel=next]")["href"]
    referred(intake, keys[1], vacancy)
    page = web.page(following)
    assert shown(page) == keys[2:4]
    assert "2–3 от 5" in says(page)
    last = web.page(page.select_one("[rel=next]")["href"])
    assert shown(last) == [keys[4], keys[1]]
    assert last.select_one("[rel=next]") is None


def test_whoever_is_no_longer_offered_leads_nobody_back_to_the_first_page(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, keys = proposed(intake, monkeypatch)
    web, here = officer(intake), f"/intake/vacancies/{vacancy}/candidates"
    second = web.page(here).select_one("[rel=next]")["href"]
    third = web.page(second).select_one("[rel=next]")["href"]
    for gone in (keys[1], keys[4]):
        intake.do(erasure.erase_candidate, EraseCandidate(candidate=gone, sure=True), intake.officer)
    assert shown(web.page(second)) == keys[2:4]
    nobody = web.page(third)
    assert shown(nobody) == []
    assert "Няма други след тези" in says(nobody)
    assert "няма никой готов" not in says(nobody)
    assert nobody.select_one(f"main a[href='{here}']") is not None


@pytest.mark.parametrize("after", ["", "somebody", "x.y.z.somebody", "0.1", "'"])
def test_a_place_nobody_was_told_is_the_first_page(intake: Intake, monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    vacancy, keys = proposed(intake, monkeypatch)
    assert shown(officer(intake).page(f"/intake/vacancies/{vacancy}/candidates?after={after}")) == keys[:2]


def reads(intake: Intake) -> set[str]:
    looked = sa.select(people.read_audit.c.candidate).where(people.read_audit.c.purpose == "match")
    return set(intake.runtime.database.look(lambda s: s.scalars(looked).all()))
