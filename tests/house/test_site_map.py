"""The site map: every address in it is a page, and no service says one of another that is not in it."""

import re
from collections.abc import Iterator
from dataclasses import astuple, replace

import pytest

from services import site_map
from services.routes import routes
from shared.languages import FRAME
from tests.house.code import NAMES, ROOT, sources
from web.entrances import Entrances
from web.text import TEMPLATES

GET = [route.path for route in routes() if route.method == "GET"]
ALL = [route.path for route in routes()]
NAMED = re.compile(rf"[\"'(`](/(?:{'|'.join(NAMES)})(?:/(?:\{{\{{.*?\}}\}}|\{{[^}}]*\}}|[\w.~-]+)?)*)")
CHANGING = re.compile(r"\{\{.*?\}\}|\{[^}]*\}")


def is_route(address: str, paths: list[str]) -> bool:
    """A `*` stands for anything; an address that ends in a slash for all that is below it."""
    if address.endswith("/"):
        return any(path.startswith(address) for path in paths)
    wanted = address.split("/")
    return any(len(wanted) == len(parts) and all(map(same, wanted, parts)) for parts in (p.split("/") for p in paths))


def same(wanted: str, part: str) -> bool:
    return wanted == part or (wanted == "*" and part.startswith("{"))


def in_menus() -> Iterator[str]:
    for link in (link for links in site_map.NAV.values() for link in links):
        yield from (link.href.format(lang=lang) for lang in FRAME)
        yield from link.under


def named_in(folder: str) -> set[str]:
    """The addresses of services that the code or the templates of this folder spell out."""
    files = [*sources(folder)] if not folder.startswith("web/") else [*(ROOT / folder).rglob("*.html")]
    return {found for file in files for found in NAMED.findall(file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("address", sorted({*in_menus(), *(home for _, home in site_map.HOMES)}))
def test_every_item_of_a_menu_and_every_first_page_is_a_page(address: str) -> None:
    assert is_route(address, GET), address


CONSTANTS = {one for name, one in vars(site_map).items() if name.isupper() and isinstance(one, str)}
SAID = {one for some in site_map.SAID_OF_OTHERS.values() for one in some}


@pytest.mark.parametrize("address", sorted(CONSTANTS | SAID))
def test_every_address_that_a_service_says_of_another_is_a_route(address: str) -> None:
    assert is_route(address, ALL), address


def test_every_entrance_is_a_route_or_a_template() -> None:
    ways: Entrances = site_map.ENTRANCES
    owed = [href.replace("{lang}", lang) for href, _ in ways.owed for lang in FRAME]
    said = [
        one for way in astuple(replace(ways, owed=())) for one in (way if isinstance(way, tuple) else (way,))
    ] + owed
    assert [one for one in said if one.startswith("/") and not is_route(one, ALL)] == []
    assert [one for one in said if not one.startswith("/") and not (TEMPLATES / one).is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_service_says_of_the_others_what_is_in_the_site_map_and_no_more(name: str) -> None:
    said = {
        CHANGING.sub("*", one).rstrip("/") for one in named_in(f"services/{name}") | named_in(f"web/templates/{name}")
    }
    assert sorted(one for one in said if one.split("/")[1] != name) == sorted(site_map.SAID_OF_OTHERS[name])


def test_the_look_names_no_address_and_no_template_of_a_service() -> None:
    frame = [*sources("web"), *TEMPLATES.glob("*.html"), *(TEMPLATES / "errors").glob("*.html")]
    words = re.compile(rf"[\"'](?:/(?:{'|'.join(NAMES)})[/\"']|(?:{'|'.join(NAMES)})/[\w/]+\.html)")
    assert [(file.name, found) for file in frame for found in words.findall(file.read_text())] == []
