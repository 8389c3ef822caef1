"""Alerts on the desk: each with its rule in words and its numbers, closed with a reason."""

from typing import Any

from litestar import Response, get, post

from services.recognition.oversight import commands
from services.recognition.oversight.queries import alerts as queries
from services.recognition.oversight.rules import employers, services, shells
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

READERS = roles("auditor", "editor")
RULES = {"employers": employers, "services": services, "shells": shells}
"""For the words of each rule: its parameters are said by name."""


@get("/recognition/alerts", policy=READERS)
async def open_alerts(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/oversight/alerts.html", **await _alerts(request, runtime))


async def _alerts(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    closed = request.query_params.get("state") == "closed"
    some = queries.closed_alerts if closed else queries.open_alerts
    found = await runtime.read(some, request.query_params.get("after", ""))
    onward = found.next("/recognition/alerts", state="closed" if closed else "")
    return {"alerts": found.rows, "next": onward, "closed": closed, "rules": RULES}


@get("/recognition/alerts/{alert:str}", policy=READERS)
async def one_alert(request: AnyRequest, runtime: Runtime, alert: str) -> Response[Any]:
    return respond.page(request, "recognition/oversight/alert.html", **await _one(runtime, alert))


async def _one(runtime: Runtime, alert: str) -> dict[str, Any]:
    return {"one": await runtime.read(queries.alert_numbered, alert), "rules": RULES}


@post("/recognition/alerts/{alert:str}/closing", policy=READERS, asks=commands.CloseAlert)
async def close_alert(request: AnyRequest, runtime: Runtime, alert: str) -> Response[Any]:
    page = forms.FormPage(
        "recognition/oversight/alert.html", lambda _: "/recognition/alerts", lambda: _one(runtime, alert)
    )
    return await forms.submit(request, runtime, page, flash="The alert is closed. It opens again if its numbers grow.")


PAGES = (open_alerts, one_alert, close_alert)
