"""An employer says what it needs and decides on somebody; the vacancy goes and comes back. On either database."""

from pathlib import Path

import pytest

from shared.clock import Clock
from tests.arrangements import ARRANGEMENTS, arranged
from tests.journeys.test_ninety_days import joined
from tests.world import Person, World

NAME = "Амина Карими"


@pytest.mark.parametrize("which", ARRANGEMENTS[:2])
def test_an_employer_says_what_it_needs_and_decides(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with arranged(which, tmp_path, request) as running, World(running, Clock(tmp_path / "clock")) as world:
        needs(world)


def needs(world: World) -> None:
    officer = world.staff("rada@centre.example", "officer", "Център за работа – Пловдив")
    employer, _ = joined(world, officer, "hr@peshti.example", "206432104", "Седемте пещи", "Sedemte Peshti", 25)
    rival, _ = joined(world, officer, "rosa@rosa.example", "175074752", "Малка Роса", "Malka Rosa", 6)
    vacancy = world.publish_vacancy(
        employer, openings=1, skills=["cooking"], languages=["bg:B1"], courses=["food-hygiene"]
    )
    person, other = world.ready_candidate(officer, NAME), world.ready_candidate(officer, "Олена Бондар")
    _describe(world, officer, person)
    world.eventually(lambda: _everywhere(world, officer, person, vacancy, there=True))
    _matches(officer, vacancy, person, other)

    referral = world.refer(officer, person, vacancy)
    here, profile = f"/placements/referrals/{referral}", f"/intake/profiles/{referral}"
    employer.set_up_second_factor()
    anonymous = world.eventually(lambda: employer.text(profile))
    assert "готвене" in anonymous
    assert "хигиена на храните" in anonymous
    assert "rada@centre.example" in anonymous
    assert NAME not in anonymous
    assert employer.get(here).find("a", href=profile) is not None
    rival.set_up_second_factor()
    rival.get(profile, expect=404)
    rival.get(here, expect=404)

    officer.get(f"/intake/candidates/{person}")
    officer.post(f"/intake/candidates/{person}/permissions", scope="show", reach="all")
    assert NAME not in employer.text(profile)
    employer.get(here)
    employer.post(f"{here}/steps", state="interview")
    world.eventually(lambda: _says(employer, profile, NAME))

    placement = world.hire(officer, referral=referral)
    world.eventually(lambda: _everywhere(world, officer, person, vacancy, there=False))
    world.eventually(lambda: employer.get(profile, expect=404))
    world.void_hire(officer, placement, "never_started")
    world.eventually(lambda: _everywhere(world, officer, person, vacancy, there=True))
    employer.get(here, expect=404)


def _describe(world: World, officer: Person, person: str) -> None:
    officer.get(f"/intake/candidates/{person}")
    officer.post(
        f"/intake/candidates/{person}/description",
        languages="bg:B1",
        right="unrestricted",
        right_seen_on=world.today.isoformat(),
        skills=["cooking"],
        courses=["food-hygiene"],
    )


def _matches(officer: Person, vacancy: str, person: str, other: str) -> None:
    """Who has all three stands first; both may be sent, and what is missing of the other is said."""
    page = officer.get(f"/intake/vacancies/{vacancy}/candidates")
    rows = [str(row["id"]).removeprefix("person-") for row in page.select("tr[id^=person-]")]
    assert rows == [person, other]
    first, second = (" ".join(row.get_text(" ").split()) for row in page.select("tr[id^=person-]"))
    assert first.count("има ") == 3, first
    assert "не е известно готвене" in second
    assert len(page.find_all("form", action="/placements/referrals")) == 2


def _everywhere(world: World, officer: Person, person: str, vacancy: str, *, there: bool) -> None:
    """On the public list and page, in the proposals, in the forms and on the employer's public page."""
    link = f"/bg/vacancies/{vacancy}"
    listed = world.reader.get("/bg/vacancies").find("a", href=link) is not None
    page = world.reader.client.get(link).status_code
    proposed = officer.get(f"/intake/candidates/{person}/vacancies").find(id=f"vacancy-{vacancy}") is not None
    forms = ("/placements/referrals/new", "/placements/hires/new")
    chosen = [officer.get(form).find("option", value=vacancy) is not None for form in forms]
    board = world.reader.get("/bg/employers").find("a", string="Седемте пещи") is not None
    found = (listed, page, proposed, chosen, board)
    assert found == ((True, 200, True, [True, True], True) if there else (False, 410, False, [False, False], False))


def _says(who: Person, path: str, words: str) -> None:
    text = who.text(path)
    assert words in text, text
