"""What came, read as far as it can be read: an envelope, the event inside, or what is wrong with it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from shared.broker import Delivery
from shared.clock import machine_now
from shared.events import Event
from shared.message import Message, Unknown, Unreadable, decode, event_of


@dataclass(frozen=True)
class Arrival:
    """One delivery, read: the event is None where it cannot be read (`fault` says why)."""

    seq: int
    payload: bytes
    message: Message
    event: Event | None
    fault: str = ""
    forged: bool = False
    """Somebody said what it may not say: no aggregate of ours has anything to do with it."""


def read(delivery: Delivery) -> Arrival:
    """Read a delivery as far as it can be read."""
    try:
        message = decode(delivery.payload)
        if not _is_sound(message):
            raise Unreadable("envelope: an id, type or subject that cannot be kept")
        if why := _forged(message, delivery.subject):
            return Arrival(delivery.seq, delivery.payload, _broken(delivery), None, why, forged=True)
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, _broken(delivery), None, str(error))
    try:
        return Arrival(delivery.seq, delivery.payload, message, event_of(message))
    except Unknown:
        return Arrival(delivery.seq, delivery.payload, message, None)
    except Unreadable as error:
        return Arrival(delivery.seq, delivery.payload, message, None, str(error))


def _forged(message: Message, subject: str | None) -> str:
    """What is wrong with who says this, or nothing: the server lets each service publish on its own subjects alone, so
    the subject tells who spoke, and an envelope that says something else is believed in nothing.
    """
    if subject is not None and subject != message.type:
        return f"forged: {message.type} on {subject}"
    if message.type.partition(".")[0] != message.source.removeprefix("/"):
        return f"forged: {message.source} may not say {message.type}"
    return ""


def _is_sound(message: Message) -> bool:
    """Whether the envelope fits the columns it is kept in."""
    named = ((message.id, 36), (message.type, 80), (message.subject, 64))
    return all(0 < len(text) <= most and "\0" not in text for text, most in named)


def _broken(delivery: Delivery) -> Message:
    """An envelope for what has none, so that it can be set aside once under a name of its own."""
    now = machine_now()
    name = f"broken-{hashlib.sha256(delivery.payload).hexdigest()[:28]}"
    return Message(
        id=name, source="", type="unreadable", subject="", time=now, recordedtime=now, dataschema="::0",
        aggregateversion=0, correlationid=name, data=msgspec.Raw(b"null"),
    )  # fmt: skip


def runs(arrivals: Iterable[Arrival], table: Mapping[type[Event], Any]) -> list[tuple[Any, list[Arrival]]]:
    """Neighbours with the same handler together; events nobody asked for left out."""
    found: list[tuple[Any, list[Arrival]]] = []
    for arrival in arrivals:
        handler = table.get(type(arrival.event)) if arrival.event is not None else None
        if handler is None:
            continue
        if found and found[-1][0] is handler:
            found[-1][1].append(arrival)
        else:
            found.append((handler, [arrival]))
    return found
