"""Traces across HTTP, outbox, stream and consumer: OpenTelemetry, imported only where STEADFAST_TRACES says where to.

A span says what was done, for which correlation, by which route or for which kind of event, and never about whom. What
somebody outside sends as `traceparent` is not believed: every trace begins here.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import islice
from typing import Any, Protocol

from shared.settings import BadSetting

PARENT: ContextVar[str] = ContextVar("traceparent", default="")
"""The span within which this is done, as W3C writes it; what is published here carries it."""
MOST = 100
"""Spans for one batch: the requests behind a large one are more than anybody reads."""
FILE = "file:"
Value = str | int


class Span(Protocol):
    """One thing that is being done."""

    def named(self, name: str, **facts: Value) -> None:
        """What it turned out to be."""


class Tracer(Protocol):
    """Notes spans, or nothing."""

    @property
    def is_on(self) -> bool: ...

    def span(self, name: str, parent: str = "", **facts: Value) -> Any:
        """A context manager around what is done, child of `parent` or of nothing; gives the Span."""


class Unnamed:
    """A span that nobody notes: one is enough for all."""

    def __enter__(self) -> Span:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing ends."""

    def named(self, name: str, **facts: Value) -> None:
        """Nobody notes it."""


UNNAMED = Unnamed()


class Untraced:
    """Notes nothing, at next to no cost."""

    is_on = False

    def span(self, name: str, parent: str = "", **facts: Value) -> Unnamed:
        return UNNAMED


UNTRACED = Untraced()


@cache
def tracer_to(place: str) -> Tracer:
    """Notes spans at an OTLP address (http://collector:4318/v1/traces) or, line by line as JSON, in `file:PATH`.

    Raises BadSetting where OpenTelemetry is not installed, or the place is none.
    """
    if not place:
        return UNTRACED
    if not place.startswith(("http://", "https://", FILE)):
        raise BadSetting("STEADFAST_TRACES is http://collector:4318/v1/traces, or file:PATH")
    try:
        from shared.opentelemetry import OpenTelemetry
    except ImportError as error:
        raise BadSetting("STEADFAST_TRACES needs OpenTelemetry: pip install 'steadfast[trace]'") from error
    return OpenTelemetry(place)


@contextmanager
def spans(tracer: Tracer, name: str, parents: Iterable[str | None], **facts: Value) -> Iterator[None]:
    """The same thing done for several at once: a span in the trace of each, up to MOST; the first is the parent of what
    is published meanwhile."""
    each = list(islice(dict.fromkeys(filter(None, parents)), MOST)) if tracer.is_on else []
    with ExitStack() as open_:
        for parent in reversed(each):
            open_.enter_context(tracer.span(name, parent, **facts))
        yield
