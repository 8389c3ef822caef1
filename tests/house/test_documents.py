"""What outsiders may rely on is written down, and is what the code does."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from services.documents import asyncapi, openapi
from services.routes import SERVICES
from shared.message import CONTRACTS
from tests.house.code import ROOT


@pytest.fixture(scope="module")
def events() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(asyncapi())
    return document


@pytest.fixture(scope="module")
def commands() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(openapi())
    return document


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (value for key, value in node.items() if key == "$ref")
        node = node.values()
    if isinstance(node, list) or not isinstance(node, str | int | float | bool | None):
        for one in node:
            yield from references(one)


def found(document: dict[str, Any], reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def test_asyncapi_is_current() -> None:
    assert (ROOT / "docs/asyncapi.yaml").read_text() == asyncapi(), "steadfast documents asyncapi > docs/asyncapi.yaml"


def test_openapi_is_current() -> None:
    assert (ROOT / "docs/openapi.json").read_text() == openapi(), "steadfast documents openapi > docs/openapi.json"


def test_every_event_has_a_channel_a_message_and_a_schema(
    events: dict[str, Any],
) -> None:
    assert set(events["channels"]) == {name for name, _ in CONTRACTS}
    for event in CONTRACTS.values():
        assert f"{event.__name__}.{event.VERSION}" in events["components"]["messages"]
        assert set(events["components"]["schemas"][event.__name__]["properties"]) == set(event.__struct_fields__)


def test_who_tells_and_who_hears_is_who_says_so(
    events: dict[str, Any],
) -> None:
    for service in SERVICES:
        for action, addresses in (("tells", [one.TYPE for one in service.publishes]), ("hears", service.hears)):
            listed = [name for name in events["operations"] if name.startswith(f"{service.name}.{action}.")]
            assert sorted(listed) == sorted(f"{service.name}.{action}.{address}" for address in addresses)


@pytest.mark.parametrize("name", ["events", "commands"])
def test_every_reference_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    document = request.getfixturevalue(name)
    every = set(references(document))
    assert every
    assert all(found(document, reference) for reference in every)


def test_a_field_that_the_address_gives_is_not_asked_for_again(
    commands: dict[str, Any],
) -> None:
    for path, methods in commands["paths"].items():
        for operation in (one for one in methods.values() if "requestBody" in one):
            body = operation["requestBody"]["content"]["application/json"]["schema"]
            body = found(commands, body["$ref"]) if "$ref" in body else body
            named = {parameter["name"] for parameter in operation["parameters"]}
            assert not named & set(body["properties"]), path


def test_operations_have_names_of_their_own(
    commands: dict[str, Any],
) -> None:
    names = [operation["operationId"] for methods in commands["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))
