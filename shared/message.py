"""The envelope: CloudEvents 1.0 structured JSON around one event, and the table of contracts that reads it back."""

import datetime
from collections.abc import Iterator
from functools import cache

import msgspec
import uuid_utils

from shared.events import Event, intake, placements, recognition


class Unknown(Exception):
    """A type no contract file knows: not for us, counted and passed over."""


class Unreadable(Exception):
    """A known type that cannot be read: bad JSON, an unknown version, fields that break the contract."""


class Message(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One event on the wire. `time` is when it happened, `recordedtime` when we learnt of it; both UTC."""

    specversion: str = "1.0"
    id: str
    source: str
    type: str
    subject: str
    time: datetime.datetime
    recordedtime: datetime.datetime
    datacontenttype: str = "application/json"
    dataschema: str
    aggregateversion: int
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None
    data: msgspec.Raw

    @property
    def version(self) -> int:
        return int(self.dataschema.rpartition(":")[2])


def new_id() -> str:
    """A UUIDv7: time-ordered, so that indexes stay local."""
    return str(uuid_utils.uuid7())


def schema(event: type[Event]) -> str:
    return f"urn:steadfast:{event.TYPE}:{event.VERSION}"


def contracts() -> Iterator[type[Event]]:
    """Every event struct of the three contract files, older versions included."""
    for module in (intake, placements, recognition):
        for found in vars(module).values():
            if isinstance(found, type) and issubclass(found, Event) and found.TYPE:
                yield found


CONTRACTS: dict[tuple[str, int], type[Event]] = {(event.TYPE, event.VERSION): event for event in contracts()}
TYPES = frozenset(name for name, _ in CONTRACTS)

_encoder = msgspec.json.Encoder()
_envelope = msgspec.json.Decoder(Message)
_data = {key: msgspec.json.Decoder(event) for key, event in CONTRACTS.items()}


def encode(message: Message) -> bytes:
    return _encoder.encode(message)


def encode_data(event: Event) -> msgspec.Raw:
    """The event's fields as JSON. Raises Unreadable where its own contract would not read them back.

    A struct takes whatever it is made of, and what the log holds is never changed: it would be poison for every reader.
    """
    data = _encoder.encode(event)
    try:
        _reader(type(event)).decode(data)
    except msgspec.ValidationError as error:
        raise Unreadable(f"{schema(type(event))}: {error}") from error
    return msgspec.Raw(data)


@cache
def _reader(kind: type[Event]) -> "msgspec.json.Decoder[Event]":
    return msgspec.json.Decoder(kind)


def decode(payload: bytes) -> Message:
    """Read the envelope alone. Raises Unreadable."""
    try:
        return _envelope.decode(payload)
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(f"envelope: {error}") from error


def event_of(message: Message) -> Event:
    """The event inside, lifted to its newest version. Raises Unknown for a foreign type and Unreadable for a broken one."""
    if message.type not in TYPES:
        raise Unknown(message.type)
    try:
        event = _data[message.type, message.version].decode(message.data)
    except KeyError as error:
        raise Unreadable(f"no contract for {message.dataschema}") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(f"{message.dataschema}: {error}") from error
    while lift := getattr(event, "upcast", None):
        event = lift()
    return event
