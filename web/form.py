"""Reads a whole form into a command: every mistake named at once, never an exception for what people send."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import NODEFAULT, inspect

from web.answers import (
    CHOOSE,
    LONGEST_LINE,
    MACHINE,
    MISSING,
    NOT_UNDERSTOOD,
    ONE_ONLY,
    TOO_FEW,
    TOO_MANY,
    Mistake,
    answer,
    clean,
    essential,
)

C = TypeVar("C", bound=msgspec.Struct)

UNKNOWN_FIELD = "This form has changed since you opened it. Check your answers and send it again"

LISTS = (inspect.ListType, inspect.VarTupleType, inspect.SetType, inspect.FrozenSetType)
CHOICES = (inspect.LiteralType, inspect.EnumType, inspect.BoolType)
MAKERS: dict[type[inspect.Type], Any] = {
    inspect.ListType: list,
    inspect.VarTupleType: tuple,
    inspect.SetType: set,
    inspect.FrozenSetType: frozenset,
}
MOST_ANSWERS = 1000
SURE = "_sure"


class Message(NamedTuple):
    """An English text to translate, and what its `%(name)s` stand for."""

    text: str
    params: Mapping[str, object] = {}
    alone: bool = False
    """It names its field itself: the error summary need not put the label before it."""
    sure: str = ""
    """A question, not a mistake: what the form carries so that the same answer is taken when it is sent again."""
    now: str | tuple[str, ...] | None = None
    """What stands there now, written by somebody else meanwhile, as the form would say it; none = nobody wrote."""


class Errors(dict[str, Message]):
    """What is wrong with a form, by field; the empty name is the form as a whole. True when there is anything."""

    title = "Refused"
    """What a program is told that sent it as JSON."""
    wait = 0
    """Seconds, where only the moment is wrong: sent again then as it is, it may be taken."""

    def __init__(self, errors: Mapping[str, str | Message] | None = None, **fields: str | Message) -> None:
        super().__init__()
        for name, message in {**(errors or {}), **fields}.items():
            self[name] = message if isinstance(message, Message) else Message(message)

    def add(self, field: str, text: str, **params: object) -> None:
        """Note a mistake; the first one of a field stays."""
        self.setdefault(field, Message(text, params))

    def titled(self, title: str) -> "Errors":
        self.title = title
        return self


def read(command: type[C], form: Mapping[str, Any], lang: str = "bg") -> C | Errors:
    """The command that a form of this language asks for, or everything that is wrong with the form.

    Names that begin with `_` belong to the framework and are passed over. An empty field takes its default, or None
    where the type allows it. A checkbox that was not sent is False. `Meta(extra={"missing": "Enter the town"})` gives
    a field its own words (keys `missing` and `invalid`). A text of at most 200 characters is one line; longer ones
    keep their line breaks (`extra={"lines": True or False}` decides otherwise). `extra={"reader": email}` brings a text
    to the one form of its kind, and says what was read where it has none (`shared.readers`). What a reader doubts is
    asked about; the same answer is taken when it comes with `_sure`, which the asking form holds (`Message.sure`).
    """
    values, errors = partly(command, form, lang)
    return errors or _made(command, values)


def partly(command: type[msgspec.Struct], form: Mapping[str, Any], lang: str = "bg") -> tuple[dict[str, Any], Errors]:
    """What could be read of a form, and what is wrong with the rest."""
    fields = _fields(command)
    given = raw(form)
    errors = Errors()
    values: dict[str, Any] = {}
    if any(name not in fields and not name.startswith("_") for name in given):
        errors.add("", UNKNOWN_FIELD)
    for name, field in fields.items():
        try:
            values[field.name] = _knowing(field, given).value(given.get(name, []), lang)
        except Mistake as mistake:
            sure = _sure(name, given.get(name, [])) if mistake.doubtful else ""
            if mistake.doubtful and (lang == MACHINE or sure in given.get(SURE, [])):  # a program means what it sends
                values[field.name] = mistake.doubtful.value
            else:
                errors[name] = Message(mistake.text, mistake.params, mistake.alone, sure)
    return values, errors


def _knowing(field: "Field", given: Mapping[str, list[Any]]) -> "Field":
    """A field whose reader goes `by` another field is told that one's answer as it was typed."""
    if "by" not in field.words:
        return field
    other = next((text.strip() for text in given.get(field.words["by"], []) if isinstance(text, str)), "")
    return field._replace(words={**field.words, "reader": partial(field.words["reader"], other)})


