"""Who guesses from elsewhere, and who carries a browser's memory away."""

import pytest

from services.intake.access.handlers import throttle
from services.intake.access.model.sign_in import FREE_FROM_ANYWHERE
from shared.transaction import Refused
from tests.intake.access.people import EMAIL, Person, is_in
from tests.intake.browsing import Browser
from tests.intake.conftest import PASSWORD, Intake

CHROME = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0"


def guess(intake: Intake, block: str, times: int) -> int:
    """How many of so many guesses from this network were looked at."""
    taken = 0
    for _ in range(times):
        try:
            intake.do(throttle.begin_try, throttle.Try("sign-in", EMAIL, block))
            taken += 1
        except Refused:
            pass
    return taken


def test_5_10_a_guesser_elsewhere_keeps_the_owner_out_of_no_new_browser(intake: Intake, ana: Person) -> None:
    for n in range(30):
        guess(intake, f"10.0.{n}.0/24", 14)
    for _ in range(3):
        assert ana.sign_in(Browser(intake)).headers["location"] == "/intake/second-factor"


def test_5_10_a_guesser_next_door_keeps_the_owner_out_of_no_known_browser(intake: Intake, ana: Person) -> None:
    guess(intake, "127.0.0.0/24", 80)
    assert ana.sign_in(ana.web).headers["location"] == "/placements/today"


def test_5_10_guessing_from_very_many_networks_slows_unknown_browsers_and_never_the_owners_own(
    intake: Intake, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert FREE_FROM_ANYWHERE >= 300
    assert ana.sign_in(ana.web).status_code == 303
    monkeypatch.setattr(throttle, "FREE_FROM_ANYWHERE", 20)
    assert sum(guess(intake, f"10.0.{n}.0/24", 1) for n in range(40)) == 20
    assert ana.sign_in(Browser(intake)).status_code == 429
    for _ in range(3):
        assert ana.sign_in(ana.web).headers["location"] == "/placements/today"
    intake.do(throttle.begin_try, throttle.Try("sign-in", "somebody.else@center.example", "10.0.0.0/24"))


def test_5_10_guessing_from_one_network_is_slowed_down(intake: Intake, ana: Person) -> None:
    assert guess(intake, "10.0.0.0/24", 60) < 20


def test_5_11_after_signing_out_the_browsers_cookie_spares_nobody_the_second_factor(ana: Person) -> None:
    assert ana.sign_in(ana.web).headers["location"] == "/placements/today"
    device = ana.web.cookies["device"]
    ana.web.post("/intake/sign-out", _csrf=form_token(ana.web))
    thief = Browser(ana.intake)
    thief.cookies["device"] = device
    assert ana.sign_in(thief).headers["location"] == "/intake/second-factor"
    assert not is_in(thief)


def test_5_11_a_cookie_in_another_browser_or_one_that_we_did_not_give_is_nothing(ana: Person) -> None:
    for device, agent in ((ana.web.cookies["device"], CHROME), ("B" * 43, ""), ("B" * 43 + "." + "0" * 32, "")):
        other = Browser(ana.intake)
        other.cookies["device"] = device
        form = {"email": EMAIL, "password": PASSWORD, "_csrf": form_token(other, "/intake/sign-in")}
        page = other.ask("POST", "/intake/sign-in", data=form, headers={"user-agent": agent})
        assert page.headers["location"] == "/intake/second-factor", device
        assert not other.cookies["device"].startswith(device.partition(".")[0]), "it is given one of its own"


def test_5_11_a_shared_computer_remembers_nothing(ana: Person) -> None:
    assert ana.sign_in(ana.web, shared="true").headers["location"] == "/intake/second-factor"
    assert ana.web.post("/intake/second-factor", code=ana.codes.pop()).status_code == 303
    assert is_in(ana.web)
    assert ana.web.cookies["device"] == "shared"
    assert ana.sign_in(ana.web).headers["location"] == "/intake/second-factor", "not even for its own next sign-in"


def form_token(web: Browser, path: str = "/intake/account") -> str:
    return str(web.page(path).find("input", attrs={"name": "_csrf"})["value"])
