"""One answer of a form, from what a person typed to the type a command asks for."""

import datetime
import operator
import re
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from msgspec import inspect

from shared.readers import dates, numbers
from shared.readers.misread import Doubtful, Misread

MISSING = "Fill this in"
CHOOSE = "Choose one of the answers"
CHOOSE_LISTED = "Choose only from the answers shown"
ONE_ONLY = "Give one answer only"
WHOLE_NUMBER, AMOUNT, TOO_LARGE = numbers.NOT_A_WHOLE, numbers.NOT_AN_AMOUNT, numbers.TOO_LARGE
AT_LEAST = "Enter %(limit)s or more"
AT_MOST = "Enter %(limit)s or less"
MORE_THAN = "Enter more than %(limit)s"
LESS_THAN = "Enter less than %(limit)s"
DATE, NO_SUCH_DATE, YEAR = dates.NOT_A_DATE, dates.NO_SUCH_DATE, dates.YEAR
TIME = "Enter the time as hours and minutes, for example 14:30"
TOO_LONG = "Shorten this to %(limit)s characters or fewer: it now has %(length)s"
TOO_SHORT = "Write at least %(limit)s characters"
TOO_MANY = "Choose no more than %(limit)s"
TOO_FEW = "Choose at least %(limit)s"
NOT_UNDERSTOOD = "Check how this is written"
NOT_TEXT = "Write text here: files cannot be sent"

LONGEST_TEXT = 20_000
LONGEST_LINE = 200
MACHINE = ""
"""The language of JSON, where a point is always a decimal point."""
N = TypeVar("N", int, Decimal)
UNSEEN = {"Cc", "Cf", "Cs"}
SEEN = "\n\u200c\u200d"  # Persian and emoji need the joiners; other invisible characters only deceive
YES, NO = {"on", "yes", "true", "1"}, {"off", "no", "false", "0"}

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?")
_EXACT = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,20})?")


class Mistake(Exception):
    """An answer that cannot be taken; never leaves `web.form`."""

    def __init__(self, text: str, alone: bool = False, **params: object) -> None:
        super().__init__(text)
        self.text, self.alone = text, alone
        self.params: dict[str, object] = params
        self.doubtful: Doubtful | None = None
        """Set where the answer is only unlikely: sent once more as it is, it is taken."""


def mistake_of(misread: Misread) -> Mistake:
    """What a reader could not take, as a form says it: with what was read and what would be right."""
    made = Mistake(misread.text)
    made.params = misread.params
    made.doubtful = misread if isinstance(misread, Doubtful) else None
    return made


def answer(kind: inspect.Type, text: str, words: Mapping[str, Any], lang: str) -> Any:
    """The value that `text`, cleaned and not empty, stands for on a page of this language. Raises Mistake."""
    kind = essential(kind)
    if isinstance(kind, inspect.StrType):
        return _text(kind, text, words)
    if isinstance(kind, NUMBERS):
        return NUMBER_READERS[type(kind)](kind, text, lang, words)
    return READERS[type(kind)](kind, text)


def essential(kind: inspect.Type) -> inspect.Type:
    """The type beneath its notes and beneath `| None`."""
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        solid = [inner for inner in kind.types if not isinstance(inner, inspect.NoneType)]
        if len(solid) != 1:
            raise TypeError(f"a form cannot tell these apart: {kind.types}")
        return essential(solid[0])
    return kind


def clean(value: Any) -> str:
    """Text as NFC, without control and deceptive characters, line breaks as \\n. Raises Mistake for a file."""
    if not isinstance(value, str):
        raise Mistake(NOT_TEXT)
    lines = value[: LONGEST_TEXT * 2].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(sign for sign in lines if sign in SEEN or unicodedata.category(sign) not in UNSEEN)
    return unicodedata.normalize("NFC", kept).strip()


def _text(kind: inspect.StrType, text: str, words: Mapping[str, Any]) -> str:
    longest = kind.max_length or LONGEST_TEXT
    if not words.get("lines", longest > LONGEST_LINE):
        text = " ".join(text.split())
    if len(text) > longest:
        raise Mistake(TOO_LONG, limit=longest, length=len(text))
    if len(text) < (kind.min_length or 0):
        raise Mistake(TOO_SHORT, limit=kind.min_length)
    if kind.pattern and not re.search(kind.pattern, text):
        raise Mistake(NOT_UNDERSTOOD)
    return _kind_of_text(text, words)


