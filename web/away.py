"""Somebody who is not, or no longer, signed in: where the browser is sent, and how typed text outlives the pause."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import FormMultiDict

from shared.auth import Actor, Held
from shared.clock import machine_now
from web.respond import local, page, see_other

AnyRequest = Request[Any, Any, Any]
SECOND, UNLOCK, SIGN_IN = "/intake/second-factor", "/intake/unlock", "/intake/sign-in"
MY_DATA = "/intake/my-data/sign-in"


OF_THE_PERSON = ("/intake/my-data", "/placements/my-work")
"""People looking for work have no password: they ask for another code."""


def ask(request: AnyRequest, *, second: bool) -> Response[Any]:
    """To the second factor, to the password after a pause, or to the sign-in; a sent form is kept in the page."""
    away: Actor | None = getattr(request.state, "away", None)
    if (away is not None and away.is_person) or (not second and request.scope["path"].startswith(OF_THE_PERSON)):
        return see_other(MY_DATA)
    idle = away is not None and away.expires > machine_now()
    if away is not None and (form := _sent(request)) is not None:
        held = _keys(request).hold(Held(away.account, request.scope["path"], _kept(form)))
        template = "intake/access/unlock.html" if idle else "intake/access/sign_in.html"
        return page(request, template, status=422, held=held, back="", who=away.name)
    where = (SECOND if second else UNLOCK if idle else SIGN_IN) + _back(request)
    if request.headers.get("HX-Request") == "true":
        return Response("", status_code=204, headers={"HX-Redirect": where})
    return see_other(where)


def held_for(request: AnyRequest, form: Any, account: str) -> Held | None:
    """The form that waits in this one, if it was this account's."""
    text = form.get("_held")
    held = _keys(request).held(text) if isinstance(text, str) and text else None
    return held if held is not None and held.account == account and local(held.path, "") else None


def go_on(request: AnyRequest, held: Held) -> Response[Any]:
    """The page that sends what was held once more, in the session that the request now has."""
    return page(request, "intake/access/go_on.html", held=held)


def _sent(request: AnyRequest) -> FormMultiDict | None:
    """The form that the door has read and found to be of this session."""
    return getattr(request.state, "sent", None)


def _kept(form: FormMultiDict) -> list[tuple[str, str]]:
    """What was typed, and the key of the form; no token, and no password."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return [
        (name, value)
        for name, value in pairs
        if (name == "_key" or not name.startswith("_")) and "password" not in name
    ]


def _back(request: AnyRequest) -> str:
    if request.method != "GET":
        return ""
    query = request.scope.get("query_string", b"").decode("ascii", "ignore")
    path = quote(request.scope["path"]) + (f"?{query}" if query else "")
    return f"?next={quote(path)}"


def _keys(request: AnyRequest) -> Any:
    return next(iter(request.state.site.runtimes.values())).keys
