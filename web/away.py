"""Somebody who is not, or no longer, signed in: where the browser is sent, and how typed text outlives the pause."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.datastructures import FormMultiDict

from shared.auth import Actor, Held
from shared.clock import machine_now
from web.entrances import Entrances
from web.meanwhile import WAS
from web.respond import local, page, see_other

AnyRequest = Request[Any, Any, Any]


def ask(request: AnyRequest, *, second: bool) -> Response[Any]:
    """To the second factor, to the password after a pause, or to the sign-in; a sent form is kept in the page."""
    ways, away = entrances(request), _away(request)
    owner = away.account if away is not None else getattr(request.state, "form_owner", "")
    if (away is not None and away.is_person) or (not second and request.scope["path"].startswith(ways.persons)):
        return see_other(ways.person_sign_in)
    idle = away is not None and away.expires > machine_now()
    if owner and request.scope["path"] != ways.sign_out and (form := _sent(request)) is not None:
        held = held_for(request, form, owner) or Held(owner, request.scope["path"], _kept(form))
        template = ways.unlock_page if idle else ways.sign_in_page
        return page(
            request, template, status=422, held=_keys(request).hold(held), back="", who=away.name if away else ""
        )
    where = (ways.second_factor if second else ways.unlock if idle else ways.sign_in) + _back(request)
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
    return page(request, entrances(request).go_on_page, held=held)


def entrances(request: AnyRequest) -> Entrances:
    """Those of the site that is asked."""
    found: Entrances = request.state.site.entrances
    return found


def _away(request: AnyRequest) -> Actor | None:
    found: Actor | None = getattr(request.state, "away", None)
    return found


def _sent(request: AnyRequest) -> FormMultiDict | None:
    """The form that the door has read and found to be of this session."""
    return getattr(request.state, "sent", None)


def _kept(form: FormMultiDict) -> list[tuple[str, str]]:
    """What was typed, the key of the form and what it said when it was opened; no token, and no password."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return [
        (name, value)
        for name, value in pairs
        if (name in ("_key", WAS) or not name.startswith("_")) and "password" not in name
    ]


def _back(request: AnyRequest) -> str:
    if request.method != "GET":
        return ""
    query = request.scope.get("query_string", b"").decode("ascii", "ignore")
    path = quote(request.scope["path"]) + (f"?{query}" if query else "")
    return f"?next={quote(path)}"


def _keys(request: AnyRequest) -> Any:
    return next(iter(request.state.site.runtimes.values())).keys
