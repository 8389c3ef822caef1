"""One valid example of every event and of every command, filled field by field from the values below."""

import datetime
import importlib
import importlib.util
import pkgutil
import re
import types
import typing
from typing import Any, get_args, get_origin

import msgspec

from shared.events import Event
from shared.message import CONTRACTS, Message, encode_data, schema

EMPLOYER = "0d7c3c1e-5d5e-5c6b-8a55-0c4f7f1c2a10"
DAY = datetime.date(2026, 3, 2)
MOMENT = datetime.datetime(2026, 3, 2, 7, 30, tzinfo=datetime.UTC)

VALUES: dict[str, Any] = {
    # who and what
    "employer": EMPLOYER,
    "organisation": "0195a001-0000-7000-8000-000000000001",
    "candidate": "0195a001-0000-7000-8000-000000000002",
    "into": "0195a001-0000-7000-8000-000000000003",
    "vacancy": "0195a001-0000-7000-8000-000000000004",
    "permission": "0195a001-0000-7000-8000-000000000005",
    "placement": "0195a001-0000-7000-8000-000000000006",
    "referral": "0195a001-0000-7000-8000-000000000007",
    "suspension": "0195a001-0000-7000-8000-000000000008",
    "statement": "0195a001-0000-7000-8000-00000000000b",
    "group": "0195a001-0000-7000-8000-000000000009",
    "account": "0195a001-0000-7000-8000-00000000000a",
    "person": "7b3c9f2e51d04a6688aa0c1f4b2d9e37",
    "session": "5f1d7c2a9be84410b6d3e8c7a0f4129b",
    "edition": "2026-1",
    "case_code": "C-7F3K",
    # what is public of an employer, a vacancy, an organisation
    "country": "BG",
    "national_id": "175074752",
    "name": "Седемте пещи",
    "name_en": "Sedemte Peshti",
    "legal_form": "ood",
    "sector": "C",
    "town": "Асеновград",
    "founded": 2004,
    "links": ("https://peshti.example",),
    "countries": ("BG", "UA"),
    "trade_word": "хлебозавод",
    "trade_gender": "m",
    "zone": "Europe/Sofia",
    "title": "Пекар, втора смяна",
    "skills": ("cooking", "driving"),
    "speaks": ("bg.A2",),
    "courses": ("food-hygiene",),
    # codes
    "practice": "mentor",
    "details": ("on-site",),
    "scope": "apply",
    "reach": "employer",
    "role": "subsidiary",
    "party": "employer",
    "state": "sent",
    "digest": "9f86d081884c7d65",
    "text_digest": "9f86d081884c7d65",
    # numbers
    "rev": 1,
    "headcount": 140,
    "openings": 2,
    "milestone": 90,
    "hours": 40,
    "planned_days": 365,
    "wage_bp": 12000,
    "funded_bp": 2500,
    "evidence": 1,
    "groups": 17,
}
OF_ONE: dict[str, dict[str, Any]] = {
    "PlacementEnded": {"reason": "excused"},
    "PlacementVoided": {"reason": "mistake"},
    "VacancyPublished": {"kind": "job"},
    "VacancyPublished1": {"kind": "job"},
    "VacancyChanged": {"kind": "job"},
    "VacancyChanged1": {"kind": "job"},
    "EmployerGroup": {"kind": "company"},
    "ReferralClosed": {"state": "hired"},
    "StatementReturned": {"kind": "answer"},
}
EMAIL = "elena@example.org"
TEXTS = {
    "value": "12",
    "as_of": "2026-03",
    "subject": "tier",
    "email": EMAIL,
    "contact_email": EMAIL,
    "website": "https://peshti.example",
    "contact_phone": "+359 88 123 4567",
    "phone": "+359 88 123 4567",
    "password": "long-enough-password-7",
    "token": "t0k3n" * 8,
}


ANY_TEXT = (
    "Текст, който може да се чете",
    "2026-1",
    EMPLOYER,
    "175074752",
    "mentor",
    "A1",
    "12",
    "https://peshti.example",
    EMAIL,
)


