"""Each request is a line of the log and a figure, by its route alone; what it causes carries its id."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import Any

import pytest
import sqlalchemy as sa
import structlog
from prometheus_client.exposition import generate_latest

from services.app import create_app
from services.placements.service import SERVICE
from shared import logs
from shared.correlation import CORRELATION
from shared.message import decode
from shared.service import Runtime, Service
from shared.settings import Settings
from tests.faults.reference import OFFICE, Declare, declare
from tests.visitor import Visitor
from web.traffic import Traffic, answered

pytestmark = pytest.mark.one_database


@pytest.fixture
def written() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The log of a served site so far, as programs read it."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    with redirect_stderr(stream):
        logs.set_up(to_people=False)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def traffic(settings: Settings) -> Iterator[tuple[Traffic, Visitor]]:
    app = create_app([SERVICE], settings)
    yield app.traffic, Visitor(app.traffic, app.runtimes["placements"].keys)
    app.runtimes["placements"].close()


def test_a_request_is_a_line_with_its_route_and_time_and_nobodys_address(
    traffic: tuple[Traffic, Visitor], written: Callable[[], list[dict[str, Any]]]
) -> None:
    _, nobody = traffic
    nobody.get("/placements/hires/some-reference?q=Oksana")
    nobody.get("/nowhere/Oksana")
    lines = [line for line in written() if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/placements/hires/{placement}", 303),
        ("GET", "none", 404),
    ]
    assert all(line["correlation"] and line["seconds"] >= 0 for line in lines)
    assert not {"some-reference", "Oksana", "127.0.0.1"} & set(json.dumps(lines).replace('"', " ").split())


def test_requests_are_counted_by_route_and_never_by_reference(traffic: tuple[Traffic, Visitor]) -> None:
    layer, nobody = traffic
    for reference in ("one", "two"):
        nobody.get(f"/placements/hires/{reference}")
    figures = generate_latest(layer.counted).decode()
    counted = 'steadfast_requests_total{method="GET",route="/placements/hires/{placement}",status="303"} 2.0'
    assert counted in figures
    assert "one" not in figures.replace("none", "")


@pytest.mark.parametrize(
    ("method", "found", "status", "counted"),
    [
        ("GET", ["/a/{b}"], 200, ("GET", "/a/{b}")),
        ("OKSANA", [""], 405, ("other", "none")),
        ("GET", [], 200, ("GET", "kept page")),
        ("GET", [], 304, ("GET", "kept page")),
        ("GET", [], 414, ("GET", "none")),
    ],
)
def test_nothing_that_somebody_makes_up_becomes_a_label(
    method: str, found: list[str], status: int, counted: tuple[str, str]
) -> None:
    assert answered(method, found, status, 0.1)[:2] == counted


def test_what_a_request_causes_carries_its_id(open_runtime: Callable[[Service], Runtime]) -> None:
    office = open_runtime(OFFICE)
    before = CORRELATION.set("of-this-request")
    try:
        asyncio.run(office.do(declare, Declare(1)))
    finally:
        CORRELATION.reset(before)
    payload = office.service.metadata.tables["outbox"].c.payload
    (row,) = office.database.look(lambda s: list(s.scalars(sa.select(payload))))
    assert decode(row).correlationid == "of-this-request"


def test_the_lines_of_one_request_have_its_id(written: Callable[[], list[dict[str, Any]]]) -> None:
    before = CORRELATION.set("of-this-request")
    try:
        structlog.get_logger("any").warning("something")
    finally:
        CORRELATION.reset(before)
    structlog.get_logger("any").warning("something else")
    assert [line.get("correlation") for line in written()] == ["of-this-request", None]


def test_what_is_read_and_written_for_a_request_has_its_id(open_runtime: Callable[[Service], Runtime]) -> None:
    database = open_runtime(OFFICE).database

    async def asked() -> list[str]:
        return [await database.read(lambda _: CORRELATION.get()), await database.write(lambda _: CORRELATION.get())]

    before = CORRELATION.set("of-this-request")
    try:
        assert asyncio.run(asked()) == ["of-this-request"] * 2
    finally:
        CORRELATION.reset(before)