def _kind_of_text(text: str, words: Mapping[str, Any]) -> str:
    """A telephone, an address or a code in its one form, where the field names a reader of its kind."""
    try:
        return str(words["reader"](text)) if "reader" in words else text
    except Misread as misread:
        raise mistake_of(misread) from None


def _whole(kind: inspect.Type, text: str, lang: str, words: Mapping[str, Any]) -> int:
    """A whole number; with `usual` (lowest, highest) of the field it asks about what lies outside, `unit` may follow."""
    try:
        text = words["unit"].sub("", text) if "unit" in words else text
        value = _limited(kind, words.get("whole", numbers.whole)(text, lang))
        return int(numbers.usual(Decimal(value), text, *words.get("usual", EVERYTHING)))
    except Misread as misread:
        raise mistake_of(misread) from None


def _amount(kind: inspect.Type, text: str, lang: str, words: Mapping[str, Any]) -> Decimal:
    """A number with a fraction; of a field with `usual` it is money, with or without its currency."""
    try:
        if lang == MACHINE and _EXACT.fullmatch(text):
            return numbers.usual(_limited(kind, Decimal(text)), text, *words.get("usual", EVERYTHING))
        if "usual" in words:
            return _limited(kind, numbers.money(text, lang, *words["usual"]))
        return _limited(kind, numbers.amount(text, lang))
    except Misread as misread:
        raise mistake_of(misread) from None


def _float(kind: inspect.Type, text: str, lang: str, words: Mapping[str, Any]) -> float:
    return float(_amount(kind, text, lang, words))


def _limited(kind: Any, value: N) -> N:
    if abs(value) > numbers.LARGEST:
        raise Mistake(TOO_LARGE, read=value)
    for limit, broken, text in (
        (getattr(kind, "ge", None), operator.lt, AT_LEAST),
        (getattr(kind, "le", None), operator.gt, AT_MOST),
        (getattr(kind, "gt", None), operator.le, MORE_THAN),
        (getattr(kind, "lt", None), operator.ge, LESS_THAN),
    ):
        if limit is not None and broken(value, limit):
            raise Mistake(text, limit=limit)
    return value


def _flag(_: inspect.Type, text: str) -> bool:
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise Mistake(CHOOSE)


def _date(_: inspect.Type, text: str) -> datetime.date:
    try:
        return dates.date(text)
    except Misread as misread:
        raise mistake_of(misread) from None


def _time(_: inspect.Type, text: str) -> datetime.time:
    if (found := _TIME.fullmatch(text)) and int(found[1]) < 24 and int(found[2]) < 60:
        return datetime.time(int(found[1]), int(found[2]))
    raise Mistake(TIME)


def _uuid(_: inspect.Type, text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Mistake(NOT_UNDERSTOOD) from None


def _one_of(kind: Any, text: str) -> Any:
    if isinstance(kind, inspect.LiteralType):
        options = {str(value): value for value in kind.values}
    else:
        options = {str(member.value): member for member in kind.cls}
    if text not in options:
        raise Mistake(CHOOSE_LISTED)
    return options[text]


EVERYTHING = (-numbers.LARGEST, numbers.LARGEST)
NUMBERS = (inspect.IntType, inspect.FloatType, inspect.DecimalType)
NUMBER_READERS: dict[type[inspect.Type], Callable[[Any, str, str, Mapping[str, Any]], Any]] = {
    inspect.IntType: _whole,
    inspect.FloatType: _float,
    inspect.DecimalType: _amount,
}
READERS: dict[type[inspect.Type], Callable[[Any, str], Any]] = {
    inspect.BoolType: _flag,
    inspect.DateType: _date,
    inspect.TimeType: _time,
    inspect.UUIDType: _uuid,
    inspect.LiteralType: _one_of,
    inspect.EnumType: _one_of,
}
