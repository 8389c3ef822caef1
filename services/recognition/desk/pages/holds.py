"""An editor finds a public page and marks or takes down what it says, at once."""

from typing import Any

from litestar import Response, get, post

from services.recognition.board.printed import named_honours, printed
from services.recognition.desk.queries import holds
from services.recognition.statements import commands
from shared.auth import roles
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest

EDITOR = roles("editor")
MOST_SEARCH = 200


@get("/recognition/profiles", policy=EDITOR)
async def found_profiles(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """Public addresses by name, or by the address itself."""
    wanted = str(request.query_params.get("q", ""))[:MOST_SEARCH].strip()
    found = await runtime.read(holds.pages_named, wanted) if wanted else []
    return respond.page(request, "recognition/desk/profiles.html", wanted=wanted, found=found, most=holds.MOST)


@get("/recognition/profiles/{slug:str}/holds", policy=EDITOR)
async def holds_on(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    return respond.page(request, "recognition/desk/holds.html", **await _page(request, runtime, slug))


@post("/recognition/profiles/{slug:str}/holds", policy=EDITOR, asks=commands.PlaceHold)
async def place_hold(request: AnyRequest, runtime: Runtime, slug: str) -> Response[Any]:
    page = await runtime.read(holds.page_holds, slug, runtime.clock.today())
    return await forms.submit(
        request,
        runtime,
        forms.FormPage(
            "recognition/desk/holds.html",
            lambda _: f"/recognition/profiles/{slug}/holds",
            lambda: _page(request, runtime, slug),
        ),
        path={"group": page.group},
        flash="It is done, and public at once.",
    )


async def _page(request: AnyRequest, runtime: Runtime, slug: str) -> dict[str, Any]:
    page = await runtime.read(holds.page_holds, slug, runtime.clock.today())
    said = await printed(runtime, page.stated)
    names = await named_honours(runtime, [page.group], request.state.lang)
    sentences = names | {one.subject: said[one.id].sentences[request.state.lang] for one in page.stated}
    return {"page": page, "sentences": sentences}


PAGES = (found_profiles, holds_on, place_hold)
