"""A form that changes a thing carries what it said when it was opened: so it is known what others changed meanwhile.

`ui.form(..., edits=true)` puts it into the field `_was`, a JSON object of the fields as they were drawn; JSON callers
may send the same object. Which commands change a thing says `Subject.edits`.
"""

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from shared.overtaken import Opened, Overtaken, mark
from web import second_press
from web.answers import MACHINE
from web.form import Errors, Message, partly
from web.formats import day, number
from web.json_body import as_typed
from web.text import translate

WAS = "_was"
LONGEST = 200_000


def opened_of(command: type[msgspec.Struct], form: Mapping[str, Any], lang: str) -> Opened | None:
    """What somebody had before them who sends this form; none where it does not say."""
    was = _object(form.get(WAS))
    if was is None:
        return None
    said = _read(command, {name: value for name, value in was.items() if name in command.__struct_fields__}, lang)
    return Opened(said, second_press.sure_of(form), partial(_read_back, command))


def _object(sent: object) -> dict[str, Any] | None:
    """The object that a form carries as text, or None for what is none."""
    if isinstance(sent, dict):
        return as_typed(sent)
    try:
        found = json.loads(sent) if isinstance(sent, str) and len(sent) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read(command: type[msgspec.Struct], was: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """As the form reads itself; what it cannot read was empty, and what was not drawn is not said."""
    sure = [f"{name}={value}" for name, value in was.items() if isinstance(value, str)]
    values = partly(command, {**was, second_press.SURE: sure}, lang)[0]
    return {name: values.get(name) for name in was}


def _read_back(command: type[msgspec.Struct], present: Mapping[str, Any]) -> dict[str, Any]:
    values = partly(command, as_typed(msgspec.to_builtins(dict(present))), MACHINE)[0]
    return {name: value for name, value in values.items() if name in present}


def questions(overtaken: Overtaken, lang: str) -> Errors:
    """Beside each field that both changed: what the other wrote, and that pressing once more writes over it."""
    return Errors({name: _question(name, now, overtaken, lang) for name, now in overtaken.now.items()})


def _question(name: str, now: object, overtaken: Overtaken, lang: str) -> Message:
    shown = tuple(_shown(one, lang) for one in now) if isinstance(now, list | tuple) else _shown(now, lang)
    return Message(overtaken.message, sure=mark(name, now), now=shown)


def _shown(value: object, lang: str) -> str:
    """As a person reads it; codes are told by the options of their field."""
    if isinstance(value, bool):
        return translate("yes" if value else "no", lang or "en")
    if isinstance(value, datetime.date):
        return day(value, lang) if lang else value.isoformat()
    if isinstance(value, int | float | Decimal):
        return number(value, lang) if lang else str(value)
    return str(value or "")
