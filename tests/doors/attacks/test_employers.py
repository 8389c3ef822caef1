"""Checked once is not checked for ever: what makes an employer recognisable changes after a second look only."""

from collections.abc import Callable
from typing import Any

import pytest

from services.intake.access.commands import RegisterOrganisation
from services.intake.access.handlers.accounts import register_organisation
from services.intake.employers import commands as ask
from services.intake.employers.handlers import employers as work
from services.intake.employers.handlers import registration
from services.intake.employers.queries import employers as queries
from services.intake.vacancies.handlers import confirm_registration, verify_employer
from shared.auth import Actor
from shared.events import intake as events
from shared.transaction import Refused
from tests.conftest import actor
from tests.intake.browsing import Browser, officer
from tests.intake.conftest import PASSWORD, Intake, registration_of

CHAIN = {"name": "Голяма верига", "name_en": "Golyama veriga", "website": "https://evil.example"}
AS_IT_IS = {"name": "Хлебна къща ООД", "name_en": "Hlebna kashta"}


def change(intake: Intake, employer: str, who: Actor, **more: Any) -> None:
    facts = {"legal_form": "ood", "sector": "C", "town": "Пловдив", **AS_IT_IS, **more}
    intake.do(work.change_employer, ask.ChangeEmployer(employer=employer, **facts), who)


def file_of(intake: Intake, employer: str) -> queries.EmployerFile:
    sealer = intake.runtime.tools.sealer
    return intake.runtime.database.look(lambda s: queries.employer_file(s, sealer, intake.officer, employer))


def decide(intake: Intake, employer: str, who: Actor, *, accept: bool = True, seen: str | None = None) -> None:
    seen = file_of(intake, employer).proposal if seen is None else seen
    intake.do(work.decide_change, ask.DecideChange(employer=employer, accept=accept, seen=seen), who)


def other_officer(intake: Intake) -> Actor:
    elsewhere = intake.do(register_organisation, RegisterOrganisation(name="Център София", town="София"))
    return actor("officer", account="officer-2", organisation=elsewhere)


def test_5_08_a_verified_employer_keeps_its_public_name_until_somebody_else_has_looked(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.as_employer(employer), **CHAIN, founded=2004)
    [told] = intake.told(events.EmployerChanged)
    assert (told.name, told.links, told.founded) == ("Хлебна къща ООД", (), 2004), "the rest is public at once"
    decide(intake, employer, intake.officer)
    told = intake.told(events.EmployerChanged)[-1]
    assert (told.name, told.links) == (CHAIN["name"], (CHAIN["website"],))


def test_5_08_the_office_sees_what_waits_and_what_changed(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.as_employer(employer), **CHAIN)
    web = officer(intake)
    assert web.page("/intake/employers").select_one(f"main ul a[href='/intake/employers/{employer}']")
    page = web.page(f"/intake/employers/{employer}")
    assert CHAIN["name"] in page.get_text()
    assert page.select_one(f"form[action='/intake/employers/{employer}/proposal/acceptance']")
    own = Browser(intake, roles=("employer",), employer=employer)
    assert CHAIN["name"] in own.page("/intake/employer").get_text()
    [seen] = {field["value"] for field in page.select("form[action*='/proposal/'] input[name=seen]")}
    assert web.post(f"/intake/employers/{employer}/proposal/refusal").status_code == 422
    assert web.post(f"/intake/employers/{employer}/proposal/refusal", seen=seen).status_code == 303
    assert CHAIN["name"] not in web.page(f"/intake/employers/{employer}").get_text()


PRINTED = {"town": "Село Надежда", "trade_word": "победител", "trade_gender": "m"}


def test_5_08_words_that_articles_say_themselves_wait_for_the_look_too(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.as_employer(employer), **PRINTED, founded=2004)
    [told] = intake.told(events.EmployerChanged)
    assert (told.town, told.trade_word, told.trade_gender, told.founded) == ("Пловдив", "", None, 2004)
    page = officer(intake).page(f"/intake/employers/{employer}").get_text()
    assert PRINTED["town"] in page
    assert PRINTED["trade_word"] in page
    decide(intake, employer, intake.officer)
    told = intake.told(events.EmployerChanged)[-1]
    assert {name: getattr(told, name) for name in PRINTED} == PRINTED


def test_5_08_a_town_of_the_list_and_a_word_taken_away_wait_for_nobody(intake: Intake) -> None:
    employer = intake.verified(trade_word="фурна")
    change(intake, employer, intake.as_employer(employer), trade_word="фурна", town="Село Надежда")
    change(intake, employer, intake.as_employer(employer), town="Варна")
    told = intake.told(events.EmployerChanged)[-1]
    assert (told.town, told.trade_word, told.trade_gender) == ("Варна", "", None)
    assert file_of(intake, employer).proposed is None, "the town that waited was given up"


