"""The one file that imports OpenTelemetry (an extra: `pip install 'steadfast[trace]'`), and only where traces are wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.correlation import CORRELATION
from shared.tracing import FILE, PARENT, Span, Value

HEADER = "traceparent"


class Named:
    """A span of OpenTelemetry."""

    def __init__(self, span: Any) -> None:
        self._span = span

    def named(self, name: str, **facts: Value) -> None:
        self._span.update_name(name)
        self._span.set_attributes(facts)


class OpenTelemetry:
    """Notes spans at an OTLP address, or in a file."""

    is_on = True

    def __init__(self, place: str) -> None:
        self._provider = TracerProvider(resource=Resource.create({"service.name": "steadfast"}))
        self._provider.add_span_processor(_processor(place))
        self._tracer = self._provider.get_tracer("steadfast")
        self._header = TraceContextTextMapPropagator()

    @contextmanager
    def span(self, name: str, parent: str = "", **facts: Value) -> Iterator[Span]:
        above = self._header.extract({HEADER: parent}) if parent else None
        facts = {**facts, "correlation": CORRELATION.get()} if CORRELATION.get() else facts
        span = self._tracer.start_span(name, above, attributes=facts)
        carried: dict[str, str] = {}
        self._header.inject(carried, set_span_in_context(span))
        before = PARENT.set(carried.get(HEADER, ""))
        try:
            yield Named(span)
        finally:
            PARENT.reset(before)
            span.end()


def _processor(place: str) -> Any:
    if place.startswith(FILE):
        lines = Path(place.removeprefix(FILE)).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 - open for good
        return SimpleSpanProcessor(
            ConsoleSpanExporter(out=lines, formatter=lambda span: span.to_json(indent=None) + "\n")
        )
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return BatchSpanProcessor(OTLPSpanExporter(endpoint=place))
