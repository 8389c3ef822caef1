"""Who registers for whom: an address, a number and an invitation belong to whoever can prove it."""

import pytest
import sqlalchemy as sa

from services.intake.access import tables as access
from services.intake.access.commands import AcceptInvitation, InviteColleague
from services.intake.access.handlers import accounts
from services.intake.employers import commands as ask
from services.intake.employers.handlers import registration
from services.intake.employers.queries import employers as queries
from services.intake.letters.handlers import take_letters
from services.intake.letters.worker import written
from services.intake.vacancies.handlers import close_employer, refuse_employer, verify_employer
from shared.events import intake as events
from shared.identity import employer_id
from shared.transaction import Missing, Refused
from tests.intake.access.people import EMAIL, Person, letter_path
from tests.intake.browsing import REGISTRATION, Browser, officer
from tests.intake.conftest import NUMBER, PASSWORD, Intake, registration_of
from tests.markup import parsed

OTHER = "206432104"
MINE = "what the stranger chose 7"
FIRST, SECOND = "maria@hlebna.example", "boss@hlebna.example"


def signs_in(intake: Intake, email: str, password: str) -> bool:
    web = Browser(intake)
    web.post("/intake/sign-in", email=email, password=password)
    return web.get("/intake/employer").status_code == 200


def file_of(intake: Intake) -> queries.EmployerFile:
    runtime = intake.runtime
    key = employer_id("BG", NUMBER)
    return runtime.database.look(lambda s: queries.employer_file(s, runtime.tools.sealer, intake.officer, key))


def verify(intake: Intake, **more: str) -> None:
    command = ask.VerifyEmployer(employer=employer_id("BG", NUMBER), **more)
    intake.do(verify_employer, command, intake.officer)


def refuse(intake: Intake) -> None:
    command = ask.RefuseEmployer(employer=employer_id("BG", NUMBER), reason="Не е тяхна")
    intake.do(refuse_employer, command, intake.officer)


def test_5_01_a_stranger_who_registers_with_my_address_gains_no_password_for_it(intake: Intake) -> None:
    stranger = Browser(intake)
    assert stranger.post("/intake/register", **{**REGISTRATION, "password": MINE}).status_code == 422
    stranger.post("/intake/register", **REGISTRATION)
    victim = Browser(intake)
    path = letter_path(victim, "/intake/confirm")
    assert victim.post(path).status_code == 422, "confirming alone opens nothing: the password is chosen here"
    victim.post(path, password=PASSWORD)
    verify(intake)
    assert signs_in(intake, FIRST, PASSWORD)
    assert not signs_in(intake, FIRST, MINE)


def test_5_02_registering_my_address_again_overwrites_nothing(intake: Intake) -> None:
    victim = Browser(intake)
    victim.post("/intake/register", **REGISTRATION)
    path = letter_path(victim, "/intake/confirm")
    Browser(intake).post("/intake/register", **{**REGISTRATION, "national_id": OTHER, "name": "Чужда фирма"})
    assert victim.post(path, password=PASSWORD).headers["location"] == "/intake/employer"
    assert file_of(intake).name == "Хлебна къща"
    assert [event.name for event in intake.told(events.EmployerRegistered)] == ["Хлебна къща"]


def test_5_02_a_later_claim_to_a_number_sees_nothing_of_the_first_one(intake: Intake) -> None:
    intake.registered(contact_email=FIRST)
    intake.registered(contact_email=SECOND, name="Хлебна къща АД", contact_name="Друг Човек")
    assert not signs_in(intake, SECOND, PASSWORD)
    assert signs_in(intake, FIRST, PASSWORD)
    assert [claim.contact[1] for claim in file_of(intake).claims] == [SECOND]
    assert file_of(intake).contact[1] == FIRST


@pytest.mark.parametrize("later", [False, True])
def test_5_02_when_one_claim_is_verified_the_others_are_told_and_closed(intake: Intake, later: bool) -> None:
    intake.registered(contact_email=FIRST)
    intake.registered(contact_email=SECOND, name="Хлебна къща АД")
    [claim] = file_of(intake).claims
    verify(intake, **({"claim": claim.account} if later else {}))
    right, wrong = (SECOND, FIRST) if later else (FIRST, SECOND)
    assert signs_in(intake, right, PASSWORD)
    assert not signs_in(intake, wrong, PASSWORD)
    assert (file_of(intake).contact[1], file_of(intake).claims) == (right, ())
    assert file_of(intake).name == ("Хлебна къща АД" if later else "Хлебна къща ООД")


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize("refused", [False, True])
def test_5_02_nobody_is_listed_by_what_another_registrant_agreed_to(
    intake: Intake, joined: bool, refused: bool
) -> None:
    """Whoever comes after a squatter, or after a refused one, is listed if it said so itself."""
    intake.registered(contact_email=FIRST, joined=not joined)
    if refused:
        refuse(intake)
    intake.registered(contact_email=SECOND, joined=joined)
    verify(intake, **({} if refused else {"claim": file_of(intake).claims[0].account}))
    assert file_of(intake).is_listed == joined
    marks = intake.told(events.EmployerJoined, events.EmployerLeft)
    assert type(marks[-1]) is (events.EmployerJoined if joined else events.EmployerLeft)


