"""What a person asks about the own data, and what the office does for it."""

from typing import Annotated, Literal

import msgspec

from services.intake.codes import Id
from shared.languages import PersonLanguage

CaseCode = Annotated[str, msgspec.Meta(max_length=20, extra={"missing": "Enter the case code"})]
OneTime = Annotated[str, msgspec.Meta(max_length=40, extra={"missing": "Enter the one-time code"})]
Words = Annotated[str, msgspec.Meta(max_length=2000)]


class HandCode(msgspec.Struct, frozen=True, kw_only=True):
    """The officer gives the person a code, on the screen or on paper."""

    candidate: Id


class MailCode(msgspec.Struct, frozen=True, kw_only=True):
    """The person asks for a code by mail; it comes only where the file has an address."""

    case_code: CaseCode
    lang: PersonLanguage = "bg"


class EnterOwnData(msgspec.Struct, frozen=True, kw_only=True):
    case_code: CaseCode
    code: OneTime
    lang: PersonLanguage = "bg"


class SpeakOwn(msgspec.Struct, frozen=True, kw_only=True):
    """The language of the own pages, for as long as the session lasts."""

    lang: PersonLanguage


class WithdrawOwn(msgspec.Struct, frozen=True, kw_only=True):
    """One of the person's own permissions."""

    permission: Id


class MakeDataRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Correct something, or erase everything."""

    kind: Annotated[Literal["correct", "erase"], msgspec.Meta(extra={"missing": "Choose one of the answers"})]
    words: Words = ""


class AnswerDataRequest(msgspec.Struct, frozen=True, kw_only=True):
    wish: Id
    outcome: Literal["done", "refused"]
