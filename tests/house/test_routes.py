"""Every address: inside its service's prefixes, with a policy, written down, and led to by the proxy."""

import re
from pathlib import Path

import pytest

from services.app import create_app
from services.documents import permissions
from services.routes import SERVICES, UNSAFE, Route, path_is_common, routes
from shared.auth import ROLES, Policy
from shared.languages import addresses
from shared.service import Service
from shared.settings import Settings
from tests.house.code import ROOT
from web.site import routed

ROUTES = routes()
HOME = {"/", *addresses("")}
NO_COMMAND = {("POST", "/language"), ("POST", "/demo/clock")}
READ_BY_THE_PAGE = {
    "/intake/sign-in", "/intake/unlock", "/intake/my-data/language", "/intake/candidates/searches",
}  # fmt: skip
"""Nothing is written, or the session alone: there is no handler for them."""


def test_routes_are_made_once_however_often_their_service_is_opened(tmp_path: Path) -> None:
    def open_and_close() -> None:
        app = create_app(SERVICES[-1:], Settings(data=tmp_path))
        next(iter(app.runtimes.values())).close()

    open_and_close()
    before = routed.cache_info().misses
    open_and_close()
    assert routed.cache_info().misses == before


def within(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_answers_only_below_its_prefixes(service: Service) -> None:
    own = [route.path for route in ROUTES if route.service == service.name]
    assert own
    assert [path for path in own if path not in HOME and not any(within(path, one) for one in service.prefixes)] == []


def test_no_prefix_lies_within_another() -> None:
    declared = [prefix for service in SERVICES for prefix in service.prefixes]
    assert [(a, b) for a in declared for b in declared if a is not b and within(a, b)] == []


def test_what_every_service_answers_is_the_agreed_few() -> None:
    common = {route.path.split("/")[1] for route in ROUTES if path_is_common(route.path)}
    assert common == {"static", "healthz", "readyz", "language", "demo"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_a_route_has_a_policy_of_known_roles(route: Route) -> None:
    assert isinstance(route.policy, Policy)
    assert set(route.policy.roles) <= set(ROLES)
    assert not (route.policy.public and route.method in UNSAFE)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method in UNSAFE], ids=lambda route: route.path)
def test_what_is_posted_is_one_command_of_the_table(route: Route) -> None:
    tables = {service.name: service.commands for service in SERVICES}
    assert (route.command is None) == ((route.method, route.path) in NO_COMMAND)
    in_table = route.command in tables.get(route.service, {})
    assert in_table == (route.command is not None and route.path not in READ_BY_THE_PAGE)


def test_the_table_of_permissions_is_current() -> None:
    assert (ROOT / "docs/permissions.md").read_text() == permissions(), (
        "steadfast documents permissions > docs/permissions.md"
    )


def test_the_proxy_leads_each_prefix_to_its_service() -> None:
    assert led() == {prefix: service.name for service in SERVICES for prefix in service.prefixes}


def test_what_every_service_answers_alike_goes_to_any() -> None:
    paths = matched("common", (ROOT / "deploy/Caddyfile").read_text())
    common = {route.path.split("{")[0] for route in ROUTES if path_is_common(route.path)}
    assert {path.rstrip("*") for path in paths} == {path for path in common if not path.startswith("/demo")}


def matched(name: str, caddyfile: str) -> list[str]:
    found = re.search(rf"^\s*@{name} path (.+)$", caddyfile, re.M)
    assert found, name
    return found[1].split()


def led() -> dict[str, str]:
    """The prefixes of deploy/Caddyfile: a matcher `@service path /a /a/* ...` for each, handed to its instances."""
    text = (ROOT / "deploy/Caddyfile").read_text()
    found: dict[str, str] = {}
    for name in [service.name for service in SERVICES]:
        given = matched(name, text)
        prefixes = [path for path in given if not path.endswith("/*")]
        assert sorted(given) == sorted([*prefixes, *(f"{prefix}/*" for prefix in prefixes)])
        assert re.search(rf"handle @{name} \{{\s*import {name}\s*\}}", text), f"nothing handles @{name}"
        assert re.search(rf"^\({name}\) \{{\s*reverse_proxy \{{\$STEADFAST_{name.upper()}:", text, re.M)
        found |= dict.fromkeys(prefixes, name)
    return found
