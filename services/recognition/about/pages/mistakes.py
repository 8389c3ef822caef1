"""Contact: a reader tells of a mistake without an account, a name or an address; an editor answers."""

from typing import Any

from litestar import Response, get, post

from services.recognition.about import commands
from services.recognition.about.handlers.mistakes import KEPT
from services.recognition.about.queries import mistakes as queries
from shared.auth import ANYBODY, roles
from shared.languages import addresses, of_each
from shared.service import Runtime
from web import forms, respond
from web.requests import AnyRequest
from web.respond import local

EDITOR = roles("editor")
MOST_PAGE = 200


def _contact(request: AnyRequest, runtime: Runtime) -> dict[str, Any]:
    """The page that is wrong may come in the address: its path, and of what kind the mistake is."""
    asked = request.query_params
    page = local(str(asked.get("page", ""))[:MOST_PAGE], "")
    what = str(asked.get("what", ""))
    return {
        "alternates": of_each(request.url.path),
        "operator": runtime.settings.operator,
        "known": {"page": page, "what": what if what in commands.KINDS else ""},
    }


@get(addresses("/contact"), policy=ANYBODY, sync_to_thread=False)
def contact(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/about/contact.html", **_contact(request, runtime))


@post(addresses("/contact"), policy=ANYBODY, asks=commands.ReportMistake)
async def report(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    async def context() -> dict[str, Any]:
        return _contact(request, runtime)

    lang = request.state.lang
    page = forms.FormPage("recognition/about/contact.html", lambda reference: f"/{lang}/mistakes/{reference}", context)
    return await forms.submit(request, runtime, page, path={"lang": lang})


@get(addresses("/mistakes/{reference:str}"), policy=ANYBODY)
async def receipt(request: AnyRequest, runtime: Runtime, reference: str) -> Response[Any]:
    """Whoever told of it reads here that it came, and later the answer."""
    found = await runtime.read(queries.mistake_of, reference)
    return respond.page(
        request,
        "recognition/about/receipt.html",
        headers={"Cache-Control": "no-store", "X-Robots-Tag": "noindex"},
        mistake=found,
        kept=KEPT.days,
        alternates=of_each(request.url.path),
    )


@get("/recognition/mistakes", policy=EDITOR)
async def open_mistakes(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    return respond.page(request, "recognition/about/mistakes.html", mistakes=await runtime.read(queries.open_mistakes))


@get("/recognition/mistakes/{mistake:str}", policy=EDITOR)
async def one_mistake(request: AnyRequest, runtime: Runtime, mistake: str) -> Response[Any]:
    return respond.page(request, "recognition/about/mistake.html", **await _one(runtime, mistake))


async def _one(runtime: Runtime, mistake: str) -> dict[str, Any]:
    return {"mistake": await runtime.read(queries.mistake_of, mistake)}


@post("/recognition/mistakes/{mistake:str}/closing", policy=EDITOR, asks=commands.CloseMistake)
async def close(request: AnyRequest, runtime: Runtime, mistake: str) -> Response[Any]:
    page = forms.FormPage(
        "recognition/about/mistake.html", lambda _: "/recognition/mistakes", lambda: _one(runtime, mistake)
    )
    return await forms.submit(request, runtime, page, flash="It is answered. Whoever told of it reads the answer.")


PAGES = (contact, report, receipt, open_mistakes, one_mistake, close)
