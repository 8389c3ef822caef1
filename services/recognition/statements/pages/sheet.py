"""The questions of the interview as a sheet to print: anybody may take one. Never touches the session."""

from typing import Any

from litestar import Response, get

from services.recognition.statements.model.interview import QUESTIONS
from shared.auth import PUBLIC
from shared.languages import addresses, of_each
from web import respond
from web.requests import AnyRequest

ASKED = QUESTIONS[:-1]
"""A conversation asks its own."""


@get(addresses("/interview"), policy=PUBLIC, sync_to_thread=False)
def sheet(request: AnyRequest) -> Response[Any]:
    lang = request.state.lang
    request.state.nav = request.state.site.nav(None, lang)
    return respond.page(
        request,
        "recognition/statements/sheet.html",
        headers={"Cache-Control": "public, no-cache"},
        alternates=of_each(request.url.path),
        questions=ASKED,
    )


PAGES = (sheet,)
