"""The contracts of the wire: what was once written can be read for ever, byte for byte as it was."""

from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from shared import message as wire
from shared.events import Event, Int, Ref
from shared.events.placements import PlacementVoided
from shared.message import Unknown, Unreadable, decode, encode, encode_data, event_of
from tests.examples import event, events, message

GOLDEN = Path(__file__).parent / "golden"
EVENTS = events()
NAMES = [f"{kind.TYPE}.{kind.VERSION}" for kind in EVENTS]


def golden(kind: Any) -> bytes:
    return (GOLDEN / f"{kind.TYPE}.{kind.VERSION}.json").read_bytes()


def changed(payload: bytes, **fields: Any) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(payload) | fields)


def test_there_is_one_golden_file_for_each_version_and_no_other() -> None:
    """A new version gets its file by `python -m tests.contracts`; a file that is there is never written again."""
    assert sorted(file.stem for file in GOLDEN.glob("*.json")) == sorted(NAMES)


@pytest.mark.parametrize("kind", EVENTS, ids=NAMES)
def test_a_golden_message_is_read_as_what_it_says(kind: Any) -> None:
    read = decode(golden(kind))
    assert read == message(kind)
    newest = event_of(read)
    assert type(newest) is kind or hasattr(kind, "upcast")
    if type(newest) is kind:
        assert newest == event(kind)


@pytest.mark.parametrize("kind", EVENTS, ids=NAMES)
def test_a_golden_message_is_written_as_it_was(kind: Any) -> None:
    assert encode(decode(golden(kind))) + b"\n" == golden(kind)
    data = decode(golden(kind)).data
    assert encode_data(msgspec.json.decode(data, type=kind)) == data


@pytest.mark.parametrize("kind", EVENTS, ids=NAMES)
def test_a_field_that_a_newer_publisher_adds_is_passed_over(kind: Any) -> None:
    read = decode(golden(kind))
    more = changed(bytes(read.data), something_new={"deep": [1]})
    grown = changed(golden(kind), another="x", data=msgspec.json.decode(more))
    assert event_of(decode(grown)) == event_of(read)


@pytest.mark.parametrize("kind", EVENTS, ids=NAMES)
def test_data_that_breaks_the_contract_is_unreadable(kind: Any) -> None:
    values: list[Any] = [{}, {kind.SUBJECT: "not a reference!"}, {kind.SUBJECT: 7}, None, []]
    for broken in values:
        with pytest.raises(Unreadable):
            event_of(decode(changed(golden(kind), data=broken)))


@pytest.mark.parametrize("payload", [b"", b"{}", b"[]", b"\xff", b'{"id": 1}', b"null", b'{"type": "x"'])
def test_an_envelope_that_is_none_is_unreadable(payload: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(payload)


def test_a_type_nobody_knows_is_not_for_us() -> None:
    with pytest.raises(Unknown):
        event_of(decode(changed(golden(EVENTS[0]), type="elsewhere.thing.happened")))


@pytest.mark.parametrize("schema", ["urn:steadfast:intake.candidate.ready:99", "urn:steadfast:x:", "nonsense"])
def test_a_version_nobody_knows_is_unreadable(schema: str) -> None:
    kind = next(one for one in EVENTS if one.TYPE == "intake.candidate.ready")
    with pytest.raises(Unreadable):
        event_of(decode(changed(golden(kind), dataschema=schema)))


class TownTold(Event, frozen=True, kw_only=True):
    """The newest version of an event that only this test knows."""

    TYPE: ClassVar[str] = "intake.town.told"
    VERSION: ClassVar[int] = 3
    SUBJECT: ClassVar[str] = "town"

    town: Ref
    people: Int
    houses: Int


class TownTold2(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.town.told"
    VERSION: ClassVar[int] = 2
    SUBJECT: ClassVar[str] = "town"

    town: Ref
    people: Int

    def upcast(self) -> Event:
        return TownTold(town=self.town, people=self.people, houses=0)


class TownTold1(Event, frozen=True, kw_only=True):
    TYPE: ClassVar[str] = "intake.town.told"
    SUBJECT: ClassVar[str] = "place"

    place: Ref

    def upcast(self) -> Event:
        return TownTold2(town=self.place, people=0)


@pytest.mark.parametrize(
    ("version", "data", "people"),
    [(1, {"place": "plovdiv"}, 0), (2, {"town": "plovdiv", "people": 9}, 9)],
    ids=["the oldest", "the second"],
)
def test_an_older_version_is_lifted_to_the_newest(
    monkeypatch: pytest.MonkeyPatch, version: int, data: dict[str, Any], people: int
) -> None:
    kinds = {(kind.TYPE, kind.VERSION): kind for kind in (TownTold, TownTold2, TownTold1)}
    monkeypatch.setattr(wire, "TYPES", wire.TYPES | {TownTold.TYPE})
    monkeypatch.setattr(wire, "_data", {key: msgspec.json.Decoder(kind) for key, kind in kinds.items()})
    old = changed(
        golden(EVENTS[0]), type=TownTold.TYPE, dataschema=f"urn:steadfast:{TownTold.TYPE}:{version}", data=data
    )
    assert event_of(decode(old)) == TownTold(town="plovdiv", people=people, houses=0)


def test_what_no_reader_would_take_is_not_told() -> None:
    """A struct holds whatever it is made of; written into the log, it would be poison for everybody for ever."""
    with pytest.raises(Unreadable, match="reason"):
        encode_data(PlacementVoided(placement="p1", reason="not a code"))
