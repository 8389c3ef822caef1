"""What any public site owes, one page each, written natively in every language. Never touches the session."""

from typing import Any

from litestar import Response, get

from services.recognition import scoring
from services.recognition.about.model import TITLES
from services.recognition.board.queries.dictionary import COLUMNS
from services.recognition.scoring import parameters
from shared.auth import PUBLIC
from shared.languages import addresses, of_each
from shared.service import Runtime
from web import respond
from web.requests import AnyRequest

MARKS = ("bronze", "silver", "gold")


def thresholds() -> list[dict[str, Any]]:
    """What each mark takes, from the parameters of the score: points, share who stayed in percent, proof asked or not."""
    return [
        {"mark": mark, "points": points // 100, "share": share // 100, "proof": level >= parameters.PROOF_FROM}
        for level, (mark, (points, share)) in enumerate(zip(MARKS, parameters.TIERS, strict=True), 1)
    ][::-1]


@get([path for name in TITLES for path in addresses(f"/{name}")], policy=PUBLIC, sync_to_thread=False)
def owed(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    lang, path = request.state.lang, request.url.path
    name = path.rsplit("/", 1)[1]
    request.state.nav = request.state.site.nav(None, lang)
    return respond.page(
        request,
        "recognition/about/owed.html",
        headers={"Cache-Control": "public, no-cache"},
        alternates=of_each(path),
        title=TITLES[name],
        words=f"recognition/about/{lang}/{name}.html",
        operator=runtime.settings.operator,
        method=scoring.CURRENT.name,
        marks=thresholds(),
        least=parameters.MINIMUM_KEPT,
        columns=COLUMNS,
    )


PAGES = (owed,)
