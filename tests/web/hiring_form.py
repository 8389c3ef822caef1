"""A form with a field of every kind, and what is read from it."""

import datetime
import enum
import uuid
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from web.respond import Errors, read


class Contract(enum.Enum):
    PERMANENT = "permanent"
    FIXED = "fixed"


class Hire(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(max_length=60, extra={"missing": "Enter the name"})]
    start: datetime.date
    contract: Contract
    hours: Annotated[int, Meta(ge=1, le=60)]
    kind: Literal["job", "internship"] = "job"
    pay: Decimal | None = None
    by_wish: bool = False
    paid: bool | None = None
    languages: list[Literal["bg", "en", "uk"]] = []
    note: str = ""
    staff: Annotated[str, Meta(pattern="^[A-Z]+$", extra={"invalid": "Use capital letters"})] | None = None
    at: datetime.time | None = None
    vacancy: uuid.UUID | None = None
    share: float | None = None
    codes: Annotated[tuple[str, ...], Meta(max_length=2)] = ()
    level: Literal[1, 2, 3] | None = None


FULL = {"name": "Мария", "start": "2026-01-21", "contract": "fixed", "hours": "40"}


def hire(lang: str = "bg", **more: Any) -> Any:
    return read(Hire, {**FULL, **more}, lang)


def mistakes_in(form: dict[str, str]) -> Errors:
    found = read(Hire, form)
    assert isinstance(found, Errors)
    return found


def mistake(field: str, **more: Any) -> Any:
    found = hire(**more)
    assert isinstance(found, Errors)
    assert list(found) == [field]
    return found[field].text
