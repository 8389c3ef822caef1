"""What is asked about second factors, passwords and sessions."""

from typing import Annotated

import msgspec

from services.intake.codes import Email, Id, Lang, OwnEmail, Password, PersonName, Phone, StaffRole, Town, TownOrNone

Code = Annotated[str, msgspec.Meta(max_length=40, extra={"missing": "Enter the code"})]
Credential = Annotated[str, msgspec.Meta(max_length=20_000, extra={"missing": "The passkey did not answer"})]


class PassSecondFactor(msgspec.Struct, frozen=True, kw_only=True):
    """A code from the app, or one of the printed ones."""

    code: Code
    next: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class PassPasskey(msgspec.Struct, frozen=True, kw_only=True):
    challenge: Id
    credential: Credential
    next: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class AskChallenge(msgspec.Struct, frozen=True, kw_only=True):
    """What a passkey shall sign: to come in, or to be added."""

    adding: bool = False


class AddPasskey(msgspec.Struct, frozen=True, kw_only=True):
    """`current_password` once more, but for the first factor right after signing in."""

    challenge: Id
    credential: Credential
    current_password: str = ""


class AddTotp(msgspec.Struct, frozen=True, kw_only=True):
    """`sealed` is the secret that the page showed, as it came; `current_password` as with a passkey."""

    sealed: Annotated[str, msgspec.Meta(max_length=400)]
    code: Code
    current_password: str = ""


class RenewCodes(msgspec.Struct, frozen=True, kw_only=True):
    current_password: Password


class RemoveFactor(msgspec.Struct, frozen=True, kw_only=True):
    factor: Id
    current_password: Password


class ChangePassword(msgspec.Struct, frozen=True, kw_only=True):
    current_password: Password
    password: Password


class ForgetPassword(msgspec.Struct, frozen=True, kw_only=True):
    """Mail a link to this address, if it has an account; else say so in the language of the page."""

    email: OwnEmail
    lang: Lang = "bg"


class ResetPassword(msgspec.Struct, frozen=True, kw_only=True):
    token: str
    password: Password


class ChooseLanguage(msgspec.Struct, frozen=True, kw_only=True):
    lang: Lang


class NoteOwnTelephone(msgspec.Struct, frozen=True, kw_only=True):
    """Where employers reach an officer; left empty, nowhere."""

    phone: Phone | None = None


class EndVisit(msgspec.Struct, frozen=True, kw_only=True):
    """End one of one's own sessions, by its reference."""

    visit: Id


class EndOtherVisits(msgspec.Struct, frozen=True, kw_only=True):
    """End all of one's own sessions but this one."""


class Unlock(msgspec.Struct, frozen=True, kw_only=True):
    """The password once more, after a pause."""

    password: Password
    next: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class ChangeRoles(msgspec.Struct, frozen=True, kw_only=True):
    """What a colleague may do from now on; the colleague signs in anew."""

    account: Id
    roles: Annotated[tuple[StaffRole, ...], msgspec.Meta(min_length=1)]


class RegisterOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter the name"})]
    town: Town
    group: Id | None = None
    """The employer group that the organisation belongs to, if any."""
    phone: Phone | None = None
    hours: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """When it is open, in its own words; both are public."""


class ChangeOrganisation(RegisterOrganisation, frozen=True, kw_only=True):
    organisation: Id


class InviteColleague(msgspec.Struct, frozen=True, kw_only=True):
    """`organisation` names an existing one; a new one is made of `new_organisation` and `town`."""

    email: Email
    roles: Annotated[tuple[StaffRole, ...], msgspec.Meta(min_length=1)]
    organisation: Id | None = None
    new_organisation: Annotated[str, msgspec.Meta(max_length=200)] = ""
    town: TownOrNone = ""
    lang: Lang = "bg"


class AcceptInvitation(msgspec.Struct, frozen=True, kw_only=True):
    token: str
    name: PersonName
    password: Password
    lang: Lang = "bg"


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    email: OwnEmail
    password: Password
    next: str = ""
    shared: bool = False
    """Others use this computer too: nothing of the second factor is remembered on it."""


class EndSession(msgspec.Struct, frozen=True, kw_only=True):
    device: str = ""
    """The mark of the browser, which need not be told the second factor today; that is over too."""


class DeactivateAccount(msgspec.Struct, frozen=True, kw_only=True):
    account: Id
