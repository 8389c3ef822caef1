"""Every command is the same struct from a form and from JSON, and takes no field that it does not have."""

import datetime
from typing import Any

import msgspec
import pytest

from services.routes import routes
from tests.examples import command, commands
from web.respond import Errors, read

COMMANDS = commands()


def typed(given: Any) -> dict[str, Any]:
    """What a person types into the form for this command."""
    return {
        name: _typed(value) for name, value in msgspec.to_builtins(given).items() if value not in (None, "", (), False)
    }


def _typed(value: object) -> list[str] | str:
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return "on" if value is True else str(value)


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
def test_a_command_is_frozen_and_survives_json(kind: Any) -> None:
    example = command(kind)
    assert kind.__struct_config__.frozen
    assert msgspec.json.decode(msgspec.json.encode(example), type=kind) == example


@pytest.mark.parametrize("kind", sorted({r.command for r in routes() if r.command}, key=str))
def test_a_form_and_json_give_the_same_command(kind: Any) -> None:
    example = command(kind)
    got = read(kind, typed(example))
    assert not isinstance(got, Errors), got
    assert got == example


def test_commands_are_imperative_and_dates_are_local_days() -> None:
    for kind in COMMANDS:
        assert not kind.__name__.endswith("ed")
        assert datetime.datetime not in {field.type for field in msgspec.structs.fields(kind)}
