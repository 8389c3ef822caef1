"""What may be told: by whom, and made of what."""

import ast
import datetime
import types
import typing
from builtins import bool
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.app import listening
from services.routes import SERVICES
from shared.events import Code, Event, Flag, Int, PublicText, Ref
from shared.message import CONTRACTS
from shared.service import Service
from tests.house.code import place, sources, tree, values

PLAIN = {Ref, Code, Int, Flag, datetime.date, datetime.datetime}
PUBLIC_NOUNS = {"employer", "organisation", "vacancy", "practice", "edition", "profile"}
EVENTS = sorted(CONTRACTS.values(), key=lambda event: (event.TYPE, event.VERSION))


def kinds(annotation: Any) -> Any:
    """The field's types, out of their unions and tuples."""
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType, tuple):
        inner = [one for one in typing.get_args(annotation) if one not in (type(None), Ellipsis)]
        return [kind for one in inner for kind in kinds(one)]
    return [annotation]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_is_made_of_references_codes_dates_numbers_and_flags(event: Any) -> None:
    public = event.TYPE.split(".")[1] in PUBLIC_NOUNS
    allowed = PLAIN | ({PublicText} if public else set())
    hints = typing.get_type_hints(event, include_extras=True)
    told = {name: kinds(hints[name]) for name in event.__struct_fields__}
    assert {name: kind for name, kind in told.items() if not set(kind) <= allowed} == {}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_is_named_after_its_service_its_noun_and_what_happened(event: Any) -> None:
    service, noun, happened = event.TYPE.split(".")
    assert event.__module__.split(".")[:3] == ["shared", "events", service]
    assert f"{noun}.{happened}".replace("-", "").replace(".", "") == event.__name__.lower().rstrip("0123456789")
    assert event.SUBJECT in event.__struct_fields__
    assert event.__struct_config__.frozen


def test_no_two_structs_claim_the_same_type_and_version() -> None:
    classes = [event for event in _subclasses(Event) if event.TYPE and event.__module__.startswith("shared.events")]
    assert sorted(f"{event.TYPE} {event.VERSION}" for event in classes) == sorted(
        f"{name} {n}" for name, n in CONTRACTS
    )


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_makes_only_events_of_its_own_contracts_and_lists_exactly_those(service: Service) -> None:
    made, foreign = set(), []
    for file in sources(f"services/{service.name}"):
        used = list(values(file)) if file.name != "service.py" else []
        for node, thing in used:
            if not (isinstance(thing, type) and issubclass(thing, Event) and thing.TYPE):
                continue
            if thing.__module__.split(".")[:3] == ["shared", "events", service.name]:
                made.add(thing)
            elif _is_made(node, file):
                foreign.append(place(file, node))
    assert foreign == []
    listed = set(service.publishes)
    assert listed - made == set(), "listed, but nothing makes them"
    assert made - listed == set(), "made, but not listed"
    assert len(listed) == len(service.publishes)


def test_every_contract_has_a_publisher() -> None:
    told = {event for service in SERVICES for event in service.publishes}
    untold = {event.TYPE for event in EVENTS if event not in told and not hasattr(event, "upcast")}
    assert untold == set(), "a contract that nobody tells"


def test_every_contract_has_a_listener_or_is_told_for_partners() -> None:
    heard = {event for each in map(listening, SERVICES) for event in (*each.projections, *each.reactions)}
    unheard = {event for event in EVENTS if event not in heard and not hasattr(event, "upcast")}
    assert {event.TYPE for event in unheard if not event.FOR_PARTNERS} == set(), "told to nobody"
    assert {event.TYPE for event in EVENTS if event.FOR_PARTNERS} == {event.TYPE for event in unheard}


def _is_made(node: ast.AST, file: Path) -> bool:
    return any(isinstance(call, ast.Call) and call.func is node for call in ast.walk(tree(file)))


def _subclasses(kind: Any) -> Iterator[Any]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)