def test_5_02_what_a_refused_one_wrote_never_becomes_public_under_the_right_one(intake: Intake) -> None:
    employer = intake.registered(contact_email=FIRST)
    intake.published(employer, title="Лесни пари")
    refuse(intake)
    intake.registered(contact_email=SECOND)
    intake.published(employer, title="Пекар")
    verify(intake)
    assert [event.title for event in intake.told(events.VacancyPublished)] == ["Пекар"]


@pytest.mark.parametrize("refused", [False, True])
def test_5_02_who_was_turned_away_or_refused_may_register_another_company(intake: Intake, refused: bool) -> None:
    first = intake.registered(contact_email=SECOND if refused else FIRST)
    if refused:
        refuse(intake)
    intake.registered(contact_email=FIRST if refused else SECOND)
    verify(intake)
    assert not signs_in(intake, SECOND, PASSWORD), "closed: another one was the right one"
    other = intake.registered(contact_email=SECOND, national_id=OTHER)
    assert other != first
    assert signs_in(intake, SECOND, PASSWORD)
    assert signs_in(intake, FIRST, PASSWORD)


def letters(intake: Intake) -> dict[str, str]:
    """What waits in the mail: the text by the address, the newest for each."""
    waiting = intake.runtime.perform(lambda tx: take_letters(50, tx))
    return {letter.address: written(letter, "https://steadfast.example").get_content() for letter in waiting}


def test_5_02_the_next_in_line_is_checked_when_the_first_one_is_refused(intake: Intake) -> None:
    intake.registered(contact_email=FIRST)
    intake.registered(contact_email=SECOND, name="Хлебна къща АД")
    intake.registered(contact_email="third@hlebna.example")
    letters(intake)
    refuse(intake)
    file = file_of(intake)
    assert (file.state, file.name, file.contact[1]) == ("waiting", "Хлебна къща АД", SECOND)
    assert [claim.contact[1] for claim in file.claims] == ["third@hlebna.example"]
    assert "Не е тяхна" in letters(intake)[FIRST], "the reason is in the letter: there is no page to read it on"
    assert signs_in(intake, SECOND, PASSWORD)
    assert not signs_in(intake, FIRST, PASSWORD)


def test_5_02_claims_to_an_employer_that_closes_are_told_and_closed(intake: Intake) -> None:
    employer = intake.registered(contact_email=FIRST)
    intake.registered(contact_email=SECOND)
    letters(intake)
    intake.do(close_employer, ask.CloseEmployer(employer=employer), intake.editor)
    assert file_of(intake).claims == ()
    assert SECOND in letters(intake)


def test_5_02_a_claim_of_another_number_is_not_there(intake: Intake) -> None:
    intake.registered()
    with pytest.raises(Missing):
        verify(intake, claim="somebody")


def test_5_02_a_number_that_is_verified_is_not_claimed_any_more(intake: Intake) -> None:
    intake.verified()
    with pytest.raises(Refused, match="registered and checked already"):
        intake.registered(contact_email=SECOND)


@pytest.mark.parametrize("typed", [NUMBER, "ЕИК {}", "BG{}", "{} "])
def test_the_office_is_told_at_once_of_which_employer_a_number_is(intake: Intake, typed: str) -> None:
    intake.verified()
    again = {**REGISTRATION, "national_id": typed.format(NUMBER), "contact_email": SECOND}
    answer = officer(intake).post("/intake/register", **again)
    assert answer.status_code == 422
    error = parsed(answer.text).select_one("#national_id-error")
    assert error is not None
    assert REGISTRATION["name"] in error.text


def test_5_12_the_answer_is_the_same_for_known_and_unknown_addresses_and_numbers(intake: Intake, ana: Person) -> None:
    intake.verified()
    answers = set()
    for email in (EMAIL, "nobody@place.example", FIRST):
        for number in (NUMBER, OTHER):
            answer = Browser(intake).post(
                "/intake/register", **{**REGISTRATION, "contact_email": email, "national_id": number}
            )
            answers.add((answer.status_code, answer.headers["location"], answer.text))
    assert len(answers) == 1


def test_5_12_no_registration_stands_in_the_way_of_an_invitation(intake: Intake) -> None:
    intake.do(registration.register_employer, registration_of(contact_email=EMAIL))
    _invite(intake)


def test_5_12_nor_does_an_account_that_was_never_confirmed(intake: Intake) -> None:
    """As they were made before a registration waited without one."""
    intake.registered(contact_email=EMAIL)
    unconfirmed = sa.update(access.account).values(confirmed=False)
    intake.runtime.database.transact(lambda s: s.execute(unconfirmed))
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(access.account.c.employer)))
    _invite(intake)
    assert intake.runtime.database.look(lambda s: s.scalar(sa.select(access.account.c.employer))) is None


def _invite(intake: Intake) -> None:
    asked = InviteColleague(email=EMAIL, roles=("officer",), organisation=intake.organisation)
    token = intake.do(accounts.invite_colleague, asked)
    intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name="Ана", password=PASSWORD))
