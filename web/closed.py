"""A service that lost records answers nobody: what its addresses say meanwhile, with no way to another closed page."""

from collections.abc import Callable
from dataclasses import replace

from litestar import Response

from shared.languages import of_the_public
from web.entrances import Entrances
from web.requests import AnyRequest
from web.respond import page
from web.text import translate

FILES = (".csv", ".ics", ".json", ".pdf", ".png", ".svg", ".txt", ".xml", ".zip")
"""Addresses of what is no page: programs and pictures get no HTML in its place."""
TITLE = "This part is not available just now"
WAYS = (("/{lang}", "To the front page"), ("/{lang}/employers", "Employers"), ("/{lang}/vacancies", "Vacancies"))
IsOpen = Callable[[str], bool]


def is_file(request: AnyRequest) -> bool:
    return request.url.path.endswith(FILES)


def plain(request: AnyRequest) -> Response[str]:
    """503 in a sentence."""
    said = translate(TITLE, request.state.lang)
    headers = {"Cache-Control": "no-store"}
    return Response(f"{said}\n", status_code=503, media_type="text/plain", headers=headers)


def closed_page(request: AnyRequest) -> Response[str]:
    """The page in the place of one that is closed: its menu, foot and links lead to open pages only."""
    site, lang, is_open = request.state.site, request.state.lang, _openness(request)
    written = of_the_public(lang)
    ways = [(path, text) for href, text in WAYS if is_open(path := href.format(lang=written))]
    request.state.nav = [link for link in site.nav(None, lang) if is_open(link.href)]
    return page(
        request,
        "errors/error.html",
        status=503,
        lost=True,
        others_work=not all(runtime.lost for runtime in site.runtimes.values()),
        ways=ways,
        is_open=is_open,
        home=ways[0][0] if ways else "#main",
        alternates=(),
        entrances=_open_entrances(site.entrances, lang, is_open),
    )


def _open_entrances(entrances: Entrances, lang: str, is_open: IsOpen) -> Entrances:
    foot = [(href.replace("{lang}", of_the_public(lang)), text) for href, text in entrances.owed]
    return replace(entrances, owed=tuple((href, text) for href, text in foot if is_open(href)))


def _openness(request: AnyRequest) -> IsOpen:
    """Whether the page at an address without parts that differ is one of an open service."""
    runtimes = request.state.site.runtimes
    services = {
        route.path: handler.opt.get("service", "")
        for route in request.app.routes
        for handler in getattr(route, "route_handlers", ())
    }

    def is_open(href: str) -> bool:
        runtime = runtimes.get(services.get(href.partition("?")[0], ""))
        return runtime is not None and not runtime.lost

    return is_open
