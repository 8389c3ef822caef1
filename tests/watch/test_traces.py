"""One trace leads from a request over outbox and stream to whoever took the event; without being asked nothing is imported."""

import asyncio
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from shared.message import decode
from shared.nats_server import NatsServer
from shared.service import Runtime, Service
from shared.settings import BadSetting, Settings
from shared.tracing import MOST, UNTRACED, Value, spans, tracer_to
from tests.faults.reference import Declare, declare
from tests.shared.at_work import at_work
from tests.shared.conftest import nats
from web.traffic import Traffic

__all__ = ["nats"]

pytestmark = pytest.mark.one_database


@pytest.fixture
def traced(settings: Settings, tmp_path: Path) -> Settings:
    return msgspec.structs.replace(settings, traces=f"file:{tmp_path}/traces")


def spans_in(settings: Settings) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(settings.traces.removeprefix("file:")).read_text().splitlines()]


def test_one_trace_leads_from_the_request_to_whoever_took_the_event(
    traced: Settings, nats: NatsServer, open_runtime: Callable[[Service], Runtime]
) -> None:
    def opened(service: Service) -> Runtime:
        runtime = open_runtime(service)
        runtime.settings = traced
        return runtime

    async def story() -> None:
        async with at_work(nats, opened) as work:

            async def page(scope: Any, receive: Any, send: Any) -> None:
                await work.office.do(declare, Declare(1))
                await send({"type": "http.response.start", "status": 303, "headers": []})

            await Traffic(page, tracer_to(traced.traces))(request(), None, ignore)  # type: ignore[arg-type]
            await work.idle()
            box = work.office.service.metadata.tables["outbox"].c
            (payload,) = work.office.database.look(lambda s: list(s.scalars(sa.select(box.payload))))
            assert decode(payload).traceparent

    asyncio.run(story())
    traces = defaultdict(list)
    for span in spans_in(traced):
        traces[span["context"]["trace_id"]].append(span)
    (trace,) = traces.values()
    root = next(span for span in trace if span["parent_id"] is None)
    assert root["name"] == "POST none"
    assert root["attributes"]["status"] == 303
    assert root["attributes"]["correlation"]
    others = {span["name"]: span["parent_id"] for span in trace if span is not root}
    assert set(others) == {"publish", "take intake.employer.headcount"}
    assert set(others.values()) == {root["context"]["span_id"]}


def request() -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": "/x",
        "headers": [(b"traceparent", b"00-" + b"1" * 32 + b"-" + b"2" * 16 + b"-01")],
    }


async def ignore(_: Any) -> None:
    """Nobody reads the answer."""


def test_a_batch_has_a_span_in_each_trace_but_no_more_than_anybody_reads() -> None:
    class Counting:
        is_on = True

        def __init__(self) -> None:
            self.seen: list[str] = []

        def span(self, name: str, parent: str = "", **facts: Value) -> Any:
            self.seen.append(parent)
            return UNTRACED.span(name)

    some, many = Counting(), Counting()
    with spans(some, "take", ["a", None, "b", "a"]):
        assert sorted(some.seen) == ["a", "b"]
    with spans(many, "take", [str(number) for number in range(1000)]):
        assert len(many.seen) == MOST


def test_without_being_asked_nothing_of_it_is_imported() -> None:
    look = "import sys, services.__main__; print([name for name in sys.modules if 'opentelemetry' in name])"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_where_it_is_not_installed_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shared.opentelemetry", None)
    with pytest.raises(BadSetting, match=r"steadfast\[trace\]"):
        tracer_to("http://127.0.0.1:1/v1/traces")
    with pytest.raises(BadSetting, match="STEADFAST_TRACES"):
        tracer_to("somewhere")