def _sure(name: str, given: list[Any]) -> str:
    """Which answer of which field was asked about: another answer is asked about anew. A long one is known by its digest."""
    text = next((text.strip() for text in given if isinstance(text, str)), "").replace("\r\n", "\n")
    return f"{name}={text if len(text) <= LONGEST_LINE else hashlib.sha256(text.encode()).hexdigest()}"


def raw(form: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Each name with all its values, whatever kind of mapping the form is."""
    several = getattr(form, "multi_items", None)
    pairs: Iterable[tuple[Any, Any]] = several() if callable(several) else form.items()
    given: dict[str, list[Any]] = {}
    for name, value in pairs:
        given.setdefault(str(name), []).extend(value if isinstance(value, list | tuple) else [value])
    return given


class Field(NamedTuple):
    """One field of a command, as its form sees it."""

    name: str
    type: inspect.Type
    nullable: bool
    words: Mapping[str, Any]
    default: Any
    factory: Any

    @property
    def is_day(self) -> bool:
        return isinstance(self.type, inspect.DateType)

    def value(self, given: list[Any], lang: str) -> Any:
        try:
            if isinstance(self.type, LISTS):
                return self._many(given, lang)
            return self._one(given, lang)
        except Mistake as mistake:
            if mistake.text not in (MISSING, CHOOSE) and "read" not in mistake.params and "invalid" in self.words:
                raise Mistake(self.words["invalid"], alone=True) from None
            raise

    def _one(self, given: list[Any], lang: str) -> Any:
        answers = [text for text in map(clean, given) if text]
        if isinstance(self.type, inspect.BoolType) and not self.nullable and not given:
            return False
        if not answers:
            return self._empty()
        if len(answers) > 1:
            raise Mistake(ONE_ONLY)
        return answer(self.type, answers[0], self.words, lang)

    def _many(self, given: list[Any], lang: str) -> Any:
        kind: Any = self.type
        answers = [text for text in map(clean, given[: MOST_ANSWERS + 1]) if text]
        if not answers:
            return self._empty()
        if len(answers) > (most := kind.max_length or MOST_ANSWERS):
            raise Mistake(TOO_MANY, limit=most)
        if len(answers) < (kind.min_length or 0):
            raise Mistake(TOO_FEW, limit=kind.min_length)
        return MAKERS[type(kind)](answer(kind.item_type, text, self.words, lang) for text in answers)

    def _empty(self) -> Any:
        if self.default is not NODEFAULT:
            return self.default
        if self.factory is not NODEFAULT:
            return self.factory()
        if self.nullable:
            return None
        if isinstance(self.type, LISTS) and not getattr(self.type, "min_length", None):
            return MAKERS[type(self.type)]()
        if "missing" in self.words:
            raise Mistake(self.words["missing"], alone=True)
        raise Mistake(CHOOSE if isinstance(self.type, CHOICES + LISTS) else MISSING)


@cache
def _fields(command: type[msgspec.Struct]) -> dict[str, Field]:
    info = inspect.type_info(command)
    if not isinstance(info, inspect.StructType):
        raise TypeError(f"{command} is not a command")
    return {field.encode_name: _field(field) for field in info.fields}


def _field(field: inspect.Field) -> Field:
    words = _words(field.type)
    return Field(field.name, essential(field.type), _nullable(field.type), words, field.default, field.default_factory)


def _words(kind: inspect.Type) -> dict[str, Any]:
    if isinstance(kind, inspect.Metadata):
        return (kind.extra or {}) | _words(kind.type)
    if isinstance(kind, inspect.UnionType):
        return {name: word for inner in kind.types for name, word in _words(inner).items()}
    return {}


def _nullable(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.Metadata):
        return _nullable(kind.type)
    return isinstance(kind, inspect.UnionType) and any(isinstance(inner, inspect.NoneType) for inner in kind.types)


def likely_days(command: type[msgspec.Struct]) -> dict[str, Any]:
    """The kind of day (`shared.readers.likely`) of each field that holds one, by the name of the field in the form."""
    return {name: field.words.get("likely") for name, field in _fields(command).items() if field.is_day}


def _made(command: type[C], values: dict[str, Any]) -> C | Errors:
    try:
        return command(**values)
    except ValueError as error:  # a rule between fields, told by the command's own __post_init__
        return Errors({"": str(error) or NOT_UNDERSTOOD})
