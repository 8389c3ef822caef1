"""The layer outside all others: each request is counted and timed by its route, has an id, and is a line of the log."""

import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shared.correlation import CORRELATION
from shared.logs import ACCESS
from shared.message import new_id
from shared.tracing import UNTRACED, Tracer
from web.site import ROUTE

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

log = logging.getLogger(ACCESS)

KEPT, UNKNOWN = "kept page", "none"
"""Instead of a route: a public page that the cache had, and an address that leads nowhere."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds."""
BUCKETS = (*map(str, BOUNDS), "+Inf")


class Answered(NamedTuple):
    """One request as it is counted: never with an address, a name or a reference."""

    method: str
    route: str
    status: int
    seconds: float


class Counted:
    """Requests so far, by template of the route, so that no id becomes a label. Prometheus is asked for when it asks."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, str]] = Counter()
        self._within: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def note(self, one: Answered) -> None:
        self._requests[one.method, one.route, str(one.status)] += 1
        if one.route not in self._within:
            self._within[one.route], self._seconds[one.route] = [0] * len(BUCKETS), 0.0
        self._within[one.route][bisect_left(BOUNDS, one.seconds)] += 1
        self._seconds[one.route] += one.seconds

    def collect(self) -> "Iterator[Metric]":
        """As Prometheus takes them."""
        from prometheus_client.metrics_core import CounterMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily("steadfast_requests", "Requests answered.", labels=("method", "route", "status"))
        for labels, number in self._requests.items():
            requests.add_metric(labels, number)
        seconds = HistogramMetricFamily("steadfast_request_seconds", "Time to answer.", labels=("route",))
        for route, within in self._within.items():
            seconds.add_metric([route], [*zip(BUCKETS, accumulate(within), strict=True)], self._seconds[route])
        yield from (requests, seconds)


class Traffic:
    """Wraps the whole site, and knows what was answered so far."""

    def __init__(self, app: ASGIApp, tracer: Tracer = UNTRACED) -> None:
        self.app, self.tracer = app, tracer
        self.counted = Counted()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        began, statuses, found = perf_counter(), list[int](), list[str]()
        scope[ROUTE] = found  # type: ignore[literal-required]
        before = CORRELATION.set(new_id())

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        with self.tracer.span("request") as span:
            try:
                await self.app(scope, receive, watched)
            finally:
                one = answered(scope["method"], found, statuses[0] if statuses else 500, perf_counter() - began)
                span.named(f"{one.method} {one.route}", status=one.status)
                self._note(one)
                CORRELATION.reset(before)

    def _note(self, one: Answered) -> None:
        self.counted.note(one)
        if log.isEnabledFor(logging.INFO):
            log.info("request", extra=line(one))


def answered(method: str, found: list[str], status: int, seconds: float) -> Answered:
    """`found`: the template of the route, empty where no route was asked; nothing that somebody could make up is kept."""
    route = (found[0] or UNKNOWN) if found else KEPT if status in (200, 304) else UNKNOWN
    return Answered(method if method in METHODS else "other", route, status, seconds)


def line(one: Answered) -> dict[str, Any]:
    """What the access log says of a request: no address of whoever asks, and of the page only which kind it is."""
    return {"method": one.method, "route": one.route, "status": one.status, "seconds": round(one.seconds, 4)}
