"""An employer's way to its own badge and certificate."""

from typing import Any

from litestar import Response, get

from services.recognition.badges.queries.marks import own_mark
from shared.auth import roles
from shared.languages import of_the_site
from shared.service import Runtime
from web import respond
from web.requests import AnyRequest


@get("/recognition/badge", policy=roles("employer"))
async def own_badge(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """To the certificate of the newest edition; where there is none, a page that says from when there is."""
    actor = request.state.actor
    mark = await runtime.read(own_mark, actor.employer, runtime.clock.today())
    if mark is None:
        return respond.page(request, "recognition/badges/none.html")
    return respond.see_other(f"/{of_the_site(actor.lang)}/certificates/{mark.number}")


PAGES = (own_badge,)