def event(kind: type[Event], **given: Any) -> Event:
    """An example of one event."""
    return kind(**(_fields(kind) | given))


def message(kind: type[Event]) -> Message:
    """An example of the envelope around one event."""
    data = event(kind)
    return Message(
        id="0195a001-0000-7000-8000-0000000000e1",
        source=f"/{kind.TYPE.split('.')[0]}",
        type=kind.TYPE,
        subject=data.subject,
        time=MOMENT,
        recordedtime=MOMENT + datetime.timedelta(minutes=5),
        dataschema=schema(kind),
        aggregateversion=3,
        correlationid="0195a001-0000-7000-8000-0000000000c1",
        causationid="0195a001-0000-7000-8000-0000000000c2",
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        data=encode_data(data),
    )


def events() -> list[type[Event]]:
    """Every event and version there is a contract for."""
    return [CONTRACTS[key] for key in sorted(CONTRACTS)]


def command(kind: type[msgspec.Struct], **given: Any) -> msgspec.Struct:
    """An example of one command: what must be answered is, in words that the contracts of its fields allow."""
    return msgspec.convert({name: _answer(kind, name) for name in _asked(kind)} | given, kind, strict=False)


def commands() -> list[type[msgspec.Struct]]:
    """Every command of the three services."""
    found = {one for service in ("intake", "placements", "recognition") for one in _commands(service)}
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def _fields(kind: type[Event]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    own = OF_ONE.get(kind.__name__, {})
    return {name: own.get(name, VALUES.get(name, _plain(hints[name]))) for name in kind.__struct_fields__}


def _plain(hint: Any) -> Any:
    """A value of a plain type: the day, the moment, a flag, a word."""
    if get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    return {datetime.date: DAY, datetime.datetime: MOMENT, bool: True, int: 1}.get(hint, "word")


def _asked(kind: type[msgspec.Struct]) -> list[str]:
    return [field.name for field in msgspec.structs.fields(kind) if field.required]


def _answer(kind: type[msgspec.Struct], name: str) -> Any:
    struct = msgspec.inspect.type_info(kind)
    assert isinstance(struct, msgspec.inspect.StructType)
    asked = {field.name: field.type for field in struct.fields}[name]
    return _of_type(asked, name)


def _of_type(asked: Any, name: str) -> Any:
    inspect = msgspec.inspect
    match asked:
        case inspect.Metadata(type=inner):
            return _of_type(inner, name)
        case inspect.UnionType(types=kinds):
            return _of_type(next(one for one in kinds if not isinstance(one, inspect.NoneType)), name)
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return [_of_type(item, name)]
        case inspect.DictType(key_type=key, value_type=value):
            return {_of_type(key, name): _of_type(value, name)}
        case inspect.StrType():
            return _text(name, asked)
        case inspect.IntType(ge=least):
            return VALUES.get(name, max(least or 1, 1))
        case inspect.BoolType():
            return True
        case inspect.DateType():
            return DAY.isoformat()
        case inspect.DecimalType():
            return "1250.50"
    raise TypeError(f"{name}: no example for {asked}")


def _text(name: str, asked: Any) -> str:
    least, most = asked.min_length or 1, asked.max_length or 4000
    tries = (TEXTS.get(name), VALUES.get(name), *ANY_TEXT)
    fits = (one for one in tries if isinstance(one, str) and least <= len(one) <= most)
    return next(one for one in fits if re.search(asked.pattern or "", one))


def _commands(service: str) -> list[type[msgspec.Struct]]:
    package = importlib.import_module(f"services.{service}")
    subjects = [one.name for one in pkgutil.iter_modules(package.__path__) if one.ispkg]
    files = [f"{package.__name__}.{subject}.commands" for subject in subjects]
    modules = [importlib.import_module(name) for name in files if importlib.util.find_spec(name)]
    things = [(module, thing) for module in modules for thing in vars(module).values()]
    return [one for module, one in things if _is_command(one) and one.__module__ == module.__name__]


def _is_command(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, msgspec.Struct)
