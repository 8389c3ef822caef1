"""Two people change one thing at once: what each of them changed is kept; where both changed the same, the later is asked."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import msgspec

from shared.transaction import Refused, Transaction

C = TypeVar("C", bound=msgspec.Struct)
Present = Callable[[Any, Transaction], Mapping[str, Any]]
"""What the fields of a command say of the thing that it changes, before it does. Raises Missing."""
CHANGED = "Somebody else changed this while you were writing."


class Opened(NamedTuple):
    """What somebody who changes a thing had before them: what each field said, as it was read back."""

    said: Mapping[str, Any]
    sure: frozenset[str]
    """`name=digest` of what stands there now, for each field that is meant to be written over."""
    read_back: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    """What stands there now, read as the form reads what it draws: the two are compared."""


class Overtaken(Refused):
    """Somebody else changed the same fields meanwhile. `now`: what each of them says."""

    def __init__(self, now: Mapping[str, Any]) -> None:
        super().__init__(next(iter(now)), CHANGED)
        self.now = now


def mark(name: str, now: object) -> str:
    """What is sent again by whoever means to write over just this."""
    return f"{name}={hashlib.sha256(msgspec.json.encode(_plain(now))).hexdigest()[:16]}"


def merged(command: C, seen: Opened, stands: Mapping[str, Any]) -> C:
    """The command with what others changed meanwhile, where this one changed nothing. Raises Overtaken.

    A field that is not among what was seen is taken as it comes: whoever sends it has not looked.
    """
    now = {**stands, **seen.read_back(stands)}
    others = {name: now[name] for name in seen.said if name in now and not _same(now[name], seen.said[name])}
    differ = {name: value for name, value in others.items() if not _same(getattr(command, name), value)}
    both = {name: value for name, value in differ.items() if not _same(getattr(command, name), seen.said[name])}
    if unmeant := {name: value for name, value in both.items() if mark(name, value) not in seen.sure}:
        raise Overtaken(unmeant)
    return msgspec.structs.replace(command, **{name: now[name] for name in differ.keys() - both.keys()})


def _same(one: object, other: object) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    """Nothing is nothing, however it is kept, but *no* is an answer; several answers have no order."""
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(map(str, value)) or None
    return None if value == "" else value


def present(command: msgspec.Struct, thing: object, **otherwise: object) -> Mapping[str, Any]:
    """What a thing says now of the fields of a command that are its own, by the same names, or `otherwise`."""
    said = {name: getattr(thing, name) for name in command.__struct_fields__ if hasattr(thing, name)}
    return {name: value for name, value in said.items() if not callable(value)} | otherwise