@pytest.mark.parametrize("field", ["town", "trade_word", "name", "name_en"])
@pytest.mark.parametrize(
    "typed", ["Обадете се на 0888 123 456", "ivan@example.com", "@SUM(A1)", "-1+1|cmd", "победител на Иван 0888123456", "=cmd"]
)  # fmt: skip
def test_5_08_no_word_of_an_employer_reaches_somebody_or_is_reckoned(intake: Intake, field: str, typed: str) -> None:
    employer = intake.verified()
    own = Browser(intake, roles=("employer",), employer=employer, account="own")
    form = {**AS_IT_IS, "legal_form": "ood", "sector": "C", "town": "Пловдив", field: typed}
    for sure in ("", f"{field}={typed}"):
        assert own.post(f"/intake/employers/{employer}/facts", **form, _sure=sure).status_code == 422
    assert not intake.told(events.EmployerChanged)
    assert file_of(intake, employer).proposed is None


@pytest.mark.parametrize("accept", [True, False])
def test_5_08_what_was_swapped_after_the_look_is_not_decided(intake: Intake, accept: bool) -> None:
    employer = intake.verified()
    change(intake, employer, intake.as_employer(employer), website="https://harmless.example")
    seen = file_of(intake, employer).proposal
    change(intake, employer, intake.as_employer(employer), website=CHAIN["website"])
    with pytest.raises(Refused, match="Look at it again"):
        decide(intake, employer, intake.officer, accept=accept, seen=seen)
    assert file_of(intake, employer).proposed == {"links": [CHAIN["website"]]}
    decide(intake, employer, intake.officer, accept=accept)


def test_5_08_saving_something_else_leaves_alone_what_waits(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.as_employer(employer), name=CHAIN["name"])
    change(intake, employer, intake.officer, town="Варна")
    assert file_of(intake, employer).proposed == {"name": CHAIN["name"]}
    change(intake, employer, intake.as_employer(employer), website=CHAIN["website"])
    assert file_of(intake, employer).proposed == {"name": CHAIN["name"], "links": [CHAIN["website"]]}
    own = Browser(intake, roles=("employer",), employer=employer)
    assert CHAIN["name"] in own.page(f"/intake/employers/{employer}/facts").get_text()
    decide(intake, employer, intake.officer)
    assert [event.name for event in intake.told(events.EmployerChanged)][-1] == CHAIN["name"]


def test_5_08_nobody_adds_to_what_somebody_else_asked_for_and_then_looks_at_it(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.officer, name=CHAIN["name"])
    with pytest.raises(Refused, match="decided first"):
        change(intake, employer, intake.as_employer(employer), website=CHAIN["website"])
    change(intake, employer, intake.as_employer(employer), name=CHAIN["name"])
    with pytest.raises(Refused, match="Somebody else"):
        decide(intake, employer, intake.officer)


def test_5_08_nobody_looks_at_the_own_wish(intake: Intake) -> None:
    employer = intake.verified()
    change(intake, employer, intake.officer, **CHAIN)
    with pytest.raises(Refused, match="Somebody else"):
        decide(intake, employer, intake.officer)
    decide(intake, employer, intake.editor, accept=False)
    with pytest.raises(Refused, match="Nothing waits"):
        decide(intake, employer, intake.editor)
    assert CHAIN["name"] not in {event.name for event in intake.told(events.EmployerChanged)}


def test_5_08_an_officer_changes_the_employers_of_its_own_organisation_and_an_editor_any(intake: Intake) -> None:
    employer, stranger = intake.verified(), other_officer(intake)
    acts: tuple[Callable[[], object], ...] = (
        lambda: change(intake, employer, stranger, founded=1999),
        lambda: intake.do(work.count_staff, ask.CountStaff(employer=employer, headcount=9), stranger),
        lambda: intake.do(work.leave_listing, ask.LeaveListing(employer=employer), stranger),
        lambda: intake.do(work.join_listing, ask.JoinListing(employer=employer, points=True), stranger),
    )
    for act in acts:
        with pytest.raises(Refused, match="Another organisation"):
            act()
    change(intake, employer, intake.editor, founded=1999)
    change(intake, employer, intake.officer, founded=2000)


def test_5_08_whoever_registers_an_employer_on_its_behalf_does_not_verify_it(intake: Intake) -> None:
    token = intake.do(registration.register_employer, registration_of(), intake.officer)
    intake.do(confirm_registration, ask.ConfirmRegistration(token=token, password=PASSWORD))
    [told] = intake.told(events.EmployerRegistered)
    command = ask.VerifyEmployer(employer=told.employer)
    with pytest.raises(Refused, match="Somebody else"):
        intake.do(verify_employer, command, intake.officer)
    intake.do(verify_employer, command, other_officer(intake))


def test_5_08_before_it_is_verified_everything_changes_at_once(intake: Intake) -> None:
    employer = intake.registered()
    change(intake, employer, intake.as_employer(employer), **CHAIN)
    file = file_of(intake, employer)
    assert (file.name, file.proposed) == (CHAIN["name"], None)
