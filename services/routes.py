"""Every route of the whole site: its address, whose it is, who may use it and what it asks, as the routes declare it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar

from services.app import create_app
from services.demo import DEMO_PAGES
from services.intake.service import SERVICE as INTAKE
from services.placements.service import SERVICE as PLACEMENTS
from services.recognition.service import SERVICE as RECOGNITION
from shared.auth import Policy
from shared.settings import Settings
from web.site import handlers

SERVICES = (INTAKE, PLACEMENTS, RECOGNITION)
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One method of one address: whose it is, who may use it, and what a form or JSON body asks for."""

    method: str
    path: str
    service: str
    policy: Policy
    handler: Any

    @property
    def template(self) -> str:
        """The address as OpenAPI writes it."""
        return "/".join(_parameter(part) or part for part in self.path.split("/")) or "/"

    @property
    def parameters(self) -> list[str]:
        return [found[1:-1] for part in self.path.split("/") if (found := _parameter(part))]

    @property
    def command(self) -> type[msgspec.Struct] | None:
        """What it `asks` of the service's table, or the form it `reads` by itself."""
        found: type[msgspec.Struct] | None = self.handler.opt.get("asks") or self.handler.opt.get("reads")
        return found


def _parameter(part: str) -> str:
    return f"{{{part[1:-1].partition(':')[0]}}}" if part.startswith("{") else ""


def routes() -> list[Route]:
    """Every route of the whole site, demonstration included, from the application itself."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(SERVICES, Settings(data=Path(folder)), DEMO_PAGES)
        for runtime in app.runtimes.values():
            runtime.close()
    site: Any = app.site
    while not isinstance(site, Litestar):
        site = site.app
    found = {}
    for handler in handlers(site):
        for path in handler.paths:
            for method in handler.http_methods:
                service = "" if path_is_common(path) else handler.opt["service"]
                found[path, method] = Route(method, path, service, handler.opt["policy"], handler)
    return [found[key] for key in sorted(found)]


def path_is_common(path: str) -> bool:
    """Whether every service answers this address alike."""
    return path.split("/")[1] in ("static", "healthz", "readyz", "language", "demo")
