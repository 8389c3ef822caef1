"""What is asked about accounts, invitations and sessions."""

from typing import Annotated

import msgspec

from services.intake.commands.words import Email, Id, Password, PersonName, Town
from services.intake.model.codes import Lang, StaffRole


class RegisterOrganisation(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=200, extra={"missing": "Enter the name"})]
    town: Town
    group: Id | None = None
    """The employer group that the organisation belongs to, if any."""


class ChangeOrganisation(RegisterOrganisation, frozen=True, kw_only=True):
    organisation: Id


class InviteColleague(msgspec.Struct, frozen=True, kw_only=True):
    """`organisation` names an existing one; a new one is made of `new_organisation` and `town`."""

    email: Email
    roles: Annotated[tuple[StaffRole, ...], msgspec.Meta(min_length=1)]
    organisation: Id | None = None
    new_organisation: Annotated[str, msgspec.Meta(max_length=200)] = ""
    town: Annotated[str, msgspec.Meta(max_length=100)] = ""
    lang: Lang = "bg"


class AcceptInvitation(msgspec.Struct, frozen=True, kw_only=True):
    token: str
    name: PersonName
    password: Password
    lang: Lang = "bg"


class ConfirmEmail(msgspec.Struct, frozen=True, kw_only=True):
    token: str


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    email: Email
    password: Password
    next: str = ""


class EndSession(msgspec.Struct, frozen=True, kw_only=True):
    pass


class DeactivateAccount(msgspec.Struct, frozen=True, kw_only=True):
    account: Id
