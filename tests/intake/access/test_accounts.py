"""People come in by invitation or by a confirmed address, and by nothing else."""

import datetime
from functools import partial
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from services.intake.access import tables as people
from services.intake.access.commands import (
    AcceptInvitation,
    DeactivateAccount,
    EndSession,
    InviteColleague,
    SignIn,
)
from services.intake.access.handlers import accounts, sessions
from services.intake.access.model import accounts as model
from services.intake.access.model.accounts import Invitation, check_password
from services.intake.access.passkeys import to_add, to_pass
from services.intake.access.queries import accounts as found
from services.intake.employers.commands import ConfirmRegistration
from services.intake.employers.handlers import registration
from services.intake.letters import tables as letters_tables
from services.intake.letters.handlers import take_letters
from services.intake.vacancies.handlers import confirm_registration
from shared.events.intake import OrganisationRegistered, SessionRevoked
from shared.transaction import Missing, Refused
from tests.intake.conftest import PASSWORD, Intake, registration_of


def invited(intake: Intake, **more: object) -> str:
    given: dict[str, Any] = {
        "email": "ana@center.example",
        "roles": ("officer",),
        "organisation": intake.organisation,
        **more,
    }
    return intake.do(accounts.invite_colleague, InviteColleague(**given))


def accepted(intake: Intake, token: str) -> str:
    return intake.do(accounts.accept_invitation, AcceptInvitation(token=token, name="Ана Петрова", password=PASSWORD))


def signing_in(intake: Intake, email: str, password: str) -> found.SigningIn | None:
    asked = SignIn(email=email, password=password)
    return intake.runtime.database.look(lambda s: found.signing_in(s, intake.runtime.tools.sealer, asked))


@pytest.mark.parametrize(
    "password", ["short", "a" * 129, "aaaaaaaaaaaaaa", "password1234", "ana@center.example", "ana.petrova2026"]
)
def test_a_password_that_is_short_common_or_the_own_address_is_refused(password: str) -> None:
    email = "ana.petrova@center.example" if password.startswith("ana.") else "ana@center.example"
    with pytest.raises(Refused):
        check_password(password, email)


def test_an_invited_colleague_signs_in_with_the_invitations_role_and_organisation(intake: Intake) -> None:
    accepted(intake, invited(intake))
    who = signing_in(intake, "Ana@Center.example", PASSWORD)
    assert who is not None
    assert (who.name, who.roles, who.organisation) == ("Ана Петрова", ("officer",), intake.organisation)


def test_an_invitation_is_good_once(intake: Intake) -> None:
    token = invited(intake)
    accepted(intake, token)
    with pytest.raises(Refused):
        accepted(intake, token)


def test_an_invitation_runs_out_after_72_hours() -> None:
    now = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    invitation = Invitation(
        token_hash="x", email="", email_index="", roles=(), organisation=None, lang="bg", expires=now
    )
    with pytest.raises(Refused):
        invitation.use(now)


def test_an_unknown_token_opens_nothing(intake: Intake) -> None:
    with pytest.raises(Missing):
        accepted(intake, "no-such-token")


@pytest.mark.usefixtures("real_hashes")
def test_a_password_is_kept_as_a_costly_hash_and_so_is_that_of_nobody() -> None:
    hashed = model.hash_password(PASSWORD)
    for one in (hashed, model.NOBODY):
        assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert model.password_fits(hashed, PASSWORD)
    assert not model.password_fits(hashed, PASSWORD + "r")
    assert not model.password_fits("", PASSWORD)


@pytest.mark.usefixtures("real_hashes")
def test_a_wrong_password_and_an_unknown_address_look_alike(intake: Intake) -> None:
    accepted(intake, invited(intake))
    assert signing_in(intake, "ana@center.example", "something else entirely") is None
    assert signing_in(intake, "nobody@center.example", PASSWORD) is None


def test_an_officer_needs_an_organisation_and_an_editor_does_not(intake: Intake) -> None:
    with pytest.raises(Refused) as refused:
        invited(intake, organisation=None)
    assert refused.value.field == "organisation"
    assert invited(intake, organisation=None, roles=("editor",))


def test_an_invitation_can_found_an_organisation_which_the_others_hear_of(intake: Intake) -> None:
    invited(intake, organisation=None, new_organisation="Каритас", town="София")
    assert [event.name for event in intake.told(OrganisationRegistered)] == ["Център Пловдив", "Каритас"]


def test_no_address_and_no_name_lies_open_in_the_database(intake: Intake) -> None:
    accepted(intake, invited(intake))
    rows = intake.runtime.database.look(
        lambda s: [
            *s.execute(sa.select(people.account)),
            *s.execute(sa.select(people.invitation)),
            *s.execute(sa.select(letters_tables.letter)),
        ]
    )
    text = repr(rows)
    assert len(rows) == 3
    assert "ana@" not in text
    assert "Ана" not in text
    assert "/intake/invitations/" not in text


def test_signing_out_tells_the_session_and_not_the_account(intake: Intake) -> None:
    intake.do(sessions.end_session, EndSession(), intake.officer)
    [event] = intake.told(SessionRevoked)
    assert (event.session, event.account) == (intake.officer.reference, None)


def test_a_closed_account_loses_its_sessions_and_cannot_sign_in(intake: Intake) -> None:
    account = accepted(intake, invited(intake))
    intake.do(accounts.deactivate_account, DeactivateAccount(account=account), intake.editor)
    [event] = intake.told(SessionRevoked)
    assert event.account == account
    assert signing_in(intake, "ana@center.example", PASSWORD) is None


def test_an_employers_contact_signs_in_only_after_confirming_the_address(intake: Intake) -> None:
    token = intake.do(registration.register_employer, registration_of())
    assert signing_in(intake, "maria@hlebna.example", PASSWORD) is None
    [letter] = intake.runtime.perform(partial(take_letters, 9))
    assert (letter.address, letter.path.rpartition("/")[2]) == ("maria@hlebna.example", token)
    intake.do(confirm_registration, ConfirmRegistration(token=token, password=PASSWORD))
    who = signing_in(intake, "maria@hlebna.example", PASSWORD)
    assert who is not None
    assert who.roles == ("employer",)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("qwertyuiop[]asd", "side by side"), ("abcdefghijkl", "in their order"), ("letmeinletmein", "repeats itself"),
        ("welcome12345", "first that anybody"), ("парола123456", "first that anybody"),
    ],
)  # fmt: skip
def test_a_password_that_is_soon_guessed_is_refused_with_the_reason(password: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        check_password(password, "ana@center.example")


@pytest.mark.parametrize("password", [PASSWORD, "седем прозореца река лале", "hlebnakashta12 тухла"])
def test_a_password_of_words_that_do_not_belong_together_is_taken(password: str) -> None:
    check_password(password, "ana@center.example")


def test_what_a_browser_is_asked_to_do_with_a_passkey_is_plain_json() -> None:
    asked = msgspec.json.decode(msgspec.json.encode(to_add("localhost", "account", "Ана", b"x" * 32, ["AAAA"])))
    assert [each["alg"] for each in asked["pubKeyCredParams"]] == [-8, -7, -257]
    assert asked["excludeCredentials"] == [{"id": "AAAA", "type": "public-key"}]
    assert (asked["user"]["id"], asked["rp"]["id"]) == ("YWNjb3VudA", "localhost")
    assert to_pass("localhost", b"x" * 32, [])["allowCredentials"] == []
