"""What is asked about employers."""

import datetime
from typing import Annotated

import msgspec

from services.intake.codes import (
    Count,
    Detail,
    Email,
    Gender,
    GroupKind,
    GroupRole,
    Id,
    Lang,
    LegalForm,
    Link,
    Password,
    PersonName,
    PhoneThere,
    Practice,
    PublicTown,
    Reason,
    RegisteredIn,
    Sector,
)
from shared.readers import likely, numbers, printed

CountDay = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.COUNTED})]
SuspendedFrom = Annotated[
    datetime.date,
    msgspec.Meta(extra={"missing": "Enter the first day of the suspension", "likely": likely.SUSPENDED_FROM}),
]
SuspendedUntil = Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.SUSPENDED_UNTIL})]


class EmployerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is public about an employer."""

    name: Annotated[
        str,
        msgspec.Meta(
            min_length=2,
            max_length=200,
            extra={"missing": "Enter the name of the employer", "reader": printed.company},
        ),
    ]
    name_en: Annotated[
        str,
        msgspec.Meta(
            min_length=2,
            max_length=200,
            pattern=r"\A[^\u0400-\u04FF]+\Z",
            extra={
                "missing": "Enter the name in Latin letters",
                "invalid": "Use Latin letters here",
                "reader": printed.latin_company,
            },
        ),
    ]
    legal_form: LegalForm
    sector: Sector
    town: PublicTown
    founded: Annotated[int, msgspec.Meta(ge=1800, le=2100, extra={"unit": numbers.YEAR})] | None = None
    website: Link | None = None
    trade_word: Annotated[str, msgspec.Meta(max_length=60, extra={"reader": printed.trade})] = ""
    trade_gender: Gender | None = None
    seeks_partners: bool = False


class RegisterEmployer(EmployerFacts, frozen=True, kw_only=True):
    country: RegisteredIn = "BG"
    national_id: Annotated[
        str,
        msgspec.Meta(
            min_length=3,
            max_length=60,
            extra={"missing": "Enter the company number"},
        ),
    ]
    headcount: Count
    headcount_on: CountDay | None = None
    contact_name: PersonName
    contact_email: Email
    contact_phone: PhoneThere | None = None
    joined: bool = False
    """Agrees to be listed publicly."""
    lang: Lang = "bg"


class ConfirmRegistration(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever opens the mailed link chooses the password."""

    token: str
    password: Password


class ChangeEmployer(EmployerFacts, frozen=True, kw_only=True):
    employer: Id


class DecideChange(msgspec.Struct, frozen=True, kw_only=True):
    """A second look at a verified employer's new name or site; `seen` says which ones were on the page."""

    employer: Id
    accept: bool
    seen: Annotated[str, msgspec.Meta(max_length=64)]


class VerifyEmployer(msgspec.Struct, frozen=True, kw_only=True):
    """`claim` names the account of a later registration of the same number that is the right one."""

    employer: Id
    claim: Id | None = None


class RefuseEmployer(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    reason: Reason


class CountStaff(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    headcount: Count
    headcount_on: CountDay | None = None


class JoinListing(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    points: bool = False
    """Agrees that a points floor may be shown once it rests on fifty settled people."""


class LeaveListing(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id


class CloseEmployer(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id


class JoinGroup(msgspec.Struct, frozen=True, kw_only=True):
    """`group` is the id of the group's lead employer; none = alone again."""

    employer: Id
    group: Id | None = None
    since: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.GROUPED})] | None = None
    role: GroupRole | None = None
    kind: GroupKind | None = None


class SuspendEmployer(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    begins: SuspendedFrom
    ends: SuspendedUntil | None = None
    reason: Reason


class CorrectSuspension(msgspec.Struct, frozen=True, kw_only=True):
    suspension: Id
    begins: SuspendedFrom
    ends: SuspendedUntil | None = None


class ConfirmPractice(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    practice: Practice
    details: tuple[Detail, ...] = ()
    confirmed_on: Annotated[datetime.date, msgspec.Meta(extra={"likely": likely.LATELY})] | None = None


class WithdrawPractice(msgspec.Struct, frozen=True, kw_only=True):
    employer: Id
    practice: Practice
