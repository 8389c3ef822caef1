"""What came, read as far as it can be read: an envelope, the event inside, or what is wrong with it."""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from shared.broker import Delivery
from shared.clock import machine_now
from shared.events import Event
from shared.message import Message, Unknown, Unreadable, decode, event_of
from shared.service import Service


class Arrival(msgspec.Struct, frozen=True, gc=False):
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
    fits = 0 < len(message.id) <= 36 and 0 < len(message.type) <= 80 and 0 < len(message.subject) <= 64
    return fits and "\0" not in message.id + message.type + message.subject


def _broken(delivery: Delivery) -> Message:
    """An envelope for what has none, so that it can be set aside once under a name of its own."""
    now = machine_now()
    name = f"broken-{hashlib.sha256(delivery.payload).hexdigest()[:28]}"
    return Message(
        id=name, source="", type="unreadable", subject="", time=now, recordedtime=now, dataschema="::0",
        aggregateversion=0, correlationid=name, data=msgspec.Raw(b"null"),
    )  # fmt: skip


Runs = list[tuple[Any, list[Arrival]]]


def handed(arrivals: Sequence[Arrival], service: Service, *, live: bool) -> Runs:
    """Which handler is handed what of a batch, in which order; without `live`, projections alone."""
    tables = [service.projections, service.reactions][: 1 + live]
    if not service.gathers:
        return [run for table in tables for run in runs(arrivals, table)]
    tables = [subject.projections for subject in service.subjects]
    tables += [subject.reactions for subject in service.subjects if live]
    return [run for table in tables if table for run in gathered(arrivals, table)]


def runs(arrivals: Iterable[Arrival], table: Mapping[type[Event], Any]) -> Runs:
    """Neighbours with the same handler together; events nobody asked for left out."""
    found: Runs = []
    for arrival, handler in _handled(arrivals, table):
        if found and found[-1][0] is handler:
            found[-1][1].append(arrival)
        else:
            found.append((handler, [arrival]))
    return found


def gathered(arrivals: Iterable[Arrival], table: Mapping[type[Event], Any]) -> Runs:
    """The same in as few runs as the order of each aggregate allows: what comes later about another one is let in."""
    found: Runs = []
    places: dict[Any, list[int]] = defaultdict(list)
    reached: dict[str, int] = {}
    for arrival, handler in _handled(arrivals, table):
        about, theirs = arrival.message.subject, places[handler]
        which = bisect_left(theirs, reached.get(about, 0))
        if which == len(theirs):
            theirs.append(len(found))
            found.append((handler, []))
        reached[about] = theirs[which]
        found[theirs[which]][1].append(arrival)
    return found


def _handled(arrivals: Iterable[Arrival], table: Mapping[type[Event], Any]) -> Iterator[tuple[Arrival, Any]]:
    for arrival in arrivals:
        handler = table.get(type(arrival.event)) if arrival.event is not None else None
        if handler is not None:
            yield arrival, handler
